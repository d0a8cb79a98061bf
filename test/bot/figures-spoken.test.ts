import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

/** Two years of one district, one of a county, and a plan: for what people say otherwise than the papers print. */
const FILES = {
  '清源区2022年度法治政府建设情况报告.txt': `清源区2022年度法治政府建设情况报告
一、主要工作
(一)化解争议。全年收到行政复议申请80件,受理71件。行政机关负责人出庭应诉率91%。
(二)规范执法。应急管理部门检查企业640家次,排查隐患1520处,罚款88.4万元。
二、存在问题
一是执法力量薄弱;二是文书质量不高。
三、2023年工作安排
力争行政机关负责人出庭应诉率达到94%以上。
`,
  '清源区2023年度法治政府建设情况报告.txt': `清源区2023年度法治政府建设情况报告
一、主要工作
(一)化解争议。新收行政复议申请100件,同比上升25%,受理93件,其中维持40件。行政应诉案件18件,其中败诉2件,败诉率11.1%。负责人出庭应诉率96.5%。新收政府信息公开申请75件,予以公开50件,不予公开9件。制发规范性文件6件。受理群众来信来访420件次,及时受理率100%。审查各类文件、合同、协议共120件,其中规范性文件35件、合同协议70件。
(二)规范执法。全区持证执法人员512人,其中党员230人。组织执法人员资格考试1期,参加120人,通过102人,通过率85%。抽查评查案卷210卷。
(三)法律援助。办理法律援助案件388件,挽回损失940万元。
二、存在的问题和不足
一是复议力量不足;二是镇街执法不均衡;三是数据归集率不高。
`,
  '清源区重点领域执法情况表(2023年).csv': `单位,立案(件),罚没金额(万元)
区市场监管局,310,205.7
区应急管理局,41,119.6
`,
  '白沙县2021年度法治政府建设情况报告.txt': `白沙县2021年度法治政府建设情况报告
一、主要工作
县政府收到行政复议申请35件。组织行政执法证换证考试2批次,合格率92%。罚没收入406.2万元。办理农民工讨薪案件64件,帮助讨回薪资280万元。排查各类矛盾纠纷120起,调解成功110起,其中邻里纠纷52起。组建“老娘舅”调解工作室,承接疑难纠纷9件。
`,
  '清源区2024年法治政府建设工作要点.txt': `清源区2024年法治政府建设工作要点
一、总体要求
力争全区行政机关负责人出庭应诉率达到97%以上。
1.开展案卷评查。(牵头单位:区司法局;完成时限:2024年10月底)
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(FILES) })
})

describe('what people say otherwise than it is printed', () => {
  it.each([
    ['新收 is what was received', ['清源23年复议收了多少件'], [100]],
    ['so is what came in', ['清源23年复议一共进来多少件'], [100]],
    ['of anything else too', ['清源23年信息公开申请收了多少'], [75]],
    ['the wages of migrant workers are money', ['白沙帮农民工要回来多少工钱'], [280e4]],
    ['whom it was won for is no word of what was', ['清源23年法援给老百姓挽回多少钱'], [940e4]],
    ['a verb of one character', ['清源23年实际抽了多少卷'], [210]],
    ['罚没 with a verb of its own', ['白沙21年罚没收了多少钱'], [406.2e4]],
    ['what was settled, not what a room for settling took on', ['白沙调解了多少纠纷'], [110]],
    ['what was not given', ['清源23年不给公开的几件'], [9]],
    ['one kind of a sum over several', ['清源23年审了多少合同'], [70]],
    ['two years without a word of comparing', ['清源2022年、2023年复议收案情况'], [80, 100]],
    ['two years in two digits', ['复议收了多少 清源22、23分别多少'], [80, 100]],
    ['documents that were put out', ['清源23年发了几个规范性文件'], [6]],
    ['a count, not the rate beside it', ['清源23年信访接了多少'], [420]],
    ['every year is no word of what is counted', ['清源22年到23年复议每年多少'], [80, 100]],
    ['the licence exam', ['清源23年执法证考试过了几成'], [85]],
    ['the short name of a unit of the table', ['清源23年市监局立了多少案子'], [310]],
    ['the unit that does all in its sentence', ['清源22年应急管理部门罚款多少'], [88.4e4]],
  ])('%s', async (_, messages, expected) => {
    expect(values(await ask(...messages))).toEqual(expected)
  })

  it('a part that is not printed is not answered with the whole', async () => {
    expect((await ask('清源23年执法人员里女的有多少')).kind).toBe('notfound')
    expect(values(await ask('清源23年执法人员里党员有多少'))).toEqual([230])
  })
})

it('penalties that were spared are no penalties, though nothing else is printed', async () => {
  const text = '丁县2023年度法治政府建设情况报告\n一、主要工作\n全年不予处罚案件34件、减轻处罚案件8件。\n'
  const one = await asker({ library: await reportLibrary({ '丁县2023年度法治政府建设情况报告.txt': text }) })
  expect((await one('丁县23年行政处罚多少件')).kind).toBe('notfound')
  expect(values(await one('丁县23年减轻处罚多少件'))).toEqual([8])
})

describe('a follow-up', () => {
  it.each([
    ['keeps the unit of the table', ['清源23年市监局立了多少案子', '罚了多少钱'], [205.7e4]],
    ['changes the unit and keeps what is asked', ['清源23年市监局立案多少', '罚了多少钱', '应急那边呢'], [119.6e4]],
    ['means the one county that is held', ['清源23年复议收了多少', '县里呢'], [35]],
    ['means the difference of the two years', ['清源23年复议收了多少', '前一年呢', '涨了多少'], [80, 100]],
    ['asks for a count after a count', ['清源23年复议收了多少', '官司呢'], [18]],
    ['asks for every year', ['清源23年复议收了多少', '历年的列个表'], [80, 100]],
    ['asks for the year with most', ['清源23年出庭率多少', '哪年最高'], [91, 96.5]],
    ['asks for what is of another matter by its name', ['清源23年复议收了多少', '败诉率'], [11.1]],
    ['goes on comparing', ['清源22年、23年复议收案对比', '受理呢'], [71, 93]],
    ['means the two bodies', ['清源23年复议收了多少', '白沙呢', '谁多'], [100, 35]],
    ['means it with 两年 too', ['清源22年复议受理多少', '23年呢', '两年差多少'], [71, 93]],
  ])('%s', async (_, messages, expected) => {
    expect(values(await ask(...messages))).toEqual(expected)
  })

  it('for a part that is not printed is not answered with the whole', async () => {
    expect((await ask('清源23年持证执法人员几个', '女的几个')).kind).toBe('notfound')
  })

  it('who passed are not all who sat the exam', async () => {
    expect(values(await ask('清源23年执法资格考试过了几个'))).toEqual([102])
    const text = '丁县2023年度法治政府建设情况报告\n一、主要工作\n组织学法考试,参考400人。\n'
    const one = await asker({ library: await reportLibrary({ '丁县2023年度法治政府建设情况报告.txt': text }) })
    expect((await one('丁县23年学法考试过了几个')).kind).toBe('notfound')
  })

  it('bodies are counted in bodies', async () => {
    const text =
      '丁县2023年度法治政府建设情况报告\n一、主要工作\n政务大厅进驻事项900项。完成审计项目12个。走访企业30家。\n'
    const one = await asker({ library: await reportLibrary({ '丁县2023年度法治政府建设情况报告.txt': text }) })
    expect((await one('丁县23年政务大厅进驻几个单位')).kind).toBe('notfound')
    expect((await one('丁县23年审计了几个单位')).kind).toBe('notfound')
    expect(values(await one('丁县23年走访了几家企业'))).toEqual([30])
  })

  it('for a county of which nothing is held is refused', async () => {
    expect((await ask('清源23年复议收了多少', '市里呢')).text).toContain('资料里没有市里的文件')
  })

  it('asks for the same part of the report of another year', async () => {
    const reply = await ask('清源22年报告说有啥毛病', '23年的呢')
    expect(reply.text).toContain('共3条')
  })

  it('区里 is the district: a year that is not held is refused by its name', async () => {
    expect((await ask('清源22年复议收了多少', '区里21年复议多少')).text).toContain('没有收录清源区2021年')
  })
})

describe('an aim', () => {
  it('is no figure of the year it is set for', async () => {
    expect(values(await ask('清源23年出庭应诉率'))).toEqual([96.5])
    expect(values(await ask('清源出庭率两年对比'))).toEqual([91, 96.5])
  })

  it('is answered when it is asked for, from the report that sets it or from the plan', async () => {
    expect(values(await ask('清源22年报告里给下一年定的出庭目标是几'))).toEqual([94])
    expect(values(await ask('清源2024年要点里出庭应诉率目标是多少'))).toEqual([97])
    expect(values(await ask('清源22年报告里给下一年定的出庭目标是几', '24年要点里定的呢'))).toEqual([97])
  })
})
