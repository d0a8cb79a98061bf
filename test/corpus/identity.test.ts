import { describe, expect, test } from 'vitest'
import { identify } from '../../corpus/identity.ts'
import type { ExtractedText, Identity } from '../../corpus/schema.ts'

const P = '云溪区深入学习贯彻习近平法治思想，认真落实各项部署。'

function identityOf(text: string, fileName = '材料.txt', more: Partial<ExtractedText> = {}): Identity {
  return identify({ format: 'txt', text, tables: [], styledHeadings: [], notes: [], ...more }, fileName)
}

describe('title', () => {
  test('comes from the text behind the furniture of a web page', () => {
    const text = `首页 > 政务公开 > 法治政府\n索引号：0143/2024-12\n发布时间：2024-03-15 来源：区司法局\n云溪区2023年度法治政府建设情况报告\n${P}\n一、工作\n好。`
    expect(identityOf(text)).toMatchObject({
      title: '云溪区2023年度法治政府建设情况报告',
      titleFrom: 'text',
      year: 2023,
    })
  })

  test('is joined from two or three lines', () => {
    expect(identityOf(`澜州市云溪区人民政府二〇\n一七年度法治政府建设工作报告\n${P}`)).toMatchObject({
      title: '澜州市云溪区人民政府二〇一七年度法治政府建设工作报告',
      year: 2017,
    })
    expect(identityOf(`云溪区人民政府\n关于2023年法治政府建设情况\n的报告\n区人大常委会：\n${P}`).title).toBe(
      '云溪区人民政府关于2023年法治政府建设情况的报告',
    )
    expect(identityOf(`云溪区法治政府建设实施方案\n(2021—2025年)\n为落实要求，制定本方案。`)).toMatchObject({
      title: '云溪区法治政府建设实施方案(2021—2025年)',
      kind: 'plan',
      year: 2021,
      yearTo: 2025,
    })
  })

  test('is the one first-level heading of a Markdown file, whatever it ends with', () => {
    const title = '云溪区办事窗口三十问(窗口人员版)'
    const text = `# ${title}\n\n发布单位：云溪区政务服务中心\n\n## 一、受理\n答：去年的情况报告见网站。`
    expect(identityOf(text, 'a.md', { format: 'md', title })).toMatchObject({ title, titleFrom: 'text' })
  })

  test('of questions and answers is that of a guide', () => {
    expect(identityOf('云溪区政府信息公开申请办理问答\n一、受理\n问1：谁能申请？\n答：都能。').kind).toBe('rule')
  })

  test('comes from the file name when the text has none, and says so', () => {
    const identity = identityOf(`2021年，${P}\n一、工作\n好。`, '上报/云溪区2021年法治政府建设报告(1).txt')
    expect(identity).toMatchObject({ title: '云溪区2021年法治政府建设报告', titleFrom: 'fileName', year: 2021 })
    expect(identity.notes).toEqual(['标题取自文件名'])
  })

  test('is inferred from the opening when neither has one, and says so', () => {
    const identity = identityOf(`2022年，${P}现将法治政府建设情况报告如下：\n一、工作\n好。`, '扫描件03.txt')
    expect(identity).toMatchObject({ title: '云溪区2022年法治政府建设情况报告', titleFrom: 'inferred', kind: 'report' })
    expect(identity.notes).toContain('原文没有标题,标题由正文推断')
  })

  test('of a notice is that of what it issues', () => {
    const text = `云政发〔2024〕3号\n\n云溪区人民政府关于印发《云溪区2024年法治政府建设工作要点》的通知\n\n各镇人民政府：\n现印发给你们。\n云溪区人民政府\n2024年3月1日\n\n云溪区2024年法治政府建设工作要点\n\n一、总体\n好。`
    expect(identityOf(text)).toMatchObject({
      title: '云溪区2024年法治政府建设工作要点',
      kind: 'plan',
      documentNumber: '云政发〔2024〕3号',
      body: '云溪区人民政府',
      date: '2024-03-01',
    })
  })
})

describe('year', () => {
  test('of a report is the year it speaks of, not the date of the page or of the signature', () => {
    const text = `今天是:2019年10月31日\n2022年，${P}\n一、工作\n好。\n云溪区人民政府\n2023年2月28日`
    expect(identityOf(text)).toMatchObject({ year: 2022, yearFrom: 'inferred', date: '2023-02-28' })
    expect(identityOf(text).notes).toContain('年份由正文推断')
  })

  test('is inferred from the plans for the next year when the opening has none', () => {
    expect(identityOf(`${P}与2017年相比有进步。\n一、情况\n好。\n二、2019年工作打算\n好。`).year).toBe(2018)
  })

  test('of the file name is checked against the opening', () => {
    const identity = identityOf(`2020年，${P}\n一、工作\n好。`, '云溪区2019年报告.txt')
    expect(identity.notes).toContain('年份取自文件名(2019年),正文开头写的是2020年')
  })

  test('of a statute is that of its last revision, not of its coming into force', () => {
    const text = `# 云溪市养犬条例\n\n2009年8月27日 云溪市第二届人民代表大会常务委员会第十次会议通过\n\n2021年1月22日 云溪市第五届人民代表大会常务委员会第三次会议修订\n\n2022年1月1日 施行\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为了规范养犬。`
    expect(identityOf(text, '云溪市养犬条例(2021修订).md', { format: 'md' })).toMatchObject({
      title: '云溪市养犬条例',
      kind: 'statute',
      year: 2021,
      date: '2021-01-22',
      body: '云溪市人民代表大会常务委员会',
    })
  })
})

