import { expect, it } from 'vitest'
import type { EngineQuery } from '../../retrieval/engine.ts'
import {
  byMeaning,
  byWords,
  type Draft,
  documentPoints,
  expectRanking,
  fusion,
  held,
  law,
  onEachEngine,
  other,
  terms,
  unit,
} from './invented.ts'

onEachEngine('in ranking', (engine) => {
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
      expectRanking(await engine().query(asked), held, asked)
    }
  })

  it('gives the payload and the rank in each leg', async () => {
    const [hit] = await engine().query({ sparse: byWords, dense: byMeaning, fusion, candidates: 10, limit: 1 })
    const point = held.find(({ id }) => id === hit!.id)
    expect(hit!.payload).toEqual(point!.payload)
    expect(hit).toMatchObject({ sparseRank: expect.any(Number), denseRank: expect.any(Number) })
    const [first] = await engine().query({ sparse: byWords, candidates: 10, limit: 1 })
    expect(first).toMatchObject({ sparseRank: 1 })
    expect(first!.denseRank).toBeUndefined()
  })

  it('orders equal scores by id, also where the list is cut', async () => {
    const twins = documentPoints(
      '同.txt',
      new Array<Draft>(40).fill({ words: { 收到: 1 }, dense: unit(0.3, 0.3, 0.3) }),
    )
    await engine().replaceDocument('同.txt', twins)
    const ids = twins.map(({ id }) => id).sort()
    const filter = { docs: ['同.txt'] }
    const words = { indices: [terms.收到], values: [1] }
    for (const leg of [{ sparse: words }, { dense: unit(1, 1, 1) }]) {
      const hits = await engine().query({ ...leg, filter, candidates: 9, limit: 9 })
      expect(hits.map(({ id }) => id)).toEqual(ids.slice(0, 9))
    }
  })

  it('finds nothing for empty vectors and unknown words', async () => {
    const nothing = { indices: [], values: [] }
    expect(await engine().query({ sparse: nothing, candidates: 5, limit: 5 })).toEqual([])
    expect(await engine().query({ sparse: { indices: [77], values: [1] }, candidates: 5, limit: 5 })).toEqual([])
    const asked = { sparse: nothing, dense: byMeaning, fusion, candidates: 5, limit: 5 }
    expectRanking(await engine().query(asked), held, asked)
  })

  it('refuses two legs without a fusion', async () => {
    const query = { sparse: byWords, dense: byMeaning, candidates: 5, limit: 5 }
    await expect(engine().query(query)).rejects.toMatchObject({ name: 'RetrievalError', code: 'badInput' })
  })

  it('refuses a question of another dimension', async () => {
    const query = { dense: unit(1, 1, 1, 1), candidates: 5, limit: 5 }
    await expect(engine().query(query)).rejects.toMatchObject({ name: 'RetrievalError', code: 'incompatible' })
    await expect(engine().query(query)).rejects.toThrow(/--reembed/)
  })

  it('ranks by the statistics of what is held now, after updates and deletes', async () => {
    const shorter = documentPoints('云溪区2023年报告.txt', [{ words: { 审结: 1.2, 信访: 0.4 } }], { rev: '2' })
    await engine().replaceDocument('云溪区2023年报告.txt', shorter)
    await engine().deleteDocument('青岚市2022年报告.txt')
    const now = [...shorter, ...law]
    for (const [, leg] of legs) {
      const asked = { ...leg, candidates: 10, limit: 10 }
      expectRanking(await engine().query(asked), now, asked)
    }
    expect(await engine().info()).toMatchObject({ points: 2, withDense: 1, documents: 2 })
  })

  it('replaces by the same revision, keeping nothing of the old points', async () => {
    const again = documentPoints('云溪区2023年报告.txt', [{ words: { 信访: 1 } }, { words: { 绿化: 1 } }])
    await engine().replaceDocument('云溪区2023年报告.txt', again)
    const asked = { sparse: { indices: Object.values(terms), values: [1, 1, 1, 1, 1] }, candidates: 10, limit: 10 }
    expectRanking(await engine().query(asked), [...again, ...other, ...law], asked)
    expect(await engine().info()).toMatchObject({ points: 5, withDense: 2 })
  })
})
