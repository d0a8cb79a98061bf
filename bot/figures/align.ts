import type { Tokenizer } from '../../retrieval/tokens.ts'
import { bigrams } from '../text.ts'
import type { Concept } from '../understand/concepts.ts'
import { splitAsks } from './asks.ts'
import type { Candidate } from './candidate.ts'
import type { Row } from './compare.ts'
import { selectFigures } from './select.ts'
import { rateName } from './units.ts'

interface Sides {
  readonly context: readonly Concept[]
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>
}

/**
 * Rows of one thing: a side whose figure counts something else than the newest one's is looked up again in the words of
 * that figure (调解和解后终止 of a 复议, and not the cases of 人民调解 that the other report puts first).
 */
export function aligned(rows: readonly Row[], { candidates, context }: Sides, tokenizer: Tokenizer): readonly Row[] {
  const newestFirst = [...rows].sort((a, b) => (b.year ?? 0) - (a.year ?? 0))
  const pivot = newestFirst.find(({ candidate }) => candidate !== undefined)?.candidate
  if (!pivot) return rows
  const { subject, unit } = pivot.figure
  const [ask] = splitAsks(`${subject.replaceAll('-', '')}多少${unit}`, tokenizer)
  return rows.map((row) => {
    if (!ask || !row.candidate || isSameThing(pivot, row.candidate)) return row
    const own = (candidates.get(row.name) ?? []).filter(({ figure }) => figure.year === row.year)
    const [again] = selectFigures(ask, context, own).chosen
    if (again && isSameThing(pivot, again)) return { ...row, candidate: again }
    return isOtherThing(pivot, row.candidate) ? { ...row, candidate: undefined } : row
  })
}

/** Dice's coefficient of the pairs of characters from which two subjects count the same thing. */
const SAME = 0.5

/** Share below which two subjects have no more in common than a word. */
const OTHER = 0.2

function isOtherThing(a: Candidate, b: Candidate): boolean {
  return alike(a.whole, b.whole) < OTHER && alike(a.clause, b.clause) < OTHER
}

/** Whether two figures count one thing: of one unit and indicator, or in words that are alike. */
export function isSameThing(a: Candidate, b: Candidate): boolean {
  if (a.figure.unit !== b.figure.unit || rateName(a.figure.subject) !== rateName(b.figure.subject)) return false
  if (a.figure.indicatorId !== undefined && a.figure.indicatorId === b.figure.indicatorId) return true
  return alike(a.own, b.own) >= SAME || alike(a.whole, b.whole) >= SAME
}

function alike(a: string, b: string): number {
  const [first, second] = [bigrams(a), bigrams(b)]
  const shared = [...first].filter((pair) => second.has(pair)).length
  return (2 * shared) / Math.max(1, first.size + second.size)
}
