import type { CitedSentences } from '../../prompts/sentences.ts'
import { expectedOf } from '../answer/expected.ts'
import type { Reply } from '../schema.ts'
import { normalizeForMatching } from '../text.ts'
import { conceptMatch } from '../understand/concepts.ts'
import type { Question } from '../understand/understand.ts'
import { checkSentence } from '../verify/sentence/check.ts'
import type { Naming } from '../verify/sentence/names.ts'
import type { Supported } from './cited-reply.ts'
import type { Evidence } from './evidence.ts'
import { givesOrders } from './instructions.ts'

/** What is left of a model's answer when it has been held against its sources. */
export interface Verdict {
  readonly supported: readonly Supported[]
  /** One Chinese sentence for each thing without support. */
  readonly problems: readonly string[]
  /** The first sentence, the one that answers, is among the supported. */
  readonly firstStands: boolean
}

/** Checks every sentence of an answer. */
export function judge(answer: CitedSentences, evidence: readonly Evidence[], naming: Naming): Verdict {
  const sentences = answer.sentences
    .map(({ text, sources }) => ({ text: plain(text), sources: [...new Set(sources)] }))
    .filter(({ text }) => text !== '')
  const checked = sentences.map((sentence) => checkSentence(sentence, evidence, naming))
  const stands = checked.map(({ offences, text }) => offences.length === 0 && !givesOrders(text))
  return {
    supported: checked.flatMap(({ text, sources }, at) =>
      stands[at] ? [{ text, sources: evidence.filter(({ n }) => sources.some((source) => source.n === n)) }] : [],
    ),
    problems: checked.flatMap(({ offences, text }, at) =>
      stands[at] ? [] : offences.length > 0 ? offences.map(({ message }) => message) : [`「${text}」不是资料的内容`],
    ),
    firstStands: stands[0] === true,
  }
}

/** Without the Markdown and source numbers that a model adds unasked; the numbers of its list are in `sources`. */
function plain(text: string): string {
  return text
    .replace(/[〔[【]\s*(?:资料)?\s*\d{1,2}(?:\s*[,、，]\s*\d{1,2})*\s*[〕\]】]/g, '')
    .replace(/\*\*|__|`+|^\s*(?:#+|[-*•·])\s+/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}

/** Share of what the rules' answer says of the question that the model's must say too. */
const LEAST_RELEVANCE = 0.5

/**
 * Whether sentences speak of what was asked about at least half as much as the answer of the rules does, and hold the kind
 * of thing asked for (a period, a list, a unit) where that one does.
 */
export function isRelevant(sentences: readonly Supported[], question: Question, extractive: Reply): boolean {
  const said = normalizeForMatching(
    sentences.map(({ text, sources }) => text + sources.map(({ place }) => place).join('')).join('\n'),
  )
  const rules = normalizeForMatching(extractive.text)
  const count = (text: string): number =>
    [...question.concepts, ...question.context].reduce((sum, concept) => sum + conceptMatch(concept, text), 0)
  const kinds = expectedOf(question.text).filter(({ shows }) => shows.test(extractive.text))
  const words = sentences.map(({ text }) => text).join('\n')
  return count(said) >= LEAST_RELEVANCE * count(rules) && kinds.every(({ shows }) => shows.test(words))
}
