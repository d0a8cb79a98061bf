import { describe, expect, it } from 'vitest'
import type { TaskQuery } from '../../bot/tasks/query.ts'
import { answerTasks } from '../../bot/tasks/tasks.ts'
import { planBesideReport } from '../support/plan-beside-report.ts'

const PLAN = `云溪区规范涉企执法实施方案
(2023—2025年)
一、重点任务
(一)规范执法
1.推行扫码入企。2024年底前全部执法事项扫码开展。(牵头单位:区司法局;责任单位:区城管执法局、区市场监管局;完成时限:2024年底前)
2.编制裁量权基准目录。公布全部执法领域的目录。(牵头单位:区司法局;责任单位:各行政执法部门;完成时限:2023年底前)
3.规范户外广告执法。制定轻微违法不罚清单。(牵头单位:区城管执法局;责任单位:区司法局、竹溪镇;完成时限:2024年6月底前)
(二)强化保障
4.建设执法数据平台。建成全区统一的平台。(牵头单位:区数据局;责任单位:区财政局、区城管执法局;完成时限:2025年6月底前)
5.落实经费。执法经费列入预算,三年安排650万元。(牵头单位:区财政局;责任单位:区发改局;完成时限:长期坚持)`

const { plan: entry, report, library } = planBesideReport(PLAN)

function ask(...turns: readonly string[]) {
  let previous: TaskQuery | undefined
  let answer: ReturnType<typeof answerTasks>
  for (const text of turns) {
    const leaning = previous ? { previous } : {}
    answer = answerTasks({ text, now: new Date(2025, 2, 10), documents: [entry, report], library, ...leaning })
    previous = answer?.query ?? previous
  }
  return answer?.reply
}

const numbers = (...turns: readonly string[]) => ask(...turns)?.tasks?.map(({ no }) => no)
const firstLine = (...turns: readonly string[]) => ask(...turns)?.text.split('\n')[0]

describe('what a unit has a share in', () => {
  it.each(['城管局参加了哪些任务', '城管执法局参与了哪几项', '城管局都有份的是哪些', '城管局涉及哪些任务'])(
    'is what it takes part in and, apart, what it leads: %s',
    (question) => {
      const reply = ask(question)
      expect(reply?.tasks?.map(({ no }) => no)).toEqual([1, 4, 3])
      expect(reply?.text).toMatch(/^区城管执法局列为责任单位的共2项.*区城管执法局牵头的另有1项/s)
    },
  )

  it('is told in the order in which it was asked', () => {
    expect(firstLine('城管局牵头哪些 参与哪些')).toMatch(/^区城管执法局牵头的共1项/)
  })

  it('may be that of a town, called by its whole name', () => {
    expect(numbers('竹溪镇参与了哪些任务')).toEqual([3])
  })

  it('is not meant by a word of a task', () => {
    expect(numbers('公众参与谁牵头')).toBeUndefined()
  })
})

describe('what was asked of a task comes first', () => {
  it.each([
    ['责任单位有哪些', '第1项的责任单位:区城管执法局、区市场监管局。'],
    ['配合的是谁', '第1项的责任单位:区城管执法局、区市场监管局。'],
    ['责任单位有几家', '第1项的责任单位共2个:区城管执法局、区市场监管局。'],
    ['啥时候弄完', '第1项:2024年底前完成,牵头单位区司法局。'],
  ])('%s', (question, line) => {
    expect(firstLine('第1项任务谁牵头', question)).toBe(line)
  })

  it('and words that were just shown are not shown again', () => {
    expect(ask('第1项任务谁牵头', '责任单位有哪些')?.text).not.toContain('全部执法事项扫码开展')
    expect(ask('第1项任务谁牵头', '内容是啥')?.text).toContain('全部执法事项扫码开展')
  })

  it('and where else a unit takes part is told only when it is named', () => {
    expect(ask('城管局牵头的有几项')?.text).toContain('另列为责任单位:第1、4项。')
    expect(ask('司法局牵头的有几项', '其中2024年底前的是哪个')?.text).not.toContain('另列为')
  })
})

describe('a task asked for by what it is about', () => {
  it.each([
    ['its number, with a character dropped', '裁量基准是第几项 啥要求', [2]],
    ['who builds it and when it is built', '执法数据平台谁建 啥时候建好', [4]],
  ])('%s', (_, question, expected) => {
    expect(numbers(question)).toEqual(expected)
  })

  it('is none when nothing of the plan is about it', () => {
    expect(numbers('执法证谁发 啥时候发好')).toBeUndefined()
    expect(numbers('罚款上限是第几项')).toBeUndefined()
  })
})

