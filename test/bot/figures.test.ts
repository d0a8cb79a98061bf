import { beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../retrieval/library.ts'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

let library: Library
let ask: Ask

beforeAll(async () => {
  library = await reportLibrary()
  ask = await asker({ library })
})

describe('a figure', () => {
  it('is told first, with unit, year and body, its clause and its source', async () => {
    const reply = await ask('云溪2022年收了多少件复议')
    expect(reply.kind).toBe('figure')
    expect(values(reply)).toEqual([40])
    expect(reply.text.split('\n')[0]).toBe('云溪区2022年收到行政复议申请40件。')
    expect(reply.text).toContain('〔1〕云溪区2022年度法治政府建设情况报告')
    expect(reply.figures?.[0]?.quote).toContain('收到行政复议申请40件')
  })

  it('is of the newest year when none is named, and the reply says which', async () => {
    const reply = await ask('云溪区负责人出庭应诉率多少')
    expect(values(reply)).toEqual([96])
    expect(reply.text).toContain('2023年')
  })

  it('is of the year before the clock for 去年, and of the year before that for 前年', async () => {
    expect(values(await ask('云溪去年复议收了几件'))).toEqual([50])
    expect(values(await ask('云溪前年复议收了几件'))).toEqual([40])
  })

  it('keeps the verb that decides, also when it stands alone before 了几件', async () => {
    const text =
      '甲区2023年度法治政府建设情况报告\n一、主要工作\n(一)制度建设。合法性审核意见112件,其中规范性文件27件。梳理存量文件213件,废止2件、修改1件。\n'
    const one = await asker({ library: await reportLibrary({ '甲区2023年度法治政府建设情况报告.txt': text }) })
    expect(values(await one('文件清理甲区2023年废了几件'))).toEqual([2])
  })

  it('stands beside the other scopes of the same thing, each with its own words', async () => {
    const reply = await ask('云溪2022年信访办结率')
    expect([...values(reply)].sort()).toEqual([100, 95])
    expect(reply.text).toContain('2个口径')
  })

  it('that is a total is not told with its parts', async () => {
    expect(values(await ask('云溪2023年有多少人民调解员'))).toEqual([310])
  })

  it('that is a part is told when the part is asked for', async () => {
    expect(values(await ask('云溪2023年专职调解员几个人'))).toEqual([52])
  })

  it('in another unit than the one asked for is no answer', async () => {
    expect(values(await ask('云溪2023年政协提案满意率多少'))).toEqual([100])
    expect((await ask('云溪2023年旁听庭审花了多少钱')).kind).toBe('notfound')
  })

  it('of something near to what was asked is no answer', async () => {
    const text = `乙县2023年度法治政府建设情况报告
一、主要工作
(一)普法宣传。开展义诊、咨询等便民活动百余次,受益群众达万人。1名调解员在全县被评先评优。化解率为98%。
(二)执法队伍。举办执法人员培训60课时,涉及部门42个。
(三)行政复议。办理行政复议申请,已结43件。
(四)信访工作。网上信访办结29件。
`
    const one = await asker({ library: await reportLibrary({ '乙县2023年度法治政府建设情况报告.txt': text }) })
    const near = [
      '普法活动办了多少场',
      '行政执法人员几个人',
      '部门发的文件几件',
      '应诉案件多少,结了几件',
      '复议收案数多少',
      '调解成功率',
    ]
    for (const asked of near) expect((await one(`乙县2023年${asked}`)).figures ?? [], asked).toEqual([])
  })

  it('says the negated word that was asked for, and is of nobody it leaves out', async () => {
    const text = `丙县2023年度法治政府建设情况报告
一、主要工作
(一)执法监督。评查案卷240卷,其中优秀31卷、合格203卷、不合格6卷。全县行政处罚案件罚没款1583.6万元(公安除外)。
(二)信访工作。受理群众来信来访1438批,同比下降15.2%,化解信访积案39件,化解率95.1%。
(三)法律顾问。现有公职律师21人。
`
    const plan = `丙县法治政府建设实施方案(2021—2025年)
一、工作措施
(1)加强公职律师队伍建设,到2025年公职律师不少于40名。(牵头单位:县司法局。2025年底完成)
`
    const files = { '丙县2023年度法治政府建设情况报告.txt': text, '丙县法治政府建设实施方案.txt': plan }
    const one = await asker({ library: await reportLibrary(files) })
    expect(values(await one('丙县案卷评查不合格几卷'))).toEqual([6])
    expect(values(await one('丙县案卷评查合格几卷'))).toEqual([203])
    expect((await one('丙县公职律师奖金多少')).figures ?? []).toEqual([])
    expect((await one('丙县公安23年罚了多少钱')).figures ?? []).toEqual([])
    expect(values(await one('丙县信访比上年降了百分之几'))).toEqual([15.2])
    expect(values(await one('丙县公职律师几个'))).toEqual([21])
  })

  it('is found by a word that only sounds like the one it counts, and never replaced by what it is a part of', async () => {
    const text = `丁市2023年度法治政府建设情况报告
一、主要工作
(一)营商环境。累计退税减税降费6.17亿元,其中增值税留抵退税3.08亿元。
`
    const one = await asker({ library: await reportLibrary({ '丁市2023年度法治政府建设情况报告.txt': text }) })
    expect(values(await one('丁市留底退税退了多少'))).toEqual([308000000])
  })

  it('is the thing itself before what was undone or picked out of it', async () => {
    const text = `戊市2023年度法治政府建设情况报告
一、主要工作
(一)规范执法。全市各级行政执法机关实施行政处罚24318件(不含简易处罚),罚没金额4865.2万元。
(二)包容审慎。全年不予处罚、从轻减轻处罚2973件。督促撤销、变更行政处罚决定4件。
`
    const one = await asker({ library: await reportLibrary({ '戊市2023年度法治政府建设情况报告.txt': text }) })
    expect(values(await one('戊市2023年行政处罚多少件'))).toEqual([24318])
    expect(values(await one('戊市2023年罚没多少'))).toEqual([48652000])
    expect(values(await one('戊市2023年不予处罚多少件'))).toEqual([2973])
    expect(values(await one('戊市2023年行政处罚多少件,公安发的占几件'))).toEqual([24318])
  })

  it('is of the scope, the stage and the quality that were asked for, and of each of two asks', async () => {
    const text = `己市2023年度法治政府建设情况报告
一、主要工作
(一)行政复议。全市共收到行政复议申请264件,受理231件。市本级收到98件。
(二)热线。12345热线受理群众诉求15328件,办结率98.6%。
(三)案卷。评查行政处罚案卷340卷、行政许可案卷160卷。
(四)经营主体。新增市场主体2.64万户,其中企业6103户、个体工商户2.02万户。
(五)执法。行政处罚案件罚没金额5836.2万元。
`
    const one = await asker({ library: await reportLibrary({ '己市2023年度法治政府建设情况报告.txt': text }) })
    expect(values(await one('己市23年市本级收了几件复议'))).toEqual([98])
    expect((await one('己市12345热线办结多少件')).figures ?? []).toEqual([])
    expect((await one('己市行政许可案卷不合格几卷')).figures ?? []).toEqual([])
    expect(values(await one('己市新增市场主体多少户 其中企业'))).toEqual([26400, 6103])
    expect(values(await one('己市罚没款多少'))).toEqual([58362000])
  })

  it('beside a number that is a name is that number’s: 12345', async () => {
    expect(values(await ask('云溪2023年12345的满意率'))).toEqual([97])
  })

  it('whose number stands before its noun is told in the words of the text', async () => {
    expect((await ask('云溪2023年聘了几个法律顾问')).text).toContain('聘请12名律师作为区政府的法律顾问')
  })

  it('aimed at for the next year is no answer of that year', async () => {
    const reply = await ask('云溪2023年出庭率多少')
    expect(values(reply)).toEqual([96])
  })

  it('before a change is no answer: 由7支整合为3支', async () => {
    expect(values(await ask('云溪2022年执法队伍整合为几支'))).toEqual([3])
  })

  it('of the whole table is told for the body, of a row for its department', async () => {
    expect(values(await ask('云溪2023年罚没款一共多少'))).toEqual([440_000])
    expect(values(await ask('云溪2023年城管局罚没款多少'))).toEqual([125_000])
  })
})

describe('several things asked at once', () => {
  it.each([
    ['云溪2023年复议收多少受理多少审结多少', [50, 48, 46]],
    ['云溪2022年复议维持几件,撤销几件', [20, 4]],
    ['云溪2023年旁听庭审几场 多少人', [6, 230]],
  ])('are answered one by one: %s', async (question, expected) => {
    expect(values(await ask(question))).toEqual(expected)
  })

  it('say which of them was not found', async () => {
    const reply = await ask('云溪2023年复议收多少件,行政赔偿多少件')
    expect(values(reply)).toEqual([50])
    expect(reply.text).toContain('未查到:行政赔偿')
  })
})

describe('what is not held', () => {
  it.each([
    ['a year without a report', '云溪2021年复议收了几件'],
    ['the current year', '云溪今年复议收了几件'],
    ['an indicator of another body', '霁川2022年罚没款多少'],
    ['a part of which only the total is printed', '霁川2022年专职调解员几人'],
    ['a result of another procedure', '霁川2022年复议审结几件'],
    ['a department that is not in the table', '云溪公安分局2023年处罚了几件'],
    ['half of a year when the year is printed', '云溪2022年上半年复议收了几件'],
    ['a place whose name contains a held one', '云溪县2022年复议收了几件'],
    ['a place whose name is contained in no held one', '东云溪区2022年复议收了几件'],
    ['a place that sounds like a held one', '白水镇2022年复议收了几件'],
  ])('%s is refused without a figure', async (_, question) => {
    const reply = await ask(question)
    expect(reply.kind).toBe('notfound')
    expect(reply.figures ?? []).toEqual([])
  })

  it('names the same thing of the nearest year with that year', async () => {
    const reply = await ask('云溪2021年复议收了几件')
    expect(reply.text).toContain('现有云溪区2022年:收到行政复议申请40件。(不是2021年的数)')
  })

  it('of the newest report is answered from the last report that has it, and the year is said', async () => {
    const reply = await ask('云溪区信访局受理信访多少批')
    expect(values(reply)).toEqual([210])
    expect(reply.text).toContain('2022年')
  })

  it('of a part of the year is answered where the text prints the part', async () => {
    expect(values(await ask('云溪2023年上半年评查多少案卷'))).toEqual([60])
  })
})

describe('no body named', () => {
  it('is asked back once, and the bare name then answers', async () => {
    expect((await ask('复议收了多少件')).kind).toBe('clarify')
    expect(values(await ask('复议收了多少件', '霁川'))).toEqual([25])
  })

  it('is answered for the home body, and the reply says so', async () => {
    const atHome = await asker({ library, homeOrg: '云溪区' })
    const reply = await atHome('复议收了多少件')
    expect(values(reply)).toEqual([50])
    expect(reply.text).toContain('按本单位云溪区、最新的2023年报告作答')
  })
})
