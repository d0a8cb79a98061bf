import { describe, expect, it, onTestFinished } from 'vitest'
import { documentVector } from '../../retrieval/bm25.ts'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Point, VectorEngine } from '../../retrieval/engine.ts'
import { RetrievalError } from '../../retrieval/errors.ts'
import { embeddingMismatch, fillVectors } from '../../retrieval/fill.ts'
import { backgroundFilling } from '../../retrieval/filling.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { openVectorCache, type VectorCache } from '../../retrieval/vector-cache.ts'
import { fakeEmbedder } from '../fakes/fake-embedder.ts'

function pointsOf(doc: string, texts: readonly string[], rev = '1'): Point[] {
  return texts.map((text, seq) => ({
    id: pointId(doc, seq, rev),
    sparse: documentVector([...text]),
    payload: { doc, rev, seq, orgs: ['云溪区'], years: [2023], kind: 'report', audience: ['*'], text },
  }))
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `第${index}段`)

function emptyIndex(): { engine: VectorEngine; cache: VectorCache } {
  const db = libsqlDriver(':memory:')
  onTestFinished(() => db.close())
  return { engine: embeddedEngine({ db, keepOpen: true }), cache: openVectorCache(db) }
}

const textOf = ({ doc, text }: { doc: string; text: string }) => `${doc}\n${text}`

describe('filling vectors', () => {
  it('gives every point its vector, made of title and text, and says how far it is', async () => {
    const { engine } = emptyIndex()
    await engine.replaceDocument('甲', pointsOf('甲', numbered(70)))
    const embedder = fakeEmbedder({ dimension: 64 })
    const steps: string[] = []
    const progress = (done: number, total: number) => steps.push(`${done}/${total}`)
    expect(await fillVectors(engine, embedder, { textOf, progress })).toEqual({ filled: 70, fromCache: 0, refused: 0 })
    expect(await engine.info()).toMatchObject({ points: 70, withDense: 70 })
    expect(embedder.asked[0]).toBe('甲\n第0段')
    expect(steps).toEqual(['32/70', '64/70', '70/70'])
    const [vector] = await embedder.embed(['甲\n第9段'], 'question')
    expect((await engine.query({ dense: vector!, candidates: 5, limit: 1 }))[0]!.payload.text).toBe('第9段')
  })

  it('embeds nothing twice: not the same text, not a document that comes again', async () => {
    const { engine, cache } = emptyIndex()
    const embedder = fakeEmbedder()
    await engine.replaceDocument('甲', pointsOf('甲', ['同', '同', '异']))
    await fillVectors(engine, embedder, { textOf, cache })
    expect(embedder.asked).toEqual(['甲\n同', '甲\n异'])
    await engine.replaceDocument('甲', pointsOf('甲', ['异', '新', '同'], '2'))
    expect(await fillVectors(engine, embedder, { textOf, cache })).toEqual({ filled: 3, fromCache: 2, refused: 0 })
    expect(embedder.asked).toEqual(['甲\n同', '甲\n异', '甲\n新'])
  })

  it('goes on where it was stopped', async () => {
    const { engine } = emptyIndex()
    await engine.replaceDocument('甲', pointsOf('甲', numbered(100)))
    const control = new AbortController()
    const embedder = fakeEmbedder()
    const first = await fillVectors(engine, embedder, {
      textOf,
      signal: control.signal,
      progress: () => control.abort(),
    })
    expect(first.filled).toBe(32)
    expect((await fillVectors(engine, embedder, { textOf })).filled).toBe(68)
    expect(new Set(embedder.asked).size).toBe(embedder.asked.length)
  })

  it('leaves a refused text to the words and comes to an end', async () => {
    const { engine } = emptyIndex()
    await engine.replaceDocument('甲', pointsOf('甲', numbered(600)))
    const embedder = fakeEmbedder({ refuses: (text) => text.endsWith('7段') })
    expect(await fillVectors(engine, embedder, { textOf })).toEqual({ filled: 540, fromCache: 0, refused: 60 })
  })

  it('keeps what was stored when the model fails', async () => {
    const { engine } = emptyIndex()
    await engine.replaceDocument('甲', pointsOf('甲', numbered(40)))
    let calls = 0
    const failing = fakeEmbedder({
      failure: () => (++calls > 1 ? new RetrievalError('unreachable', '断了') : undefined),
    })
    await expect(fillVectors(engine, failing, { textOf })).rejects.toThrow('断了')
    expect(await engine.info()).toMatchObject({ withDense: 32 })
  })

  it('notices the vectors of another model, and makes them anew when they are dropped', async () => {
    const { engine, cache } = emptyIndex()
    await engine.replaceDocument('甲', pointsOf('甲', ['一', '二']))
    await fillVectors(engine, fakeEmbedder(), { textOf, cache })
    const other = fakeEmbedder({ model: 'other', dimension: 4 })
    expect(await embeddingMismatch(engine, other)).toMatch(/fake\/8.*other\/4.*--reembed/)
    await expect(fillVectors(engine, other, { textOf, cache })).rejects.toMatchObject({ code: 'incompatible' })
    await engine.clearDense()
    expect(await engine.info()).toMatchObject({ points: 2, withDense: 0 })
    expect(await embeddingMismatch(engine, other)).toBeUndefined()
    expect((await fillVectors(engine, other, { textOf, cache })).filled).toBe(2)
    const [vector] = await other.embed(['甲\n二'], 'question')
    expect((await engine.query({ dense: vector!, candidates: 5, limit: 1 }))[0]!.payload.text).toBe('二')
  })
})

describe('filling in the background', () => {
  it('takes up what comes while it works, and reports its progress', async () => {
    const { engine } = emptyIndex()
    const filling = backgroundFilling(engine, fakeEmbedder({ delayMs: 5 }), { textOf })
    await engine.replaceDocument('甲', pointsOf('甲', numbered(40)))
    filling.wake()
    await engine.replaceDocument('乙', pointsOf('乙', numbered(5)))
    filling.wake()
    await filling.idle()
    expect(await engine.info()).toMatchObject({ points: 45, withDense: 45 })
    expect(filling.progress()).toEqual({ done: 45, total: 45 })
  })

  it('says why it failed and tries again when it is woken', async () => {
    const { engine } = emptyIndex()
    await engine.replaceDocument('甲', pointsOf('甲', numbered(3)))
    let broken = true
    const failure = () => (broken ? new RetrievalError('unreachable', '连不上向量接口') : undefined)
    const filling = backgroundFilling(engine, fakeEmbedder({ failure }), { textOf })
    filling.wake()
    await filling.idle()
    expect(filling.failure()).toBe('连不上向量接口')
    broken = false
    filling.wake()
    await filling.idle()
    expect(filling.failure()).toBeUndefined()
    expect(await engine.info()).toMatchObject({ withDense: 3 })
  })

  it('stops between two batches', async () => {
    const { engine } = emptyIndex()
    await engine.replaceDocument('甲', pointsOf('甲', numbered(500)))
    const filling = backgroundFilling(engine, fakeEmbedder({ delayMs: 20 }), { textOf })
    filling.wake()
    await new Promise((resolve) => setTimeout(resolve, 70))
    await filling.stop()
    expect(filling.failure()).toBeUndefined()
    const { withDense } = await engine.info()
    expect(withDense).toBeGreaterThan(0)
    expect(withDense).toBeLessThan(500)
  })
})
