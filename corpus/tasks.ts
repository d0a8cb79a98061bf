import type { AnalysisSource, Heading, Task } from './schema.ts'
import { deadlineDate } from './tasks/deadline.ts'
import { tableTasks } from './tasks/table.ts'
import { type PrintedTask, textTasks } from './tasks/text.ts'

const ENOUGH_LABELLED = 3

/**
 * The numbered tasks of a document, in printed order: paragraphs with a responsibility clause, and rows of task tables;
 * tasks of one paragraph share its number.
 * A document that is no plan yields the rows of a task table, and its paragraphs only where at least three of them name
 * their units or deadline with labels; a statute yields none.
 */
export function extractTasks(source: AnalysisSource): readonly Task[] {
  if (source.identity.kind === 'statute' || source.identity.kind === 'rule') return []
  const fromTables = source.tables.flatMap((table) =>
    tableTasks(source.text, table).map((task) => toTask(source, task, table.caption)),
  )
  const outsideTables = blank(source)
  const inText = textTasks(
    outsideTables,
    source.outline.map((heading) => heading.start),
  )
  const trusted = source.identity.kind === 'plan' || inText.labelled >= ENOUGH_LABELLED
  const fromText = trusted ? inText.tasks.filter((task) => task.text.length > 0) : []
  return [...fromText.map((task) => toTask(source, task)), ...fromTables].sort((a, b) => a.start - b.start)
}

/** The text with its tables blanked out, so that every offset stays. */
function blank({ text, tables }: AnalysisSource): string {
  return tables.reduce(
    (kept, table) =>
      kept.slice(0, table.start) + kept.slice(table.start, table.end).replace(/[^\n]/g, ' ') + kept.slice(table.end),
    text,
  )
}

function toTask(source: AnalysisSource, task: PrintedTask, caption?: string): Task {
  const date = task.deadline && deadlineDate(task.deadline, planYear(source))
  return {
    no: task.no,
    text: task.text,
    leadUnits: task.leadUnits,
    otherUnits: task.otherUnits,
    ...(task.deadline ? { deadline: task.deadline } : {}),
    ...(date ? { deadlineDate: date } : {}),
    section: placeOf(source.outline, task) || caption || '',
    doc: source.path,
    quote: source.text.slice(task.start, task.end),
    start: task.start,
    end: task.end,
  }
}

/** A deadline without a year is of the plan's year; in a plan over several years it has none. */
function planYear({ identity }: AnalysisSource): number | undefined {
  return identity.yearTo === undefined || identity.yearTo === identity.year ? identity.year : undefined
}

/** Its section, and the title of the paragraph it shares with others unless the outline has that as a heading. */
function placeOf(outline: readonly Heading[], task: PrintedTask): string {
  const section = sectionOf(outline, task)
  const plain = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '')
  const held = task.heading === undefined || plain(section).endsWith(plain(task.heading))
  return held ? section : [section, task.heading].filter(Boolean).join('/')
}

function sectionOf(outline: readonly Heading[], task: PrintedTask): string {
  return outline
    .filter(
      (heading) => heading.start < task.start && heading.body.start <= task.start && task.start < heading.body.end,
    )
    .map((heading) => `${heading.label}${heading.title}`)
    .join('/')
}
