import { expect, it } from 'vitest'
import type { Point } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'
import {
  byMeaning,
  byWords,
  type Draft,
  documentPoints,
  expectRanking,
  held,
  onEachEngine,
  other,
  report,
  terms,
  unit,
} from './invented.ts'

onEachEngine('in storing', (engine) => {
  it('knows its documents and their revisions', async () => {
    await engine().replaceDocument(
      '行政复议法.txt',
      documentPoints('行政复议法.txt', [{ words: { 复议: 1 } }], { rev: '9' }),
    )
    await engine().replaceDocument('青岚市2022年报告.txt', [])
    await engine().deleteDocument('没有.txt')
    expect([...(await engine().documents())].sort()).toEqual([
      ['云溪区2023年报告.txt', '1'],
      ['行政复议法.txt', '9'],
    ])
  })

  it('gives out points as they were stored, by their place in the document', async () => {
    const points = await engine().points('云溪区2023年报告.txt')
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
    expect(await engine().points('没有.txt')).toEqual([])
  })

  it('takes dense vectors later, for the points it holds', async () => {
    const missing = await engine().withoutDense(10)
    expect(missing).toEqual([
      { id: other[1]!.id, doc: '青岚市2022年报告.txt', seq: 1, text: '青岚市2022年报告.txt第1段' },
    ])
    const dense = unit(1, 0.3, 0.01)
    await engine().setDense([
      { id: other[1]!.id, dense },
      { id: pointId('没有.txt', 0, '1'), dense },
    ])
    expect(await engine().withoutDense(10)).toEqual([])
    const now = held.map((point) => (point.id === other[1]!.id ? { ...point, dense } : point))
    const asked = { dense: byMeaning, candidates: 10, limit: 10 }
    expectRanking(await engine().query(asked), now, asked)
    expect(await engine().info()).toMatchObject({ points: 6, withDense: 6 })
  })

  it('refuses a vector of another dimension, until all vectors are dropped', async () => {
    const longer = [{ id: report[0]!.id, dense: unit(1, 1, 1, 1) }]
    await expect(engine().setDense(longer)).rejects.toMatchObject({ name: 'RetrievalError' })
    await expect(engine().setDense(longer)).rejects.toThrow(/--reembed/)
    await engine().clearDense()
    expect(await engine().info()).toMatchObject({ points: 6, withDense: 0, documents: 3 })
    expect(await engine().query({ dense: byMeaning, candidates: 5, limit: 5 })).toEqual([])
    await engine().setDense(longer)
    expect((await engine().query({ dense: unit(1, 1, 1, 1), candidates: 5, limit: 5 }))[0]).toMatchObject({
      id: report[0]!.id,
    })
    const words = { sparse: byWords, candidates: 10, limit: 10 }
    expectRanking(await engine().query(words), held, words)
  })

  it('keeps what is noted with it', async () => {
    await engine().setMeta({ tokenizer: 'a', embedding: 'm/3' })
    await engine().setMeta({ tokenizer: 'b' })
    expect((await engine().info()).meta).toEqual({ tokenizer: 'b', embedding: 'm/3' })
  })

  it('shows a reader the old document or the new, never both and never neither', async () => {
    const doc = '行政复议法.txt'
    const revision = (rev: number) =>
      documentPoints(doc, new Array<Draft>(30).fill({ words: { 绿化: 1 }, dense: unit(1, 1, 1) }), { rev: `${rev}` })
    await engine().replaceDocument(doc, revision(2))
    let done = false
    const writing = (async () => {
      for (let rev = 3; rev < 8; rev++) await engine().replaceDocument(doc, revision(rev))
      done = true
    })()
    const query = {
      sparse: { indices: [terms.绿化], values: [1] },
      filter: { docs: [doc] },
      candidates: 100,
      limit: 100,
    }
    while (!done) {
      const hits = await engine().query(query)
      expect(hits).toHaveLength(30)
      expect(new Set(hits.map(({ payload }) => payload.rev)).size).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await writing
    expect(await engine().info()).toMatchObject({ points: 35 })
  })
})
