import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Embedder } from '../../retrieval/embedder.ts'
import { RetrievalError } from '../../retrieval/errors.ts'
import { openLibrary } from '../../retrieval/open.ts'
import { fakeEmbedder } from '../fakes/fake-embedder.ts'
import { plainReader } from '../fakes/plain-reader.ts'
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts'

const report = '云溪区2020年度报告\n收到行政复议申请32件。\n开展执法培训4期。'

const open = (embedder: () => Promise<Embedder>, dataDir?: string) =>
  openLibrary({ read: plainReader, now: () => new Date(0), embedder, ...(dataDir ? { dataDir } : {}) })

function sampleFolder(): string {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': report })
  return folder
}

const query = { text: '开展执法培训4期。', limit: 5 }

test('answers from words at once, and from both when the vectors are there', async () => {
  const library = await open(async () => fakeEmbedder({ delayMs: 100 }))
  await library.ingest([sampleFolder()])
  const [before] = await library.search(query)
  expect(before?.explanation.denseRank).toBeUndefined()
  await library.filled()
  const [after] = await library.search(query)
  expect(after?.explanation).toMatchObject({ sparseRank: 1, denseRank: 1 })
  expect(await library.status()).toMatchObject({ withDense: 2, passages: 2, embeddings: 'fake', notes: [] })
  await library.close()
})

test('one ranking alone can be asked for', async () => {
  const library = await open(async () => fakeEmbedder())
  await library.ingest([sampleFolder()])
  await library.filled()
  expect((await library.search({ ...query, legs: 'words' }))[0]?.explanation.denseRank).toBeUndefined()
  expect((await library.search({ ...query, legs: 'meaning' }))[0]?.explanation.sparseRank).toBeUndefined()
  await library.close()
})

test('without a model words go on alone and the status says why', async () => {
  const library = await open(async () => {
    throw new RetrievalError('notFound', '找不到向量模型。')
  })
  await library.ingest([sampleFolder()])
  await library.filled()
  expect(await library.search(query)).not.toEqual([])
  expect((await library.status()).notes).toEqual(['语义检索不可用,只按词语检索:找不到向量模型。'])
  await library.close()
})

test('a model that fails on a question leaves it to words, and is used again when it is back', async () => {
  let failure: Error | undefined
  const library = await open(async () => fakeEmbedder({ failure: () => failure }))
  await library.ingest([sampleFolder()])
  await library.filled()
  failure = new RetrievalError('unreachable', '连不上。')
  expect((await library.search(query))[0]?.explanation.denseRank).toBeUndefined()
  expect((await library.status()).notes.join()).toContain('连不上')
  failure = undefined
  expect((await library.search(query))[0]?.explanation.denseRank).toBe(1)
  expect((await library.status()).notes).toEqual([])
  await library.close()
})

test("another model's vectors are not searched until they are made anew", async () => {
  const [dataDir, folder] = [temporaryFolder(), sampleFolder()]
  const first = await open(async () => fakeEmbedder({ model: 'old' }), dataDir)
  await first.ingest([folder])
  await first.filled()
  await first.close()
  const second = await open(async () => fakeEmbedder({ model: 'new', dimension: 16 }), dataDir)
  await sleep(20)
  expect((await second.search(query))[0]?.explanation.denseRank).toBeUndefined()
  expect((await second.status()).notes.join()).toContain('--reembed')
  await second.reembed()
  expect((await second.search(query))[0]?.explanation.denseRank).toBe(1)
  expect(await second.status()).toMatchObject({ withDense: 2, embeddings: 'new', notes: [] })
  await second.close()
})

test('nothing is embedded twice, also when the document comes again', async () => {
  const [dataDir, folder] = [temporaryFolder(), sampleFolder()]
  const embedder = fakeEmbedder()
  const library = await open(async () => embedder, dataDir)
  await library.ingest([folder])
  await library.filled()
  await library.remove('a.txt')
  await library.ingest([folder])
  await library.filled()
  expect(embedder.asked).toHaveLength(2)
  expect((await library.status()).withDense).toBe(2)
  await library.close()
})
