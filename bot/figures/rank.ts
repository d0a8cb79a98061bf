import type { Indicator } from '../../corpus/indicators.ts'
import { normalizeForMatching } from '../text.ts'
import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'
import { type Candidate, partOf } from './candidate.ts'
import {
  asksChange,
  distinguishes,
  indicatorOf,
  isNarrowed,
  isNarrowedNoun,
  isOneField,
  isOtherRate,
  isWordOf,
  lacksNarrowing,
  leansOnMatter,
} from './meant.ts'
import { asMeant, figureMatch } from './negation.ts'
import { rowOf } from './rows.ts'
import { unitFit } from './units.ts'
import { type Match, sum, type Weighed, weigh } from './weigh.ts'

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
}

/** Where a concept is found counts: in what is counted, in the clause, in the sentence, in the headings. */
const OWN = 1
const WHOLE = 0.95
const CLAUSE = 0.85
const INDICATOR = 0.95
const SENTENCE = 0.5
const SECTION = 0.45
const CONTEXT_SHARE = 0.4
/** A subject that says no more than what is asked comes before one that says much else. */
const PRECISION_BONUS = 0.3
/** What is counted says the ask's words, not only the text around it. */
const CLOSE_BONUS = 0.1
/** The noun right behind 多少 or 几个 is what is counted: 挑出多少毛病. */
const COUNTED_NOUN = 1.6
/** A figure whose own clause does not carry that noun counts something else. */
const OTHER_NOUN_PENALTY = 0.25
/** The indicator that the dictionary reads out of the ask: decides between figures that fit alike (复议多少件 is 收到). */
const INDICATOR_BONUS = 0.12

/** An ask with everything that is worked out of it once. */
interface Reading {
  readonly ask: FigureAsk
  readonly focus: readonly Weighed[]
  readonly around: readonly Weighed[]
  readonly meant: Indicator | undefined
  /** Concepts of what was asked before that the indicator belongs to. */
  readonly matter: readonly Concept[]
  /** What is counted, where the ask says it right behind 多少. */
  readonly noun: Concept | undefined
  readonly matches: Match
}

/** Figures that fit what is asked, best first; figures in a unit that cannot answer are left out. */
export function rankFigures(
  ask: FigureAsk,
  context: readonly Concept[],
  candidates: readonly Candidate[],
): readonly RankedFigure[] {
  const concepts = ask.concepts.map((concept) => asMeant(concept, ask.text))
  const reading = readAsk({ ...ask, concepts }, context, candidates)
  return candidates
    .flatMap((candidate) => {
      const unit = unitFit(candidate.figure.unit, ask.hint)
      return unit === undefined || isRuledOut(candidate, reading) || (unit < 0 && countsOther(candidate, reading))
        ? []
        : [rankOf(candidate, reading, unit)]
    })
    .sort((a, b) => b.score - a.score || a.candidate.figure.start - b.candidate.figure.start)
}

function readAsk(ask: FigureAsk, context: readonly Concept[], candidates: readonly Candidate[]): Reading {
  const meant = indicatorOf(ask, context)
  const beside = bySentence(candidates)
  const matches = remembered((concept, candidate) => matchAt(concept, candidate, { meant, beside }))
  const noun = ask.concepts.find((concept) => isCountedNoun(concept, ask))
  const raised = (by: number, only?: Concept) => (one: Weighed) =>
    only === undefined || one.concept === only ? { ...one, weight: one.weight * by } : one
  return {
    ask,
    focus: noun
      ? weigh(ask.concepts, candidates, matches).map(raised(COUNTED_NOUN, noun))
      : weigh(ask.concepts, candidates, matches),
    around: weigh(context, candidates, matches).map(raised(CONTEXT_SHARE)),
    meant,
    matter: meant ? context.filter((concept) => isWordOf(concept, meant)) : [],
    noun,
    matches,
  }
}

/** The same match is asked for three times of every pair. */
function remembered(match: Match): Match {
  const known = new Map<Concept, Map<Candidate, number>>()
  return (concept, candidate) => {
    const ofConcept = known.get(concept) ?? new Map<Candidate, number>()
    known.set(concept, ofConcept)
    const value = ofConcept.get(candidate) ?? match(concept, candidate)
    ofConcept.set(candidate, value)
    return value
  }
}

/** Whether what is counted or its clause says a concept, not only the text around it or the dictionary. */
function isPrinted(concept: Concept, candidate: Candidate): boolean {
  return printedWords(candidate).some((words) => figureMatch(concept, words) > 0)
}

