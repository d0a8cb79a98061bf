import type { Concept } from '../understand/concepts.ts'
import { type FigureAsk, residueOf } from './asks.ts'
import { type Candidate, type RankedFigure, rankFigures } from './rank.ts'

/** What was found for one thing asked. */
export interface Selection {
  readonly ask: FigureAsk
  /** Figures that answer, best first: several when the documents give several scopes of the same thing. */
  readonly chosen: readonly RankedFigure[]
  /** Figures near to what was asked, when none answers. */
  readonly near: readonly RankedFigure[]
}

/** Least share of what is asked that a figure must carry to be its answer. */
const MIN_COVERAGE = 0.62
/** A figure this close to the best is shown beside it. */
const PEER_MARGIN = 0.06
/** Another scope of the same indicator may be further off: 网上信访办结率 beside 信访办结率. */
const SCOPE_MARGIN = 0.35
/** What a peer counts carries nearly as much of the ask as what the best counts. */
const CLOSE_SHARE = 0.9
/** Figures shown side by side, issue 4: at most five. */
export const MOST_SHOWN = 5

/** Chooses the figures that answer an ask among the candidates; none when the best leaves too much of the ask open. */
export function selectFigures(
  ask: FigureAsk,
  context: readonly Concept[],
  candidates: readonly Candidate[],
): Selection {
  const ranked = rankFigures(ask, context, candidates)
  const best = ranked[0]
  if (!best || best.coverage < MIN_COVERAGE)
    return { ask, chosen: [], near: ranked.filter(({ coverage }) => coverage > 0.3).slice(0, 3) }
  const peers = ranked.filter(
    (other, at) => other === best || (isPeer(other, best) && !repeats(other, ranked.slice(0, at))),
  )
  return { ask, chosen: peers.slice(0, MOST_SHOWN + 1), near: [] }
}

/**
 * Selections of several asks, told once: an ask that found nothing takes the figures of a chosen clause that its own
 * words follow (46个行政村, 12个社区 for 几个村、几个社区), and a figure already chosen is not chosen again.
 */
export function settle(selections: readonly Selection[], candidates: readonly Candidate[]): readonly Selection[] {
  const quotes = new Set(selections.flatMap(({ chosen }) => chosen.map(({ candidate }) => candidate.figure.quote)))
  const taken = new Set<Candidate>()
  return selections.map((selection) => {
    const beside = selection.chosen.length > 0 ? selection.chosen : besideChosen(selection.ask, quotes, candidates)
    const chosen = beside.filter(({ candidate }) => !taken.has(candidate))
    for (const { candidate } of chosen) taken.add(candidate)
    return { ...selection, chosen }
  })
}

function besideChosen(
  { text }: FigureAsk,
  quotes: ReadonlySet<string>,
  candidates: readonly Candidate[],
): readonly RankedFigure[] {
  const words = residueOf(text)
  if (words === '') return []
  return candidates
    .filter(
      ({ figure }) =>
        quotes.has(figure.quote) &&
        figure.quote
          .split(figure.printed)[1]
          ?.slice(0, words.length + 4)
          .includes(words),
    )
    .map((candidate) => ({ candidate, score: 0, coverage: 0, close: 0 }))
}

/** The same number of the same thing in another document (a report and a table) is told once. */
function repeats({ candidate: { figure, entry } }: RankedFigure, before: readonly RankedFigure[]): boolean {
  return before.some(
    ({ candidate }) =>
      candidate.entry !== entry &&
      candidate.figure.value === figure.value &&
      candidate.figure.unit === figure.unit &&
      candidate.figure.year === figure.year,
  )
}

/** A figure to show beside the best: another scope of the same thing, neither a part of it nor the whole it is part of. */
function isPeer(other: RankedFigure, best: RankedFigure): boolean {
  const { indicatorId, unit, total } = best.candidate.figure
  const { figure } = other.candidate
  if (other.coverage < MIN_COVERAGE || other.close < CLOSE_SHARE * best.close) return false
  if (unit !== '%' && (figure.total === undefined) !== (total === undefined)) return false
  const sameIndicator = indicatorId !== undefined && figure.indicatorId === indicatorId && figure.unit === unit
  return other.score >= best.score - (sameIndicator ? SCOPE_MARGIN : PEER_MARGIN)
}
