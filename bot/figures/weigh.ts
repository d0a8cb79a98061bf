import type { Concept } from '../understand/concepts.ts'
import type { Candidate } from './candidate.ts'
import { namesIndicator } from './meant.ts'

/** How well a figure says a concept, 0…1. */
export type Match = (concept: Concept, candidate: Candidate) => number

/** A verb that no figure carries and no indicator is named by is the asker's own way of speaking. */
const LOOSE_VERB = 0.25

/** A concept of an ask with what it counts. */
export interface Weighed {
  readonly concept: Concept
  readonly weight: number
}

/** Weights by rarity among the candidates (inverse document frequency, BM25's form). */
export function weigh(
  concepts: readonly Concept[],
  candidates: readonly Candidate[],
  matches: Match,
): readonly Weighed[] {
  return concepts.map((concept) => {
    const df = candidates.filter((candidate) => matches(concept, candidate) > 0).length
    const weight = Math.log(1 + (candidates.length - df + 0.5) / (df + 0.5))
    const loose = df === 0 && concept.verb && !namesIndicator(concept)
    return { concept, weight: loose ? weight * LOOSE_VERB : weight }
  })
}

/** How much of the weights a match carries, and all of them. */
export function sum(
  weighed: readonly Weighed[],
  match: (concept: Concept) => number,
): { covered: number; total: number } {
  let covered = 0
  let total = 0
  for (const { concept, weight } of weighed) {
    covered += weight * match(concept)
    total += weight
  }
  return { covered, total }
}
