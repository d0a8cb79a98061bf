import { afterEach, describe, expect, it } from 'vitest'
import type { OpenaiEmbedderOptions } from '../../retrieval/openai-embedder.ts'
import { openaiEmbedder } from '../../retrieval/openai-embedder.ts'
import {
  embeddingsBody,
  errorBody,
  type FakeCall,
  type FakeOpenai,
  type FakeReply,
  fakeOpenai,
} from '../support/fake-openai.ts'

let server: FakeOpenai | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

function inputs(call: FakeCall): readonly string[] {
  return (call.body as { input: string[] }).input
}

/** A made-up vector that tells its text: a unit vector turned by the length of the text. */
function vectorOf(text: string): number[] {
  return [Math.cos(text.length), Math.sin(text.length), 0]
}

const good = (call: FakeCall): FakeReply => ({ body: embeddingsBody(inputs(call).map(vectorOf)) })

async function embedder(
  reply: (call: FakeCall, count: number) => FakeReply,
  options: Partial<OpenaiEmbedderOptions> = {},
) {
  server = await fakeOpenai(reply)
  return openaiEmbedder({ baseUrl: server.url, apiKey: 'k', model: 'm', dimension: 3, attempts: 3, ...options })
}

const texts = Array.from({ length: 25 }, (_, index) => '云'.repeat(index + 1))

function expectVectors(vectors: readonly (Float32Array | undefined)[], of: readonly string[] = texts): void {
  expect(vectors).toHaveLength(of.length)
  of.forEach((text, index) => {
    const expected = vectorOf(text)
    vectors[index]!.forEach((value, place) => {
      expect(value).toBeCloseTo(expected[place]!, 5)
    })
  })
}

