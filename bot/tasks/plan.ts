import type { Document, Task } from '../../corpus/schema.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'

/** A held document that has tasks, as the look-up sees it. */
export interface Plan {
  readonly entry: DocumentEntry
  readonly document: Document
}

/** A task with the plan it stands in. */
export interface PlannedTask {
  readonly plan: Plan
  readonly task: Task
}

/** Names of the place and body of a plan, longest first, as they may stand before a unit or in a question. */
export function placeNames({ entry }: Plan): readonly string[] {
  const { region, body, aliases } = entry.identity
  const names = [region, body, ...aliases].filter((name): name is string => name !== undefined && name.length >= 2)
  return [...new Set(names)].sort((a, b) => b.length - a.length)
}

/** The innermost heading above a task. */
export function headingOf(task: Task): string {
  return task.section.split('/').at(-1) ?? ''
}

/** Where 「牵头单位」 is not the printed label, the label that is. */
export function printedLeadLabel(task: Task): string {
  if (/牵头|主办/.test(task.quote)) return '牵头单位'
  return /责任(?:单位|部门|主体)/.exec(task.quote)?.[0] ?? '牵头单位'
}

/** The section of a task as citations show it, the outer headings by their labels: 二(六)27.加强行政复议工作. */
export function shortSection(task: Task): string {
  const parts = task.section.split('/')
  const label = /^(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+(?=[、.．]))/
  const outer = parts.slice(0, -1).map((part) => label.exec(part)?.[0] ?? '')
  return `${outer.join('')}${parts.at(-1) ?? ''}`
}
