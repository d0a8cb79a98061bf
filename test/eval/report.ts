import type { Reply } from '../../bot/schema.ts'
import type { Question } from './question.ts'
import type { Score } from './score.ts'

/** One question answered and scored. */
export interface Outcome {
  readonly question: Question
  readonly reply: Reply
  readonly score: Score
  readonly elapsedMs: number
}

/** The figures of one type of question, or of all together. */
export interface Summary {
  readonly type: string
  readonly n: number
  /** Share of replies that are ok. */
  readonly ok: number
  readonly values: string
  readonly terms: string
  readonly items: string
  /** Mean recall of the labelled evidence; null when none is labelled. */
  readonly evidence: number | null
  readonly declined: number
  readonly wrong: number
  readonly long: number
  readonly p50Ms: number
  readonly p95Ms: number
}

/** One summary a type in alphabetical order, and 「all」 last. */
export function summarise(outcomes: readonly Outcome[]): readonly Summary[] {
  const types = [...new Set(outcomes.map(({ question }) => question.type))].sort()
  return [
    ...types.map((type) =>
      summary(
        type,
        outcomes.filter(({ question }) => question.type === type),
      ),
    ),
    summary('all', outcomes),
  ]
}

function summary(type: string, outcomes: readonly Outcome[]): Summary {
  const scores = outcomes.map(({ score }) => score)
  const count = (test: (score: Score) => boolean): number => scores.filter(test).length
  const total = (pick: (score: Score) => number): number => scores.reduce((sum, score) => sum + pick(score), 0)
  const recalls = scores.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence]))
  const times = outcomes.map(({ elapsedMs }) => elapsedMs).sort((left, right) => left - right)
  return {
    type,
    n: outcomes.length,
    ok: rounded(count(({ ok }) => ok) / Math.max(1, outcomes.length)),
    values: `${total(({ values }) => values.hit)}/${total(({ values }) => values.of)}`,
    terms: `${total(({ terms }) => terms.hit)}/${total(({ terms }) => terms.of)}`,
    items: `${total(({ items }) => items.hit)}/${total(({ items }) => items.of)}+${total(({ items }) => items.extra)}`,
    evidence: recalls.length === 0 ? null : rounded(recalls.reduce((sum, one) => sum + one, 0) / recalls.length),
    declined: count(({ declined }) => declined),
    wrong: count(({ wrong }) => wrong),
    long: count(({ tooLong }) => tooLong),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  }
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}

/** Nearest-rank percentile of sorted milliseconds. */
function percentile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
}

const COLUMNS = [
  'type',
  'n',
  'ok',
  'values',
  'terms',
  'items',
  'evidence',
  'declined',
  'wrong',
  'long',
  'p50Ms',
  'p95Ms',
] as const satisfies readonly (keyof Summary)[]

/** The summaries as a text table. */
export function table(summaries: readonly Summary[]): string {
  const rows = [[...COLUMNS], ...summaries.map((one) => COLUMNS.map((column) => String(one[column] ?? '-')))]
  const widths = COLUMNS.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows.map((row) => row.map((cell, index) => align(cell, widths[index]!, index)).join('  ')).join('\n')
}

function align(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}

/** The replies that are not ok, one line each. */
export function misses(outcomes: readonly Outcome[]): string {
  return outcomes
    .filter(({ score }) => !score.ok)
    .map(({ question, reply, score }) => {
      const text = reply.text.slice(0, 160).replaceAll('\n', ' / ')
      return ['×', question.id, question.type, question.question, score.why.join(','), reply.kind, text].join(' | ')
    })
    .join('\n')
}
