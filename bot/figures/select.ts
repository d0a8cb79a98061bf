import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'
import { type Candidate, partOf } from './candidate.ts'
import { type RankedFigure, rankFigures } from './rank.ts'
import { isOtherUnit, rowOf } from './rows.ts'
import { isRate, rateName } from './units.ts'

/** What was found for one thing asked. */
export interface Selection {
  readonly ask: FigureAsk
  /** Figures that answer, best first: several when the documents give several scopes of the same thing. */
  readonly chosen: readonly Candidate[]
  /** Figures near to what was asked, when none answers. */
  readonly near: readonly Candidate[]
}

/** Least share of what is asked that a figure must carry to be its answer. */
const MIN_COVERAGE = 0.62
/** Least share that makes a figure worth mentioning when nothing answers. */
const NEAR_COVERAGE = 0.4
/** A figure this close to the best is shown beside it. */
const PEER_MARGIN = 0.06
/** Another scope of the same indicator may be further off: 网上信访办结率 beside 信访办结率. */
const SCOPE_MARGIN = 0.35
/** What a peer counts carries nearly as much of the ask as what the best counts. */
const CLOSE_SHARE = 0.9
/** A part that the ask accounts for nearly in full is the one asked for: 取消191项 of 取消、下放和调整964项. */
const NAMED_PRECISION = 0.9
/** Figures shown side by side, issue 4: at most five. */
export const MOST_SHOWN = 5
const MOST_NEAR = 3

/** Chooses the figures that answer an ask among the candidates; none when the best leaves too much of the ask open. */
export function selectFigures(
  ask: FigureAsk,
  context: readonly Concept[],
  candidates: readonly Candidate[],
): Selection {
  if (ask.concepts.length === 0) return { ask, chosen: [], near: [] }
  const ranked = rankFigures(ask, context, candidates)
  const fitting = ofWholeBody(
    ask,
    ranked.filter(({ coverage, printed }) => coverage >= MIN_COVERAGE && printed),
  )
  const first = fitting.find((one) => !isUnaskedPart(one, fitting)) ?? fitting[0]
  const best = first && (kindAsked(ask, first, fitting) ?? first)
  if (!best || best.score < (ranked[0]?.score ?? 0) - SCOPE_MARGIN) return { ask, chosen: [], near: nearest(ranked) }
  const peers = fitting.filter(
    (other) => other === best || isPeer(other, best) || isItsShare(ask, other, best) || isLikeRate(ask, other, best),
  )
  return {
    ask,
    chosen: toldOnce([best, ...peers.filter((peer) => peer !== best)]).map(preferReport(fitting)),
    near: [],
  }
}

/** The same among the counts, and among rates only where no count answers. */
export function selectCountsFirst(
  ask: FigureAsk,
  context: readonly Concept[],
  candidates: readonly Candidate[],
): Selection {
  const counts = candidates.filter(({ figure }) => !isRate(figure.unit))
  const selection = selectFigures(ask, context, counts)
  return selection.chosen.length > 0 ? selection : selectFigures(ask, context, candidates)
}

/** Figures of the body itself before those of one of its units or levels, and before the sum over its towns, where both fit. */
function ofWholeBody({ text }: FigureAsk, fitting: readonly RankedFigure[]): readonly RankedFigure[] {
  const isSumOverTowns = ({ candidate: { figure } }: RankedFigure): boolean =>
    fitting.some(({ candidate }) => candidate.total === figure && TOWN.test(rowOf(candidate) ?? ''))
  const own = fitting.filter((one) => !isOtherUnit(text, one.candidate) && !isUnaskedLevel(text, one.candidate))
  const whole = own.filter((one) => !isSumOverTowns(one))
  return [whole, own, fitting].find(({ length }) => length > 0) ?? []
}

/** 其中市本级新收462件,受理410件 where nobody asked for 市本级. */
function isUnaskedLevel(text: string, { figure, at }: Candidate): boolean {
  return !text.includes('本级') && figure.quote.slice(0, at).includes('本级')
}

const TOWN = /[镇乡村]$|街道$|社区$/

function nearest(ranked: readonly RankedFigure[]): readonly Candidate[] {
  return ranked
    .filter(({ coverage, close }) => coverage > NEAR_COVERAGE && close > 0)
    .slice(0, MOST_NEAR)
    .map(({ candidate }) => candidate)
}

