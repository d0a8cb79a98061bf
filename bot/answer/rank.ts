import type { Library, RankedPassage } from '../../retrieval/library.ts'
import type { Concept } from '../understand/concepts.ts'
import { type Features, measured, type Wanted } from './features.ts'
import type { Expected } from './kind.ts'

/** A passage that may answer, with its sentences scored. */
export interface Candidate extends Features {
  /** Cosine of the question and the whole passage; undefined while words alone are used. */
  readonly cosine: number | undefined
  /** Merit of each sentence for the question: nearness in meaning, kind of answer, words. */
  readonly merits: readonly number[]
  /** Cosines of the question and each sentence; undefined where they were not taken. */
  readonly near: readonly number[] | undefined
  /** Index of the best sentence that says something by itself. */
  readonly best: number
  /** How near it is to the question, whatever kind of answer it holds. */
  readonly topic: number
  readonly score: number
}

export interface Ranking {
  readonly wanted: Wanted
  /** Best first. */
  readonly candidates: readonly Candidate[]
}

/**
 * Weights beside the cosines of passage and sentence, which weigh 1 each. Measured on 157 labelled questions (statutes,
 * reports, rules), a passage with the answer first: search alone .82, with these .94; words alone .72 and .86. Halving or
 * doubling any of them costs at most three questions.
 */
const WEIGHTS = { fused: 0.4, typed: 0.2, own: 0.1, coverage: 0.05, titled: 0.1, headed: 0.1 } as const
/** Passages whose sentences are compared with the question: some 15 sentences of 4 ms each; 6 rank no better. */
const LOOKED_CLOSELY = 4
/** Passages that are compared as a whole when the search by meaning did not reach them: 15 ms each; 24 rank no better. */
const COMPARED_WHOLE = 12
/** Sentences compared in one passage; a longer list is compared up to here. */
const SENTENCES_COMPARED = 16

export interface RankRequest {
  /** The words that say what is asked. */
  readonly question: string
  /** Where the kinds of answer are read from, when not from the question itself. */
  readonly asking?: string
  readonly concepts: readonly Concept[]
  /** Concepts of the turn before. */
  readonly context?: readonly Concept[]
  /** What the kind of a document is worth for this question, on the scale of the cosines; 0 by default. */
  readonly prior?: (hit: RankedPassage) => number
  readonly hits: readonly RankedPassage[]
}

/**
 * Ranks the passages that a search found by how well one of their sentences answers: place in the search, nearness in
 * meaning of passage and sentence, the kind of answer asked for (a duration, a permission), and the words carried.
 */
export async function rankCandidates(
  { question, asking = question, concepts, context = [], hits, prior = () => 0 }: RankRequest,
  library: Pick<Library, 'closeness'>,
  signal?: AbortSignal,
): Promise<Ranking> {
  const { wanted, features } = measured(hits, { asking, concepts, context })
  const cosines = await passageCosines(question, hits, { library, signal })
  const first = hits.reduce((top, { score }) => Math.max(top, score), 0) || 1
  const place = (hit: RankedPassage): number => WEIGHTS.fused * (hit.score / first) + prior(hit)
  const rough = features
    .map((feature, i) => candidateOf(feature, { cosine: cosines?.[i], place: place(feature.hit) }))
    .sort(byScore)
  if (!cosines) return { wanted, candidates: rough }
  const closely = await Promise.all(
    rough.slice(0, LOOKED_CLOSELY).map(async (candidate) => {
      const near = await library.closeness(question, sentenceTexts(candidate), signal)
      return near ? candidateOf(candidate, { cosine: candidate.cosine, place: place(candidate.hit), near }) : candidate
    }),
  )
  return { wanted, candidates: [...closely, ...rough.slice(LOOKED_CLOSELY)].sort(byScore) }
}

function byScore(left: Candidate, right: Candidate): number {
  return right.score - left.score
}

interface Looking {
  readonly library: Pick<Library, 'closeness'>
  readonly signal: AbortSignal | undefined
}

/** Cosines of the passages; those that the search by meaning did not reach are compared now. Undefined without a model. */
async function passageCosines(
  question: string,
  hits: readonly RankedPassage[],
  { library, signal }: Looking,
): Promise<readonly number[] | undefined> {
  const open = hits.slice(0, COMPARED_WHOLE).filter(({ explanation }) => explanation.cosine === undefined)
  const taken = open.length > 0 ? await library.closeness(question, open.map(passageText), signal) : []
  const made = new Map(open.map((hit, i) => [hit, taken?.[i]]))
  const known = hits.map((hit) => hit.explanation.cosine ?? made.get(hit))
  const least = known.reduce<number | undefined>(
    (low, one) => (one !== undefined && !(low !== undefined && low < one) ? one : low),
    undefined,
  )
  return least === undefined ? undefined : known.map((cosine) => cosine ?? least)
}

/** A passage as its vector was made. */
function passageText({ entry, passage }: RankedPassage): string {
  return `${entry.identity.title}\n${passage.text}`
}

function sentenceTexts({ hit, sentences }: Features): readonly string[] {
  return sentences
    .slice(0, SENTENCES_COMPARED)
    .map(({ text, under = '' }) => `${hit.entry.identity.title}\n${under}${text}`)
}

interface Nearness {
  readonly cosine: number | undefined
  /** What its place in the search and the kind of its document are worth. */
  readonly place: number
  readonly near?: readonly number[]
}

function candidateOf(features: Features, { cosine, place, near }: Nearness): Candidate {
  const { sentences, own, typed, coverage } = features
  const merits = sentences.map(({ bare }, i) => {
    const merit = (near?.[i] ?? cosine ?? 0) + WEIGHTS.typed * (typed[i] ?? 0) + WEIGHTS.own * (own[i] ?? 0)
    return bare ? merit - 1 : merit
  })
  const best = merits.reduce((at, merit, i) => (merit > (merits[at] ?? -1) ? i : at), 0)
  const whole =
    place +
    (cosine ?? 0) +
    WEIGHTS.coverage * coverage +
    WEIGHTS.headed * features.headed +
    (features.titled ? WEIGHTS.titled : 0)
  const nearest = Math.max(...merits.map((merit, i) => merit - WEIGHTS.typed * (typed[i] ?? 0)))
  return { ...features, cosine, merits, near, best, topic: whole + nearest, score: whole + (merits[best] ?? 0) }
}

/** Kinds of answer asked for without which there is none. */
export function requiredOf({ expected }: Wanted): readonly Expected[] {
  return expected.filter(({ required }) => required)
}
