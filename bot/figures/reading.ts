import type { Indicator } from '../../corpus/indicators.ts'
import { bigrams } from '../text.ts'
import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'
import type { Candidate } from './candidate.ts'
import { isOther, isPrinted, matcher, SENTENCE } from './match.ts'
import {
  asksChange,
  distinguishes,
  indicatorOf,
  isNarrowed,
  isNarrowedNoun,
  isOneField,
  isOtherRate,
  isOtherStage,
  isWordOf,
  lacksNarrowing,
  leansOnMatter,
  saysMatter,
} from './meant.ts'
import { asMeant, isNegated } from './negation.ts'
import { BODY } from './units.ts'
import { type Match, type Weighed, weigh } from './weigh.ts'

/** 审计了几个单位 is not answered with 审计项目31个. */
const BODIES = new RegExp(`(?:几|多少)[个家](${BODY})`)
const ALIKE = [/企业|公司/, /单位|部门|机构/]

function countsOtherBodies({ text }: FigureAsk, { whole, clause }: Candidate): boolean {
  const body = BODIES.exec(text)?.[1]
  if (body === undefined) return false
  const told = whole + clause
  return !told.includes(body) && !ALIKE.some((words) => words.test(body) && words.test(told))
}

const CONTEXT_SHARE = 0.4
/** The noun right behind 多少 or 几个 is what is counted: 挑出多少毛病. */
const COUNTED_NOUN = 1.6

/** An ask with everything that is worked out of it once. */
export interface Reading {
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

/** Reads an ask among the figures that may answer it. */
export function readAsk(typed: FigureAsk, context: readonly Concept[], candidates: readonly Candidate[]): Reading {
  const ask = { ...typed, concepts: typed.concepts.map((concept) => asMeant(concept, typed.text)) }
  const meant = indicatorOf(ask, context)
  const matches = matcher(candidates, meant)
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

/** Whether a figure is known to be of something else: it lacks a distinguishing word, or is another matter's indicator. */
export function isRuledOut(candidate: Candidate, { ask, around, meant, matter, matches }: Reading): boolean {
  const lacks = (concept: Concept): boolean => matches(concept, candidate) === 0
  if (lacksNarrowing(ask, candidate) || isOneField(ask, candidate) || isOtherRate(ask, candidate, meant)) return true
  if (isOtherStage(ask, candidate)) return true
  if (countsOtherBodies(ask, candidate)) return true
  if (isNarrowed(ask) && ask.concepts.some((concept) => lacks(concept) && isNarrowedNoun(concept))) return true
  if (ask.concepts.some((concept) => lacks(concept) && distinguishes(concept, ask.concepts))) return true
  if (ask.concepts.some((concept) => mustBePrinted(concept) && !isPrinted(concept, candidate))) return true
  if (ask.concepts.some((concept) => lacks(concept) && isHeadNoun(concept, ask))) return true
  if (isUnlikeNamed(candidate, ask, meant)) return true
  const told = around.map(({ concept }) => concept).filter(saysMatter)
  const isMeant = meant !== undefined && candidate.figure.indicatorId === meant.id
  if (!isMeant && ask.concepts.every(leansOnMatter) && told.length > 0 && told.every(lacks)) return true
  return isOther(candidate, meant) && matter.some(lacks)
}

/** Characters from which a name of the dictionary is that of one thing only. */
const LONG_NAME = 4
/** Least share of the name's pairs of characters that stand around a number of that thing: a report that says 网上学法 means 学法考试. */
const NAME_SHARE = 0.3

/** 普法活动 names one thing: what prints hardly a word of it, 法律知识培训班2场次, counts another. */
function isUnlikeNamed(candidate: Candidate, { text }: FigureAsk, meant: Indicator | undefined): boolean {
  if (meant === undefined || candidate.figure.indicatorId === meant.id) return false
  const names = meant.aliases.filter((alias) => alias.length >= LONG_NAME && text.includes(alias))
  const around = candidate.whole + candidate.clause + candidate.sentence
  return names.length > 0 && names.every((name) => shareIn(name, around) < NAME_SHARE)
}

function shareIn(name: string, words: string): number {
  const pairs = [...bigrams(name)]
  return pairs.filter((pair) => words.includes(pair)).length / Math.max(1, pairs.length)
}

/** 不合格 and 下降 are said by the figure's own words or it is one of something else. */
function mustBePrinted(concept: Concept): boolean {
  return asksChange(concept) || isNegated(concept)
}

/** 几次发布会 is not answered with 发布图解58件: neither the noun asked for nor its unit. */
export function countsOther(candidate: Candidate, { noun, matches }: Reading): boolean {
  return noun !== undefined && matches(noun, candidate) <= SENTENCE
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
