import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentVector, inverseDocumentFrequency, queryVector } from '../../retrieval/bm25.ts'
import { type EmbeddedEngine, embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Point } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const point = (doc: string, seq: number, words: string, more: Partial<Point> = {}): Point => ({
  id: pointId(doc, seq, 'r1'),
  sparse: documentVector(words.split(' ')),
  payload: { doc, rev: 'r1', seq, orgs: ['云溪'], years: [2020], kind: 'report', audience: ['*'], text: words },
  ...more,
})

const words = (text: string) => queryVector(text.split(' ').map((term) => ({ term, weight: 1 })))

const onDisk = (folder: string): EmbeddedEngine =>
  embeddedEngine({ db: libsqlDriver(join(folder, 'index.db')), snapshotFile: join(folder, 'index.snapshot') })

const inMemory = (): EmbeddedEngine => embeddedEngine({ db: libsqlDriver(':memory:') })

const found = async (engine: EmbeddedEngine, text: string) =>
  (await engine.query({ sparse: words(text), candidates: 50, limit: 50 })).map(({ payload, score }) => [
    payload.text,
    score,
  ])

test('scores are the BM25 sums of the formula', async () => {
  const engine = inMemory()
  await engine.replaceDocument('a', [point('a', 0, '复议 申请 复议'), point('a', 1, '诉讼'), point('a', 2, '培训')])
  const { values } = documentVector(['复议', '申请', '复议'])
  const expected = (values[0] as number) * inverseDocumentFrequency(3, 1)
  const [[text, score] = []] = await found(engine, '复议 处罚')
  expect(text).toBe('复议 申请 复议')
  expect(score).toBeCloseTo(expected, 6)
  await engine.close()
})

test('a deleted document no longer counts in the statistics', async () => {
  const [engine, fresh] = [inMemory(), inMemory()]
  const kept = [point('a', 0, '复议 申请'), point('a', 1, '诉讼 应诉')]
  await engine.replaceDocument('b', [point('b', 0, '复议 办理'), point('b', 1, '复议')])
  await engine.replaceDocument('a', kept)
  await engine.deleteDocument('b')
  await fresh.replaceDocument('a', kept)
  expect(await found(engine, '复议 应诉')).toEqual(await found(fresh, '复议 应诉'))
  await Promise.all([engine.close(), fresh.close()])
})

test('opens from its snapshot, from a torn or damaged one, and from none, with the same ranking', async () => {
  const folder = temporaryFolder()
  const engine = onDisk(folder)
  const dense = new Float32Array([0.6, 0.8])
  await engine.replaceDocument('a', [point('a', 0, '复议 申请', { dense }), point('a', 1, '复议')])
  await engine.replaceDocument('b', [point('b', 0, '复议 诉讼')])
  const before = await found(engine, '复议 诉讼')
  await engine.close()
  const snapshot = join(folder, 'index.snapshot')
  expect(existsSync(snapshot)).toBe(true)
  const whole = readFileSync(snapshot)
  const damaged = Buffer.from(whole).fill(255, whole.length - 40)
  for (const bytes of [whole, whole.subarray(0, 300), damaged, Buffer.from('x')]) {
    writeFileSync(snapshot, bytes)
    const again = onDisk(folder)
    expect(await found(again, '复议 诉讼')).toEqual(before)
    const [nearest] = await again.query({ dense, candidates: 5, limit: 5 })
    expect(nearest?.score).toBeCloseTo(1, 6)
    await again.close()
  }
})

test('replays what was written after the snapshot', async () => {
  const folder = temporaryFolder()
  const engine = onDisk(folder)
  await engine.replaceDocument('a', [point('a', 0, '复议 申请')])
  await engine.saveSnapshot()
  const old = readFileSync(join(folder, 'index.snapshot'))
  await engine.replaceDocument('a', [point('a', 0, '复议 受理'), point('a', 1, '诉讼')])
  await engine.setDense([{ id: pointId('a', 1, 'r1'), dense: new Float32Array([1, 0]) }])
  const before = await found(engine, '复议 诉讼')
  expect(before.map(([text]) => text).sort()).toEqual(['复议 受理', '诉讼'])
  await engine.close()
  writeFileSync(join(folder, 'index.snapshot'), old)
  const again = onDisk(folder)
  expect(await found(again, '复议 诉讼')).toEqual(before)
  expect((await again.info()).withDense).toBe(1)
  await again.close()
})

