import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary } from '../support/reports.ts'

const FILES = {
  '云溪区行政处罚实施办法.txt': `云溪区行政处罚实施办法
第一章 总则
第一条 为了规范行政处罚的实施,制定本办法。
第二章 程序
第二条 执法人员应当具有行政执法资格,办理案件时不得少于两人。
第三条 当事人要求听证的,应当在收到告知书后五日内提出;行政机关应当在举行听证的七日前通知当事人。
第四条 有下列情形之一的,应当进行法制审核:
(一)涉及重大公共利益的;
(二)经过听证程序的;
(三)案情疑难复杂的。
`,
  '云溪区2021年度法治政府建设情况报告.txt': `云溪区2021年度法治政府建设情况报告
一、主要工作
(一)推进政务服务。一是设立综合窗口,实行前台受理、后台审批。二是推行帮办代办,上门办理事项。
(二)加强执法监督。组织案卷评查,对发现的问题逐案反馈。
三、存在问题
一是基层法治力量薄弱。二是执法文书质量不高。
四、2022年工作打算
(一)充实基层法治队伍。
(二)开展文书质量提升行动。
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(FILES) })
})

describe('a question of content', () => {
  it('is answered with the article that answers it, and nothing beside', async () => {
    const reply = await ask('开听证会要提前几天通知人家')
    expect(reply.kind).toBe('answer')
    expect(reply.text).toContain('七日前通知当事人')
    expect(reply.citations?.[0]).toMatchObject({ section: '第三条', doc: '云溪区行政处罚实施办法.txt' })
  })

  it('shows a list that is asked for with its opening and all its items', async () => {
    const { text } = await ask('哪些情形要做法制审核')
    for (const item of ['重大公共利益', '听证程序', '疑难复杂']) expect(text).toContain(item)
  })

  it('takes 哪几块 for parts and not for money', async () => {
    expect((await ask('法制审核看哪几块')).text).toContain('重大公共利益')
  })

  it('quotes words that stand in the document', async () => {
    const { citations = [] } = await ask('执法人员办理案件最少几个人')
    expect(citations.length).toBeGreaterThan(0)
    for (const { doc, quote } of citations) expect(FILES[doc as keyof typeof FILES]).toContain(quote)
  })

  it('is refused where the documents say nothing of it, without a number', async () => {
    const reply = await ask('强制拆除前的催告期是几天')
    expect(reply.kind).toBe('notfound')
    expect(reply.figures).toBeUndefined()
  })
})

describe('a question about an outline', () => {
  it('counts the parts and lists them, each cited', async () => {
    const reply = await ask('云溪2021年报告一共几大部分')
    expect(reply.kind).toBe('outline')
    expect(reply.text).toContain('3个部分')
    expect(reply.citations?.map(({ quote }) => quote)).toEqual(['一、主要工作', '三、存在问题', '四、2022年工作打算'])
  })

  it('says that a heading is not printed and makes none up', async () => {
    const reply = await ask('云溪2021年报告第二部分标题叫什么')
    expect(reply.kind).toBe('notfound')
    expect(reply.text).toContain('没有印出第二部分')
  })

  it('is none when it asks whose task a 目录 is', async () => {
    expect((await ask('云溪政务公开目录谁负责')).kind).not.toBe('outline')
    expect((await ask('云溪2021年报告目录')).kind).toBe('outline')
  })

  it('tells a part that is printed', async () => {
    expect((await ask('云溪2021年报告第三部分标题叫什么')).text).toContain('存在问题')
  })
})

describe('a question about a part of a report', () => {
  it('tells its problems in the words of the report', async () => {
    const { text } = await ask('云溪2021年存在哪些问题')
    expect(text).toContain('基层法治力量薄弱')
    expect(text).toContain('执法文书质量不高')
  })

  it('tells its plans', async () => {
    const { text } = await ask('云溪2021年报告里下一步准备抓啥')
    expect(text).toContain('充实基层法治队伍')
    expect(text).toContain('文书质量提升')
  })
})
