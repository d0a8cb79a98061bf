import { expect, test } from 'vitest'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { createScanThread } from '../../retrieval/embedded/scan-thread.ts'
import { nearestSlots, signDistances, writeSigns } from '../../retrieval/embedded/sign-codes.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import { createVectors } from '../../retrieval/embedded/vectors.ts'
import type { Point } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'

const dimension = 64
const perDocument = 500
const documents = 20

/** A made-up but fixed vector of length one. */
function vectorOf(seed: number): Float32Array {
  let state = seed * 2654435761 + 1
  const vector = Float32Array.from({ length: dimension }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) / 2 ** 24 - 0.5
  })
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

const pointsOf = (doc: string, from: number, rev = 'r1'): Point[] =>
  Array.from({ length: perDocument }, (_, seq) => ({
    id: pointId(doc, seq, rev),
    sparse: { indices: [1, 2 + (seq % 5)], values: [1, 1] },
    dense: vectorOf(from + seq),
    payload: {
      doc,
      rev,
      seq,
      orgs: [],
      years: [2000 + (seq % 2)],
      kind: 'report',
      audience: ['*'],
      text: `${from + seq}`,
    },
  }))

async function largeEngine() {
  const engine = embeddedEngine({ db: libsqlDriver(':memory:') })
  for (let i = 0; i < documents; i++) await engine.replaceDocument(`d${i}`, pointsOf(`d${i}`, i * perDocument))
  return engine
}

function exact(query: Float32Array, wanted: (n: number) => boolean): string[] {
  const scored = Array.from({ length: documents * perDocument }, (_, n) => n)
    .filter(wanted)
    .map((n) => ({ n, score: vectorOf(n).reduce((sum, value, i) => sum + value * (query[i] as number), 0) }))
  return scored
    .sort((left, right) => right.score - left.score)
    .slice(0, 10)
    .map(({ n }) => String(n))
}

const nearest = async (engine: Awaited<ReturnType<typeof largeEngine>>, dense: Float32Array, years?: number[]) =>
  (await engine.query({ dense, candidates: 10, limit: 10, ...(years ? { filter: { years } } : {}) })).map(
    ({ payload }) => payload.text,
  )

test('a large index finds in its scanning thread what the exact comparison finds', async () => {
  const engine = await largeEngine()
  let [found, total] = [0, 0]
  for (let i = 0; i < 10; i++) {
    const query = vectorOf(1_000_000 + i)
    const expected = exact(query, () => true)
    found += (await nearest(engine, query)).filter((text) => expected.includes(text)).length
    total += expected.length
    expect(await nearest(engine, query, [2001])).toEqual(exact(query, (n) => (n % perDocument) % 2 === 1))
  }
  expect(found / total).toBeGreaterThan(0.98)
  await engine.close()
})

test('a scan sees what was replaced, deleted and set just before it', async () => {
  const engine = await largeEngine()
  const query = vectorOf(2_000_000)
  await nearest(engine, query)
  await engine.replaceDocument('d0', pointsOf('d0', 700_000, 'r2'))
  await engine.setDense([{ id: pointId('d3', 7, 'r1'), dense: query }])
  expect((await nearest(engine, query))[0]).toBe(String(3 * perDocument + 7))
  await engine.deleteDocument('d3')
  const left = await nearest(engine, query)
  expect(left.every((text) => Number(text) < 3 * perDocument || Number(text) >= 4 * perDocument)).toBe(true)
  await engine.close()
})

test('questions during writes never meet a half-replaced document', async () => {
  const engine = await largeEngine()
  const query = vectorOf(3_000_000)
  const asking = Array.from({ length: 12 }, () =>
    engine.query({
      dense: query,
      candidates: 50,
      limit: 50,
      filter: { docs: ['d1', ...Array.from({ length: 19 }, (_, i) => `d${i + 1}`)] },
    }),
  )
  const writing = engine.replaceDocument('d1', pointsOf('d1', 900_000, 'r2'))
  for (const hits of await Promise.all(asking)) {
    const revisions = new Set(hits.filter(({ payload }) => payload.doc === 'd1').map(({ payload }) => payload.rev))
    expect(revisions.size).toBeLessThan(2)
    expect(hits).toHaveLength(50)
  }
  await writing
  await engine.close()
})

test('the scanning thread ranks candidates by their exact product', async () => {
  const vectors = createVectors(dimension)
  for (let slot = 0; slot < 100; slot++) vectors.set(slot, vectorOf(slot))
  const flags = new Uint8Array(new SharedArrayBuffer(100)).fill(2)
  flags[7] = 3
  const candidates = { slots: 100, flags, facets: new Uint32Array(new SharedArrayBuffer(400)), passing: undefined }
  const thread = createScanThread()
  const best = await thread.scan(vectors, { vector: vectorOf(7), candidates, limit: 3 })
  expect(best).toHaveLength(3)
  expect(best.map(({ slot }) => slot)).not.toContain(7)
  flags[7] = 2
  const [first] = await thread.scan(vectors, { vector: vectorOf(7), candidates, limit: 3 })
  expect(first?.slot).toBe(7)
  expect(first?.score).toBeCloseTo(1, 5)
  await thread.close()
})

test('the nearest by signs are found by counting', () => {
  const vectors = [
    [1, 1, 1],
    [1, -1, 1],
    [-1, -1, -1],
    [1, 1, -1],
  ].map((numbers) => Float32Array.from(numbers))
  const codes = new Int32Array(4)
  vectors.forEach((vector, slot) => {
    writeSigns(vector, codes, slot)
  })
  const flags = Uint8Array.from([2, 2, 2, 3])
  const candidates = { slots: 4, flags, facets: new Uint32Array(4), passing: undefined }
  const distances = signDistances(codes, codes.slice(0, 1), candidates)
  expect([...distances]).toEqual([0, 1, 3, 33])
  expect([...nearestSlots(distances, 32, 2)]).toEqual([0, 1])
  expect([...nearestSlots(distances, 32, 10)]).toEqual([0, 1, 2])
})
