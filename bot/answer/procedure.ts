import type { RankedPassage } from '../../retrieval/library.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch, conceptWeights } from '../understand/concepts.ts'
import { type Expected, expectedOf } from './expected.ts'
import { extend } from './extend.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** The words that answer, and where they stand: offsets into the document's text. */
export interface Extract {
  readonly hit: RankedPassage
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A passage with its sentences scored for one question. */
export interface ScoredPassage {
  readonly hit: RankedPassage
  readonly sentences: readonly Sentence[]
  readonly scores: readonly number[]
  /** Share of the question's concepts that each sentence carries with what stands around it. */
  readonly coverage: readonly number[]
  /** Share that each sentence carries by itself. */
  readonly own: readonly number[]
  /** Index of the best sentence. */
  readonly best: number
}

/** Weights of the signals beside coverage; measured on the tuning questions over statutes and reports. */
const TYPE_BONUS = 0.35
const RANK_BONUS = 0.3
const AROUND_SHARE = 0.6
/** Passages looked at closely. */
const LOOKED_AT = 12
/** Least share of the question's concepts, by weight, that an answer must carry. */
const MIN_COVERAGE = 0.2
/** For a quantity that is no figure: the share that the sentence itself must carry. */
const STRICT_COVERAGE = 0.4
/** A passage that answers a part of the question left open scores at least this share of the first. */
const SECOND_SHARE = 0.6

/**
 * The sentences that answer a question, from ranked passages: each sentence is scored by the share of the question's
 * concepts that it and its surroundings carry (idf-weighted), by whether it holds the kind of thing asked for, and by the
 * rank of its passage. A part of the question that the first passage leaves open is looked for in the others. At most two
 * extracts, or none when nothing carries enough of the question; with `strict`, of the sentence alone.
 */
export function extractAnswer(
  question: string,
  concepts: readonly Concept[],
  hits: readonly RankedPassage[],
  strict = false,
): readonly Extract[] {
  if (concepts.length === 0 || hits.length === 0) return []
  const weights = conceptWeights(concepts, hits.map(foldedPassage))
  const expected = expectedOf(question)
  const scored = hits.slice(0, LOOKED_AT).map((hit, rank) => scorePassage(hit, rank, { concepts, weights, expected }))
  const first = highest(scored.filter((passage) => holdsRequired(passage, expected)))
  if (!first || (first.coverage[first.best] ?? 0) < MIN_COVERAGE) return []
  if (strict && (first.own[first.best] ?? 0) < STRICT_COVERAGE) return []
  const extract = extend(first, expected)
  const open = openPart(question, extract, concepts)
  const second = open && findOpen(open, { scored, first, weights: { concepts, weights } })
  return second ? [extract, extend(second, open.expected)] : [extract]
}

function foldedPassage({ passage, entry }: RankedPassage): string {
  return normalizeForMatching(entry.identity.title + passage.path.join('') + passage.text)
}

function highest(scored: readonly ScoredPassage[]): ScoredPassage | undefined {
  return scored.reduce<ScoredPassage | undefined>(
    (top, next) => (top && peak(top) >= peak(next) ? top : next),
    undefined,
  )
}

function peak({ scores, best }: ScoredPassage): number {
  return scores[best] ?? 0
}

interface Matching {
  readonly concepts: readonly Concept[]
  readonly weights: readonly number[]
  readonly expected: readonly Expected[]
}

function scorePassage(hit: RankedPassage, rank: number, { concepts, weights, expected }: Matching): ScoredPassage {
  const sentences = sentencesOf(hit.passage.text)
  const around = foldedPassage(hit)
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const share = (match: (concept: Concept) => number): number =>
    concepts.reduce((sum, concept, i) => sum + (weights[i] ?? 0) * match(concept), 0) / total
  const own = sentences.map(({ folded }) => share((concept) => conceptMatch(concept, folded)))
  const coverage = sentences.map(({ folded }) =>
    share((concept) => Math.max(conceptMatch(concept, folded), conceptMatch(concept, around) * AROUND_SHARE)),
  )
  const scores = sentences.map(({ text }, i) => {
    const typed = expected.filter(({ shows }) => shows.test(text)).length / (expected.length || 1)
    return (coverage[i] ?? 0) + TYPE_BONUS * typed + RANK_BONUS / (rank + 1)
  })
  const best = scores.reduce((at, score, i) => (score > (scores[at] ?? -1) ? i : at), 0)
  return { hit, sentences, scores, coverage, own, best }
}

function holdsRequired({ sentences }: ScoredPassage, expected: readonly Expected[]): boolean {
  const required = expected.filter((one) => one.required)
  return required.length === 0 || required.some(({ shows }) => sentences.some(({ text }) => shows.test(text)))
}

interface OpenPart {
  readonly concepts: readonly Concept[]
  readonly expected: readonly Expected[]
}

/** The part of a question of several parts whose kind of answer or whose words the extract does not hold. */
function openPart(question: string, { text }: Extract, concepts: readonly Concept[]): OpenPart | undefined {
  const folded = normalizeForMatching(text)
  const parts = question.split(/[\s,;?、]+/).filter(Boolean)
  if (parts.length < 2) return undefined
  for (const part of parts) {
    const own = concepts.filter(({ word }) => normalizeForMatching(part).includes(word))
    const expected = expectedOf(part)
    const answered =
      expected.every(({ shows }) => shows.test(text)) && own.every((concept) => conceptMatch(concept, folded) > 0)
    if (!answered && own.length > 0) return { concepts: own, expected }
  }
  return undefined
}

function findOpen(
  { concepts, expected }: OpenPart,
  found: {
    scored: readonly ScoredPassage[]
    first: ScoredPassage
    weights: { concepts: readonly Concept[]; weights: readonly number[] }
  },
): ScoredPassage | undefined {
  const others = found.scored.filter(
    (passage) =>
      passage !== found.first &&
      passage.hit.entry.path === found.first.hit.entry.path &&
      peak(passage) >= SECOND_SHARE * peak(found.first) &&
      concepts.every((concept) => conceptMatch(concept, foldedPassage(passage.hit)) > 0) &&
      expected.every(({ required, shows }) => !required || passage.sentences.some(({ text }) => shows.test(text))),
  )
  return highest(others)
}
