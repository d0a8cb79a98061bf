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

const LEAD_LABEL = /牵头|主办|主责|承办/
const DUTY_LABEL = /责任(?:单位|部门|主体)/
const SHARE_LABEL = /(?:配合|协办|协同|参与|参加|协助|会办|协作|成员)(?:责任)?(?:单位|部门|机关)/

/** How a plan prints the labels of a task: beside the task, or for rows of a table anywhere in the plan. */
function labelled({ plan, task }: PlannedTask): string {
  const beside = [LEAD_LABEL, DUTY_LABEL, SHARE_LABEL].some((label) => label.test(task.quote))
  return beside ? task.quote : plan.document.text
}

/** Where 「牵头单位」 is not the printed label, the label that is. */
export function printedLeadLabel(planned: PlannedTask): string {
  const printed = labelled(planned)
  return LEAD_LABEL.test(printed) ? '牵头单位' : (DUTY_LABEL.exec(printed)?.[0] ?? '牵头单位')
}

/** The printed label of the units that take part: 责任单位 where others lead, else 配合单位, 协办单位 … */
export function printedShareLabel(planned: PlannedTask): string {
  const printed = labelled(planned)
  const share = SHARE_LABEL.exec(printed)?.[0]
  return share ?? (isDutyShared(planned) ? (DUTY_LABEL.exec(printed)?.[0] ?? '配合单位') : '配合单位')
}

/** Whether 责任单位 take part in a task and others lead it, as the plan labels them. */
export function isDutyShared(planned: PlannedTask): boolean {
  const printed = labelled(planned)
  return /(?:牵头|主办|主责|承办)(?:责任)?(?:单位|部门|机关)/.test(printed) && DUTY_LABEL.test(printed)
}

/** The section of a task as citations show it, the outer headings by their labels: 二(六)27.加强行政复议工作. */
export function shortSection(task: Task): string {
  const parts = task.section.split('/')
  const label = /^(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+(?=[、.．]))/
  const outer = parts.slice(0, -1).map((part) => label.exec(part)?.[0] ?? '')
  return `${outer.join('')}${parts.at(-1) ?? ''}`
}
