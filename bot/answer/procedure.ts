import type { Document } from '../../corpus/schema.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch, conceptWeights } from '../understand/concepts.ts'
import { type Expected, expectedOf } from './expected.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** The words that answer, and where they stand: offsets into the document's text. */
export interface Extract {
  readonly hit: RankedPassage
  readonly start: number
  readonly end: number
  readonly text: string
  readonly score: number
}

/** Weights of the three signals; measured on the tuning questions over statutes and reports. */
const TYPE_BONUS = 0.35
const RANK_BONUS = 0.3
const PATH_SHARE = 0.6
/** A second source is shown when it scores at least this share of the first. */
const SECOND_SHARE = 0.85
/** Longest extract of one passage, in characters. */
const EXTRACT_LENGTH = 260
/** Least share of the question's concepts, by weight, that an answer must carry. */
export const MIN_COVERAGE = 0.34

interface Scored {
  readonly hit: RankedPassage
  readonly sentences: readonly Sentence[]
  readonly scores: readonly number[]
  readonly coverage: readonly number[]
  readonly best: number
}

/**
 * The sentences that answer a question, from ranked passages: each sentence is scored by the share of the question's
 * concepts that it and its headings carry (idf-weighted), by whether it holds the kind of thing asked for, and by the
 * rank of its passage. Returns at most two extracts, best first, or none when nothing carries enough of the question.
 */
export function extractAnswer(
  question: string,
  concepts: readonly Concept[],
  hits: readonly RankedPassage[],
): readonly Extract[] {
  if (concepts.length === 0 || hits.length === 0) return []
  const expected = expectedOf(question)
  const weights = conceptWeights(
    concepts,
    hits.map((hit) => normalizeForMatching(hit.passage.text + hit.passage.path.join(''))),
  )
  const scored = hits.slice(0, 12).map((hit, rank) => scorePassage(hit, rank, { concepts, weights, expected }))
  const ranked = scored.filter(({ best }) => best >= 0).sort((a, b) => peak(b) - peak(a))
  const first = ranked[0]
  if (!first || (first.coverage[first.best] ?? 0) < MIN_COVERAGE || !holdsRequired(first, expected)) return []
  const extracts = [extend(first, expected)]
  const second = ranked
    .slice(1)
    .find((other) => peak(other) >= SECOND_SHARE * peak(first) && adds(other, first, concepts))
  if (second) extracts.push(extend(second, expected))
  return extracts
}

function peak(scored: Scored): number {
  return scored.scores[scored.best] ?? 0
}

interface Matching {
  readonly concepts: readonly Concept[]
  readonly weights: readonly number[]
  readonly expected: readonly Expected[]
}

function scorePassage(hit: RankedPassage, rank: number, { concepts, weights, expected }: Matching): Scored {
  const sentences = sentencesOf(hit.passage.text)
  const path = normalizeForMatching(hit.entry.identity.title + hit.passage.path.join(''))
  const whole = normalizeForMatching(hit.passage.text)
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const coverage = sentences.map(({ folded }) => {
    let sum = 0
    concepts.forEach((concept, i) => {
      const own = conceptMatch(concept, folded)
      const around = Math.max(conceptMatch(concept, path), conceptMatch(concept, whole)) * PATH_SHARE
      sum += (weights[i] ?? 0) * Math.max(own, around)
    })
    return sum / total
  })
  const scores = sentences.map(({ text }, i) => {
    const typed = expected.filter(({ shows }) => shows.test(text)).length
    return (
      (coverage[i] ?? 0) + (expected.length > 0 ? (TYPE_BONUS * typed) / expected.length : 0) + RANK_BONUS / (rank + 1)
    )
  })
  const best = scores.reduce((at, score, i) => (score > (scores[at] ?? -1) ? i : at), sentences.length > 0 ? 0 : -1)
  return { hit, sentences, scores, coverage, best }
}

function holdsRequired({ sentences }: Scored, expected: readonly Expected[]): boolean {
  return expected.every(({ required, shows }) => !required || sentences.some(({ text }) => shows.test(text)))
}

function adds(other: Scored, first: Scored, concepts: readonly Concept[]): boolean {
  const folded = (scored: Scored): string => normalizeForMatching(scored.hit.passage.text)
  const [mine, theirs] = [folded(first), folded(other)]
  return (
    first.hit.entry.path !== other.hit.entry.path ||
    concepts.some((concept) => conceptMatch(concept, theirs) > conceptMatch(concept, mine))
  )
}

/** The best sentence with what it cannot be read without: the opening of its list, its items, the proviso after it. */
function extend({ hit, sentences, scores, best }: Scored, expected: readonly Expected[]): Extract {
  let from = best
  let to = best
  const length = (): number => (sentences[to]?.end ?? 0) - (sentences[from]?.start ?? 0)
  const fits = (at: number): boolean => {
    const sentence = sentences[at]
    return sentence !== undefined && length() + sentence.text.length <= EXTRACT_LENGTH
  }
  if (sentences[best]?.item && expected.some(({ kind }) => kind === 'list')) {
    while (from > 0 && sentences[from]?.item && fits(from - 1)) from--
  }
  if (sentences[from]?.opensList || sentences[best]?.item) while (sentences[to + 1]?.item && fits(to + 1)) to++
  while (
    fits(to + 1) &&
    ((scores[to + 1] ?? 0) >= 0.55 * (scores[best] ?? 0) ||
      /^(?:但|因|情况|前款|逾期|需要)/.test(sentences[to + 1]?.text ?? ''))
  )
    to++
  while (fits(from - 1) && (scores[from - 1] ?? 0) >= 0.7 * (scores[best] ?? 0)) from--
  const start = hit.passage.start + (sentences[from]?.start ?? 0)
  const end = hit.passage.start + (sentences[to]?.end ?? 0)
  return {
    hit,
    start,
    end,
    text: hit.passage.text.slice(start - hit.passage.start, end - hit.passage.start),
    score: scores[best] ?? 0,
  }
}

/** The exact words of an extract in its document. */
export function quoteOf(extract: Extract, document: Document): string {
  return document.text.slice(extract.start, extract.end)
}
