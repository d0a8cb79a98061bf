import { describe, expect, it } from 'vitest'
import { answerTasks } from '../../bot/tasks/tasks.ts'
import { checkReply } from '../../bot/verify.ts'
import { planBesideReport } from '../support/plan-beside-report.ts'

const PLAN = `云溪市优化营商环境实施方案
(2022—2024年)
为优化营商环境,结合我市实际,制定本方案。
一、重点任务
1.清理妨碍公平竞争的文件。对存量文件开展专项清理。(牵头单位:市市场监管局。2022年底完成)建立第三方评估机制。(牵头单位:市市场监管局;配合单位:市司法局。2023年底完成)
2.规范招标采购。推行远程异地评标。(牵头单位:市发改委。2022年底完成)建立政府采购负面清单。(牵头单位:市财政局。2023年底完成)
3.优化审批服务。推行综合窗口受理。(牵头单位:市行政审批局。2022年底完成)施工许可全程网办。(牵头单位:市住建局。2023年6月底完成)
4.治理拖欠账款。开展无分歧欠款清零行动。(牵头单位:市工信局。2024年底完成)
5.推行柔性执法。动态调整轻微违法不予处罚清单。(牵头单位:市司法局。长期坚持)`

const { document, plan: entry, report, library } = planBesideReport(PLAN)
const ask = (text: string) =>
  answerTasks({ text, now: new Date('2022-03-01'), documents: [entry, report], library })?.reply
const told = (text: string) => ask(text)?.tasks?.map(({ no, leadUnits, deadline }) => [no, leadUnits[0], deadline])

describe('a number that several tasks share', () => {
  it('shows all of them in full, each with who leads and by when', () => {
    const text = ask('第3项谁牵头')?.text
    expect(text).toContain('第3项共2个任务')
    expect(text).toMatch(
      /推行综合窗口受理。——牵头单位市行政审批局,2022年底完成\n.*全程网办。——牵头单位市住建局,2023年6月底完成/,
    )
    expect(text).not.toContain('回复项号')
    expect(ask('第1项谁牵头')?.text).toContain('配合单位市司法局')
  })

  it('is said of one of them to be one of several', () => {
    expect(ask('施工许可全程网办哪家牵头')?.text).toMatch(/^第3项之一:牵头单位市住建局,2023年6月底完成/)
    expect(ask('拖欠账款治理哪家牵头')?.text).toMatch(/^第4项:/)
  })

  it('is told apart in a list by the words of each task, not by the title they share', () => {
    expect(ask('市市场监管局牵头哪些')?.text).toContain('(1)对存量文件开展专项清理——2022年底\n(1)建立第三方评估机制')
  })

  it('is printed once where only numbers are listed, and every task counts', () => {
    const reply = ask('方案一共多少项任务')
    expect(reply?.tasks).toHaveLength(8)
    expect(told('2023年底前要完成哪些')).toHaveLength(6)
  })

  it.each([
    ['市场监管局2022年底前要完成啥', [[1, '市市场监管局', '2022年底']]],
    ['财政局牵头哪些', [[2, '市财政局', '2023年底']]],
    [
      '2023年底完成的有几项',
      [
        [1, '市市场监管局', '2023年底'],
        [2, '市财政局', '2023年底'],
      ],
    ],
    [
      '规范招标采购谁牵头 啥时候完成',
      [
        [2, '市发改委', '2022年底'],
        [2, '市财政局', '2023年底'],
      ],
    ],
  ])('leaves units and deadlines to each of its tasks: %s', (question, expected) => {
    expect(told(question)).toEqual(expected)
  })

  it.each(['第3项谁牵头', '市市场监管局牵头哪些', '施工许可全程网办哪家牵头'])(
    'passes the number guard: %s',
    (question) => {
      const reply = ask(question)
      const support = {
        evidence: [entry.identity.title, ...document.tasks.map(({ quote }) => quote)],
        said: [question],
        textOf: () => PLAN,
      }
      expect(reply && checkReply(reply, support)).toMatchObject({ passed: true })
    },
  )
})

describe('what a unit has been given to do, as people say it', () => {
  it.each(['财政局领了啥活', '财政局分到啥', '财政局有啥活', '财政局领了哪些活', '财政局领活了没 领了几个活'])(
    '%s',
    (question) => {
      expect(told(question)).toEqual([[2, '市财政局', '2023年底']])
    },
  )

  it('is looked for where the unit leads nothing', () => {
    expect(ask('税务局领了啥活')).toMatchObject({ kind: 'notfound' })
  })

  it.each(['财政局开展了哪些活动', '财政局接了多少投诉'])('is not asked by %s', (question) => {
    expect(ask(question)).toBeUndefined()
  })

  it('and a second question after a whole one needs no turn before', () => {
    expect(told('轻微违法不予处罚清单归谁 期限呢')).toEqual([[5, '市司法局', '长期坚持']])
  })
})
