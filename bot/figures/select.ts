import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'
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
  const peers = ranked.filter(({ score, coverage }) => score >= best.score - PEER_MARGIN && coverage >= MIN_COVERAGE)
  return { ask, chosen: peers.slice(0, MOST_SHOWN + 1), near: [] }
}
