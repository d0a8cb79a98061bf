import type { Task } from '../../corpus/schema.ts'
import { deadlineDate } from '../../corpus/tasks/deadline.ts'

/** A condition on deadlines as a question puts it. */
export interface DeadlineAsk {
  /** `by` a day and before it; `on` a day; `within` a period; `after` a day; `none` printed; `standing` without an end. */
  readonly kind: 'by' | 'on' | 'within' | 'after' | 'none' | 'standing'
  /** ISO days; `from` only for `within`. */
  readonly from?: string
  readonly to?: string
  /** As said back: 2016年底前. */
  readonly printed: string
}

interface FoundAsk {
  readonly ask: DeadlineAsk
  readonly start: number
  readonly end: number
}

const NONE = /(?:没有?|未|不)(?:写明?|标明?|注明|规定|定|明确|给出?)?(?:完成)?(?:期限|时限|时间|日期)/
const STANDING = /长期(?:坚持|推进|任务)?|持续(?:推进|实施|坚持)|常态化?/
const YEAR = '(?:(?:19|20)\\d\\d年?|(?<!\\d)\\d\\d年|[今明后去前]年|本年|当年)'
const PART =
  '(?:底|末|内|终|上半年|下半年|第?[一二三四1-4]季度|1?\\d月(?:份|底|末)?(?:\\d{1,2}[日号])?|[一二三四五六七八九十]{1,2}月(?:份|底|末)?)?'
const DATE = new RegExp(
  `(?<lead>截[至止]|到|至|在)?(?<date>${YEAR}度?${PART}|年[底内末](?!前年)|(?:1[0-2]|[1-9])月(?:份|底|末)?|[上下]半年|第?[一二三四1-4]季度)(?<edge>及?(?:之|以)?前|及?(?:之|以)?后|为止)?`,
)

/** The condition on deadlines in a question, years counted from `now`, a month without one of `planYear`; undefined when there is none. */
export function readDeadline(text: string, now: Date, planYear = now.getFullYear()): FoundAsk | undefined {
  const none = NONE.exec(text)
  if (none) return found(none, { kind: 'none', printed: '没有写明期限' })
  const date = DATE.exec(text)
  if (date) return exactly(text, readDate(date, now, planYear))
  const standing = STANDING.exec(text)
  return standing ? found(standing, { kind: 'standing', printed: standing[0] }) : undefined
}

/** 期限正好写的是6月底前: that deadline and no earlier one. */
function exactly(text: string, read: FoundAsk | undefined): FoundAsk | undefined {
  if (read?.ask.kind !== 'by' || !/正好|刚好|恰好|写的是/.test(text)) return read
  return { ...read, ask: { ...read.ask, kind: 'on' } }
}

function found(match: RegExpExecArray, ask: DeadlineAsk): FoundAsk {
  return { ask, start: match.index, end: match.index + match[0].length }
}

function readDate(match: RegExpExecArray, now: Date, planYear: number): FoundAsk | undefined {
  const { date = '', edge = '', lead = '' } = match.groups ?? {}
  const named = absolute(date, now)
  const to = deadlineDate(named, /^[今明本当]年/.test(named) ? now.getFullYear() : planYear)
  if (!to) return undefined
  const year = Number(to.slice(0, 4))
  const wholeYear = /^\d{4}年度?内?$/.test(named)
  const shown = named.replace(/年度$/, '年')
  if (/前/.test(edge)) {
    // 2017年前 is before that year begins; 2017年底前 and 6月底前 take the day in.
    const end = wholeYear && !/内/.test(named) ? `${year - 1}-12-31` : to
    return found(match, { kind: 'by', to: end, printed: `${shown}前` })
  }
  if (/后/.test(edge))
    return found(match, { kind: 'after', to: /及/.test(edge) ? `${year - 1}-12-31` : to, printed: `${shown}后` })
  if (wholeYear) return found(match, { kind: 'within', from: `${year}-01-01`, to: `${year}-12-31`, printed: shown })
  if (/截|到|至/.test(lead)) return found(match, { kind: 'by', to, printed: `${shown}前` })
  return found(match, { kind: 'on', to, printed: shown })
}

/** 今年底 → 2016年底, 16年底 → 2016年底. */
function absolute(date: string, now: Date): string {
  const shifts: Readonly<Record<string, number>> = { 前: -2, 去: -1, 今: 0, 本: 0, 当: 0, 明: 1, 后: 2 }
  return date
    .replace(/^([前去今本当明后])年/, (_, word: string) => `${now.getFullYear() + (shifts[word] ?? 0)}年`)
    .replace(/^(\d\d)年/, '20$1年')
    .replace(/^(\d{4})(?!年|\d)/, '$1年')
    .replace(/^年(?=[底内末])/, `${now.getFullYear()}年`)
    .replace(/年度(?=.)/, '年')
}

/** Whether a task meets the condition; a task without a day meets none of the dated ones. */
export function meetsDeadline(task: Task, ask: DeadlineAsk): boolean {
  const day = task.deadlineDate
  switch (ask.kind) {
    case 'none':
      return task.deadline === undefined
    case 'standing':
      return day === undefined && task.deadline?.includes(ask.printed.slice(0, 2)) === true
    case 'by':
      return day !== undefined && day <= (ask.to ?? '')
    case 'on':
      return day !== undefined && day === ask.to
    case 'within':
      return day !== undefined && (ask.from ?? '') <= day && day <= (ask.to ?? '')
    case 'after':
      return day !== undefined && day > (ask.to ?? '')
    default:
      return ask.kind satisfies never
  }
}
