import { documentVector } from '../../retrieval/bm25.ts'
import type { Filter, Point, SparseVector } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'

/**
 * Made-up passages with the statistics of real ones: words by Zipf's law over a vocabulary of 60,000 (170 a passage, about
 * 110 of them different), vectors with 48 latent dimensions and noise in 512, 20 passages a document, 400 bodies, 21 years,
 * 5 kinds. The same seed always gives the same passages.
 */

const vocabulary = 60_000
const wordsPerPassage = 170
const latent = 48
const dimension = 512
export const passagesPerDocument = 20

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function word(random: () => number): string {
  return `词${Math.floor(vocabulary ** random()) - 1}`
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

const mixing = (() => {
  const random = randomNumbers(7)
  return Float32Array.from({ length: latent * dimension }, () => normal(random))
})()

/** A normalised vector whose meaning lies in a few latent dimensions. */
function syntheticVector(random: () => number): Float32Array {
  const vector = Float32Array.from({ length: dimension }, () => (random() - 0.5) * 10)
  for (let factor = 0; factor < latent; factor++) {
    const strength = normal(random)
    for (let i = 0; i < dimension; i++) {
      vector[i] = (vector[i] as number) + strength * (mixing[factor * dimension + i] as number)
    }
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

export interface SyntheticOptions {
  readonly seed: number
  readonly revision?: string
  readonly dense?: boolean
}

/** A point and the words it was made of. */
export interface SyntheticPoint extends Point {
  readonly words: readonly string[]
}

/** The points of document number `document`. */
export function syntheticDocument(
  document: number,
  { seed, revision = 'r1', dense = true }: SyntheticOptions,
): SyntheticPoint[] {
  const random = randomNumbers(seed * 1_000_003 + document)
  const doc = `synthetic/${document}.txt`
  const shared = {
    doc,
    rev: revision,
    orgs: [`单位${Math.floor(random() * 400)}`],
    years: [2004 + Math.floor(random() * 21)],
    kind: ['report', 'plan', 'statute', 'rule', 'table'][Math.floor(random() * 5)] as string,
    audience: ['*'],
  }
  return Array.from({ length: passagesPerDocument }, (_, seq) => {
    const words = Array.from({ length: wordsPerPassage }, () => word(random))
    return {
      words,
      id: pointId(doc, seq, revision),
      sparse: documentVector(words),
      ...(dense ? { dense: syntheticVector(random) } : {}),
      payload: { ...shared, seq, text: words.join('').slice(0, 300) },
    }
  })
}

export interface SyntheticQuery {
  readonly words: readonly string[]
  readonly sparse: SparseVector
  readonly dense: Float32Array
  /** Three years of one kind: 2.9 % of the passages. */
  readonly filter: Filter
}

/** Questions of 12 words with a vector near no passage in particular. */
export function syntheticQueries(count: number): readonly SyntheticQuery[] {
  const random = randomNumbers(99)
  return Array.from({ length: count }, () => {
    const year = 2004 + Math.floor(random() * 19)
    const words = Array.from({ length: 12 }, () => word(random))
    const { indices } = documentVector(words)
    return {
      words,
      sparse: { indices, values: indices.map(() => 1) },
      dense: syntheticVector(random),
      filter: {
        years: [year, year + 1, year + 2],
        kinds: [['report', 'plan', 'statute'][Math.floor(random() * 3)] as string],
      },
    }
  })
}
