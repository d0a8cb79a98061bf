import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { z } from 'zod'
import { withDeadline } from './deadline.ts'
import type { Embedder } from './embedder.ts'
import { RetrievalError } from './errors.ts'
import { withRetry } from './retry.ts'

export interface OpenaiEmbedderOptions {
  /** For example https://dashscope.aliyuncs.com/compatible-mode/v1. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  /** Known dimension of the model; without it one short text is embedded at the start to learn it. */
  readonly dimension?: number
  /** Texts per request; default 10, the smallest limit among the endpoints in use (DashScope). */
  readonly batchSize?: number
  /** For each request; default 30 seconds. */
  readonly deadlineMs?: number
  /** How often a request is made at most when the server is busy or fails; default 4. */
  readonly attempts?: number
}

/** What is read of an answer. `index` may be missing; a vector may come in base64 although floats were asked for. */
const Answer = z.object({
  data: z.array(
    z.object({ index: z.int().optional(), embedding: z.union([z.array(z.number()), z.string()]).nullable() }),
  ),
})

type Vectors = readonly (Float32Array | undefined)[]

/** Makes one request; throws what the client throws, or RetrievalError for an answer that cannot be used. */
type Request = (texts: readonly string[], signal: AbortSignal | undefined) => Promise<Vectors>

/**
 * Embeddings of any OpenAI-compatible endpoint. Floats are asked for (base64, the default of the client, is misread with
 * servers that answer floats). 429, 5xx and broken connections are tried again after the wait the server asks for; a text
 * refused with 400 is singled out and gets no vector while the others do. Throws RetrievalError: unreachable,
 * unauthorized, timeout, badInput (the model or address is not right), incompatible (wrong dimension), failed.
 */
export async function openaiEmbedder(options: OpenaiEmbedderOptions): Promise<Embedder> {
  const { model, batchSize = 10 } = options
  const request = requester(options)
  let accepted = false
  const embedBatch = async (texts: readonly string[], signal?: AbortSignal): Promise<Vectors> => {
    try {
      const vectors = await request(texts, signal)
      accepted = true
      return vectors
    } catch (error) {
      if (!refused(error)) throw translated(error, options)
      if (texts.length > 1) return isolate(texts, (part) => embedBatch(part, signal))
      // Before anything was accepted, a refusal may be about the model or the parameters instead of this text.
      if (!accepted)
        await request([harmless], signal).catch((cause: unknown) => Promise.reject(translated(cause, options)))
      accepted = true
      return [undefined]
    }
  }
  const dimension = options.dimension ?? (await embedBatch([harmless]))[0]?.length
  if (!dimension) throw new RetrievalError('badInput', `向量模型 ${model} 没有给出可用的向量,请检查 EMBEDDING_MODEL。`)
  let closed = false
  return {
    model,
    dimension,
    embed: async (texts, _kind, signal) => {
      if (closed) throw new RetrievalError('failed', '向量接口已关闭。')
      const vectors: (Float32Array | undefined)[] = []
      for (let start = 0; start < texts.length; start += batchSize) {
        vectors.push(...(await embedBatch(texts.slice(start, start + batchSize), signal)))
      }
      for (const vector of vectors) checkDimension(vector, dimension, model)
      return vectors
    },
    close: async () => {
      closed = true
    },
  }
}

/** Sent to learn the dimension, and to tell a refused text from a refused request. */
const harmless = '年度工作报告'

/** Halves a refused batch until the text that is at fault stands alone: about 2·log2(n) requests more for one text. */
async function isolate(
  texts: readonly string[],
  embed: (texts: readonly string[]) => Promise<Vectors>,
): Promise<Vectors> {
  const middle = Math.ceil(texts.length / 2)
  return [...(await embed(texts.slice(0, middle))), ...(await embed(texts.slice(middle)))]
}

