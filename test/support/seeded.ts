/** Numbers from 0 to 1 from a seed (mulberry32), the same on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Numbers from 0 to 1. */
export type Random = () => number

/** A whole number from one to another, both included. */
export const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
/** One of the items. */
export const pick = <T>(random: Random, items: readonly T[]): T => items[whole(random, 0, items.length - 1)]!
