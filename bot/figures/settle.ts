import { type FigureAsk, residueOf } from './asks.ts'
import type { Candidate } from './candidate.ts'
import type { Selection } from './select.ts'

/**
 * Selections of several asks, told once: an ask that found nothing takes the figures of a chosen clause that its own
 * words follow (46个行政村, 12个社区 for 几个村、几个社区), one that only says a unit (几场、多少人) takes the next figure of the
 * sentence in that unit, and a figure already chosen is not chosen again.
 */
export function settle(selections: readonly Selection[], candidates: readonly Candidate[]): readonly Selection[] {
  const found = selections.flatMap(({ chosen }) => chosen)
  const taken = new Set<Candidate>()
  return selections.map((selection) => {
    const beside = selection.chosen.length > 0 ? selection.chosen : besideChosen(selection.ask, found, candidates)
    const chosen = beside.filter((candidate) => !taken.has(candidate))
    for (const candidate of chosen) taken.add(candidate)
    return { ...selection, chosen }
  })
}

/** Characters between a number and the words it counts: 46个行政村. */
const REACH = 4

function besideChosen(
  { text, concepts, hint }: FigureAsk,
  found: readonly Candidate[],
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const words = residueOf(text)
  if (concepts.length === 0) {
    const next = candidates.find(
      ({ figure, sentence }) =>
        hint.units.includes(figure.unit) &&
        found.some((other) => other.sentence === sentence && other.figure.end <= figure.start),
    )
    return next ? [next] : []
  }
  const quotes = new Set(found.map(({ figure }) => figure.quote))
  return candidates.filter(({ figure: { quote, printed }, at }) => {
    const behind = quote.slice(at + printed.length, at + printed.length + words.length + REACH)
    return words !== '' && quotes.has(quote) && behind.includes(words)
  })
}
