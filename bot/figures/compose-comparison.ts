import type { Figure } from '../../corpus/schema.ts'
import { citationLines, cite } from '../cite.ts'
import type { Reply, ReplyComputed } from '../schema.ts'
import { bodyName } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import type { Row } from './compare.ts'
import { average, difference, growth, told, total } from './compute.ts'
import { replyFigureOf, sourceOf, statementOf } from './state.ts'

export interface ComparisonContext {
  readonly question: Question
  /** Years asked for. */
  readonly years: readonly number[]
  /** Things asked for beside the first that are not printed of two sides. */
  readonly untold: readonly string[]
}

/** For each thing compared a small table, a row a side, then what the code worked out with its formula and cautions; then the sources. */
export function composeComparison(
  tables: readonly (readonly Row[])[],
  { question, years, untold }: ComparisonContext,
): Reply {
  const rows = tables.flat()
  const found = rows.flatMap(({ candidate }) => (candidate ? [candidate] : []))
  const citations = cite(found.map(sourceOf))
  const oneBody = new Set(rows.map(({ name }) => name)).size === 1
  const missing = years.filter((year) => !rows.some((row) => row.year === year && row.candidate))
  const computed = tables.map((table) => computedOf(table, question.text))
  const lines = tables.flatMap((table, i) => [
    ...table
      .filter(({ candidate, year }) => candidate || year === undefined || !missing.includes(year))
      .map((row) => rowLine(row, oneBody)),
    ...(computed[i] ?? []).map(told),
    ...cautions(table, question.text),
  ])
  return {
    kind: 'figure',
    text: [
      ...(oneBody && rows[0] ? [`${rows[0].name}:`] : []),
      ...lines,
      ...(untold.length > 0 ? [`未查到:${untold.join('、')}。`] : []),
      ...(missing.length > 0 ? [`没有收录或没有写${missing.join('、')}年的这项数。`] : []),
      ...question.notes.map((note) => `(${note})`),
      citationLines(citations),
    ].join('\n'),
    figures: found.map(replyFigureOf),
    ...(computed.flat().length > 0 ? { computed: computed.flat() } : {}),
    citations,
  }
}

function rowLine({ name, year, candidate }: Row, oneBody: boolean): string {
  const side = oneBody ? `${year}年` : `${name}${year === undefined ? '' : ` ${year}年`}`
  return candidate ? `${side} ${statementOf(candidate)}` : `${side} 未查到`
}

/** Differences between two sides or from year to year, and a sum or an average where asked for; only of one thing in one unit. */
function computedOf(rows: readonly Row[], text: string): ReplyComputed[] {
  const sides = rows.flatMap(({ name, candidate }) => (candidate ? [{ name, figure: candidate.figure }] : []))
  const figures = sides.map(({ figure }) => figure)
  if (sides.length < 2 || scopeDifference(figures) !== undefined) return []
  if (SUM.test(text)) return [...total(figures)]
  if (AVERAGE.test(text)) return [...average(figures)]
  const oneBody = new Set(sides.map(({ name }) => name)).size === 1
  const ordered = oneBody ? [...sides].sort((a, b) => a.figure.year - b.figure.year) : sides
  const [first, second] = ordered
  const last = ordered.at(-1)
  if (!first || !second || !last) return []
  if (!oneBody) return sides.length === 2 ? [difference(first, second)] : []
  if (ordered.length > LONGEST_STEPWISE) return [difference(last, first), ...growth(last.figure, first.figure)]
  return ordered.slice(1).flatMap((later, i) => {
    const earlier = ordered[i]
    return earlier ? [difference(later, earlier), ...growth(later.figure, earlier.figure)] : []
  })
}

const SUM = /总共|一共|合计|加起来|累计|总计/
const AVERAGE = /平均/
/** Longer series are compared at their ends: a phone shows no more. */
const LONGEST_STEPWISE = 3
/** Words of the scope that make two numbers of one indicator different things. */
const PERIOD = /累计|^自|月.*[至到—-].*月/

/** Why some figures cannot be computed with each other; undefined when they can. */
function scopeDifference(figures: readonly Figure[]): string | undefined {
  const units = unique(figures.map(({ unit }) => unit))
  if (units.length > 1) return `单位不同(${units.join('、')}),口径可能不一,只列不比。`
  const indicators = unique(figures.flatMap(({ indicatorId }) => indicatorId ?? []))
  if (indicators.length > 1) return '几个数统计的不是同一项,只列不比。'
  const periods = unique(figures.map(({ scope }) => scope.filter((words) => PERIOD.test(words)).join('、')))
  const [first = '', second = ''] = periods
  if (periods.length > 1) return `统计时段不同(${first || '全年'};${second || '全年'}),只列不比。`
  return undefined
}

function cautions(rows: readonly Row[], text: string): string[] {
  const found = rows.flatMap(({ candidate }) => candidate ?? [])
  const figures = found.map(({ figure }) => figure)
  const differs = figures.length > 1 ? scopeDifference(figures) : undefined
  if (differs) return [differs]
  const rates = figures.length > 1 && figures.every(({ unit }) => unit === '%')
  const notes = rates && (SUM.test(text) || AVERAGE.test(text)) ? ['率不能相加或平均,要有分子分母才能合算。'] : []
  const bodies = unique(found.map(({ entry }) => bodyName(entry)))
  const years = unique(figures.map(({ year }) => year))
  return bodies.length > 1 && years.length > 1 ? [...notes, '年份不同,数字可列,不宜直接比高低。'] : notes
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
