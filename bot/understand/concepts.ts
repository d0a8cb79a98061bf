import { expandColloquial } from '../../retrieval/lexicon.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { normalizeForMatching } from '../text.ts'

/** One way in which a document may write a concept. */
interface Form {
  readonly text: string
  /** 1 for the asker's own word, less for a wording of the lexicon or a part of the word. */
  readonly weight: number
}

/** Something a question speaks of: the asker's word and the wordings that documents use for it. */
export interface Concept {
  readonly word: string
  readonly forms: readonly Form[]
}

/** Measured on the questions kept for tuning: .6–.9 give the same answers, .5 loses two, 1 lets 收 beat 受理. */
const WRITTEN_WEIGHT = 0.8
const PART_WEIGHT = 0.5

/** Concepts of a question in order of appearance: colloquial wordings first matched as a whole, then single words. */
export function conceptsOf(topic: string, tokenizer: Tokenizer): readonly Concept[] {
  const text = normalizeForMatching(topic.replace(/\s+/g, '\u0001')).replaceAll('\u0001', ' ')
  const expansions = expandColloquial(text)
  const concepts = expansions.map(({ said, written }) => ({
    word: said,
    forms: [{ text: said, weight: 1 }, ...written.map((form) => ({ text: form, weight: WRITTEN_WEIGHT }))],
  }))
  const covered = (word: string): boolean => expansions.some(({ said }) => said.includes(word))
  const words = tokenizer.query(text)
  for (const { term, weight } of words) {
    if (weight < 1 || covered(term) || !isTopical(term)) continue
    const parts = words.filter((part) => part.weight < 1 && part.term !== term && term.includes(part.term))
    const forms = [{ text: term, weight: 1 }, ...parts.map((part) => ({ text: part.term, weight: PART_WEIGHT }))]
    concepts.push({ word: term, forms })
  }
  return concepts
}

/** Digits, single letters and words of asking (几件, 哪天, 怎么弄) say how much or when, not what. */
function isTopical(term: string): boolean {
  return !/^(?:[\d.]+|[a-z]|[几哪啥咋多].*|怎么.*|什么.*|现在|目前|一共|总共|分别|内能)$/.test(term)
}

/** How well a folded text writes a concept: the best weight of its forms found there, 0 when none is. */
export function conceptMatch(concept: Concept, folded: string): number {
  let best = 0
  for (const { text, weight } of concept.forms) if (weight > best && folded.includes(text)) best = weight
  return best
}

/** Inverse document frequency of each concept over the given folded texts (BM25's form, never negative). */
export function conceptWeights(concepts: readonly Concept[], folded: readonly string[]): readonly number[] {
  return concepts.map((concept) => {
    const df = folded.filter((text) => conceptMatch(concept, text) > 0).length
    return Math.log(1 + (folded.length - df + 0.5) / (df + 0.5))
  })
}
