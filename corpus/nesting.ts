import type { Candidate } from './candidate.ts'
import type { MarkerKind } from './markers.ts'

/** Order of the kinds from the outside in, where a document does not show another. */
const USUAL_ORDER: readonly MarkerKind[] = [
  'part',
  'book',
  'chapter',
  'section',
  'article',
  'han',
  'hanParenthesis',
  'arabic',
  'decimal',
  'subdecimal',
  'arabicParenthesis',
  'arabicHalf',
  'circled',
]

/** Depth of a candidate before the gaps are closed: smaller is further out. */
export type Rank = (candidate: Candidate) => number

/**
 * The order of nesting this document uses: the usual order of kinds, with two neighbours exchanged where the inner one
 * counts on over the outer one and the outer one starts again under it (1. above (一)). Unnumbered headings stand at
 * the rank of the numbered ones of their style, else by their style outside all numbers.
 */
export function ranksOf(candidates: readonly Candidate[]): Rank {
  const order = [...USUAL_ORDER]
  const present = USUAL_ORDER.filter((kind) => candidates.some((candidate) => candidate.kind === kind))
  for (let index = 0; index + 1 < present.length; index += 1) {
    const outer = present[index]
    const inner = present[index + 1]
    if (!outer || !inner || !isInverted(candidates, { outer, inner, order })) continue
    order[order.indexOf(outer)] = inner
    order[order.lastIndexOf(inner)] = outer
  }
  const ranks = new Map<MarkerKind, number>(order.map((kind, index) => [kind, index + 10]))
  const styles = new Map<number, number>()
  for (const { kind, style } of candidates) {
    if (kind !== 'styled' && style > 0 && !styles.has(style)) styles.set(style, ranks.get(kind) ?? 0)
  }
  return (candidate) => {
    if (candidate.kind === 'boundary') return 0
    return ranks.get(candidate.kind) ?? styles.get(candidate.style) ?? candidate.style
  }
}

interface Pair {
  readonly outer: MarkerKind
  readonly inner: MarkerKind
  readonly order: readonly MarkerKind[]
}

/** Counts where each kind starts again after the other: the one that starts again is the inner one. */
function isInverted(candidates: readonly Candidate[], { outer, inner, order }: Pair): boolean {
  const further = Math.min(order.indexOf(outer), order.indexOf(inner))
  const last = new Map<MarkerKind, number>()
  /** First number of the other kind since the last one of this kind. */
  const gap = new Map<MarkerKind, number>()
  const votes = new Map<MarkerKind, number>([
    [outer, 0],
    [inner, 0],
  ])
  for (const { kind, number } of candidates) {
    if (order.indexOf(kind) < further) last.clear()
    if (order.indexOf(kind) < further) gap.clear()
    if (kind !== outer && kind !== inner) continue
    const other = kind === outer ? inner : outer
    const before = last.get(kind)
    if (number === 1 && before !== undefined && gap.has(kind)) votes.set(kind, (votes.get(kind) ?? 0) + 1)
    if (before !== undefined && number === before + 1 && gap.get(kind) === 1)
      votes.set(other, (votes.get(other) ?? 0) + 1)
    last.set(kind, number)
    gap.delete(kind)
    if (!gap.has(other)) gap.set(other, number)
  }
  return (votes.get(outer) ?? 0) > (votes.get(inner) ?? 0)
}

/** Index of the parent of each candidate, or -1. */
export function parentsOf(candidates: readonly Candidate[], rank: Rank): number[] {
  const open: { index: number; rank: number }[] = []
  return candidates.map((candidate, index) => {
    const own = rank(candidate)
    while (open.length > 0 && (open[open.length - 1]?.rank ?? -1) >= own) open.pop()
    const parent = open[open.length - 1]?.index ?? -1
    open.push({ index, rank: own })
    return parent
  })
}
