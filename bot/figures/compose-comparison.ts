import { citationLines, cite } from '../cite.ts'
import type { Reply, ReplyComputed } from '../schema.ts'
import { bodyName } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import type { Candidate } from './candidate.ts'
import type { Row } from './compare.ts'
import { difference, growth, total } from './compute.ts'
import { replyFigureOf, sourceOf, statementOf } from './state.ts'

export interface ComparisonContext {
  readonly question: Question
  /** Years asked for of which nothing was found. */
  readonly missing: readonly number[]
}

/** A small table, a row a side, then what the code worked out with its formula, then cautions and sources. */
export function composeComparison(rows: readonly Row[], { question, missing }: ComparisonContext): Reply {
  const found = rows.flatMap(({ candidate }) => (candidate ? [candidate] : []))
  const citations = cite(found.map(sourceOf))
  const computed = computedOf(rows, question.text)
  const oneBody = new Set(rows.map(({ name }) => name)).size === 1
  const lines = rows
    .filter(({ candidate, year }) => candidate || year === undefined || !missing.includes(year))
    .map(({ name, year, candidate }) => {
      const side = oneBody ? `${year}年` : `${name}${year === undefined ? '' : ` ${year}年`}`
      return candidate ? `${side} ${statementOf(candidate)}` : `${side} 未查到`
    })
  const name = oneBody && rows[0] ? [`${rows[0].name}:`] : []
  const notes = [
    ...computed.map(({ label, formula, value, unit }) => `${label}${value}${unit}(${formula})`),
    ...cautions(found),
    ...(missing.length > 0 ? [`没有收录或没有写${missing.join('、')}年的这项数。`] : []),
  ]
  return {
    kind: 'figure',
    text: [...name, ...lines, ...notes, citationLines(citations)].join('\n'),
    figures: found.map(replyFigureOf),
    ...(computed.length > 0 ? { computed } : {}),
    citations,
  }
}

/** Differences between two sides or from year to year, and a sum where one is asked for; only within one unit. */
function computedOf(rows: readonly Row[], text: string): ReplyComputed[] {
  const sides = rows.flatMap(({ name, candidate }) => (candidate ? [{ name, figure: candidate.figure }] : []))
  if (sides.length < 2 || new Set(sides.map(({ figure }) => figure.unit)).size > 1) return []
  const sums = /总共|一共|合计|加起来|累计|总计/.test(text) ? total(sides.map(({ figure }) => figure)) : []
  if (sums.length > 0) return [...sums]
  const oneBody = new Set(sides.map(({ name }) => name)).size === 1
  const ordered = oneBody ? [...sides].sort((a, b) => a.figure.year - b.figure.year) : sides
  const [first, second] = ordered
  if (!oneBody) return first && second && sides.length === 2 ? [difference(first, second)] : []
  if (ordered.length > 3)
    return first
      ? [difference(ordered.at(-1) ?? first, first), ...growth((ordered.at(-1) ?? first).figure, first.figure)]
      : []
  return ordered.slice(1).flatMap((later, i) => {
    const earlier = ordered[i]
    return earlier ? [difference(later, earlier), ...growth(later.figure, earlier.figure)] : []
  })
}

function cautions(found: readonly Candidate[]): string[] {
  const units = new Set(found.map(({ figure }) => figure.unit))
  const years = new Set(found.map(({ figure }) => figure.year))
  const bodies = new Set(found.map(({ entry }) => bodyName(entry)))
  if (units.size > 1) return [`单位不同(${[...units].join('、')}),口径可能不一,只列不比。`]
  if (bodies.size > 1 && years.size > 1) return ['年份不同,数字可列,不宜直接比高低。']
  return []
}
