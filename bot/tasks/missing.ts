import type { Task } from '../../corpus/schema.ts'
import { citationLines, cite } from '../cite.ts'
import type { Reply } from '../schema.ts'
import type { Plan } from './plan.ts'
import { numberList } from './point.ts'
import type { TaskQuery } from './query.ts'
import type { Selection } from './select.ts'
import { nearUnits } from './units.ts'
import { deadlinePhrase } from './words.ts'

/** The reply where no task meets the query: what was looked for, and what is held near it; it carries no tasks. */
export function missingTasks(query: TaskQuery, selection: Selection, plans: readonly Plan[]): Reply {
  return missing(sentence(query, selection, plans), plans)
}

function missing(what: string, plans: readonly Plan[]): Reply {
  const citations = cite(
    plans.map(({ entry, document }) => ({ entry, section: '', quote: openingOf(document.text, entry.identity.title) })),
  )
  return { kind: 'notfound', text: [`未查到:${what}`, citationLines(citations)].join('\n'), citations }
}

/** The reply where a unit is asked for money and no task of it prints any. */
export function missingAmount({ units }: TaskQuery, plans: readonly Plan[]): Reply {
  const names = [...new Set(units.flatMap((unit) => unit.names))]
  const has = ({ leadUnits, otherUnits }: Task) => [...leadUnits, ...otherUnits].some((unit) => names.includes(unit))
  const holding = plans.filter(({ document }) => document.tasks.some(has))
  const tasks = holding.flatMap(({ document }) => document.tasks.filter(has))
  return missing(`${names.join('、')}的任务(第${numberList(tasks)}项)没有写金额。`, holding)
}

/** The reply where the plan of a year is asked for that is not held. */
export function missingYear(year: number | undefined, held: readonly Plan[]): Reply {
  return missing(`没有收录${year === undefined ? '这一' : year}年的方案或要点。现有的是:`, held)
}

/** Units named where none is near, to show how the plan calls them. */
const UNITS_LISTED = 10

/** The title where the text prints it, else its first line. */
function openingOf(text: string, title: string): string {
  return text.includes(title) ? title : (/\S[^\n]*/.exec(text)?.[0] ?? '')
}

function sentence(query: TaskQuery, selection: Selection, plans: readonly Plan[]): string {
  switch (selection.emptyAt) {
    case 'numbers':
      return `没有第${query.numbers.join('、')}项。${numbering(plans)}`
    case 'units':
      return noUnit(query, selection, plans)
    case 'deadline':
      return noDeadline(query, plans)
    case 'topic':
    case undefined:
      return `${unitNames(query)}没有写到「${query.topic}」的任务。可以换个说法,或用项号、牵头单位、期限来查。`
    default:
      return selection.emptyAt satisfies never
  }
}

function numbering(plans: readonly Plan[]): string {
  const ranges = plans.map(({ document: { tasks } }) => {
    const numbers = tasks.map(({ no }) => no)
    return `第${Math.min(...numbers)}至${Math.max(...numbers)}项`
  })
  return `任务编号是${ranges.join('、')}。`
}

function noUnit(query: TaskQuery, { supporting, led }: Selection, plans: readonly Plan[]): string {
  const said = query.units.map((unit) => unit.names[0] ?? unit.said).join('、')
  const role = query.asks.includes('support') ? '配合' : '牵头'
  if (role === '配合' && led.length > 0)
    return `${said}没有列为责任或配合单位。它牵头第${numberList(led.map(({ task }) => task))}项。`
  if (supporting.length > 0) {
    return `没有${said}${role}的任务。它作为责任或配合单位列在:第${numberList(supporting.map(({ task }) => task))}项。`
  }
  const leading = [...new Set(plans.flatMap(({ document }) => document.tasks.flatMap((task) => task.leadUnits)))]
  const near = query.units.flatMap((unit) => nearUnits(unit.said, leading))
  const listed = near.length > 0 ? near : leading.slice(0, UNITS_LISTED)
  const more = near.length === 0 && leading.length > UNITS_LISTED ? '等' : ''
  return `没有${said}${role}的任务。牵头单位${near.length > 0 ? '里名称相近的' : ''}有:${[...new Set(listed)].join('、')}${more}。`
}

function noDeadline(query: TaskQuery, plans: readonly Plan[]): string {
  const names = new Set(query.units.flatMap((unit) => unit.names))
  const tasks = plans
    .flatMap(({ document }) => document.tasks)
    .filter((task) => names.size === 0 || task.leadUnits.some((unit) => names.has(unit)))
  const held = [...new Set(tasks.map((task) => task.deadline).filter((deadline) => deadline !== undefined))].sort()
  const printed = query.deadline?.kind === 'none' ? '没有写明期限' : deadlinePhrase(query.deadline?.printed)
  return `${unitNames(query)}没有${printed}的任务。${held.length > 0 ? `写有的期限是:${held.slice(0, 8).join('、')}。` : ''}`
}

function unitNames({ units }: TaskQuery): string {
  return units.length > 0 ? `${units.map((unit) => unit.names[0] ?? unit.said).join('、')}牵头的任务里,` : ''
}
