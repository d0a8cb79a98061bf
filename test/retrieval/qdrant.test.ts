import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Point } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { qdrantEngine } from '../../retrieval/qdrant/engine.ts'
import { qdrantKey, qdrantUrl, temporaryIndex } from '../contract/main.ts'
import { type FakeCall, type FakeReply, type FakeServer, fakeServer } from '../support/fake-server.ts'
import { pluggableProxy } from '../support/pluggable-proxy.ts'

let server: FakeServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const done = (result: unknown): FakeReply => ({ body: { result, status: 'ok', time: 0 } })
const refused = (status: number, error: string): FakeReply => ({ status, body: { status: { error }, time: 0 } })
const version = (number: string): FakeReply => ({ body: { title: 'qdrant', version: number } })

const collection = {
  config: {
    params: { vectors: { dense: { size: 3, distance: 'Cosine' } }, sparse_vectors: { bm25: { modifier: 'idf' } } },
  },
}

/** A server with an empty index called lantai, but for what `special` says. */
function emptyIndex(special: (call: FakeCall, count: number) => FakeReply | undefined) {
  return (call: FakeCall, count: number): FakeReply => {
    const own = special(call, count)
    if (own) return own
    const path = call.path.split('?')[0]
    if (path === '/') return version('1.18.2')
    if (path === '/aliases') return done({ aliases: [{ alias_name: 'lantai', collection_name: 'lantai_v1' }] })
    if (path === '/collections/lantai') return done(collection)
    if (path?.endsWith('/scroll')) return done({ points: [], next_page_offset: null })
    if (path?.endsWith('/query/batch')) return done([{ points: [] }])
    return done(true)
  }
}

async function opened(special: (call: FakeCall, count: number) => FakeReply | undefined, deadlineMs = 400) {
  server = await fakeServer(emptyIndex(special))
  return qdrantEngine({ url: server.url, deadlineMs })
}

const query = { sparse: { indices: [1], values: [1] }, candidates: 5, limit: 5 }

describe('a Qdrant server that cannot be used', () => {
  const openings: readonly [string, FakeReply, string, RegExp][] = [
    ['is too old', version('1.15.5'), 'incompatible', /1\.15\.5 太旧.*1\.16/],
    ['is something else', { body: '<html>' }, 'incompatible', /不是 Qdrant/],
    ['never answers', { hangUp: 'never' }, 'timeout', /没有应答/],
  ]
  it.each(openings)('is named in one sentence when it %s', async (_, reply, code, sentence) => {
    const opening = opened(({ path }) => (path === '/' ? reply : undefined), 500)
    await expect(opening).rejects.toMatchObject({ name: 'RetrievalError', code })
    await expect(opening).rejects.toThrow(sentence)
  })

  it('is named when it wants another key', async () => {
    const opening = opened(({ path }) => (path === '/aliases' ? refused(401, 'Must provide an API key') : undefined))
    await expect(opening).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(opening).rejects.toThrow(/QDRANT_API_KEY/)
  })

  it('is named when nobody listens there, and when the address is none', async () => {
    const gone = await fakeServer(() => version('1.18.0'))
    await gone.close()
    await expect(qdrantEngine({ url: gone.url })).rejects.toMatchObject({ code: 'unreachable' })
    await expect(qdrantEngine({ url: gone.url })).rejects.toThrow(/连不上 Qdrant.*QDRANT_URL/)
    await expect(qdrantEngine({ url: 'qdrant:6333' })).rejects.toThrow(/QDRANT_URL「qdrant:6333」不是网址/)
  })

  it('is named when its collection was made by another program', async () => {
    const opening = opened(({ path }) =>
      path === '/collections/lantai'
        ? done({ config: { params: { vectors: { size: 3, distance: 'Dot' } } } })
        : undefined,
    )
    await expect(opening).rejects.toThrow(/不是本程序建的/)
  })
})

