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
  /** Settles when the embedder is loaded or is known not to be; `status` then says which. */
  loaded(): Promise<void>
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
  loaded: async () => {},
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

/** Share of the passages that must have vectors: with fewer, whatever has one would come before what has none. */
const filledShare = 0.9

function isFilled({ filling }: Loaded): boolean {
  const progress = filling.progress()
  return !progress || progress.done >= filledShare * progress.total
}

function progressNotes({ filling }: Loaded): readonly string[] {
  const progress = filling.progress()
  const going = progress && progress.done < progress.total ? [`向量生成中:${progress.done}/${progress.total}。`] : []
  const failure = filling.failure()
  return failure === undefined ? going : [...going, `向量没有补全:${failure}`]
}

/** How far it has come with the embedder. */
interface State {
  readonly loading: Promise<void>
  loaded?: Loaded
  /** Why words go on alone. */
  problem?: string | undefined
  /** There were vectors to search at least once. */
  searchable: boolean
}

function startLoading(sources: MeaningSources, open: () => Promise<Embedder>): State {
  const loading = open()
    .then(async (embedder) => {
      state.loaded = await load(sources, embedder)
    })
    .catch((error: unknown) => {
      state.problem = `语义检索不可用,只按词语检索:${sentence(error)}`
    })
  const state: State = { loading, searchable: false }
  return state
}

/** The embedder, once it is there and its vectors may be compared with those of the index. */
async function usable(state: State): Promise<Loaded | undefined> {
  await state.loading
  return state.loaded?.mismatch === undefined ? state.loaded : undefined
}

/** What the embedder gives, or undefined and the reason in the status when it fails. */
async function attempt<Value>(
  state: State,
  work: () => Promise<Value>,
  signal?: AbortSignal,
): Promise<Value | undefined> {
  try {
    const value = await work()
    state.problem = undefined
    return value
  } catch (error) {
    signal?.throwIfAborted()
    state.problem = `语义检索暂时不可用,只按词语检索:${sentence(error)}`
    return undefined
  }
}

async function reembed({ engine }: MeaningSources, state: State): Promise<void> {
  await state.loading
  const { loaded, problem } = state
  if (!loaded) throw new RetrievalError('failed', problem ?? '向量模型没有载入。')
  await engine.clearDense()
  loaded.mismatch = undefined
  loaded.filling.wake()
  await loaded.filling.idle()
  const failure = loaded.filling.failure()
  if (failure !== undefined) throw new RetrievalError('failed', `向量没有补全:${failure}`)
}

/**
 * Starts loading the embedder at once, without waiting for it. One that cannot be loaded, fails on a question, or made no
 * vectors in this index leaves the search to words and says so in the status.
 */
export function openMeaning(sources: MeaningSources): Meaning {
  if (!sources.open) return wordsOnly
  const { engine } = sources
  const state = startLoading(sources, sources.open)
  return {
    questionVector: async (text, signal) => {
      const ready = await usable(state)
      state.searchable ||= ready !== undefined && (await engine.info(signal)).withDense > 0
      if (!ready || !state.searchable || !isFilled(ready)) return undefined
      const vectors = await attempt(state, () => ready.embedder.embed([text], 'question', signal), signal)
      return vectors?.[0]
    },
    closeness: async (question, texts, signal) => {
      const ready = await usable(state)
      if (!ready?.embedder.local || texts.length === 0) return undefined
      return attempt(state, () => ready.closeness(question, texts, signal), signal)
    },
    loaded: () => state.loading,
    wake: async () => (await usable(state))?.filling.wake(),
    filled: async () => (await usable(state))?.filling.idle(),
    reembed: () => reembed(sources, state),
    status: () => {
      const { loaded, problem } = state
      const notes = [problem, loaded?.mismatch].filter((note) => note !== undefined)
      if (!loaded) return { notes }
      return { model: loaded.embedder.model, notes: [...notes, ...progressNotes(loaded)] }
    },
    close: async () => {
      await state.loading
      await state.loaded?.filling.stop()
      await state.loaded?.embedder.close()
    },
  }
}
