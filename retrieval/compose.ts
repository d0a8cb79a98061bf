import { setTimeout as sleep } from 'node:timers/promises'
import { claimIndex } from './claim.ts'
import type { RetrievalConfig } from './config.ts'
import { databaseId } from './embedded/rows.ts'
import type { Embedder } from './embedder.ts'
import type { VectorEngine } from './engine.ts'
import { RetrievalError } from './errors.ts'
import { nothingRead, type OpenedLibrary, openEmbedded, openLibrary, openTemporary } from './open.ts'
import { readDocument } from './read-document.ts'

/** What both composition roots hand down. */
export interface Surroundings {
  readonly now: () => Date
  /** A sentence for the operator. */
  readonly note: (line: string) => void
}

/** The embedder that is configured, loaded when it is called; undefined for EMBEDDINGS=none. */
export function configuredEmbedder(config: RetrievalConfig): (() => Promise<Embedder>) | undefined {
  const { EMBEDDINGS, EMBEDDING_MODEL, MODEL_DIR, OPENAI_API_KEY = '', OPENAI_BASE_URL } = config
  switch (EMBEDDINGS) {
    case 'none':
      return undefined
    case 'local':
      return async () => {
        const { localEmbedder } = await import('./local-embedder.ts')
        return localEmbedder(MODEL_DIR === undefined ? {} : { directory: MODEL_DIR })
      }
    case 'openai':
      return async () => {
        const { openaiEmbedder } = await import('./openai-embedder.ts')
        const baseUrl = OPENAI_BASE_URL ?? 'https://api.openai.com/v1'
        return openaiEmbedder({ baseUrl, apiKey: OPENAI_API_KEY, model: EMBEDDING_MODEL ?? '' })
      }
    default:
      return EMBEDDINGS satisfies never
  }
}

/** The Qdrant engine when it is configured; undefined for the embedded one. Throws RetrievalError. */
async function configuredEngine(config: RetrievalConfig): Promise<VectorEngine | undefined> {
  const { STORE, QDRANT_URL, QDRANT_API_KEY, QDRANT_COLLECTION: name } = config
  if (STORE !== 'qdrant' || QDRANT_URL === undefined) return undefined
  const { qdrantEngine } = await import('./qdrant/engine.ts')
  return qdrantEngine({ url: QDRANT_URL, name, ...(QDRANT_API_KEY === undefined ? {} : { apiKey: QDRANT_API_KEY }) })
}

/** The office's own index as configured, without reading anything into it. Throws RetrievalError. */
export async function openConfigured(config: RetrievalConfig, now: () => Date): Promise<OpenedLibrary> {
  const [engine, embedder] = [await configuredEngine(config), configuredEmbedder(config)]
  return openLibrary({ read: readDocument, now, dataDir: config.DATA_DIR, engine, embedder })
}

/**
 * The two ends of a move between the stores: to the configured one, from the other. Both are to be closed by the caller.
 * Throws RetrievalError, badInput when QDRANT_URL is not set.
 */
export async function openMove(config: RetrievalConfig): Promise<{ from: VectorEngine; to: VectorEngine }> {
  const qdrant = await configuredEngine({ ...config, STORE: 'qdrant' })
  if (!qdrant)
    throw new RetrievalError('badInput', '在两种存储之间搬移需要设置 QDRANT_URL,例如 http://localhost:6333。')
  const { db, engine: embedded } = openEmbedded(config.DATA_DIR)
  await claimIndex(qdrant, databaseId(db))
  return config.STORE === 'qdrant' ? { from: embedded, to: qdrant } : { from: qdrant, to: embedded }
}

/** How long a start waits to hear whether the embedder can be loaded: the local one says so within 0.5 s. */
const loadingWaitMs = 2000

/** Tells the operator what the status says once the embedder is loaded or has failed. */
async function sayNotes(library: OpenedLibrary, note: Surroundings['note']): Promise<void> {
  await library.loaded()
  // A library that was closed meanwhile has nothing more to say.
  const status = await library.status().catch(() => undefined)
  for (const line of status?.notes ?? []) note(line)
}

async function openOwn(config: RetrievalConfig, { now, note }: Surroundings): Promise<OpenedLibrary> {
  const library = await openConfigured(config, now)
  if (library.documents().length > 0) return library
  note(`索引还是空的,先读入 ${config.CORPUS_DIR} …`)
  const report = await library.ingest([config.CORPUS_DIR])
  for (const { path, reason } of report.skipped) note(`跳过 ${path}:${reason}`)
  const problem = nothingRead(report, [config.CORPUS_DIR])
  if (problem !== undefined && report.skipped.length === 0) note(problem)
  return library
}

/**
 * The office's own index; an empty one is filled from CORPUS_DIR first. What the operator should know, for example why
 * there are no vectors, is said before it returns, unless the embedder takes long to load. Throws RetrievalError.
 */
export async function openHeld(config: RetrievalConfig, surroundings: Surroundings): Promise<OpenedLibrary> {
  const library = await openOwn(config, surroundings)
  await Promise.race([sayNotes(library, surroundings.note), sleep(loadingWaitMs, undefined, { ref: false })])
  return library
}

/**
 * A throw-away index of the folders that were named, or the office's own when none was. With `vectors` the throw-away index
 * is searched by meaning too, once `filled` has settled (70 passages a second with the local model); without, by words.
 * Throws RetrievalError.
 */
export async function openNamed(
  folders: readonly string[],
  config: RetrievalConfig,
  { now, note, vectors = false }: Surroundings & { readonly vectors?: boolean },
): Promise<OpenedLibrary> {
  if (folders.length === 0) {
    const library = await openOwn(config, { now, note })
    void sayNotes(library, note)
    return library
  }
  const embedder = vectors ? configuredEmbedder(config) : undefined
  const { library, report } = await openTemporary(folders, { read: readDocument, now, embedder })
  for (const { path, reason } of report.skipped) note(`跳过 ${path}:${reason}`)
  return library
}