describe('a Qdrant server in use', () => {
  it('gets the key with every request and is reached under a path', async () => {
    server = await fakeServer((call, count) =>
      emptyIndex(() => undefined)({ ...call, path: call.path.replace(/^\/vectors/, '') || '/' }, count),
    )
    const engine = await qdrantEngine({ url: `${server.url}/vectors/`, apiKey: 'key' })
    await engine.query(query)
    expect(server.calls.every(({ headers }) => headers['api-key'] === 'key')).toBe(true)
    expect(server.calls.every(({ path }) => path.startsWith('/vectors'))).toBe(true)
  })

  it.each<readonly [string, FakeReply]>([
    ['is overloaded', refused(503, 'busy')],
    ['is behind a gateway that fails', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['drops the connection', { hangUp: 'before' }],
    ['asks to wait', { status: 429, headers: { 'retry-after': '0' }, body: {} }],
  ])('is asked again when it %s for a moment', async (_, bad) => {
    let failures = 0
    const engine = await opened(({ path }) => (path.endsWith('/query/batch') && failures++ < 2 ? bad : undefined))
    expect(await engine.query(query)).toEqual([])
    expect(failures).toBe(3)
  })

  it.each<readonly [string, FakeReply, string, RegExp]>([
    ['breaks down', { hangUp: 'before' }, 'unreachable', /连不上 Qdrant/],
    ['never answers', { hangUp: 'never' }, 'timeout', /没有应答/],
    ['is behind a gateway that fails', { status: 502, body: '<html>' }, 'unreachable', /网关在报错/],
    ['lost the collection', refused(404, "Not found: Collection `lantai` doesn't exist!"), 'notFound', /入库/],
    [
      'has other vectors',
      refused(400, 'Wrong input: Vector dimension error: expected dim: 3, got 4'),
      'incompatible',
      /--reembed/,
    ],
    ['refuses', refused(400, 'Bad request: Index required'), 'failed', /Index required/],
    [
      'holds points of others',
      done([{ points: [{ id: 1, score: 1, payload: { a: 1 } }] }]),
      'corrupt',
      /不是本程序写的/,
    ],
  ])('is named in one sentence when it %s', async (_, reply, code, sentence) => {
    const engine = await opened(({ path }) => (path.endsWith('/query/batch') ? reply : undefined))
    const hits = engine.query(query)
    await expect(hits).rejects.toMatchObject({ name: 'RetrievalError', code })
    await expect(hits).rejects.toThrow(sentence)
  })

  it('is not waited for by a caller who gave up', async () => {
    const engine = await opened(({ path }) => (path.endsWith('/query/batch') ? { hangUp: 'never' } : undefined), 20_000)
    const start = performance.now()
    await expect(engine.query(query, AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'timeout' })
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe.skipIf(!qdrantUrl)(`an index in Qdrant${qdrantUrl ? '' : ' (skipped: QDRANT_URL is not set)'}`, () => {
  const key = qdrantKey && { apiKey: qdrantKey }

  async function openedIndex(url = qdrantUrl!) {
    const { name, drop } = temporaryIndex(qdrantUrl!)
    onTestFinished(drop)
    const options = { url, name, dimension: 3, deadlineMs: 2000, ...key }
    return { engine: await qdrantEngine(options), options }
  }

  function points(doc: string, rev: string, count: number): Point[] {
    return Array.from({ length: count }, (_, seq) => ({
      id: pointId(doc, seq, rev),
      sparse: { indices: [1], values: [1] },
      payload: { doc, rev, seq, orgs: [], years: [], kind: 'report', audience: ['*'], text: `${rev}.${seq}` },
    }))
  }

  it('is the same for the next process, and made but once', async () => {
    const { engine, options } = await openedIndex()
    await engine.replaceDocument('甲', points('甲', '1', 2))
    await engine.setMeta({ tokenizer: 't' })
    const [again] = await Promise.all([qdrantEngine({ ...options, dimension: 9 }), qdrantEngine(options)])
    expect(await again.info()).toEqual({ points: 2, withDense: 0, documents: 1, meta: { tokenizer: 't' } })
    await again.replaceDocument('甲', points('甲', '2', 1))
    expect((await engine.query(query)).map(({ payload }) => payload.text)).toEqual(['2.0'])
  })

  it('sees a document that another process has finished, also when it met it half way before', async () => {
    const proxy = await pluggableProxy(qdrantUrl!)
    onTestFinished(() => proxy.close())
    const { engine, options } = await openedIndex()
    const slow = await qdrantEngine({ ...options, url: proxy.url, deadlineMs: 20_000 })
    for (let passed = 1; passed < 8; passed++) {
      const ofDocument = { ...query, filter: { docs: [`${passed}`] } }
      proxy.holdAfter(passed)
      const writing = slow.replaceDocument(`${passed}`, points(`${passed}`, '1', 3))
      await new Promise((resolve) => setTimeout(resolve, 150))
      expect([0, 3]).toContain((await engine.query(ofDocument)).length)
      proxy.plugIn()
      await writing
      expect(await engine.query(ofDocument)).toHaveLength(3)
    }
  })

  it('answers again after the server was gone, without a new start', async () => {
    const proxy = await pluggableProxy(qdrantUrl!)
    onTestFinished(() => proxy.close())
    const { engine } = await openedIndex(proxy.url)
    await engine.replaceDocument('甲', points('甲', '1', 2))
    proxy.unplug()
    await expect(engine.query(query)).rejects.toMatchObject({ code: 'unreachable' })
    await expect(engine.replaceDocument('乙', points('乙', '1', 1))).rejects.toMatchObject({ code: 'unreachable' })
    proxy.plugIn()
    expect(await engine.query(query)).toHaveLength(2)
    await engine.replaceDocument('乙', points('乙', '1', 1))
    expect(await engine.info()).toMatchObject({ points: 3, documents: 2 })
  })

  it('shows the old document when the writer dies half way, and takes the new one at the next try', async () => {
    for (let passed = 1; passed < 9; passed++) {
      const proxy = await pluggableProxy(qdrantUrl!)
      const { engine, options } = await openedIndex()
      await engine.replaceDocument('甲', points('甲', '1', 3))
      const dying = await qdrantEngine({ ...options, url: proxy.url })
      proxy.unplugAfter(passed)
      const replaced = await dying.replaceDocument('甲', points('甲', '2', 2)).then(
        () => true,
        () => false,
      )
      await proxy.close()
      const texts = (await engine.query(query)).map(({ payload }) => payload.text).sort()
      const stored = (await engine.documents()).get('甲')
      expect(texts).toEqual(stored === '1' ? ['1.0', '1.1', '1.2'] : ['2.0', '2.1'])
      if (replaced) expect(stored).toBe('2')
      const next = await qdrantEngine(options)
      await next.replaceDocument('甲', points('甲', '2', 2))
      expect(await next.info()).toMatchObject({ points: 2, documents: 1 })
      expect((await next.query(query)).map(({ payload }) => payload.text).sort()).toEqual(['2.0', '2.1'])
    }
  })
})
