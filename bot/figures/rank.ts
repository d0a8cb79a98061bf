import { normalizeForMatching } from '../text.ts'
import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'
import { type Candidate, partOf } from './candidate.ts'
import { isOther, isPrinted, SENTENCE } from './match.ts'
import { figureMatch } from './negation.ts'
import { countsOther, isRuledOut, type Reading, readAsk } from './reading.ts'
import { unitFit } from './units.ts'
import { sum } from './weigh.ts'

export interface RankedFigure {
  readonly candidate: Candidate
  readonly score: number
  /** Share of the ask's concepts, by weight, that the figure carries anywhere. */
  readonly coverage: number
  /** Share that what is counted carries, without the words around it. */
  readonly close: number
  /** Share of the characters of what is counted that the ask accounts for. */
  readonly precision: number
  /** Whether what is counted or its clause prints a word of the ask; else only the text around it or the dictionary fits. */
  readonly printed: boolean
  /** Whether it counts what was undone or picked out of what is asked for. */
  readonly altered: boolean
  /** Whether the dictionary knows it as another thing than the one asked for. */
  readonly other: boolean
}

/** A subject that says no more than what is asked comes before one that says much else. */
const PRECISION_BONUS = 0.3
/** What is counted says the ask's words, not only the text around it: at .1 「调解了多少纠纷」 takes 承接疑难纠纷 beside 调解成功; .15 and .2 answer alike. */
const CLOSE_BONUS = 0.15
/** A figure whose own clause does not carry that noun counts something else. */
const OTHER_NOUN_PENALTY = 0.25
/** A figure of what was undone or picked out comes behind one of the thing itself. */
const ALTERED_PENALTY = 0.2
/** The indicator that the dictionary reads out of the ask: decides between figures that fit alike (复议多少件 is 收到). */
const INDICATOR_BONUS = 0.12

/** Figures that fit what is asked, best first; figures in a unit that cannot answer are left out. */
export function rankFigures(
  ask: FigureAsk,
  context: readonly Concept[],
  candidates: readonly Candidate[],
): readonly RankedFigure[] {
  const reading = readAsk(ask, context, candidates)
  return candidates
    .flatMap((candidate) => {
      const unit = unitFit(candidate.figure.unit, ask.hint)
      return unit === undefined ||
        isSpared(candidate.figure.subject, ask.text) ||
        isRuledOut(candidate, reading) ||
        (unit < 0 && countsOther(candidate, reading))
        ? []
        : [rankOf(candidate, reading, unit)]
    })
    .sort((a, b) => b.score - a.score || a.candidate.figure.start - b.candidate.figure.start)
}

function rankOf(
  candidate: Candidate,
  { ask, focus, around, meant, noun, matches }: Reading,
  unit: number,
): RankedFigure {
  const own = sum(focus, (concept) => matches(concept, candidate))
  const near = sum(around, (concept) => matches(concept, candidate))
  const total = own.total + near.total || 1
  const subject = normalizeForMatching(candidate.figure.subject)
  const counted = sum(focus, (concept) => figureMatch(concept, subject))
  const precision = precisionOf(ask.concepts, candidate)
  const close = counted.covered / (counted.total || 1)
  const altered = isAltered(candidate.figure.subject, ask.text)
  const bonus =
    PRECISION_BONUS * precision +
    CLOSE_BONUS * close +
    (meant && candidate.figure.indicatorId === meant.id ? INDICATOR_BONUS : 0) -
    (noun && matches(noun, candidate) <= SENTENCE ? OTHER_NOUN_PENALTY : 0) -
    (altered ? ALTERED_PENALTY : 0)
  return {
    candidate,
    score: (own.covered + near.covered) / total + unit + bonus,
    coverage: focus.length > 0 ? own.covered / (own.total || 1) : near.covered / total,
    close,
    precision,
    altered,
    other: isOther(candidate, meant),
    printed: focus.some(({ concept }) => isPrinted(concept, candidate)),
  }
}

/** 撤销行政处罚4件 is no number of 行政处罚, nor 不合格案卷 one of 案卷, unless it is asked for. */
const ALTERING = /撤销|变更|不予|免予|免于|从轻|减轻|督促|移送|正职|副职|(?:不?合格|优秀)(?=案卷|单位|等次)|终止|驳回/g

function isAltered(subject: string, asked: string): boolean {
  return (subject.match(ALTERING) ?? []).some((word) => !asked.includes(word))
}

/** 减轻处罚58件 is none of 行政处罚多少件, even where nothing else is printed. */
const SPARED = /(?:不予|免予|免于|从轻|减轻)(?=行政处罚|处罚)/g

function isSpared(subject: string, asked: string): boolean {
  const spared = subject.match(SPARED) ?? []
  return spared.length > 0 && !/免罚|[不免]罚/.test(asked) && !spared.some((word) => asked.includes(word))
}

/** Who acts in every report says nothing of what is counted. */
const ACTOR = /^(?:全[省市县区州镇])?(?:各级|各)?(?:行政)?执法(?:机关|部门|单位)/

/** Share of the subject's characters that the concepts account for. */
function precisionOf(concepts: readonly Concept[], { figure }: Candidate): number {
  const subject = normalizeForMatching(partOf(figure).replace(ACTOR, ''))
  const matched = concepts.map(({ forms }) =>
    Math.max(0, ...forms.filter(({ text }) => subject.includes(text)).map(({ text }) => text.length)),
  )
  return Math.min(1, matched.reduce((sum, length) => sum + length, 0) / (subject.length || 1))
}
