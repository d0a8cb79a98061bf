import { INDICATORS, type Indicator, rankIndicators } from '../../corpus/indicators.ts'
import { normalizeForMatching } from '../text.ts'
import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'

/** Score of the dictionary from which its reading is more than a resemblance. */
const SURE_INDICATOR = 6

/**
 * The dictionary's indicator of an ask, when it is sure: read from the ask itself, else together with a word of what was
 * asked before (审结 after 复议).
 */
export function indicatorOf({ text, concepts }: FigureAsk, context: readonly Concept[]): Indicator | undefined {
  const [own] = rankIndicators(text, 1)
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

/** A word that makes another indicator of what is asked (专职 of 专职人民调解员): a figure without it is no answer. */
export function distinguishes({ word }: Concept, concepts: readonly Concept[]): boolean {
  const others = concepts.filter((other) => other.word !== word).map((other) => other.word)
  return INDICATOR_NAMES.some((name) => name.includes(word) && others.some((other) => name.includes(other)))
}

/** Whether the dictionary knows a word as one that names an indicator. */
export function namesIndicator({ word }: Concept): boolean {
  return INDICATOR_WORDS.some((name) => name.includes(word))
}
