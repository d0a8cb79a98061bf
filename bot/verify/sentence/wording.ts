import type { Tokenizer } from '../../../retrieval/tokens.ts'
import { normalizeForMatching } from '../../text.ts'
import { type Clause, pairsOf, type SourceSentence, share, sourceSentences } from './clauses.ts'
import type { EvidencePassage, SentenceOffence } from './evidence.ts'

/**
 * Share of a clause's words, by length, that one sentence of the source and its headings must hold. Measured: at 0.6 all 1,766
 * sentences of the sample and tuning reports pass on their own passage, and 96% of them fail on another of the same report.
 */
const LEAST_COVERAGE = 0.6
/** A clause with fewer characters in words than this says too little to be judged by itself. */
const LEAST_WORDS = 4
/** Parts of speech that carry no statement. */
const EMPTY_TAGS = /^(?:[cdefhkmopqruwyz]|u[a-z]|zg|vq|rr|rz|mq|t|vshi|vyou)$/

/** Pairs of terms that turn a statement round when one takes the place of the other. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/应当|必须|务必|须(?!知)|(?<![相适响对反供回因])应(?!诉|用|急|对|收)/, /可以|可(?!能|靠|持|行|视)|允许/],
  [
    /不得|不能|不可以|不可|不予|不应|禁止|严禁|不再|未(?!来|成年)|没有|无需|无须|不需/,
    /(?<!不)(?:得以|能够|予以|允许|需要)/,
  ],
  [/不得|不能|不可以|不可|禁止|严禁/, /(?<!不)可以|允许|有权/],
  [/增长|上升|增加|提高|提升|多于|扩大/, /下降|减少|降低|回落|下滑|少于|缩小/],
  [/以上|不少于|不低于|至少|超过/, /以下|不超过|不高于|不多于|至多|不足/],
  [/之前|以前|届满前/, /之后|以后|届满后/],
  [/主要负责人|正职/, /分管负责人|副职/],
  [/成功|胜诉|维持/, /失败|败诉|撤销/],
]

/** Clauses that no sentence of the sources says, and clauses that say the opposite of the clause they rest on. */
export function foreignWording(
  text: string,
  passages: readonly EvidencePassage[],
  tokenizer: Tokenizer,
): readonly SentenceOffence[] {
  const sources = passages.flatMap((passage): readonly Source[] => {
    const place = normalizeForMatching(passage.place + passage.names.join(''))
    return sourceSentences(passage.text).map((sentence) => ({
      ...{ sentence, place, folded: normalizeForMatching(sentence.text), pairs: pairsOf(`${sentence.text} ${place}`) },
    }))
  })
  return sourceSentences(text).flatMap((said) => wordingOf(said, sources, tokenizer))
}

function wordingOf(
  { text, clauses }: SourceSentence,
  sources: readonly Source[],
  tokenizer: Tokenizer,
): readonly SentenceOffence[] {
  const whole = pairsOf(text, [])
  const clausesOfSources = sources.flatMap(({ sentence }) => {
    const about = share(whole, pairsOf(sentence.text, []))
    return sentence.clauses.map((clause) => ({ ...clause, about }))
  })
  return clauses.flatMap((clause): readonly SentenceOffence[] => {
    const said = clause.text.trim()
    if (!isCovered(said, sources, tokenizer)) return [{ kind: 'words', message: `所引资料没有写到「${said}」` }]
    const turned = nearest(said, clausesOfSources).every((source) => isTurned(said, source))
    return turned ? [{ kind: 'term', message: `「${said}」与资料的意思相反或用语不同` }] : []
  })
}

interface Source {
  readonly sentence: SourceSentence
  readonly folded: string
  readonly place: string
  /** Of the sentence and its headings. */
  readonly pairs: ReadonlySet<string>
}

function isCovered(clause: string, sources: readonly Source[], tokenizer: Tokenizer): boolean {
  const words = statementWords(clause, tokenizer)
  const length = words.reduce((sum, word) => sum + word.length, 0)
  if (length < LEAST_WORDS) return true
  const pairs = pairsOf(clause)
  return sources.some(
    ({ folded, place, pairs: own }) =>
      coverageOf(words, folded, place) >= LEAST_COVERAGE * length || share(pairs, own) >= LEAST_COVERAGE,
  )
}

/** Words of a clause that state something, folded. */
export function statementWords(clause: string, tokenizer: Tokenizer): readonly string[] {
  return tokenizer
    .tag(clause)
    .filter(
      ({ word, tag }) => word.length > 1 && /\p{Script=Han}/u.test(word) && !EMPTY_TAGS.test(tag) && !/^\d/.test(word),
    )
    .map(({ word }) => normalizeForMatching(word))
}

/** Characters of the words that a source holds; a word of which only pairs are found counts by their share. */
export function coverageOf(words: readonly string[], source: string, place: string): number {
  return words.reduce((sum, word) => {
    if (source.includes(word) || place.includes(word)) return sum + word.length
    if (word.length < 3) return sum
    const pairs = Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
    return sum + (word.length * pairs.filter((pair) => source.includes(pair)).length) / pairs.length
  }, 0)
}

function isTurned(said: string, source: string): boolean {
  const opposed = OPPOSITES.some(
    ([one, other]) => swapped(said, source, one, other) || swapped(said, source, other, one),
  )
  return opposed || isNegatedIn(said, source) || isNegatedIn(source, said)
}

/** One text has one term and not the other, the other text the other and not the one. */
function swapped(said: string, source: string, one: RegExp, other: RegExp): boolean {
  return one.test(said) && !other.test(said) && other.test(source) && !one.test(source)
}

const NEGATION = /(?:不予|不得|不能|不可|不应|没有|禁止|严禁|不|未|无)/gu

/** The words around or behind a negation of one text stand in the other without it: 重视不够 and 重视够, 不予受理 and 受理. */
function isNegatedIn(negated: string, plain: string): boolean {
  for (const match of negated.matchAll(NEGATION)) {
    const end = match.index + match[0].length
    const [before, after] = [negated.slice(Math.max(0, match.index - 2), match.index), negated.slice(end, end + 2)]
    if (plain.includes(match[0] + after)) continue
    if (after !== '' && before !== '' && plain.includes(before + after)) return true
    const at = after.length === 2 ? plain.indexOf(after) : -1
    if (at >= 0 && plain.slice(Math.max(0, at - 6), at).match(NEGATION) === null) return true
  }
  return false
}

/** How much more the sentence counts than the clause: 不得公开 stands in many sentences, with another condition in each. */
const ABOUT_WEIGHT = 3

/**
 * The clauses of the sources most like a clause (Dice's coefficient of their pairs), in sentences about what the whole
 * sentence is about; the clause itself when nothing is shared.
 */
function nearest(clause: string, sources: readonly (Clause & { readonly about: number })[]): readonly string[] {
  const own = pairsOf(clause, [])
  const scored = sources.map(({ text, about }) => {
    const pairs = pairsOf(text, [])
    const alike = (2 * share(own, pairs) * own.size) / (own.size + pairs.size || 1)
    return { text, score: alike > 0 ? alike + ABOUT_WEIGHT * about : 0 }
  })
  const best = Math.max(...scored.map(({ score }) => score))
  const like = scored.filter(({ score }) => score > 0 && score === best).map(({ text }) => text)
  return like.length > 0 ? like : [clause]
}
