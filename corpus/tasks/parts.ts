import type { Clause } from './clauses.ts'
import { parseResponsibility } from './responsibility.ts'

/** Characters of words between two clauses from which on the later one is of other words than the earlier. */
const LEAST_WORDS = 4

/**
 * The clauses of one numbered paragraph, task by task in printed order: a clause that names its leading units after
 * words of its own closes a task of its own where the clause before it has named leading units too. Clauses that stand
 * side by side, and a deadline printed apart from the units, are of one task.
 */
export function clausesByTask(text: string, clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const parts: Clause[][] = []
  for (const group of adjacent(text, clauses)) {
    const before = parts.at(-1)
    if (before && !closesAnother(text, before, group)) before.push(...group)
    else parts.push([...group])
  }
  return parts
}

/** A deadline on a line of its own under several tasks, with no unit beside it, is that of each that prints none. */
export function sharedClauses(text: string, parts: readonly (readonly Clause[])[]): readonly Clause[] {
  const last = parts.at(-1) ?? []
  if (parts.flat().filter(({ alone }) => alone).length !== 1) return []
  return last.slice(-1).filter((clause) => clause.alone && !leads(text, [clause]))
}

function adjacent(text: string, clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const groups: Clause[][] = []
  for (const clause of clauses) {
    const before = groups.at(-1)
    const between = before ? text.slice(before.at(-1)!.end, clause.start) : ''
    if (before && (between.match(/[\p{L}\p{N}]/gu) ?? []).length < LEAST_WORDS) before.push(clause)
    else groups.push([clause])
  }
  return groups
}

function closesAnother(text: string, before: readonly Clause[], group: readonly Clause[]): boolean {
  if (!leads(text, before) || !leads(text, group)) return false
  // Lines 牵头单位:… and 责任单位:… of one task may have a line of other words between them.
  return /[(（【〔[]/.test(text[group[0]!.start]!) || labelOf(text, before) === labelOf(text, group)
}

function leads(text: string, clauses: readonly Clause[]): boolean {
  return parseResponsibility(clauses.map(({ start, end }) => text.slice(start, end))).leadUnits.length > 0
}

function labelOf(text: string, [first]: readonly Clause[]): string | undefined {
  return first && /\p{Script=Han}{2}/u.exec(text.slice(first.start, first.end))?.[0]
}