describe('the embedder of an OpenAI-compatible endpoint', () => {
  it('asks for floats, ten texts at a time, with the key', async () => {
    const subject = await embedder(good)
    expectVectors(await subject.embed(texts, 'passage'))
    expect(server!.calls.map((call) => inputs(call).length)).toEqual([10, 10, 5])
    expect(server!.calls[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { model: 'm', encoding_format: 'float' },
      headers: { authorization: 'Bearer k' },
    })
  })

  it('learns the dimension when it is not given', async () => {
    const subject = await embedder(good, { dimension: undefined })
    expect(subject.dimension).toBe(3)
  })

  it('puts vectors that come out of order back by their index', async () => {
    const subject = await embedder((call) => {
      const order = inputs(call).map((_, index, all) => all.length - 1 - index)
      return { body: embeddingsBody(inputs(call).map(vectorOf), order) }
    })
    expectVectors(await subject.embed(texts, 'passage'))
  })

  it('takes the order of the answer where the index is missing or always zero', async () => {
    for (const index of [undefined, 0]) {
      const subject = await embedder((call) => ({
        body: { data: inputs(call).map((text) => ({ index, embedding: vectorOf(text) })) },
      }))
      expectVectors(await subject.embed(texts, 'passage'))
      await server?.close()
    }
  })

  it('reads base64 and lengthens or shortens vectors to length one', async () => {
    const subject = await embedder((call) => ({
      body: embeddingsBody(
        inputs(call).map((text) =>
          Buffer.from(Float32Array.from(vectorOf(text), (value) => value * 7).buffer).toString('base64'),
        ),
      ),
    }))
    expectVectors(await subject.embed(texts, 'passage'))
  })

  it('singles out a text that is refused, and only that one', async () => {
    const subject = await embedder((call) =>
      inputs(call).includes('坏') ? { status: 400, body: errorBody('data_inspection_failed') } : good(call),
    )
    const mixed = ['甲', '乙乙', '坏', '丙丙丙', '丁丁丁丁']
    const vectors = await subject.embed(mixed, 'passage')
    expect(vectors.map((vector) => vector !== undefined)).toEqual([true, true, false, true, true])
    expect(await subject.embed(['坏'], 'question')).toEqual([undefined])
  })

  it('leaves out a vector without direction', async () => {
    const bad = [null, [0, 0, 0], [1, 0, 0]]
    const subject = await embedder(() => ({ body: embeddingsBody(bad) }))
    const vectors = await subject.embed(['一', '二', '三'], 'passage')
    expect(vectors.map((vector) => vector !== undefined)).toEqual([false, false, true])
  })

  it('says that the model or address is wrong when everything is refused', async () => {
    const subject = await embedder(() => ({ status: 400, body: errorBody('model not found') }))
    const job = subject.embed(['甲', '乙'], 'passage')
    await expect(job).rejects.toMatchObject({ name: 'RetrievalError', code: 'badInput' })
    await expect(job).rejects.toThrow(/EMBEDDING_MODEL.*model not found/)
  })

  it('waits as long as the server asks and tries again', async () => {
    const subject = await embedder((call, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '0.2' }, body: errorBody('busy') } : good(call),
    )
    const start = performance.now()
    expectVectors(await subject.embed(['甲'], 'passage'), ['甲'])
    expect(performance.now() - start).toBeGreaterThan(190)
  })

  it.each<readonly [string, FakeReply]>([
    ['fails for a moment', { status: 503, headers: { 'retry-after': '0' }, body: 'busy' }],
    ['drops the connection', { hangUp: 'before' }],
  ])('tries again when the server %s', async (_, bad) => {
    const subject = await embedder((call, count) => (count === 1 ? bad : good(call)))
    expectVectors(await subject.embed(['甲'], 'passage'), ['甲'])
    expect(server!.calls).toHaveLength(2)
  })

  it('does not wait for a server that asks for an hour', async () => {
    const subject = await embedder(() => ({
      status: 429,
      headers: { 'retry-after': '3600' },
      body: errorBody('quota'),
    }))
    await expect(subject.embed(['甲'], 'passage')).rejects.toThrow(/限流/)
    expect(server!.calls).toHaveLength(1)
  })

  it.each<readonly [string, FakeReply, string, RegExp]>([
    ['the key is wrong', { status: 401, body: errorBody('bad key') }, 'unauthorized', /OPENAI_API_KEY/],
    ['the path is wrong', { status: 404, body: '<html>' }, 'badInput', /OPENAI_BASE_URL/],
    ['the dimension is wrong', { body: embeddingsBody([[1, 0]]) }, 'incompatible', /2维.*3维.*--reembed/],
    ['an error comes as 200', { body: { error: { code: '1302', message: '并发过高' } } }, 'failed', /并发过高/],
    ['a web page comes instead', { body: '<html>login</html>' }, 'failed', /不是向量/],
    ['vectors are missing', { body: embeddingsBody([]) }, 'failed', /少给/],
    ['the answer breaks off', { body: embeddingsBody([[1, 0, 0]]), hangUp: 'within' }, 'failed', /无法读取/],
    ['the server never answers', { hangUp: 'never' }, 'timeout', /没有应答/],
  ])('says so in one sentence when %s', async (_, reply, code, sentence) => {
    const subject = await embedder(() => reply, { deadlineMs: 300 })
    const job = subject.embed(['甲'], 'passage')
    await expect(job).rejects.toMatchObject({ name: 'RetrievalError', code })
    await expect(job).rejects.toThrow(sentence)
  })

  it('says that the server cannot be reached', async () => {
    const subject = await embedder(good, { attempts: 1 })
    await server?.close()
    await expect(subject.embed(['甲'], 'passage')).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('ends at once when the caller gives up, also while it waits to try again', async () => {
    const subject = await embedder(() => ({ status: 429, headers: { 'retry-after': '20' }, body: errorBody('busy') }))
    const control = new AbortController()
    setTimeout(() => control.abort(), 100)
    const start = performance.now()
    await expect(subject.embed(['甲'], 'passage', control.signal)).rejects.toMatchObject({ name: 'RetrievalError' })
    await expect(subject.embed(['甲'], 'passage', control.signal)).rejects.toMatchObject({ code: 'timeout' })
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
