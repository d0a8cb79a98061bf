import type { Embedder } from './embedder.ts'
import type { PointText, VectorEngine } from './engine.ts'
import { RetrievalError } from './errors.ts'
import type { VectorCache } from './vector-cache.ts'

export interface FillOptions {
  /** What is embedded for a point: the title of its document, a line feed, its text. */
  readonly textOf: (point: PointText) => string
  readonly cache?: VectorCache
  /** Called after each batch with how many points have a vector, and how many points there are. */
  readonly progress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

export interface FillReport {
  /** Points that got a vector, those taken from the cache included. */
  readonly filled: number
  readonly fromCache: number
  /** Points whose text the model refused; they are found by words alone. */
  readonly refused: number
}

/** Points asked of the engine at a time. */
const pageSize = 512
/** Points embedded and stored at a time: half a second with the local model, so a crash loses that much and no more. */
const batchSize = 32

const metaKey = 'embedding'

function signature({ model, dimension }: Embedder): string {
  return `${model}/${dimension}`
}

/** Whose vectors the index holds, as model/dimension; undefined when it holds none. */
async function storedEmbedding(engine: VectorEngine, signal?: AbortSignal): Promise<string | undefined> {
  const { meta, withDense } = await engine.info(signal)
  return withDense > 0 ? (meta[metaKey] ?? '未知') : undefined
}

/**
 * A sentence for the administrator when the index holds another model's vectors, which must not be compared with this
 * one's; undefined when the two agree or the index holds none.
 */
export async function embeddingMismatch(
  engine: VectorEngine,
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const stored = await storedEmbedding(engine, signal)
  if (stored === undefined || stored === signature(embedder)) return undefined
  return `索引中的向量由 ${stored} 生成,现在设置的是 ${signature(embedder)};请用 npm run ingest -- --reembed 重做向量,在此之前只按词语检索。`
}

/**
 * Gives every point of the engine its vector. Resumable: what is missing is asked of the engine, so it goes on where the
 * last run stopped, and stops between two batches when the signal is aborted (the report then says how far it came).
 * A text with a vector in the cache is not embedded again. Throws RetrievalError when the index holds another model's
 * vectors (incompatible) or the model or the engine fails; what was stored until then stays.
 */
export async function fillVectors(engine: VectorEngine, embedder: Embedder, options: FillOptions): Promise<FillReport> {
  const { signal } = options
  const mismatch = await embeddingMismatch(engine, embedder, signal)
  if (mismatch) throw new RetrievalError('incompatible', mismatch)
  await engine.setMeta({ [metaKey]: signature(embedder) }, signal)
  const { points, withDense } = await engine.info(signal)
  const refused = new Set<string>()
  const unlessAborted = (error: unknown) => (signal?.aborted ? undefined : Promise.reject(error))
  let [filled, fromCache] = [0, 0]
  while (!signal?.aborted) {
    const page = await engine.withoutDense(pageSize + refused.size, signal)
    const missing = page.filter(({ id }) => !refused.has(id))
    if (missing.length === 0) break
    for (let start = 0; start < missing.length && !signal?.aborted; start += batchSize) {
      const batch = await embedBatch(missing.slice(start, start + batchSize), embedder, options).catch(unlessAborted)
      if (!batch) break
      await engine.setDense(batch.vectors)
      for (const id of batch.refused) refused.add(id)
      filled += batch.vectors.length
      fromCache += batch.fromCache
      options.progress?.(Math.min(points, withDense + filled), points)
    }
  }
  return { filled, fromCache, refused: refused.size }
}

interface Batch {
  readonly vectors: readonly { readonly id: string; readonly dense: Float32Array }[]
  readonly fromCache: number
  readonly refused: readonly string[]
}

async function embedBatch(points: readonly PointText[], embedder: Embedder, options: FillOptions): Promise<Batch> {
  const { cache, signal, textOf } = options
  const texts = new Map(points.map((point) => [point.id, textOf(point)]))
  const wanted = [...new Set(texts.values())]
  const known = cache?.get(embedder.model, wanted) ?? new Map<string, Float32Array>()
  const unknown = wanted.filter((text) => known.get(text)?.length !== embedder.dimension)
  const made = new Map<string, Float32Array>()
  const answers = unknown.length > 0 ? await embedder.embed(unknown, 'passage', signal) : []
  unknown.forEach((text, index) => {
    const vector = answers[index]
    if (vector) made.set(text, vector)
  })
  if (made.size > 0) cache?.put(embedder.model, made)
  const found = points.map(({ id }) => ({ id, dense: made.get(texts.get(id) ?? '') ?? known.get(texts.get(id) ?? '') }))
  return {
    vectors: found.flatMap(({ id, dense }) => (dense ? [{ id, dense }] : [])),
    fromCache: found.filter(({ id }) => known.has(texts.get(id) ?? '')).length,
    refused: found.flatMap(({ id, dense }) => (dense ? [] : [id])),
  }
}
