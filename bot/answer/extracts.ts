import type { RankedPassage } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import { conceptsOf } from '../understand/concepts.ts'
import type { Question } from '../understand/understand.ts'
import { asAsked } from './asked.ts'
import { type Extract, extend } from './extend.ts'
import { alsoAnswering, answering } from './found.ts'
import { searchIn } from './look-up.ts'
import { asksItself, type Part, partsOf } from './parts.ts'
import { type Candidate, type Ranking, rankCandidates } from './rank.ts'
import { asksForTelling, rankQuestion } from './rank-question.ts'

/** Extracts of one reply. */
const MOST_EXTRACTS = 3
/** A part of the question is answered elsewhere when another passage scores this much more for it (scores run to 2.3). */
const CLEARLY_BETTER = 0.04

export interface Searched {
  readonly hits: readonly RankedPassage[]
  readonly docs: readonly string[] | undefined
  /** A quantity that no figure answers: only a sentence that carries most of the question will do. */
  readonly strict: boolean
}

/** What was found for a question: the words that answer, and the passages as ranked for it. */
export interface Extracts {
  readonly extracts: readonly Extract[]
  readonly ranking: Ranking
}

/**
 * The words that answer a question: of the passage that answers the whole, and, where a part of the question is clearly
 * answered by another, of that one too. No extracts when nothing answers.
 */
export async function extractsFor(
  question: Question,
  { hits, docs, strict }: Searched,
  { assistance, signal }: { readonly assistance: Assistance; readonly signal?: AbortSignal | undefined },
): Promise<Extracts> {
  const { asking } = asAsked(question)
  const ranking = await rankQuestion(question, hits, { library: assistance.library, signal })
  const found = answering(ranking, { strict, narrowed: docs !== undefined })
  const parts = partsOf(asksItself(question.asking) ? question.asking : asking)
  const ofParts = await Promise.all(
    parts.map(async (part) => rankPart(part, { question, docs }, { assistance, signal })),
  )
  const chosen = withParts(
    found,
    ofParts.map((ranked, i) => ({
      best: answering(ranked, { strict: false, narrowed: docs !== undefined }),
      ranked,
      margin: parts[i]?.contrasts ? 0 : CLEARLY_BETTER,
    })),
  )
  const beside = found && parts.length === 0 && docs === undefined ? alsoAnswering(ranking, found) : undefined
  if (beside) chosen.set(beside, { also: [], part: parts.length })
  const telling = asksForTelling(asking)
  const expected = ranking.wanted.expected
  const extracts = inOrderAsked(chosen).map(([candidate, also]) => extend(candidate, { expected, telling, also }))
  return { extracts: extracts.slice(0, MOST_EXTRACTS), ranking }
}

interface PartOf {
  readonly question: Question
  readonly docs: readonly string[] | undefined
}

async function rankPart(
  { text, asking }: Part,
  { question, docs }: PartOf,
  { assistance, signal }: { readonly assistance: Assistance; readonly signal?: AbortSignal | undefined },
): Promise<Ranking> {
  const { library, tokenizer } = assistance
  const hits = await searchIn({ text, docs, audience: question.audience }, library, signal)
  const request = { question: text, asking, concepts: conceptsOf(text, tokenizer), hits }
  return rankCandidates(request, library, signal)
}

/** Candidates to take words from, each with the sentences that the parts of the question ask for. */
interface RankedPart {
  readonly ranked: Ranking
  readonly best: Candidate | undefined
  /** How much more another passage must score to be taken beside the ones chosen. */
  readonly margin: number
}

/** A passage chosen: the sentences that parts of the question ask for, and the first part that it answers. */
interface Chosen {
  readonly also: number[]
  part: number
}

function withParts(found: Candidate | undefined, parts: readonly RankedPart[]): Map<Candidate, Chosen> {
  const chosen = new Map<Candidate, Chosen>()
  if (found) chosen.set(found, { also: [], part: parts.length })
  parts.forEach(({ ranked: ranking, best, margin }, part) => {
    if (!best) return
    const [same] = [...chosen.keys()].filter((one) => {
      const twin = ranking.candidates.find((candidate) => isSame(candidate, one))
      // Two parts that would be answered by one sentence ask for two: the better passage of the second is worth having.
      const told = twin !== undefined && chosen.get(one)?.also.includes(twin.best) === true
      return twin !== undefined && best.score - twin.score <= (told ? 0 : margin)
    })
    const one = same && chosen.get(same)
    if (!one) chosen.set(best, { also: [], part })
    else {
      one.also.push(bestIn(ranking, same))
      one.part = Math.min(one.part, part)
    }
  })
  return chosen
}

/** As the parts of the question were asked: first how many points, then whether the test may be taken again. */
function inOrderAsked(chosen: ReadonlyMap<Candidate, Chosen>): readonly [Candidate, readonly number[]][] {
  return [...chosen]
    .sort(([, left], [, right]) => left.part - right.part)
    .map(([candidate, { also }]) => [candidate, also])
}

function isSame({ hit: { entry, passage } }: Candidate, { hit: other }: Candidate): boolean {
  return entry.path === other.entry.path && passage.seq === other.passage.seq
}

function bestIn({ candidates }: Ranking, same: Candidate): number {
  return candidates.find((candidate) => isSame(candidate, same))?.best ?? same.best
}
