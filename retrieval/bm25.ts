import type { SparseVector } from './engine.ts'
import type { WeightedTerm } from './tokens.ts'

/** Saturation of the term frequency; the usual value, also Qdrant's default. */
const k1 = 1.2
/** How much the length of a passage counts; the usual value, also Qdrant's default. */
const b = 0.75
/**
 * Length in terms that counts as average. A constant, not a statistic, so that the vector of a passage does not depend on
 * the other passages: 300 characters cut finely give about 130 terms, the header about 30 more.
 */
export const averageLength = 160

const encoder = new TextEncoder()

function mix(block: number): number {
  const scrambled = Math.imul(block, 0xcc9e2d51)
  return Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593)
}

/** MurmurHash3 x86 32-bit (Appleby, public domain) of the UTF-8 bytes, seed 0, as a signed integer. */
export function murmur3(text: string): number {
  const bytes = encoder.encode(text)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length & ~3
  let hash = 0
  for (let i = 0; i < whole; i += 4) {
    hash ^= mix(view.getInt32(i, true))
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64
  }
  let tail = 0
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | (bytes[i] ?? 0)
  if (whole < bytes.length) hash ^= mix(tail)
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}

const ids = new Map<string, number>()
const idsKept = 200_000

/**
 * The sparse dimension of a term: |murmur3|, the id Qdrant's own BM25 gives it, so that an index made by either can be read
 * by both. Collisions are possible and harmless (about one pair in 78,000 words).
 */
export function termId(term: string): number {
  const known = ids.get(term)
  if (known !== undefined) return known
  const id = Math.abs(murmur3(term))
  if (ids.size < idsKept) ids.set(term, id)
  return id
}

function toVector(weights: ReadonlyMap<number, number>): SparseVector {
  return { indices: [...weights.keys()], values: [...weights.values()] }
}

/** Document side of BM25: tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / averageLength)). The engine adds the idf. */
export function documentVector(terms: readonly string[]): SparseVector {
  const counts = new Map<number, number>()
  for (const term of terms) counts.set(termId(term), (counts.get(termId(term)) ?? 0) + 1)
  const norm = k1 * (1 - b + (b * terms.length) / averageLength)
  for (const [id, tf] of counts) counts.set(id, Math.fround((tf * (k1 + 1)) / (tf + norm)))
  return toVector(counts)
}

/** Question side: each term with its weight. Colliding terms keep the larger weight. */
export function queryVector(terms: readonly WeightedTerm[]): SparseVector {
  const weights = new Map<number, number>()
  for (const { term, weight } of terms) {
    const id = termId(term)
    weights.set(id, Math.max(weight, weights.get(id) ?? 0))
  }
  return toVector(weights)
}

/** Qdrant's idf: ln((N − df + 0.5) / (df + 0.5) + 1); N and df count all points, whatever the filter. */
export function inverseDocumentFrequency(total: number, containing: number): number {
  return Math.log((total - containing + 0.5) / (containing + 0.5) + 1)
}
