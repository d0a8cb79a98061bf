import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary } from '../support/reports.ts'

const FILES = {
  '云溪区档案借阅办法.txt': `云溪区档案借阅办法
第一章 总则
第一条 为了规范档案借阅,制定本办法。
第二章 借阅
第二条 借阅人应当出示证件。
第三条 借阅期限为15日。确需延期的,可以延长一次。
`,
  '云溪区2021年度法治政府建设情况报告.txt': `云溪区2021年度法治政府建设情况报告
一、主要工作
(一)推进政务服务。设立综合窗口,实行前台受理、后台审批。
(二)加强执法监督。组织案卷评查,对发现的问题逐案反馈。
二、第一责任人履职情况
区长主持研究法治工作6次,带头出庭应诉。
三、存在的问题和下一步安排
工作中还存在一些短板:一是基层法治力量薄弱;二是执法文书质量不高。
2022年,我们将重点做好:一是充实基层法治队伍;二是开展文书质量提升行动。
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(FILES) })
})

describe('what stands under a number', () => {
  it('a part with sub-headings is told by them, each an exact quote', async () => {
    const { kind, text, citations = [] } = await ask('云溪2021年报告第一部分讲的啥')
    expect(kind).toBe('answer')
    expect(text).toContain('一、主要工作(共2条)')
    expect(text).toContain('设立综合窗口')
    for (const { doc, quote } of citations) expect(FILES[doc as keyof typeof FILES]).toContain(quote)
  })

  it('a part without points is told by its first sentences, under its heading', async () => {
    const { text } = await ask('云溪2021年报告第二部分写了什么')
    expect(text).toContain('二、第一责任人履职情况:\n区长主持研究法治工作6次,带头出庭应诉。')
  })

  it('the next part may be asked for by its number alone', async () => {
    expect((await ask('云溪2021年报告第一部分讲的啥', '第二部分呢')).text).toContain('带头出庭应诉')
  })

  it('a chapter is told by its articles', async () => {
    const { text } = await ask('档案借阅办法第二章都管些啥')
    expect(text).toContain('第二条 借阅人应当出示证件')
    expect(text).toContain('第三条 借阅期限为15日')
  })

  it('an article is told without its number, which stands in the source', async () => {
    const { text } = await ask('档案借阅办法第三条怎么规定的')
    expect(text.startsWith('借阅期限为15日。')).toBe(true)
    expect(text).toContain('第三条')
  })

  it('an article that does not exist is not found, and the last one is named', async () => {
    const { kind, text } = await ask('档案借阅办法第三十条写的啥')
    expect(kind).toBe('notfound')
    expect(text).toContain('条文到第三条为止')
  })
})

it('a rule is counted by chapters and articles', async () => {
  expect((await ask('档案借阅办法一共几章几条')).text).toContain('共2章、3条')
})

describe('problems and plans under one heading', () => {
  it('are told apart', async () => {
    const problems = await ask('云溪2021年报告问题那块怎么写的')
    expect(problems.text).toContain('基层法治力量薄弱')
    expect(problems.text).not.toContain('充实基层')
    const plans = await ask('云溪2021年报告下一步打算')
    expect(plans.text).toContain('充实基层法治队伍')
    expect(plans.text).not.toContain('力量薄弱')
  })

  it('plans of a year come from the report of the year before, which is said', async () => {
    const { text } = await ask('云溪2022年打算干啥')
    expect(text).toContain('文书质量提升行动')
    expect(text).toContain('2022年的打算写在2021年的报告里')
  })
})
