import { stopWords } from './stop-words.ts'

/** A term of a question and how much a match of it counts. */
export interface WeightedTerm {
  readonly term: string
  readonly weight: number
}

/** A word of a text with its part of speech in jieba's notation (ns a place, nr a person, v a verb, x unknown). */
export interface TaggedWord {
  readonly word: string
  readonly tag: string
  /** Offset in the text that was given. */
  readonly start: number
}

/** Cuts text into the terms of the sparse index. Both sides of an index must come from the tokenizer with the same `id`. */
export interface Tokenizer {
  /** Name and version, stored with the index; another id means that the index must be made anew. */
  readonly id: string
  /** Terms of a passage, with repetitions: their count is the length that BM25 normalises by. */
  document(text: string): readonly string[]
  /** Terms of a question, each once. */
  query(text: string): readonly WeightedTerm[]
  /** Every word of the text in order, nothing dropped; without the segmenter a run of characters is one unknown word. */
  tag(text: string): readonly TaggedWord[]
  /** Whether the dictionary holds the word; false for all where there is no dictionary. */
  isWord(word: string): boolean
}

interface Segmenter {
  tag(text: string, hmm: boolean): { word: string; tag: string }[]
  cut(text: string, hmm: boolean): string[]
  cutForSearch(text: string, hmm: boolean): string[]
}

const wordLike = /[\p{L}\p{N}]/u
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
const runs = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:\.\p{N}+)?/gu

/** NFKC and lower case: full-width letters, digits and compatibility forms become the plain ones. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function keep(words: readonly string[]): string[] {
  const kept: string[] = []
  for (const word of words) {
    if (!wordLike.test(word)) continue
    const term = word.replace(edges, '')
    if (!stopWords.has(term)) kept.push(term)
  }
  return kept
}

function weighted(words: readonly string[], parts: readonly string[], partWeight: number): WeightedTerm[] {
  const weights = new Map<string, number>()
  for (const part of parts) weights.set(part, partWeight)
  for (const word of words) weights.set(word, 1)
  return [...weights].map(([term, weight]) => ({ term, weight }))
}

/**
 * Words of the jieba dictionary. Passages are cut finely (every dictionary word inside a long one counts too), questions
 * coarsely, with the parts of their long words at half weight: symmetric fine cutting lets a long name count four times.
 */
function jiebaTokenizer(jieba: Segmenter): Tokenizer {
  return {
    id: 'jieba-2.0/search-cut/v1',
    document: (text) => keep(jieba.cutForSearch(fold(text), true)),
    query: (text) => {
      const folded = fold(text)
      return weighted(keep(jieba.cut(folded, true)), keep(jieba.cutForSearch(folded, true)), 0.5)
    },
    tag: (text) => positioned(jieba.tag(text, true)),
    isWord: (word) => jieba.cut(word, false).length === 1,
  }
}

function positioned(words: readonly { word: string; tag: string }[]): TaggedWord[] {
  let start = 0
  return words.map(({ word, tag }) => {
    const at = start
    start += word.length
    return { word, tag, start: at }
  })
}

function bigrams(text: string): string[] {
  const terms: string[] = []
  for (const [run] of fold(text).matchAll(runs)) {
    if (run.length < 3 || !/^\p{Script=Han}/u.test(run)) terms.push(run)
    else for (let i = 0; i + 1 < run.length; i++) terms.push(run.slice(i, i + 2))
  }
  return terms
}

/** Overlapping pairs of Han characters; what is used where the native segmenter cannot be loaded. */
export function bigramTokenizer(): Tokenizer {
  return {
    id: 'bigram/v2',
    document: (text) => keep(bigrams(text)),
    query: (text) => weighted(keep(bigrams(text)), [], 0),
    isWord: () => false,
    tag: (text) => positioned(text.split(/(?<=\P{L})|(?=\P{L})/u).map((word) => ({ word, tag: 'x' }))),
  }
}

let loading: Promise<Tokenizer> | undefined

/**
 * The jieba tokenizer, or bigrams where its native module is missing. The dictionary (200 ms, 50 MB) is loaded at the
 * first call and kept for the life of the process.
 */
export function loadTokenizer(): Promise<Tokenizer> {
  loading ??= loadJieba().catch(() => bigramTokenizer())
  return loading
}

async function loadJieba(): Promise<Tokenizer> {
  const [{ Jieba }, { dict }] = await Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')])
  return jiebaTokenizer(Jieba.withDict(dict))
}