function requester({ baseUrl, apiKey, model, deadlineMs = 30_000, attempts = 4 }: OpenaiEmbedderOptions): Request {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    // Repeated here, in one place: the client sleeps as long as Retry-After says, which no signal can end.
    maxRetries: 0,
    timeout: deadlineMs,
    organization: null,
    project: null,
    logLevel: 'off',
  })
  const once = async (texts: readonly string[], signal: AbortSignal) => {
    // An empty input is a 400 with several endpoints; a space means the same to a model.
    const input = texts.map((text) => text || ' ')
    return vectorsOf(
      await client.embeddings.create({ model, input, encoding_format: 'float' }, { signal }),
      texts.length,
    )
  }
  const late = `向量接口 ${baseUrl} ${Math.round(deadlineMs / 1000)} 秒内没有应答,请稍后再试。`
  return (texts, signal) =>
    withRetry(() => withDeadline((inner) => once(texts, inner), { deadlineMs, late, signal }), {
      attempts,
      firstWaitMs: 500,
      longestWaitMs: deadlineMs,
      signal,
      passing,
    })
}

/** 408, 409, 429, 5xx and broken connections may pass; the header counts in seconds (the date form is not used here). */
function passing(error: unknown): { waitMs?: number } | undefined {
  if (error instanceof APIUserAbortError) return undefined
  if (error instanceof APIConnectionError) return {}
  if (!(error instanceof APIError) || error.status === undefined) return undefined
  if (error.status < 500 && ![408, 409, 429].includes(error.status)) return undefined
  const seconds = Number.parseFloat(error.headers?.get('retry-after') ?? '')
  return Number.isFinite(seconds) && seconds >= 0 ? { waitMs: seconds * 1000 } : {}
}

/** A request that the server understood and will not serve: too long, content inspection, batch too large. */
function refused(error: unknown): boolean {
  return error instanceof APIError && [400, 413, 422].includes(error.status ?? 0)
}

function vectorsOf(answer: unknown, count: number): Vectors {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) {
    const said = typeof answer === 'string' ? answer : JSON.stringify(answer)
    throw new RetrievalError('failed', `向量接口的应答不是向量:${(said ?? '空').slice(0, 200)}`, {
      cause: parsed.error,
    })
  }
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined)
  const { data } = parsed.data
  // Some servers leave the index out, others write 0 everywhere: then the order of the answer is all there is.
  const numbered = new Set(data.map(({ index }) => index)).size === data.length
  data.forEach(({ index, embedding }, position) => {
    const place = numbered ? (index ?? position) : position
    if (place >= 0 && place < count) vectors[place] = normalized(embedding)
  })
  if (data.length !== count) {
    throw new RetrievalError('failed', `向量接口少给了结果:送去${count}条,回来${data.length}条。`)
  }
  return vectors
}

/** Undefined for a vector that has no direction: null, zeros, not a number. */
function normalized(embedding: readonly number[] | string | null): Float32Array | undefined {
  if (embedding === null) return undefined
  const vector = typeof embedding === 'string' ? fromBase64(embedding) : Float32Array.from(embedding)
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : undefined
}

function fromBase64(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4))
}

function checkDimension(vector: Float32Array | undefined, dimension: number, model: string): void {
  if (!vector || vector.length === dimension) return
  throw new RetrievalError(
    'incompatible',
    `向量模型 ${model} 给出${vector.length}维向量,应为${dimension}维;换过模型请用 npm run ingest -- --reembed 重做向量。`,
  )
}

function translated(error: unknown, { baseUrl, model }: OpenaiEmbedderOptions): RetrievalError {
  if (error instanceof RetrievalError) return error
  const options = { cause: error }
  const said = error instanceof Error ? error.message.slice(0, 200) : String(error)
  if (error instanceof APIConnectionError) {
    return new RetrievalError('unreachable', `连不上向量接口 ${baseUrl},请检查 OPENAI_BASE_URL 和网络。`, options)
  }
  const status = error instanceof APIError ? (error.status ?? 0) : 0
  if (status === 401 || status === 403) {
    return new RetrievalError('unauthorized', `向量接口 ${baseUrl} 不认这个密钥,请检查 OPENAI_API_KEY。`, options)
  }
  if (status === 429) return new RetrievalError('failed', '向量接口限流,请稍后再试或换用更高的额度。', options)
  if (status >= 500) return new RetrievalError('failed', `向量接口 ${baseUrl} 出错(${status}),请稍后再试。`, options)
  if (status >= 400) {
    const advice = '请检查 OPENAI_BASE_URL 和 EMBEDDING_MODEL'
    return new RetrievalError('badInput', `向量接口拒绝了模型 ${model} 的请求,${advice}:${said}`, options)
  }
  return new RetrievalError('failed', `向量接口 ${baseUrl} 的应答无法读取:${said}`, options)
}
