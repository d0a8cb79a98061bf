import { beforeAll, describe, expect, it } from 'vitest'
import { joinReplies, questionsIn } from '../../bot/pieces.ts'
import type { Reply } from '../../bot/schema.ts'
import { asksOnlyChange, withoutChange } from '../../bot/understand/change.ts'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

/** Two reports of a county, the second with a table of fields; the first sets aims for the second. */
const COUNTY = {
  '澄川县2023年度法治政府建设情况报告.txt': `澄川县2023年度法治政府建设情况报告
一、主要做法
(一)化解矛盾。全年收到行政复议申请52件,受理46件,审结40件,其中调解和解后终止12件,调解和解率30%。调解纠纷1860件,调解成功率97.1%。一审行政诉讼案件33件,败诉4件,败诉率12.12%。
(二)规范执法。评查行政执法案卷110卷,优秀率30.9%,合格率95.5%。办理行政处罚案件1420件,罚没金额263.4万元。办理法律援助案件301件,挽回经济损失410.2万元。县12315热线受理诉求3180件。
二、2024年工作目标
1.行政复议调解和解率达到40%以上。
2.行政机关负责人出庭应诉率达到100%,败诉率控制在8%以内。
3.法律援助案件办理量达到320件。
`,
  '澄川县2024年度法治政府建设情况报告.md': `# 澄川县2024年度法治政府建设情况报告

## 一、主要做法

### (一)化解矛盾

全年收到行政复议申请61件,受理前化解5件,受理50件,审结47件,其中调解和解后终止21件,调解和解率44.68%。调处纠纷1975件,成功率98.3%。一审行政诉讼案件30件,败诉3件,败诉率10%。

### (二)规范执法

评查行政执法案卷126卷,优秀率38.1%,合格率97.6%。办理行政处罚案件1305件,罚没金额240.7万元。推行“首违不罚”清单62项,适用不予处罚188件,免罚金额36.5万元。办理法律援助案件335件,挽回经济损失386.9万元。县12315热线受理诉求3546件,满意率96.2%。

| 领域 | 行政处罚(件) | 罚没金额(万元) |
|---|---|---|
| 市场监管 | 402 | 71.3 |
| 交通运输 | 515 | 112.9 |
| 城市管理 | 388 | 56.5 |
| 合计 | 1305 | 240.7 |

## 二、2025年工作安排

(一)开展“法治进校园”活动不少于90场次。
(二)专职行政复议人员增至9名。
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(COUNTY), now: new Date(2025, 2, 10, 12) })
})

describe('an aim', () => {
  it.each([
    ['reached from below', ['澄川2024年法律援助目标完成没'], [335, 320], '达到目标,比目标多15件(335−320)'],
    ['kept under', ['澄川败诉率2024年的目标达到没'], [10, 8], '没有达到目标,比目标高2个百分点(10−8)'],
    ['of last year, said in the report before', ['澄川去年定的调解和解率目标实现了吗'], [44.68, 40], '达到目标'],
    ['of what was asked before', ['澄川24年法律援助办了几件', '当时定的目标达到没'], [335, 320], '达到目标'],
    ['and a year in one breath', ['澄川23年败诉率', '24年呢 达到当年定的目标没'], [10, 8], '没有达到目标'],
  ])('%s is set beside what came of it', async (_name, messages, expected, line) => {
    const reply = await ask(...messages)
    expect(values(reply)).toEqual(expected)
    expect(reply.text).toContain(line)
    expect(new Set(reply.citations?.map(({ doc }) => doc)).size).toBe(2)
  })

  it('for a year not reported yet is told as an aim', async () => {
    const reply = await ask('澄川25年法治进校园要搞几场')
    expect(values(reply)).toEqual([90])
    expect(reply.text).toContain('2024年的报告写的打算,不是完成数')
  })

  it('that no report held sets is refused with what came of it', async () => {
    const first = await ask('澄川23年法律援助目标完成没')
    expect([first.kind, first.text.split('\n').slice(0, 2)]).toEqual([
      'notfound',
      ['未查到:澄川县2023年的目标写在上一年的报告里,那份没有收录。', '现有澄川县2023年:办理法律援助案件301件。'],
    ])
    expect((await ask('澄川24年行政处罚案件的目标完成没')).text).toContain('2023年的报告没有给2024年定这项目标')
  })

  it('is no figure of that year where none is asked for', async () => {
    expect((await ask('澄川2025年专职复议人员多少')).kind).toBe('notfound')
  })
})

describe('a change, asked in a word or two', () => {
  it.each(['比前年多多少', '比前年多多少 涨了百分之几', '涨了没', '涨了还是降了', '增加了多少'])(
    '%s is of what the turn before counted',
    async (change) => {
      const reply = await ask('澄川去年收了多少复议', change)
      expect(values(reply)).toEqual([52, 61])
      expect(reply.computed?.[0]).toMatchObject({ label: '2024年比2023年多', value: 9, unit: '件' })
    },
  )

  it('is said of the later year', async () => {
    const reply = await ask('澄川一审案子两年各多少 降没降')
    expect(reply.text).toContain('2024年比2023年少3件(33−30)')
  })

  it('against a year named alone is that of the newest report', async () => {
    expect(values(await ask('澄川挽回损失比前年多还是少'))).toEqual([4_102_000, 3_869_000])
  })

  it.each([
    ['澄川罚没少了多少 百分之几', [2_634_000, 2_407_000]],
    ['去年县里案卷合格率比前年高几个点', [95.5, 97.6]],
    ['澄川复议同比多了多少', [52, 61]],
  ])('is of the newest report against the one before: %s', async (question, expected) => {
    expect(values(await ask(question))).toEqual(expected)
  })

  it('of money is told in the unit it is printed in', async () => {
    expect((await ask('澄川23年24年罚没金额比一下')).text).toContain('((240.7万−263.4万)÷263.4万)')
  })

  it.each([
    ['涨了百分之几', true],
    ['降没降', true],
    ['比 多多少 涨了几个点', true],
    ['增加编制', false],
    ['收了多少', false],
    ['', false],
  ])('alone or not: %s', (words, expected) => {
    expect(asksOnlyChange(words)).toBe(expected)
  })

  it('leaves the rest of a question', () => {
    expect(withoutChange('两年各多少 降没降')).toBe('两年各多少')
    expect(withoutChange('降没降')).toBe('降没降')
  })
})

describe('several things in one question', () => {
  it.each([
    ['rates run together', '澄川案卷优秀率合格率两年分别多少', [30.9, 38.1, 95.5, 97.6]],
    ['a count and its rate', '澄川两年复议调解的几件 率是多少', [12, 21, 30, 44.68]],
    ['an amount beside a count', '澄川两年处罚几件 罚了多少钱', [1420, 1305, 2_634_000, 2_407_000]],
  ])('are compared each: %s', async (_name, question, expected) => {
    expect(values(await ask(question))).toEqual(expected)
  })

  it('are compared in the words of the newest report, not with whatever fits', async () => {
    const reply = await ask('澄川去年收了多少复议', '前年呢', '涨了多少', '调解的有几件')
    expect(values(reply)).toEqual([12, 21])
  })

  it.each([
    ['首违不罚办了几件', [188]],
    ['首违不罚免了多少钱', [365_000]],
    ['12315去年接了多少 满意率多少', [3546, 96.2]],
    ['复议收了几件 受理几件', [61, 50]],
  ])('are answered each: 澄川%s', async (question, expected) => {
    expect(values(await ask(`澄川${question}`))).toEqual(expected)
  })

  it('are found as the questions of a message', () => {
    expect(questionsIn('听证几天前公告 代表最少几个')).toEqual(['听证几天前公告', '代表最少几个'])
    expect(questionsIn('澄川 复议收了几件')).toEqual([])
    expect(questionsIn('复议收了几件')).toEqual([])
  })

  it('are told as one reply with its sources numbered through', () => {
    const citation = { doc: 'a', title: '甲', section: '一', quote: '乙' }
    const first: Reply = { kind: 'figure', text: '甲3件。\n〔1〕甲', citations: [{ ...citation, n: 1 }] }
    const second: Reply = { kind: 'answer', text: '乙。〔1〕', citations: [{ ...citation, n: 1, quote: '丙' }] }
    const whole: Reply = { kind: 'notfound', text: '未查到:丁。' }
    const joined = joinReplies([first, second, first], whole)
    expect(joined?.text).toBe('甲3件。\n〔1〕甲\n\n乙。〔2〕')
    expect(joined?.citations?.map(({ n }) => n)).toEqual([1, 2])
    expect(joinReplies([whole, whole], whole)).toBeUndefined()
    expect(joinReplies([first, whole], first)).toBeUndefined()
  })
})

describe('a table of fields', () => {
  it.each([
    ['a field by its short name', ['澄川去年处罚多少件', '城管的'], [388]],
    ['a field that acts', ['澄川去年交通罚了多少钱'], [1_129_000]],
    ['the field with most', ['澄川哪块罚的钱最多'], [1_129_000]],
    ['none of its rows for the whole', ['澄川去年罚没金额多少'], [2_407_000]],
  ])('tells %s', async (_name, messages, expected) => {
    expect(values(await ask(...messages))).toEqual(expected)
  })
})

describe('a part of a report', () => {
  it.each([
    ['澄川23年报告给24年定了哪些目标', '3.法律援助案件办理量达到320件'],
    ['澄川24年报告一共几块 都啥标题', '二、2025年工作安排'],
    ['澄川24年报告第一部分分哪几块', '(二)规范执法'],
  ])('is told: %s', async (question, words) => {
    expect((await ask(question)).text).toContain(words)
  })

  it('is not asked for again by the next question', async () => {
    const reply = await ask('澄川24年报告一共几块 都啥标题', '25年打算干啥', '法治进校园要搞几场')
    expect(values(reply)).toEqual([90])
  })
})

describe('the year before', () => {
  it('is counted from the year that was told, where none was asked for', async () => {
    expect(values(await ask('澄川县收到几件复议', '上一年呢'))).toEqual([52])
  })
})

describe('a part is no whole', () => {
  const CITY = {
    '澄湖市2024年度法治政府建设情况报告.txt': `澄湖市2024年度法治政府建设情况报告
一、主要做法
(一)行政复议。全市新收行政复议案件1204件,受理1077件,办结率95.2%,纠错率12.4%。其中市本级新收391件,受理352件。
(二)执法。各领域执法情况见下表。
领域\t行政处罚(件)\t罚没款(万元)
城市管理\t340\t51.2
交通运输\t512\t97.5
(三)评查。案卷优秀率33%,不合格率1.6%。全市累计建成法治文化阵地77个。
二、2025年目标
行政复议办结率达到98%。法治文化阵地新建10个。
`,
    '澄湖市2025年度法治政府建设情况报告.txt': `澄湖市2025年度法治政府建设情况报告
一、主要做法
(一)行政复议。全市新收行政复议案件1310件,受理1188件,纠错率11.9%。其中市本级新收420件,受理371件。
(二)执法。各领域执法情况见下表。
领域\t行政处罚(件)\t罚没款(万元)
城市管理\t322\t48.8
交通运输\t498\t90.1
(三)评查。案卷优秀率35%,不合格率1.2%。全市累计建成法治文化阵地88个。
`,
  }
  let city: Ask
  beforeAll(async () => {
    city = await asker({ library: await reportLibrary(CITY), now: new Date(2026, 2, 10, 12) })
  })

  it.each([
    ['a level that nobody asked for', ['澄湖市2025年收案几件'], [1310]],
    ['its stages', ['澄湖市2025年受理几件'], [1188]],
    ['a level that is asked for', ['澄湖市2025年复议收了多少', '市本级呢', '上一年呢'], [391]],
  ])('%s', async (_name, messages, expected) => {
    expect(values(await city(...messages))).toEqual(expected)
  })

  it.each([
    '澄湖市2025年罚没款比上年少了多少',
    '澄湖市2025年复议办结率目标达到没',
    '澄湖市2025年法治文化阵地的目标完成没',
  ])('and nothing is computed from one: %s', async (question) => {
    expect((await city(question)).computed).toBeUndefined()
  })

  it('nor money a count', async () => {
    expect((await city('澄湖市2025年罚没款几件')).kind).toBe('notfound')
  })

  it('nor is a rate another rate', async () => {
    expect(values(await city('澄湖市2025年优秀案卷率多少'))).toEqual([35])
    expect((await city('澄湖市2025年复议办结率多少')).kind).toBe('notfound')
  })
})