/** A part whose total answers the ask as well: the total is meant (46件,其中政府38件). */
function isUnaskedPart(one: RankedFigure, ranked: readonly RankedFigure[]): boolean {
  const { candidate, coverage, close, precision } = one
  const { total, figure } = candidate
  if (!total || total.unit !== figure.unit) return false
  if (precision >= NAMED_PRECISION && partOf(figure) !== partOf(total)) return false
  return ranked.some(
    (other) =>
      other.candidate.figure === total &&
      other.coverage >= coverage * CLOSE_SHARE &&
      other.close >= close * CLOSE_SHARE,
  )
}

/** 审查文件、合同、协议214件,其中合同59件: of a sum over several kinds the kind that is asked for, if it is told. */
function kindAsked(
  { concepts }: FigureAsk,
  { candidate: { figure }, precision }: RankedFigure,
  fitting: readonly RankedFigure[],
): RankedFigure | undefined {
  if (!figure.subject.includes('、')) return undefined
  return fitting
    .filter((other) => other.candidate.total === figure && other.candidate.figure.unit === figure.unit)
    .filter(
      ({ candidate, ...other }) =>
        other.precision > precision &&
        concepts.every(({ verb, forms }) => verb || forms.some(({ text }) => candidate.own.includes(text))),
    )
    .sort((a, b) => b.precision - a.precision)[0]
}

/** The same number of the same thing in another place or document is told once. */
function toldOnce(ranked: readonly RankedFigure[]): readonly Candidate[] {
  const kept: Candidate[] = []
  for (const { candidate } of ranked) if (!kept.some((other) => isSame(other, candidate))) kept.push(candidate)
  return kept
}

function isSame(a: Candidate, b: Candidate): boolean {
  const alike = a.figure.value === b.figure.value && a.figure.unit === b.figure.unit && a.figure.year === b.figure.year
  if (!alike || a.entry !== b.entry) return alike
  return a.figure.indicatorId === undefined
    ? partOf(a.figure) === partOf(b.figure)
    : a.figure.indicatorId === b.figure.indicatorId
}

/** Of two documents that print the same figure the report is cited: its sentence says more than a row of a table. */
function preferReport(fitting: readonly RankedFigure[]): (chosen: Candidate) => Candidate {
  return (chosen) => {
    if (chosen.entry.identity.kind === 'report') return chosen
    const twin = fitting.find(
      ({ candidate }) => candidate.entry.identity.kind === 'report' && isSame(candidate, chosen),
    )
    return twin?.candidate ?? chosen
  }
}

/** A figure to show beside the best: another scope of the same thing, neither a part of it nor the whole it is part of. */
function isPeer(other: RankedFigure, best: RankedFigure): boolean {
  const { figure: mine, total } = best.candidate
  const { figure } = other.candidate
  const sameIndicator = mine.indicatorId !== undefined && figure.indicatorId === mine.indicatorId
  if (figure.unit !== mine.unit || figure.year !== mine.year || (other.altered && !best.altered)) return false
  if (other.other && !best.other) return false
  if (other.candidate.total === mine || total === figure) return false
  const rates = mine.unit === '%' && sameIndicator
  if (other.close < CLOSE_SHARE * best.close && !(rates && other.coverage >= CLOSE_SHARE * best.coverage)) return false
  if (mine.unit !== '%' && (figure.total === undefined) !== (mine.total === undefined)) return false
  if (mine.unit !== '%' && isNarrower(other.candidate, best.candidate)) return false
  return other.score >= best.score - (sameIndicator ? SCOPE_MARGIN : PEER_MARGIN)
}

/** 「占多少」 asks for the share as well as for the number. */
function isItsShare({ text }: FigureAsk, { candidate }: RankedFigure, best: RankedFigure): boolean {
  return text.includes('占') && candidate.figure.unit === '%' && candidate.total === best.candidate.figure
}

/** 满意率多少 without a word of whose: every 满意率 that is told of the year. */
function isLikeRate({ concepts }: FigureAsk, { candidate }: RankedFigure, { candidate: best }: RankedFigure): boolean {
  const name = rateName(best.figure.subject)
  const isAlike = candidate.figure.unit === best.figure.unit && candidate.figure.year === best.figure.year
  return concepts.length === 1 && name !== undefined && isAlike && rateName(candidate.figure.subject) === name
}

/** 专职人民调解员39人 beside 人民调解员214人: a part that the text does not mark as one. */
function isNarrower({ figure }: Candidate, { figure: wide }: Candidate): boolean {
  const [narrow, plain] = [partOf(figure), partOf(wide)]
  return narrow !== plain && narrow.includes(plain) && figure.value < wide.value
}
