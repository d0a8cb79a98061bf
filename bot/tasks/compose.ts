import type { Task } from '../../corpus/schema.ts'
import { cite, marksOf, type Source } from '../cite.ts'
import type { Citation, Reply, ReplyTask } from '../schema.ts'
import { collectiveNote } from './collective.ts'
import { askedUnits, header, shareLabels } from './header.ts'
import { type PlannedTask, printedShareLabel, shortSection } from './plan.ts'
import { isOnePoint, numberList, ownWords, pointLines } from './point.ts'
import type { TaskQuery } from './query.ts'
import type { Selection } from './select.ts'
import { asksWhoShares, singleLines } from './single.ts'
import { shorten } from './words.ts'

/** Tasks listed with their words; of more only the numbers are given, so that a reply stays on one screen. */
const LISTED = 12
/** A topic of which the best task has less is answered as the nearest thing, not as the thing. */
const SURE = 0.65

/** What a reply says besides the tasks. */
export interface Saying {
  readonly assumed: readonly string[]
  /** The one task is that of the turn before: its words need not be said again. */
  readonly brief?: boolean
}

/** The reply to a query that found tasks. */
export function composeTasks(query: TaskQuery, selection: Selection, { assumed, brief }: Saying): Reply {
  const { hits, coverage } = selection
  const led = query.asks.includes('part') ? selection.led : []
  const shown = [...hits, ...led]
  const citations = cite(shown.map(sourceOf))
  const inFull = query.numbers.length > 0 && hits.length <= LISTED && isOnePoint(hits)
  const near = coverage < SURE ? ['没有字面一致的任务,最接近的是:'] : []
  const one = hits.length === 1 && led.length === 0
  const body = one
    ? [...near, ...singleLines(query, selection, brief === true)]
    : inFull
      ? pointLines(hits)
      : inOrder(query, selection, led)
  const more = inFull ? [] : hint(shown)
  const text = [
    ...body,
    ...remarks(query, selection),
    collectiveNote(query, shown),
    ...assumed,
    sourceLine(citations),
    ...more,
  ]
  return { kind: 'tasks', text: text.filter((line) => line !== '').join('\n'), tasks: shown.map(replyTask), citations }
}

/** A reply of lines that say themselves what they are of, with the tasks they were taken from. */
export function composeLines(
  lines: readonly string[],
  hits: readonly PlannedTask[],
  assumed: readonly string[],
): Reply {
  const citations = cite(hits.map(sourceOf))
  const text = [...lines, ...assumed, sourceLine(citations)].join('\n')
  return { kind: 'tasks', text, tasks: hits.map(replyTask), citations }
}

/** The tasks in which a unit takes part and, apart from them, those that it leads: first what was asked first. */
function inOrder(query: TaskQuery, selection: Selection, led: readonly PlannedTask[]): readonly string[] {
  const shared = several(query, selection)
  if (led.length === 0) return shared
  const leading = several(query, { ...selection, hits: led, asSupport: false, coverage: 1 })
  const [first, second] = query.leading ? [leading, shared] : [shared, leading]
  return [...first, ...second.map((line, at) => (at === 0 ? line.replace('的共', '的另有') : line))]
}

function several(query: TaskQuery, selection: Selection): readonly string[] {
  const { hits, coverage } = selection
  const sameUnits = allSame(hits, ({ task }) => task.leadUnits.join('、'))
  const sameDeadline = allSame(hits, ({ task }) => task.deadline ?? '')
  const shared = { units: sameUnits, deadline: sameDeadline }
  const head = `${coverage < SURE ? '没有字面一致的任务,最接近的有:' : header(query, selection, shared)}`
  if (hits.length > LISTED) return [head, ...numbersOnly(hits, sameDeadline)]
  const lines = byPlan(hits, (hit) => {
    const { task } = hit
    const others = coLeads(task.leadUnits, askedUnits(query, hits, selection.asSupport))
    const details =
      asksWhoShares(query.asks, hit) && (query.units.length === 0 || query.asks.includes('who'))
        ? [sharers(hit)]
        : [...(sameUnits ? [] : others), ...(sameDeadline ? [] : [task.deadline ?? '没有写明期限'])]
    const suffix = details.length > 0 ? `——${details.join(',')}` : ''
    return `(${task.no})${shorten(ownWords(hit))}${suffix}`
  })
  return [head, ...lines]
}