/** Whether a figure is known to be of something else: it lacks a distinguishing word, or is another matter's indicator. */
function isRuledOut(candidate: Candidate, { ask, around, meant, matter, matches }: Reading): boolean {
  const lacks = (concept: Concept): boolean => matches(concept, candidate) === 0
  if (lacksNarrowing(ask, candidate) || isOneField(ask, candidate) || isOtherRate(ask, candidate, meant)) return true
  if (isNarrowed(ask) && ask.concepts.some((concept) => lacks(concept) && isNarrowedNoun(concept))) return true
  if (ask.concepts.some((concept) => lacks(concept) && distinguishes(concept, ask.concepts))) return true
  if (ask.concepts.some((concept) => asksChange(concept) && !isPrinted(concept, candidate))) return true
  if (ask.concepts.some((concept) => lacks(concept) && isHeadNoun(concept, ask))) return true
  if (ask.concepts.every(leansOnMatter) && around.length > 0 && around.every(({ concept }) => lacks(concept)))
    return true
  return isOther(candidate, meant) && matter.some(lacks)
}

/** 几次发布会 is not answered with 发布图解58件: neither the noun asked for nor its unit. */
function countsOther(candidate: Candidate, { noun, matches }: Reading): boolean {
  return noun !== undefined && matches(noun, candidate) <= SENTENCE
}

function isOther({ figure: { indicatorId } }: Candidate, meant: Indicator | undefined): boolean {
  return meant !== undefined && indicatorId !== undefined && indicatorId !== meant.id
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
  const bonus =
    PRECISION_BONUS * precision +
    CLOSE_BONUS * close +
    (meant && candidate.figure.indicatorId === meant.id ? INDICATOR_BONUS : 0) -
    (noun && matches(noun, candidate) <= SENTENCE ? OTHER_NOUN_PENALTY : 0)
  return {
    candidate,
    score: (own.covered + near.covered) / total + unit + bonus,
    coverage: focus.length > 0 ? own.covered / (own.total || 1) : near.covered / total,
    close,
    precision,
    printed: focus.some(({ concept }) => isPrinted(concept, candidate)),
  }
}

/** The words right around a number; those of a cell stand in the heading of its table as well. */
function printedWords(candidate: Candidate): readonly string[] {
  const { own, whole, clause, section } = candidate
  return rowOf(candidate) === undefined ? [own, whole, clause] : [own, whole, clause, section]
}

function isCountedNoun({ word }: Concept, { text }: FigureAsk): boolean {
  const isWord = /^\p{Script=Han}+$/u.test(word)
  return isWord && new RegExp(`(?:多少|几)\\p{Script=Han}?${word}`, 'u').test(text)
}

/** 法制审核人员工资多少: the noun right before 多少 is what the number is of, the words before it only say whose. */
function isHeadNoun(concept: Concept, { text }: FigureAsk): boolean {
  const { word } = concept
  return (
    concept.noun === true &&
    /^\p{Script=Han}+$/u.test(word) &&
    new RegExp(`${word}(?:一共|总共|共|大概|大约|是|有|的)*(?:多少|几)`, 'u').test(text)
  )
}

/** Share of the subject's characters that the concepts account for. */
function precisionOf(concepts: readonly Concept[], { figure }: Candidate): number {
  const subject = normalizeForMatching(partOf(figure))
  const matched = concepts.map(({ forms }) =>
    Math.max(0, ...forms.filter(({ text }) => subject.includes(text)).map(({ text }) => text.length)),
  )
  return Math.min(1, matched.reduce((sum, length) => sum + length, 0) / (subject.length || 1))
}

interface Around {
  readonly meant: Indicator | undefined
  readonly beside: ReadonlyMap<string, readonly Candidate[]>
}

function bySentence(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const sentences = new Map<string, Candidate[]>()
  for (const candidate of candidates)
    sentences.set(candidate.sentence, [...(sentences.get(candidate.sentence) ?? []), candidate])
  return sentences
}

/** What a part is called says nothing of its total: 不合格 in 240卷,其中不合格6卷. */
function namesPart(concept: Concept, { figure }: Candidate, beside: readonly Candidate[] = []): boolean {
  return beside.some(({ total, own }) => total === figure && figureMatch(concept, own) > 0)
}

/** A figure that is known to be of another indicator than the one meant does not get its words from the headings above. */
function matchAt(concept: Concept, candidate: Candidate, { meant, beside }: Around): number {
  const { own, whole, clause, indicator, sentence, section } = candidate
  const near = Math.max(
    figureMatch(concept, own) * OWN,
    figureMatch(concept, whole) * WHOLE,
    figureMatch(concept, clause) * CLAUSE,
    figureMatch(concept, indicator) * INDICATOR,
    namesPart(concept, candidate, beside.get(sentence)) ? 0 : figureMatch(concept, sentence) * SENTENCE,
  )
  if (isOther(candidate, meant)) return near
  return Math.max(near, figureMatch(concept, section) * SECTION)
}