test('a snapshot that cannot be written leaves the index as it is, and nothing beside it', async () => {
  const folder = temporaryFolder()
  const engine = onDisk(folder)
  await engine.replaceDocument('a', [point('a', 0, '复议 申请')])
  mkdirSync(join(folder, 'index.snapshot', 'in the way'), { recursive: true })
  await engine.close()
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  const again = onDisk(folder)
  expect(await found(again, '复议')).toHaveLength(1)
  await again.close()
})

test('what a killed process left of a snapshot is removed by a later one', async () => {
  const folder = temporaryFolder()
  const [old, fresh] = [join(folder, 'index.snapshot.1.tmp'), join(folder, 'index.snapshot.2.tmp')]
  writeFileSync(old, 'x')
  writeFileSync(fresh, 'x')
  utimesSync(old, new Date(0), new Date(0))
  const engine = onDisk(folder)
  await engine.replaceDocument('a', [point('a', 0, '复议')])
  await engine.close()
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true])
})

test('a snapshot of another database is not taken for its own', async () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()]
  const [first, second] = [onDisk(one), onDisk(two)]
  await first.replaceDocument('a', [point('a', 0, '复议')])
  await second.replaceDocument('b', [point('b', 0, '诉讼')])
  await Promise.all([first.close(), second.close()])
  writeFileSync(join(two, 'index.snapshot'), readFileSync(join(one, 'index.snapshot')))
  const again = onDisk(two)
  expect(await found(again, '复议 诉讼')).toHaveLength(1)
  await again.close()
})

test('sees what another connection writes, also when its tombstones are already forgotten', async () => {
  const folder = temporaryFolder()
  const [reader, writer] = [onDisk(folder), onDisk(folder)]
  await writer.replaceDocument('a', [point('a', 0, '复议 申请')])
  expect(await found(reader, '复议')).toHaveLength(1)
  await writer.replaceDocument('a', [point('a', 0, '诉讼')])
  await writer.saveSnapshot()
  expect(await found(reader, '复议')).toEqual([])
  expect(await found(reader, '诉讼')).toEqual(await found(writer, '诉讼'))
  await Promise.all([reader.close(), writer.close()])
})

test('refuses a vector of another dimension', async () => {
  const engine = inMemory()
  await engine.replaceDocument('a', [point('a', 0, '复议', { dense: new Float32Array([1, 0]) })])
  const wrong = [{ id: pointId('a', 0, 'r1'), dense: new Float32Array([1, 0, 0]) }]
  await expect(engine.setDense(wrong)).rejects.toThrow('索引是2维,模型给出3维')
  await engine.close()
})

test('after any history of replacing, deleting and saving it ranks like a fresh index of what is left', async () => {
  const word = fc.constantFrom('复议', '诉讼', '处罚', '培训', '公开', '清单')
  const passage = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '))
  const step = fc.record({
    doc: fc.constantFrom('a', 'b', 'c', 'd'),
    passages: fc.array(passage, { maxLength: 4 }),
    save: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), passage, async (steps, query) => {
      const folder = temporaryFolder()
      const [engine, fresh] = [onDisk(folder), inMemory()]
      const left = new Map<string, readonly Point[]>()
      for (const { doc, passages, save } of steps) {
        const points = passages.map((text, seq) => point(doc, seq, text))
        await engine.replaceDocument(doc, points)
        left.set(doc, points)
        if (save) await engine.saveSnapshot()
      }
      for (const [doc, points] of left) await fresh.replaceDocument(doc, points)
      expect(await found(engine, query)).toEqual(await found(fresh, query))
      await engine.close()
      const again = onDisk(folder)
      expect(await found(again, query)).toEqual(await found(fresh, query))
      await Promise.all([again.close(), fresh.close()])
    }),
    { numRuns: 40 },
  )
})