/** Whom a line names: everybody who leads, or, beside one unit that was asked for, only those who lead with it. */
function coLeads(leadUnits: readonly string[], asked: readonly string[]): readonly string[] {
  if (leadUnits.length === 0) return ['没有写明单位']
  if (asked.length !== 1 || !leadUnits.includes(asked[0]!)) return [leadUnits.join('、')]
  const others = leadUnits.filter((unit) => unit !== asked[0])
  return others.length > 0 ? [`与${others.join('、')}共同牵头`] : []
}

function numbersOnly(hits: readonly PlannedTask[], sameDeadline: boolean): readonly string[] {
  const groups = new Map<string, Task[]>()
  const byDate = sameDeadline
    ? hits
    : hits.toSorted((a, b) => (a.task.deadlineDate ?? '9').localeCompare(b.task.deadlineDate ?? '9'))
  for (const { task } of byDate) {
    const name = sameDeadline ? task.leadUnits.join('、') || '没有写明单位' : (task.deadline ?? '没有写明期限')
    groups.set(name, [...(groups.get(name) ?? []), task])
  }
  if (groups.size === 1) return [`第${numberList([...groups.values()].flat())}项`]
  return [...groups].map(([name, tasks]) => `${name}:第${numberList(tasks)}项`)
}

function byPlan(hits: readonly PlannedTask[], line: (hit: PlannedTask) => string): readonly string[] {
  const plans = [...new Set(hits.map(({ plan }) => plan))]
  if (plans.length === 1) return hits.map(line)
  return plans.flatMap((plan) => [
    `${plan.entry.identity.title}:`,
    ...hits.filter((hit) => hit.plan === plan).map(line),
  ])
}

function remarks(query: TaskQuery, selection: Selection): readonly string[] {
  const { missing, supporting, hits, asSupport } = selection
  const notes = missing.length > 0 ? [`没有第${missing.join('、')}项。`] : []
  const others = supporting.filter((planned) => !hits.includes(planned))
  if (query.units.length > 0 && !asSupport && others.length > 0) {
    notes.push(`另列为${shareLabels(others)}:第${numberList(others.map(({ task }) => task))}项。`)
  }
  return notes
}

function sharers(planned: PlannedTask): string {
  const { otherUnits } = planned.task
  const label = printedShareLabel(planned)
  return otherUnits.length > 0 ? `${label}:${otherUnits.join('、')}` : `没有写明${label}`
}

function sourceLine(citations: readonly Citation[]): string {
  const titles = [...new Set(citations.map(({ title }) => title))]
  return titles
    .map((title) => {
      const own = citations.filter((citation) => citation.title === title)
      const section = own.length === 1 && own[0]!.section !== '' ? `·${own[0]!.section}` : ''
      return `${marksOf(own)}${title}${section}`
    })
    .join('\n')
}

function hint(hits: readonly PlannedTask[]): readonly string[] {
  return hits.length > 1 ? [`回复项号(如「第${hits[0]!.task.no}项」)看全文。`] : []
}

function sourceOf({ plan, task }: PlannedTask): Source {
  return { entry: plan.entry, section: shortSection(task), quote: task.quote }
}

function replyTask({ task }: PlannedTask): ReplyTask {
  const { no, text, leadUnits, deadline, doc } = task
  return { no, text, leadUnits: [...leadUnits], ...(deadline ? { deadline } : {}), doc }
}

function allSame(hits: readonly PlannedTask[], value: (hit: PlannedTask) => string): boolean {
  return new Set(hits.map(value)).size === 1
}
