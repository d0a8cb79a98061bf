import { describe, expect, it } from 'vitest'
import { answerTasks } from '../../bot/tasks/tasks.ts'
import { planBesideReport } from '../support/plan-beside-report.ts'

const PLAN = `云溪市法治政府建设实施方案
(2021—2025年)
一、工作措施
(1)市县两级政府部门公职律师配备率2024年底前达到90%。(牵头单位:市司法局。2024年底完成)
(2)加强政务诚信建设,政府机关拖欠民营企业账款零增长。(牵头单位:市发展改革委。2024年6月底完成)
(3)全面推行证明事项告知承诺制。(牵头单位:市市场监管局。长期坚持)
(4)健全行政复议案件审理机制。(牵头单位:市司法局。2022年底完成)`

const { plan: entry, report, library } = planBesideReport(PLAN)

function numbers(text: string): readonly number[] | undefined {
  const answer = answerTasks({ text, now: new Date('2022-03-01'), documents: [entry, report], library })
  return answer?.reply.tasks?.map(({ no }) => no)
}

describe('whose a matter is, asked without the words of plans', () => {
  it.each([
    ['what has to be reached and who sees to it', '公职律师要达到多少 归谁管', [1]],
    ['a matter that one task speaks of in full', '政府机关拖欠民营企业账款归哪个部门管', [2]],
    ['a bureau whose name begins as the city’s ends', '云溪市监局牵头哪几项任务', [3]],
    ['a day by which things are done', '2022年底前完成的有几项', [4]],
  ])('%s', (_, question, expected) => {
    expect(numbers(question)).toEqual(expected)
  })

  it('leaves a matter that no task speaks of to the other documents', () => {
    expect(numbers('规范性文件备案归谁管')).toBeUndefined()
  })
})
