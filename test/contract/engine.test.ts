import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EngineQuery, Hit, Point, VectorEngine } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { type TestedEngine, testedEngines } from './main.ts'
import { referenceQuery } from './reference.ts'

/** Index terms of the fixtures. */
const terms = { 复议: 11, 收到: 12, 审结: 13, 绿化: 4_000_000_000, 信访: 15 } as const

function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

interface Draft {
  readonly words: Readonly<Partial<Record<keyof typeof terms, number>>>
  readonly dense?: Float32Array
  readonly audience?: readonly string[]
}

interface About {
  readonly rev?: string
  readonly orgs?: readonly string[]
  readonly years?: readonly number[]
  readonly kind?: string
}

function documentPoints(doc: string, drafts: readonly Draft[], about: About = {}): Point[] {
  const { rev = '1', orgs = ['云溪区'], years = [2023], kind = 'report' } = about
  return drafts.map(({ words, dense, audience = ['*'] }, seq) => ({
    id: pointId(doc, seq, rev),
    sparse: {
      indices: Object.keys(words).map((word) => terms[word as keyof typeof terms]),
      values: Object.values(words),
    },
    ...(dense && { dense }),
    payload: { doc, rev, seq, orgs, years, kind, audience, text: `${doc}第${seq}段` },
  }))
}

const report = documentPoints('云溪区2023年报告.txt', [
  { words: { 复议: 1.4, 收到: 1 }, dense: unit(1, 0, 0) },
  { words: { 复议: 1.1, 审结: 1.3 }, dense: unit(1, 1, 0) },
  { words: { 绿化: 1.7 }, dense: unit(0, 0, 1) },
])
const other = documentPoints(
  '青岚市2022年报告.txt',
  [
    { words: { 复议: 0.9, 信访: 1.2 }, dense: unit(1, 0.2, 0.1) },
    { words: { 信访: 1.5 }, audience: ['法制科'] },
  ],
  { orgs: ['青岚市', '青岚'], years: [2021, 2022] },
)
const law = documentPoints('行政复议法.txt', [{ words: { 复议: 1.6, 审结: 0.7 }, dense: unit(0.9, 0.5, 0) }], {
  orgs: ['全国人大常委会'],
  years: [],
  kind: 'statute',
})
const held = [...report, ...other, ...law]

const byWords = { indices: [terms.复议, terms.信访, terms.审结], values: [1, 1, 0.5] }
const byMeaning = unit(1, 0.3, 0)
const fusion = { k: 20, sparseWeight: 1, denseWeight: 2 }

