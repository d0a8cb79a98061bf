import { expect, test } from 'vitest'
import { trendOf } from './trend.ts'

const EVERY_MS = 10_000
const samples = (count: number, value: (i: number) => number) => Array.from({ length: count }, (_, i) => value(i))
/** Noise that is the same in every run: the Lehmer generator (Park and Miller 1988), from -1 to 1. */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return (2 * state) / 2_147_483_647 - 1
  }
}

test('a line has its slope an hour and no error', () => {
  const { slope, error, verdict } = trendOf(
    samples(90, (i) => 400 + i),
    EVERY_MS,
  )
  expect(slope).toBeCloseTo(360)
  expect(error).toBeCloseTo(0)
  expect(verdict).toBe('grows')
})

test('what never changes is flat', () => {
  expect(
    trendOf(
      samples(90, () => 53),
      EVERY_MS,
    ),
  ).toMatchObject({ slope: 0, error: 0, mean: 53, verdict: 'flat' })
})

test('memory that swings around the same height is flat, also when each value leans on the one before', () => {
  let wrong = 0
  for (let seed = 1; seed <= 100; seed++) {
    const chance = noise(seed * 7_919)
    let drift = 0
    const swinging = samples(90, () => {
      drift = 0.7 * drift + 8 * chance()
      return 450 + drift
    })
    if (trendOf(swinging, EVERY_MS).verdict !== 'flat') wrong += 1
  }
  expect(wrong).toBeLessThanOrEqual(10)
})

test('a leak of one kilobyte a message is told from the same swings', () => {
  const chance = noise(4)
  // Ten messages a second for fifteen minutes.
  const leaking = samples(90, (i) => 450 + (i * 100) / 1_024 + 3 * chance())
  expect(trendOf(leaking, EVERY_MS)).toMatchObject({ verdict: 'grows' })
})

test('memory that is given back does not grow', () => {
  expect(
    trendOf(
      samples(90, (i) => 450 - i),
      EVERY_MS,
    ).verdict,
  ).toBe('flat')
})

test('a short run tells nothing', () => {
  expect(
    trendOf(
      samples(12, (i) => i),
      EVERY_MS,
    ).verdict,
  ).toBe('tooShort')
  expect(trendOf([], EVERY_MS)).toMatchObject({ samples: 0, verdict: 'tooShort' })
})
