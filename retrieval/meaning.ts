import type { Catalog } from './catalog.ts'
import { type Closeness, closenessBy } from './closeness.ts'
import type { Embedder } from './embedder.ts'
import type { PointText, VectorEngine } from './engine.ts'
import { RetrievalError } from './errors.ts'
import { embeddingMismatch } from './fill.ts'
import { backgroundFilling, type Filling } from './filling.ts'
import type { VectorCache } from './vector-cache.ts'

/** Search by meaning, as far as it is there: whatever is missing, words go on alone and the status says why. */
export interface Meaning {
  /** The question's vector; undefined while no vectors can be searched with it. */
  questionVector(text: string, signal?: AbortSignal): Promise<Float32Array | undefined>
  /** How near texts are to a question; undefined without a model of this process, or when it fails. */
  readonly closeness: Closeness
  /** Fills missing vectors in the background; call it after each change of the index. */
  wake(): Promise<void>
  /** Settles when every passage has its vector or the filling has failed. */
  filled(): Promise<void>
  /** Makes all vectors anew with the present model. */
  reembed(): Promise<void>
  status(): { readonly model?: string; readonly notes: readonly string[] }
  close(): Promise<void>
}

export interface MeaningSources {
  readonly engine: VectorEngine
  readonly catalog: Catalog
  readonly cache: VectorCache
  /** Loads the embedder; absent when words alone are wanted. */
  readonly open?: (() => Promise<Embedder>) | undefined
}

/** Search by words alone. */
const wordsOnly: Meaning = {
  questionVector: async () => undefined,
  closeness: async () => undefined,
  wake: async () => {},
  filled: async () => {},
  reembed: async () => {
    throw new RetrievalError('badInput', '没有启用向量模型(EMBEDDINGS=none),无向量可重做。')
  },
  status: () => ({ notes: [] }),
  close: async () => {},
}

/** What is embedded for a passage: the title of its document, a line feed, its text, as the model was trained. */
function embeddedText(catalog: Catalog, { doc, text }: PointText): string {
  const title = catalog.entries().get(doc)?.identity.title ?? ''
  return `${title}\n${text}`
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

interface Loaded {
  readonly embedder: Embedder
  readonly filling: Filling
  readonly closeness: Closeness
  /** The index holds another model's vectors. */
  mismatch: string | undefined
}

async function load({ engine, catalog, cache }: MeaningSources, embedder: Embedder): Promise<Loaded> {
  const textOf = (point: PointText) => embeddedText(catalog, point)
  const filling = backgroundFilling(engine, embedder, { textOf, cache })
  return { embedder, filling, closeness: closenessBy(embedder), mismatch: await embeddingMismatch(engine, embedder) }
}

function progressNote({ filling }: Loaded): readonly string[] {
  const progress = filling.progress()
  const going = progress && progress.done < progress.total ? [`向量生成中:${progress.done}/${progress.total}。`] : []
  const failure = filling.failure()
  return failure === undefined ? going : [...going, `向量没有补全:${failure}`]
}

/** Share of the passages that must have vectors: with fewer, whatever has one would come before what has none. */
const filledShare = 0.9

function isFilled({ filling }: Loaded): boolean {
  const progress = filling.progress()
  return !progress || progress.done >= filledShare * progress.total
}

/**
 * Starts loading the embedder at once, without waiting for it. One that cannot be loaded, fails on a question, or made no
 * vectors in this index leaves the search to words and says so in the status.
 */
export function openMeaning(sources: MeaningSources): Meaning {
  if (!sources.open) return wordsOnly
  const { engine } = sources
  let problem: string | undefined
  let loaded: Loaded | undefined
  let searchable = false
  const loading = sources
    .open()
    .then(async (embedder) => {
      loaded = await load(sources, embedder)
    })
    .catch((error: unknown) => {
      problem = `语义检索不可用,只按词语检索:${sentence(error)}`
    })
  const usable = async (): Promise<Loaded | undefined> => {
    await loading
    return loaded?.mismatch === undefined ? loaded : undefined
  }
  const wake = async () => (await usable())?.filling.wake()
  const attempt = async <Value>(work: () => Promise<Value>, signal?: AbortSignal): Promise<Value | undefined> => {
    try {
      const value = await work()
      problem = undefined
      return value
    } catch (error) {
      signal?.throwIfAborted()
      problem = `语义检索暂时不可用,只按词语检索:${sentence(error)}`
      return undefined
    }
  }
  return {
    questionVector: async (text, signal) => {
      const ready = await usable()
      searchable ||= ready !== undefined && (await engine.info(signal)).withDense > 0
      if (!ready || !searchable || !isFilled(ready)) return undefined
      const vectors = await attempt(() => ready.embedder.embed([text], 'question', signal), signal)
      return vectors?.[0]
    },
    closeness: async (question, texts, signal) => {
      const ready = await usable()
      if (!ready?.embedder.local || texts.length === 0) return undefined
      return attempt(() => ready.closeness(question, texts, signal), signal)
    },
    wake,
    filled: async () => (await usable())?.filling.idle(),
    reembed: async () => {
      await loading
      if (!loaded) throw new RetrievalError('failed', problem ?? '向量模型没有载入。')
      await engine.clearDense()
      loaded.mismatch = undefined
      loaded.filling.wake()
      await loaded.filling.idle()
      const failure = loaded.filling.failure()
      if (failure !== undefined) throw new RetrievalError('failed', `向量没有补全:${failure}`)
    },
    status: () => {
      const notes = [problem, loaded?.mismatch].filter((note) => note !== undefined)
      return {
        ...(loaded ? { model: loaded.embedder.model } : {}),
        notes: [...notes, ...(loaded ? progressNote(loaded) : [])],
      }
    },
    close: async () => {
      await loading
      await loaded?.filling.stop()
      await loaded?.embedder.close()
    },
  }
}