describe('body, place and short names', () => {
  test('go to the last division of a nested place', () => {
    const identity = identityOf(`澜州市云溪区人民政府2017年度法治政府建设工作报告\n${P}`)
    expect(identity).toMatchObject({ body: '澜州市云溪区人民政府', region: '澜州市云溪区' })
    expect(identity.aliases).toEqual(expect.arrayContaining(['云溪区', '云溪', '云溪区政府']))
    expect(identity.aliases).not.toContain('澜州市')
  })

  test.each([
    ['甲乙市市北区2023年工作报告', '甲乙市市北区', '市北'],
    ['丙州市丁县2023年工作报告', '丙州市丁县', '丁县'],
    ['云溪特区2023年工作报告', '云溪特区', '云溪'],
    ['云溪经济技术开发区2023年工作报告', '云溪经济技术开发区', '云溪经开区'],
    ['云山土家族苗族自治县2023年工作报告', '云山土家族苗族自治县', '云山县'],
    ['云溪县石桥镇2023年工作总结', '云溪县石桥镇', '石桥'],
    ['2023年度云溪区法治政府建设情况报告', '云溪区', '云溪'],
  ])('%s', (title, region, alias) => {
    const identity = identityOf(`${title}\n今年以来，认真落实各项部署。`)
    expect(identity.region).toBe(region)
    expect(identity.aliases).toContain(alias)
  })

  test('of a department are its own', () => {
    const identity = identityOf(`云溪区司法局\n2022年度法治政府建设情况报告\n区政府：\n${P}`)
    expect(identity.body).toBe('云溪区司法局')
    expect(identity.aliases).toEqual(expect.arrayContaining(['云溪区司法局', '区司法局', '司法局']))
  })

  test('of two issuers are kept together', () => {
    const text = `中共云溪区委\n云溪区人民政府\n关于2022年度法治政府建设情况的报告\n市委、市政府：\n${P}\n一、工作\n好。\n中共云溪区委\n云溪区人民政府\n2023年2月27日`
    expect(identityOf(text)).toMatchObject({ body: '中共云溪区委 云溪区人民政府', region: '云溪区', year: 2022 })
  })

  test('of statutes drop what people leave out', () => {
    const law = (title: string, body = '第一条 为了。') =>
      identityOf(`# ${title}\n\n${body}`, 'x.md', { format: 'md' }).aliases
    expect(law('中华人民共和国行政复核法')).toEqual(expect.arrayContaining(['行政复核法', '复核法']))
    expect(law('中华人民共和国政府数据公开条例')).toContain('数据公开条例')
    expect(law('优化办事环境条例')).toContain('办事环境条例')
    expect(law('重大行政采购程序暂行条例')).toEqual(expect.arrayContaining(['行政采购条例', '重大采购条例']))
    expect(law('维护公共安宁法', `第一条 ${'维宁工作。'.repeat(12)}`)).toContain('维宁法')
  })
})

describe('secrecy marks', () => {
  test.each([
    ['机密★3年\n云溪区2023年工作总结', '机密★3年'],
    ['秘密\n\n云溪区关于某事项的报告', '秘密'],
    ['000012\n绝 密★启封\n云溪区关于某事项的报告', '绝 密★启封'],
    ['内部资料  注意保存\n云溪区2023年工作总结', '内部资料  注意保存'],
    ['云溪区2023年工作总结\n（内部资料，不得公开）', '内部资料，不得公开'],
    ['工作秘密\n云溪区2023年工作总结', '工作秘密'],
  ])('%s', (text, mark) => {
    expect(identityOf(`${text}\n${P}`).secrecyMark).toBe(mark)
  })

  test('are not seen where a text speaks of secrecy', () => {
    expect(
      identityOf(
        '云溪区保密制度\n第一条 国家秘密的密级分为绝密、机密、秘密三级。\n第二条 工作秘密适用本制度。\n第三条 好。',
      ).secrecyMark,
    ).toBeUndefined()
    expect(identityOf(`云溪区2023年报告\n${P}开展保密检查，未发现机密文件外传。`).secrecyMark).toBeUndefined()
  })
})

test('kind follows the title, else the build', () => {
  expect(identityOf('云溪区行政规范性文件管理办法\n第一条 为了。').kind).toBe('rule')
  expect(identityOf('某材料\n第一条 甲。\n第二条 乙。\n第三条 丙。').kind).toBe('rule')
  expect(identityOf('年份\t件数', '台账.xlsx', { format: 'xlsx' }).kind).toBe('table')
  expect(identityOf('今天天气很好。').kind).toBe('other')
})