describe('an amount asked for after tasks', () => {
  it('is found in the tasks of the unit that has to give it', () => {
    expect(firstLine('第1项任务谁牵头', '财政局要掏多少钱')).toMatch(/^第5项:落实经费。.*三年安排650万元/)
    expect(numbers('第1项任务谁牵头', '财政局三年得拿出多少钱')).toEqual([5])
  })

  it('is refused by the unit where none of its tasks prints one', () => {
    const reply = ask('第1项任务谁牵头', '发改局要掏多少钱')
    expect(reply?.tasks?.map(({ no }) => no)).toEqual([5])
    const none = ask('第1项任务谁牵头', '市场监管局要掏多少钱')
    expect(none).toMatchObject({ kind: 'notfound' })
    expect(none?.text).toContain('未查到:区市场监管局的任务(第1项)没有写金额。')
  })

  it('is left to the reports when it was spent in a year, or is of something else than giving', () => {
    expect(ask('第1项任务谁牵头', '市场监管局罚没多少钱')).toBeUndefined()
    expect(ask('司法局办好了几件复议')).toBeUndefined()
    expect(ask('第1项任务谁牵头', '财政局2023年花了多少钱')).toBeUndefined()
  })
})

describe('the one task due by a day', () => {
  it('is that of the very day where there is one', () => {
    expect(numbers('2024年6月底前完成那项是啥')).toEqual([3])
    expect(numbers('2024年6月底前完成的有哪些')).toEqual([2, 3])
  })
})

describe('words after a task that ask of something else', () => {
  it('are left to the other documents', () => {
    expect(ask('第1项任务谁牵头', '进度咋报')).toBeUndefined()
  })
})

describe('units that a plan names only together', () => {
  it('are told where a unit’s share is asked for', () => {
    expect(ask('城管局参加了哪些任务')?.text).toContain('第2项的责任单位写作「各行政执法部门」,没有点名。')
    expect(ask('城管局牵头哪些')?.text).not.toContain('没有点名')
  })
})

describe('the role of a unit in a follow-up', () => {
  it('is changed by the other role', () => {
    expect(numbers('司法局配合哪几项', '牵头的呢')).toEqual([1, 2])
    expect(numbers('司法局牵头哪几项', '配合的呢')).toEqual([3])
  })

  it('is that of the leader where those beside it are asked for', () => {
    expect(ask('司法局牵头的任务有几项', '责任单位有哪些')?.text).toContain('——责任单位:区城管执法局、区市场监管局')
    expect(numbers('司法局牵头的任务有几项', '责任单位有哪些')).toEqual([1, 2])
    expect(firstLine('数据局的任务 平台谁配合')).toBe('第4项的责任单位:区财政局、区城管执法局。')
  })

  it('is shared with another unit where both are asked for together', () => {
    expect(numbers('城管局和司法局一起弄的是哪几项')).toEqual([1, 3])
    expect(firstLine('城管局和司法局一起弄的是哪几项')).toBe('区城管执法局、区司法局都在其中的共2项:')
  })

  it('may be both', () => {
    expect(numbers('城管局牵头什么任务', '它哪些是牵头哪些是配合')).toEqual([1, 4, 3])
  })
})

describe('a number of some measure after tasks', () => {
  it('is found in the task that prints it, of what is asked', () => {
    const plan = planBesideReport(`云溪区复议工作方案
1.培训复议人员。组织脱产培训2期,每期5天。(牵头单位:区司法局。2025年9月底完成)
2.提高听证比例。重大案件听证率达到60%。(牵头单位:区司法局。2025年6月底完成)
3.增设咨询点。设立咨询点8个。(牵头单位:区民政局。2025年6月底完成)`)
    const frame = { now: new Date(2025, 2, 10), documents: [plan.plan, plan.report], library: plan.library }
    const first = answerTasks({ text: '第1项任务谁干', ...frame })
    const next = (text: string) => answerTasks({ text, ...frame, previous: first!.query })?.reply
    expect(next('培训几期')?.text).toMatch(/^第1项:培训复议人员。组织脱产培训2期/)
    expect(next('听证率要到多少')?.text).toMatch(/^第2项:提高听证比例。重大案件听证率达到60%/)
    expect(next('听证率多少')).toBeUndefined()
    const list = answerTasks({ text: '区司法局牵头几项任务', ...frame })
    expect(answerTasks({ text: '听证率多少', ...frame, previous: list!.query })).toBeUndefined()
    expect(next('收了多少件')).toBeUndefined()
  })
})
