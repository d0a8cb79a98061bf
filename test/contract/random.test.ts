import fc from 'fast-check'
import { it } from 'vitest'
import type { Point } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { expectRanking, unit } from './invented.ts'
import { testedEngines } from './main.ts'

/** Distinct weights, so that only copies have equal scores: sums of floats may differ in their last digit. */
const weight = fc.double({ min: 0.05, max: 2, noNaN: true }).map(Math.fround)
const sparse = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 12 }), weight), { selector: ([index]) => index, maxLength: 6 })
  .map((pairs) => ({ indices: pairs.map(([index]) => index), values: pairs.map(([, value]) => value) }))
const dense = fc.tuple(weight, weight, weight, fc.boolean()).map(([x, y, z, negative]) => unit(x, y, negative ? -z : z))
const some = <Value>(...values: Value[]) => fc.subarray(values, { minLength: 1 })
const passage = fc.record({
  sparse,
  dense: fc.option(dense, { nil: undefined }),
  audience: some('*', '法制科', '办公室'),
})
const about = fc.record({
  orgs: some('甲', '乙', '丙'),
  years: some(2021, 2022, 2023),
  kind: fc.constantFrom('report', 'plan'),
})
const corpus = fc
  .array(fc.tuple(about, fc.array(passage, { minLength: 1, maxLength: 8 })), { minLength: 1, maxLength: 6 })
  .map((documents) =>
    documents.map(([facets, passages], number) =>
      passages.map(({ sparse, dense, audience }, seq): Point => {
        const doc = `${number}.txt`
        const payload = { doc, rev: '1', seq, ...facets, audience, text: `${seq}` }
        return { id: pointId(doc, seq, '1'), sparse, ...(dense && { dense }), payload }
      }),
    ),
  )
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const query = fc.record({
  sparse: maybe(sparse),
  dense: maybe(dense),
  filter: maybe(
    fc.record(
      {
        docs: some('0.txt', '1.txt', '2.txt'),
        orgs: some('甲', '乙', '丙'),
        years: some(2021, 2022, 2023),
        kinds: some('report', 'plan'),
        audience: fc.subarray(['法制科', '办公室']),
      },
      { requiredKeys: [] },
    ),
  ),
  candidates: fc.integer({ min: 1, max: 20 }),
  limit: fc.integer({ min: 1, max: 12 }),
  fusion: fc.record({
    k: fc.constantFrom(2, 20, 61),
    sparseWeight: fc.constantFrom(0.5, 1, 2),
    denseWeight: fc.constantFrom(1, 1.5, 2),
  }),
})
const present = testedEngines.filter(({ skipped }) => !skipped)

it(`all engines agree with the formulas on 300 random corpora and questions (${present.map(({ name }) => name).join(', ')})`, async () => {
  await fc.assert(
    fc.asyncProperty(corpus, query, async (documents, asked) => {
      for (const { open } of present) {
        const { engine, discard } = await open()
        try {
          for (const points of documents) await engine.replaceDocument(points[0]!.payload.doc, points)
          expectRanking(await engine.query(asked), documents.flat(), asked)
        } finally {
          await discard()
        }
      }
    }),
    { numRuns: 300 },
  )
}, 180_000)
