import { type Candidates, isCandidate } from './columns.ts'

/**
 * Binary quantisation: of every number of a vector only the sign is kept, 32 to a word. The more signs two vectors have in
 * common, the larger their inner product tends to be, so the nearest by signs are a short list for the exact product.
 */

/** Words of a code. */
export function codeLength(dimension: number): number {
  return Math.ceil(dimension / 32)
}

/** Writes the signs of a vector to `codes` from word `at` on. */
export function writeSigns(vector: Float32Array, codes: Int32Array, at: number): void {
  const words = codeLength(vector.length)
  for (let word = 0; word < words; word++) {
    let bits = 0
    const end = Math.min(32, vector.length - word * 32)
    for (let bit = 0; bit < end; bit++) if ((vector[word * 32 + bit] as number) > 0) bits |= 1 << bit
    codes[at + word] = bits
  }
}

/** Number of set bits of a 32-bit word (Warren, Hacker's Delight, 5-1). */
function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Differing signs between `query` and the code of every candidate; other slots get one more than all signs. */
export function signDistances(codes: Int32Array, query: Int32Array, candidates: Candidates): Uint16Array {
  const words = query.length
  const distances = new Uint16Array(candidates.slots).fill(words * 32 + 1)
  for (let slot = 0, at = 0; slot < candidates.slots; slot++, at += words) {
    if (!isCandidate(candidates, slot)) continue
    let distance = 0
    for (let word = 0; word < words; word++) {
      distance += countBits((codes[at + word] as number) ^ (query[word] as number))
    }
    distances[slot] = distance
  }
  return distances
}

/** The `count` slots with the smallest distances up to `largest`, found by counting; among equals the earlier slots. */
export function nearestSlots(distances: Uint16Array, largest: number, count: number): Uint32Array {
  const histogram = new Uint32Array(largest + 2)
  for (const distance of distances) if (distance <= largest) histogram[distance]!++
  let limit = 0
  let below = 0
  while (limit <= largest && below + (histogram[limit] as number) <= count) below += histogram[limit++] as number
  const slots = new Uint32Array(limit > largest ? below : count)
  let atLimit = slots.length - below
  let filled = 0
  for (let slot = 0; slot < distances.length && filled < slots.length; slot++) {
    const distance = distances[slot] as number
    if (distance > limit || distance > largest || (distance === limit && atLimit-- <= 0)) continue
    slots[filled++] = slot
  }
  return slots
}
