import { foldWidth } from '../../../corpus/normalize.ts'
import { unsupportedNumbers } from '../../verify.ts'
import { key } from '../grounds.ts'
import { numbersIn } from '../numbers.ts'
import { pairsOf, share } from './clauses.ts'
import type { CitedSentence, EvidencePassage, SentenceOffence } from './evidence.ts'
import { foreignNames, type Naming } from './names.ts'
import { misplacedNumbers } from './placed.ts'
import { foreignWording } from './wording.ts'
import { foreignYears } from './years.ts'

export interface CheckedSentence {
  readonly text: string
  /** The cited passages that really bear on the sentence. */
  readonly sources: readonly EvidencePassage[]
  /** Empty when the sentence is supported. */
  readonly offences: readonly SentenceOffence[]
}

/** Share of a sentence's character pairs that a passage must hold to count as one of its sources. */
const LEAST_SHARED = 0.15

/**
 * Holds one sentence of a model against the passages it cites: each citation must exist and share words or numbers with
 * the sentence; every number, year, name and term must be the sources' own, and every clause must be said by one of their
 * sentences. Numbers that only the person wrote do not count: a question is no evidence.
 */
export function checkSentence(
  sentence: CitedSentence,
  passages: readonly EvidencePassage[],
  naming: Naming,
): CheckedSentence {
  const text = foldWidth(sentence.text).trim()
  const cited = passages.filter(({ n }) => sentence.sources.includes(n))
  const sources = cited.filter((passage) => bearsOn(text, passage))
  const missing = sentence.sources.filter((n) => !passages.some((passage) => passage.n === n))
  if (sources.length === 0) {
    const why = missing.length > 0 ? `没有编号为${missing.join('、')}的资料` : '没有写明依据,或所引资料与这句话无关'
    return { text: sentence.text, sources, offences: [{ kind: 'citation', message: `「${text.slice(0, 40)}」${why}` }] }
  }
  if (sources.some((passage) => isVerbatim(text, passage))) return { text: sentence.text, sources, offences: [] }
  const evidence = sources.flatMap((passage) => [
    passage.text,
    passage.place,
    ...passage.years.map((year) => `${year}年`),
  ])
  const unsupported = unsupportedNumbers(text, { evidence, said: [] }).map(
    ({ printed }): SentenceOffence => ({
      kind: 'number',
      message: `「${text.slice(0, 40)}」里的${printed}在所引资料中找不到`,
    }),
  )
  const offences = [
    ...unsupported,
    ...(unsupported.length > 0 ? [] : misplacedNumbers(text, sources)),
    ...foreignOrdinals(text, evidence),
    ...foreignYears(text, sources),
    ...foreignNames(text, sources, naming),
    ...foreignWording(text, sources, naming.tokenizer),
  ]
  return { text: sentence.text, sources, offences }
}

/** Whole clauses of the passage, word by word: from a mark of punctuation to a mark of punctuation. */
function isVerbatim(text: string, passage: EvidencePassage): boolean {
  const words = text.replace(EDGE, '')
  const source = `\n${foldWidth(passage.text)}\n`
  for (let at = source.indexOf(words); at >= 0 && words !== ''; at = source.indexOf(words, at + 1)) {
    const [before, after] = [source.charAt(at - 1), source.charAt(at + words.length)]
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}

const EDGE = /^[\s,.;:。、]+|[\s,.;:。、]+$/g

function bearsOn(text: string, passage: EvidencePassage): boolean {
  const pairs = pairsOf(text)
  if (pairs.size > 0) return share(pairs, pairsOf(passage.text)) >= LEAST_SHARED
  const printed = new Set(numbersIn(passage.text).map(({ value }) => key(value)))
  return numbersIn(text).some(({ value }) => printed.has(key(value)))
}

/** 第三十条, 第2次: a place in an order must be named as a place in an order by the source, not just as a number. */
function foreignOrdinals(text: string, evidence: readonly string[]): readonly SentenceOffence[] {
  const printed = new Set(evidence.flatMap(ordinalsIn).map(({ name }) => name))
  return ordinalsIn(text)
    .filter(({ name }) => !printed.has(name))
    .map(({ words }) => ({ kind: 'number' as const, message: `所引资料没有写到「${words}」` }))
}

function ordinalsIn(text: string): readonly { readonly name: string; readonly words: string }[] {
  const folded = foldWidth(text)
  return numbersIn(folded)
    .filter(({ start }) => folded.charAt(start - 1) === '第')
    .map(({ start, end, value, unit }) => {
      const counted = unit ?? folded.charAt(end)
      return { name: `${value}${counted}`, words: folded.slice(start - 1, unit ? end : end + 1) }
    })
}