/** The hits are those of the reference, in its order. */
function expectRanking(hits: readonly Hit[], points: readonly Point[], query: EngineQuery): void {
  const expected = referenceQuery(points, query)
  expect(hits.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  hits.forEach(({ score }, place) => {
    expect(Math.abs(score - expected[place]!.score)).toBeLessThan(1e-4)
  })
}

function suite({ open }: TestedEngine): void {
  let engine: VectorEngine
  let discard: () => Promise<void>
  beforeEach(async () => {
    const opened = await open()
    engine = opened.engine
    discard = opened.discard
    for (const points of [report, other, law]) await engine.replaceDocument(points[0]!.payload.doc, points)
  })
  afterEach(() => discard())

  const legs: readonly [string, Pick<EngineQuery, 'sparse' | 'dense' | 'fusion'>][] = [
    ['words', { sparse: byWords }],
    ['meaning', { dense: byMeaning }],
    ['both', { sparse: byWords, dense: byMeaning, fusion }],
  ]
  const filters: readonly [string, EngineQuery['filter']][] = [
    ['nothing', undefined],
    ['a document', { docs: ['行政复议法.txt', '没有.txt'] }],
    ['a body', { orgs: ['青岚'] }],
    ['years', { years: [2022, 2023] }],
    ['a kind', { kinds: ['statute'] }],
    ['everybody', { audience: [] }],
    ['an office', { audience: ['法制科', '别的'] }],
    ['several at once', { orgs: ['云溪区', '青岚市'], years: [2021, 2023], kinds: ['report'], audience: ['别的'] }],
    ['an empty list', { orgs: [] }],
  ]
  const cases = legs.flatMap(([leg, query]) => filters.map(([name, filter]) => ({ leg, name, query, filter })))

  it.each(cases)('ranks by $leg, filtered by $name, like the formulas', async ({ query, filter }) => {
    for (const limit of [1, 3, 10]) {
      const asked = { ...query, filter, candidates: 4, limit }
      expectRanking(await engine.query(asked), held, asked)
    }
  })

  it('gives the payload and the rank in each leg', async () => {
    const [hit] = await engine.query({ sparse: byWords, dense: byMeaning, fusion, candidates: 10, limit: 1 })
    const point = held.find(({ id }) => id === hit!.id)
    expect(hit!.payload).toEqual(point!.payload)
    expect(hit).toMatchObject({ sparseRank: expect.any(Number), denseRank: expect.any(Number) })
    const [first] = await engine.query({ sparse: byWords, candidates: 10, limit: 1 })
    expect(first).toMatchObject({ sparseRank: 1 })
    expect(first!.denseRank).toBeUndefined()
  })

  it('orders equal scores by id, also where the list is cut', async () => {
    const twins = documentPoints(
      '同.txt',
      new Array<Draft>(40).fill({ words: { 收到: 1 }, dense: unit(0.3, 0.3, 0.3) }),
    )
    await engine.replaceDocument('同.txt', twins)
    const ids = twins.map(({ id }) => id).sort()
    const filter = { docs: ['同.txt'] }
    const words = { indices: [terms.收到], values: [1] }
    for (const leg of [{ sparse: words }, { dense: unit(1, 1, 1) }]) {
      const hits = await engine.query({ ...leg, filter, candidates: 9, limit: 9 })
      expect(hits.map(({ id }) => id)).toEqual(ids.slice(0, 9))
    }
  })

  it('finds nothing for empty vectors and unknown words', async () => {
    const nothing = { indices: [], values: [] }
    expect(await engine.query({ sparse: nothing, candidates: 5, limit: 5 })).toEqual([])
    expect(await engine.query({ sparse: { indices: [77], values: [1] }, candidates: 5, limit: 5 })).toEqual([])
    const asked = { sparse: nothing, dense: byMeaning, fusion, candidates: 5, limit: 5 }
    expectRanking(await engine.query(asked), held, asked)
  })

  it('refuses two legs without a fusion', async () => {
    const query = { sparse: byWords, dense: byMeaning, candidates: 5, limit: 5 }
    await expect(engine.query(query)).rejects.toMatchObject({ name: 'RetrievalError', code: 'badInput' })
  })

  it('ranks by the statistics of what is held now, after updates and deletes', async () => {
    const shorter = documentPoints('云溪区2023年报告.txt', [{ words: { 审结: 1.2, 信访: 0.4 } }], { rev: '2' })
    await engine.replaceDocument('云溪区2023年报告.txt', shorter)
    await engine.deleteDocument('青岚市2022年报告.txt')
    const now = [...shorter, ...law]
    for (const [, leg] of legs) {
      const asked = { ...leg, candidates: 10, limit: 10 }
      expectRanking(await engine.query(asked), now, asked)
    }
    expect(await engine.info()).toMatchObject({ points: 2, withDense: 1, documents: 2 })
  })

  it('replaces by the same revision, keeping nothing of the old points', async () => {
    const again = documentPoints('云溪区2023年报告.txt', [{ words: { 信访: 1 } }, { words: { 绿化: 1 } }])
    await engine.replaceDocument('云溪区2023年报告.txt', again)
    const asked = { sparse: { indices: Object.values(terms), values: [1, 1, 1, 1, 1] }, candidates: 10, limit: 10 }
    expectRanking(await engine.query(asked), [...again, ...other, ...law], asked)
    expect(await engine.info()).toMatchObject({ points: 5, withDense: 2 })
  })

  it('knows its documents and their revisions', async () => {
    await engine.replaceDocument(
      '行政复议法.txt',
      documentPoints('行政复议法.txt', [{ words: { 复议: 1 } }], { rev: '9' }),
    )
    await engine.replaceDocument('青岚市2022年报告.txt', [])
    await engine.deleteDocument('没有.txt')
    expect([...(await engine.documents())].sort()).toEqual([
      ['云溪区2023年报告.txt', '1'],
      ['行政复议法.txt', '9'],
    ])
  })

  it('gives out points as they were stored, by their place in the document', async () => {
    const points = await engine.points('云溪区2023年报告.txt')
    expect(points.map(({ payload }) => payload.seq)).toEqual([0, 1, 2])
    points.forEach((point, place) => {
      const stored = report[place]!
      expect({ ...point, sparse: undefined, dense: undefined }).toEqual({
        ...stored,
        sparse: undefined,
        dense: undefined,
      })
      const weights = (sparse: Point['sparse']) =>
        new Map(sparse.indices.map((index, at) => [index, sparse.values[at]]))
      for (const [index, value] of weights(stored.sparse)) {
        expect(weights(point.sparse).get(index)).toBeCloseTo(value!, 5)
      }
      point.dense!.forEach((value, index) => {
        expect(value).toBeCloseTo(stored.dense![index]!, 5)
      })
    })
    expect(await engine.points('没有.txt')).toEqual([])
  })

  it('takes dense vectors later, for the points it holds', async () => {
    const missing = await engine.withoutDense(10)
    expect(missing).toEqual([
      { id: other[1]!.id, doc: '青岚市2022年报告.txt', seq: 1, text: '青岚市2022年报告.txt第1段' },
    ])
    const dense = unit(1, 0.3, 0.01)
    await engine.setDense([
      { id: other[1]!.id, dense },
      { id: pointId('没有.txt', 0, '1'), dense },
    ])
    expect(await engine.withoutDense(10)).toEqual([])
    const now = held.map((point) => (point.id === other[1]!.id ? { ...point, dense } : point))
    const asked = { dense: byMeaning, candidates: 10, limit: 10 }
    expectRanking(await engine.query(asked), now, asked)
    expect(await engine.info()).toMatchObject({ points: 6, withDense: 6 })
  })

  it('refuses a vector of another dimension, until all vectors are dropped', async () => {
    const longer = [{ id: report[0]!.id, dense: unit(1, 1, 1, 1) }]
    await expect(engine.setDense(longer)).rejects.toMatchObject({ name: 'RetrievalError' })
    await expect(engine.setDense(longer)).rejects.toThrow(/--reembed/)
    await engine.clearDense()
    expect(await engine.info()).toMatchObject({ points: 6, withDense: 0, documents: 3 })
    expect(await engine.query({ dense: byMeaning, candidates: 5, limit: 5 })).toEqual([])
    await engine.setDense(longer)
    expect((await engine.query({ dense: unit(1, 1, 1, 1), candidates: 5, limit: 5 }))[0]).toMatchObject({
      id: report[0]!.id,
    })
    const words = { sparse: byWords, candidates: 10, limit: 10 }
    expectRanking(await engine.query(words), held, words)
  })

  it('keeps what is noted with it', async () => {
    await engine.setMeta({ tokenizer: 'a', embedding: 'm/3' })
    await engine.setMeta({ tokenizer: 'b' })
    expect((await engine.info()).meta).toEqual({ tokenizer: 'b', embedding: 'm/3' })
  })

  it('shows a reader the old document or the new, never both and never neither', async () => {
    const doc = '行政复议法.txt'
    const revision = (rev: number) =>
      documentPoints(doc, new Array<Draft>(30).fill({ words: { 绿化: 1 }, dense: unit(1, 1, 1) }), { rev: `${rev}` })
    await engine.replaceDocument(doc, revision(2))
    let done = false
    const writing = (async () => {
      for (let rev = 3; rev < 8; rev++) await engine.replaceDocument(doc, revision(rev))
      done = true
    })()
    const query = {
      sparse: { indices: [terms.绿化], values: [1] },
      filter: { docs: [doc] },
      candidates: 100,
      limit: 100,
    }
    while (!done) {
      const hits = await engine.query(query)
      expect(hits).toHaveLength(30)
      expect(new Set(hits.map(({ payload }) => payload.rev)).size).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await writing
    expect(await engine.info()).toMatchObject({ points: 35 })
  })
}

for (const tested of testedEngines) {
  const title = tested.skipped ? `${tested.name} engine (skipped: ${tested.skipped})` : `${tested.name} engine`
  describe.skipIf(tested.skipped)(title, () => suite(tested))
}

describe('all engines', () => {
  /** Distinct weights, so that only copies have equal scores: sums of floats may differ in their last digit. */
  const weight = fc.double({ min: 0.05, max: 2, noNaN: true }).map(Math.fround)
  const sparse = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 12 }), weight), { selector: ([index]) => index, maxLength: 6 })
    .map((pairs) => ({ indices: pairs.map(([index]) => index), values: pairs.map(([, value]) => value) }))
  const dense = fc
    .tuple(weight, weight, weight, fc.boolean())
    .map(([x, y, z, negative]) => unit(x, y, negative ? -z : z))
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
  const queries = fc.array(query, { minLength: 3, maxLength: 3 })
  const present = testedEngines.filter(({ skipped }) => !skipped)

  it(`agree with the formulas on 300 queries of 100 random corpora (${present.map(({ name }) => name).join(', ')})`, async () => {
    await fc.assert(
      fc.asyncProperty(corpus, queries, async (documents, asked) => {
        for (const { open } of present) {
          const { engine, discard } = await open()
          try {
            for (const points of documents) await engine.replaceDocument(points[0]!.payload.doc, points)
            for (const one of asked) expectRanking(await engine.query(one), documents.flat(), one)
          } finally {
            await discard()
          }
        }
      }),
      { numRuns: 100 },
    )
  }, 120_000)
})
