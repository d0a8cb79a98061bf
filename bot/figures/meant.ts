import { INDICATORS, type Indicator, rankIndicators } from '../../corpus/indicators.ts'
import { normalizeForMatching } from '../text.ts'
import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'
import type { Candidate } from './candidate.ts'

/** Score of the dictionary from which its reading is more than a resemblance. */
const SURE_INDICATOR = 6

/**
 * The dictionary's indicator of an ask, when it is sure (复议多少 read as 复议多少件): read from the ask itself, else together with a word of what was
 * asked before (审结 after 复议).
 */
export function indicatorOf({ text, concepts }: FigureAsk, context: readonly Concept[]): Indicator | undefined {
  const [own] = rankIndicators(text.replace(/多少$/, '多少件'), 1)
  if (own && own.score >= SURE_INDICATOR) return own.indicator
  const words = concepts.map(({ word }) => word)
  return context
    .flatMap(({ word }) => rankIndicators(word + text, 1))
    .find(({ score, matched }) => score >= SURE_INDICATOR && words.some((own) => matched.includes(own)))?.indicator
}

/** The matter that an indicator belongs to: 复议 of 复议审结件数. */
export function isWordOf({ word }: Concept, { name, aliases, context }: Indicator): boolean {
  return [name, ...aliases, ...context].some((words) => words.includes(word))
}

const INDICATOR_NAMES = INDICATORS.flatMap(({ name, aliases }) => [name, ...aliases]).map(normalizeForMatching)
const INDICATOR_WORDS = [...INDICATOR_NAMES, ...INDICATORS.flatMap(({ generic }) => generic).map(normalizeForMatching)]

const GENERIC = new Set(INDICATORS.flatMap(({ generic }) => generic))

/** Whether a word says what was done and not with what: 结了 is of whatever was asked before it. */
export function leansOnMatter({ verb, forms }: Concept): boolean {
  return verb || forms.some(({ text }) => GENERIC.has(text))
}

/** A word that makes another indicator of what is asked (专职 of 专职人民调解员): a figure without it is no answer. */
export function distinguishes({ word }: Concept, concepts: readonly Concept[]): boolean {
  const others = concepts.filter((other) => other.word !== word).map((other) => other.word)
  return INDICATOR_NAMES.some((name) => name.includes(word) && others.some((other) => name.includes(other)))
}

/** Whether the dictionary knows a word as one that names an indicator. */
export function namesIndicator({ word }: Concept): boolean {
  return INDICATOR_WORDS.some((name) => name.includes(word))
}

/** Words that narrow what is counted; a figure whose clause does not print the one asked with counts something wider or else. */
const NARROWING = /专职|兼职|国家级|省级|市级|区级|县级|镇级|一审|二审|再审|主要负责人|新(?=[增聘招取拿发领])/g
/** Words for whom or what; the sentence may name them before the clause of the number. */
const CONCERNED = /民事|刑事|农民工|未成年|残疾|妇女|涉企|涉农|民营|国有/g

/** Whether a figure lacks a narrowing word of the ask: 专职, 省级, 新增, 农民工. */
export function lacksNarrowing({ text }: FigureAsk, { whole, sentence, figure }: Candidate): boolean {
  const near = whole + figure.quote
  const narrowing = text.match(NARROWING) ?? []
  const concerned = text.match(CONCERNED) ?? []
  return narrowing.some((word) => !near.includes(word)) || concerned.some((word) => !(near + sentence).includes(word))
}
