import { isDutyShared, type PlannedTask, printedLeadLabel, printedShareLabel } from './plan.ts'
import { sharesPoint } from './point.ts'
import type { TaskQuery } from './query.ts'
import type { Selection } from './select.ts'
import { cut, deadlinePhrase, shorten } from './words.ts'

const LONG_WORDS = 320

/** One task in full, what was asked of it first; `brief` leaves out the words that the turn before showed. */
export function singleLines(query: TaskQuery, { hits, asSupport }: Selection, brief: boolean): readonly string[] {
  const planned = hits[0]!
  const { task } = planned
  const name = `第${task.no}项${sharesPoint(planned) ? '之一' : ''}`
  const { asks } = query
  const explained = asSupport && !asks.includes('support')
  const none = explained ? [`没有牵头的任务,列为${printedShareLabel(planned)}的是:`] : []
  const words = brief && !asks.includes('content') ? shorten(task.text) : cut(task.text, LONG_WORDS)
  const content = `内容:${words}`
  if (asksWhoShares(asks, planned)) {
    return [
      ...none,
      `${name}${sharing(planned, '的', asks.includes('count'))}。`,
      `${leading(planned)},${deadlinePhrase(task.deadline)}。`,
      content,
    ]
  }
  const others = task.otherUnits.length > 0 || asks.includes('support') ? [`${sharing(planned, '', false)}。`] : []
  const isDated = asks.includes('deadline') && !asks.includes('lead') && !asks.includes('duty')
  const facts = [leading(planned), deadlinePhrase(task.deadline)]
  return [...none, `${name}:${(isDated ? facts.reverse() : facts).join(',')}。`, content, ...others]
}

/** Whether those who take part are asked for, and not who leads as well. */
export function asksWhoShares(asks: TaskQuery['asks'], planned: PlannedTask): boolean {
  if (asks.includes('lead') || asks.includes('part')) return false
  return asks.includes('support') || (asks.includes('duty') && isDutyShared(planned))
}

function leading(planned: PlannedTask): string {
  const { leadUnits } = planned.task
  const label = printedLeadLabel(planned)
  const noted = label === '牵头单位' ? '' : `(原文写作「${label}」)`
  return leadUnits.length > 0 ? `牵头单位${leadUnits.join('、')}${noted}` : '没有写明牵头单位'
}

function sharing(planned: PlannedTask, link: string, counted: boolean): string {
  const { otherUnits } = planned.task
  const label = printedShareLabel(planned)
  return otherUnits.length > 0
    ? `${link}${label}${counted ? `共${otherUnits.length}个` : ''}:${otherUnits.join('、')}`
    : `没有写明${label}`
}
