import { type PlannedTask, printedShareLabel } from './plan.ts'
import type { TaskQuery } from './query.ts'
import type { Selection } from './select.ts'
import { deadlinePhrase } from './words.ts'

/** What all tasks of a list have in common. */
export interface Shared {
  readonly units: boolean
  readonly deadline: boolean
}

/** The first line of a list: the conditions it meets, how many there are, and what they have in common. */
export function header(query: TaskQuery, { hits, asSupport }: Selection, shared: Shared): string {
  const { task } = hits[0]!
  const asked = askedUnits(query, hits, asSupport)
  const deadline = shared.deadline ? deadlinePhrase(task.deadline) : ''
  const dated = query.deadline && (deadline || askedDeadline(query))
  const conditions = [
    asked.length > 0
      ? `${asked.join('、')}${query.jointly ? inCommon(asked, hits) : asSupport ? `列为${shareLabels(hits)}` : '牵头'}`
      : '',
    dated ?? '',
    query.topic !== '' && query.numbers.length === 0 ? `涉及「${query.topic}」` : '',
  ].filter((part) => part !== '')
  const facts = [
    shared.units && asked.length === 0 && task.leadUnits.length > 0 ? `均由${task.leadUnits.join('、')}牵头` : '',
    deadline && !dated ? `${hits.length > 1 ? '均为' : ''}${deadline}` : '',
  ].filter((part) => part !== '')
  const subject = conditions.length > 0 ? `${conditions.join('、')}的` : ''
  return `${subject}共${hits.length}项${facts.length > 0 ? `,${facts.join(',')}` : ''}:`
}

/** Whether units lead all of the tasks together, or one has a part in what another leads. */
function inCommon(names: readonly string[], hits: readonly PlannedTask[]): string {
  return hits.every(({ task }) => names.every((name) => task.leadUnits.includes(name))) ? '共同牵头' : '都在其中'
}

/** The names of the units asked for that lead, or take part in, any of the tasks. */
export function askedUnits(
  { units, jointly }: TaskQuery,
  hits: readonly PlannedTask[],
  asSupport: boolean,
): readonly string[] {
  const held = (hit: PlannedTask) =>
    jointly ? [...hit.task.leadUnits, ...hit.task.otherUnits] : unitsOf(hit, asSupport)
  return units.flatMap((unit) => unit.names).filter((name) => hits.some((hit) => held(hit).includes(name)))
}

/** 2017年底前 takes in what is due earlier; where that shows, it is said. */
function askedDeadline({ deadline }: TaskQuery): string {
  if (!deadline) return ''
  if (deadline.kind === 'none') return deadline.printed
  if (deadline.kind === 'standing') return `期限为「${deadline.printed}」`
  return deadline.kind === 'by' ? `${deadline.printed}完成(含更早到期)` : `${deadline.printed}到期`
}

/** 责任单位 or 配合单位: what the plan calls those who take part in the tasks. */
export function shareLabels(hits: readonly PlannedTask[]): string {
  return [...new Set(hits.map(printedShareLabel))].join('、')
}

function unitsOf({ task }: PlannedTask, asSupport: boolean): readonly string[] {
  return asSupport ? task.otherUnits : task.leadUnits
}
