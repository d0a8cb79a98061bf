import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Point, VectorEngine } from '../../retrieval/engine.ts'
import { migrate } from '../../retrieval/migrate.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { testedEngines } from './main.ts'

function points(doc: string, rev: string, count: number): Point[] {
  return Array.from({ length: count }, (_, seq) => ({
    id: pointId(doc, seq, rev),
    sparse: { indices: [seq + 1, 99], values: [1, 0.5] },
    ...(seq > 0 && { dense: Float32Array.from([0.6, 0.8, 0]) }),
    payload: {
      doc,
      rev,
      seq,
      orgs: ['云溪区'],
      years: [2023],
      kind: 'report',
      audience: ['法制科'],
      text: `${doc}${rev}`,
    },
  }))
}

/** Everything an engine holds, as plain data. */
async function contents(engine: VectorEngine) {
  const docs = [...(await engine.documents())].sort()
  const held = await Promise.all(docs.map(([doc]) => engine.points(doc)))
  const plain = held.flat().map(({ id, sparse, dense, payload }) => ({
    id,
    payload,
    sparse: sparse.indices.map((index, at) => [index, sparse.values[at]]).sort((a, b) => a[0]! - b[0]!),
    dense: dense && [...dense].map((value) => value.toFixed(5)),
  }))
  return { docs, plain, meta: (await engine.info()).meta }
}

const pairs = testedEngines.flatMap((from) => testedEngines.map((to) => ({ from, to })))

for (const { from, to } of pairs.filter((pair) => pair.from !== pair.to || !pair.from.skipped)) {
  const skipped = from.skipped ?? to.skipped
  const title = `moving an index from ${from.name} to ${to.name}${skipped ? ` (skipped: ${skipped})` : ''}`
  describe.skipIf(skipped)(title, () => {
    let source: Awaited<ReturnType<typeof from.open>>
    let target: Awaited<ReturnType<typeof from.open>>
    beforeEach(async () => {
      source = await from.open()
      target = await to.open()
      for (const doc of ['甲', '乙', '丙']) await source.engine.replaceDocument(doc, points(doc, '1', 3))
      await source.engine.setMeta({ tokenizer: 't', embedding: 'm/3' })
    })
    afterEach(async () => {
      await source.discard()
      await target.discard()
    })

    it('copies documents, vectors and notes', async () => {
      expect(await migrate(source.engine, target.engine)).toEqual({ moved: 3, unchanged: 0, removed: 0 })
      expect(await contents(target.engine)).toEqual(await contents(source.engine))
    })

    it('goes on after it was broken off, and then changes nothing more', async () => {
      const control = new AbortController()
      const stopped = migrate(
        source.engine,
        {
          ...target.engine,
          replaceDocument: async (doc, stored) => {
            if (doc === '乙') throw new Error('断电')
            await target.engine.replaceDocument(doc, stored)
          },
        },
        { signal: control.signal },
      )
      await expect(stopped).rejects.toThrow('断电')
      const before = await target.engine.documents()
      expect(before.size).toBeLessThan(3)
      const resumed = await migrate(source.engine, target.engine)
      expect(resumed).toEqual({ moved: 3 - before.size, unchanged: before.size, removed: 0 })
      expect(await contents(target.engine)).toEqual(await contents(source.engine))
      expect(await migrate(source.engine, target.engine)).toEqual({ moved: 0, unchanged: 3, removed: 0 })
    })

    it('brings an older copy up to date', async () => {
      await migrate(source.engine, target.engine)
      await target.engine.replaceDocument('丁', points('丁', '1', 2))
      await source.engine.replaceDocument('甲', points('甲', '2', 1))
      await source.engine.setDense([{ id: pointId('乙', 0, '1'), dense: Float32Array.from([1, 0, 0]) }])
      expect(await migrate(source.engine, target.engine)).toEqual({ moved: 1, unchanged: 2, removed: 1 })
      expect(await contents(target.engine)).toEqual(await contents(source.engine))
    })

    it('does not mix the vectors of two models', async () => {
      await migrate(source.engine, target.engine)
      await target.engine.setMeta({ embedding: 'other/3' })
      const steps: string[] = []
      await migrate(source.engine, target.engine, {
        progress: (done, total, doc) => steps.push(`${done}/${total} ${doc}`),
      })
      expect(steps.at(-1)).toMatch(/^3\/3 /)
      expect(await contents(target.engine)).toEqual(await contents(source.engine))
    })
  })
}
