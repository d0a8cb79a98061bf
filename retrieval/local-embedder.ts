import { fileURLToPath } from 'node:url'
import type { Embedder } from './embedder.ts'
import { RetrievalError } from './errors.ts'
import { type EmbedThread, startEmbedThread } from './local-embedder-thread.ts'

/** Folder of the model that ships with the project. */
export const MODEL_DIRECTORY = fileURLToPath(new URL('./model/lantai-embed-zh-v1', import.meta.url))

export interface LocalEmbedderOptions {
  /** Default: the model that ships with the project. */
  readonly directory?: string
  /**
   * Threads inside one matrix product, default 2. On 2 cores, passages of about 205 tokens: 44 a second with one, 70 with
   * two; a question of 20 tokens 2.9 and 3.3 ms.
   */
  readonly threads?: number
  /** How long loading, or one text, may take; default 30 seconds (measured: 0.5 s and 15 ms). */
  readonly deadlineMs?: number
}

/**
 * The embedder that needs no network: lantai-embed-zh-v1 in a worker thread, which never keeps the process alive by
 * itself. Every text is run alone: the int8 model scales its activations over the whole batch, so a batch would change
 * the vectors (cosine to the single vector down to 0.97 in batches of 8) and is not faster (66 a second against 76).
 * A question is taken before all passages that wait. A thread that has died is started again by the next call.
 * Throws RetrievalError where the runtime has no build for the platform, or the model is missing or damaged.
 */
export async function localEmbedder(options: LocalEmbedderOptions = {}): Promise<Embedder> {
  const { directory = MODEL_DIRECTORY, threads = 2, deadlineMs = 30_000 } = options
  const start = () => startEmbedThread({ directory, threads, deadlineMs })
  let thread: EmbedThread = await start()
  let restarting: Promise<EmbedThread> | undefined
  let closed = false
  const current = async (): Promise<EmbedThread> => {
    if (closed) throw new RetrievalError('failed', '本地向量模型已关闭。')
    if (thread.alive()) return thread
    restarting ??= start().finally(() => {
      restarting = undefined
    })
    thread = await restarting
    return thread
  }
  return {
    model: 'lantai-embed-zh-v1',
    dimension: 512,
    local: true,
    embed: async (texts, kind, signal) => (await current()).embed(texts, kind, signal),
    close: async () => {
      if (closed) return
      closed = true
      await (await restarting?.catch(() => undefined))?.close()
      if (thread.alive()) await thread.close()
    },
  }
}
