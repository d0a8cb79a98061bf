import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalog, openCatalog } from './catalog.ts'
import { claimIndex } from './claim.ts'
import { type EmbeddedEngine, embeddedEngine } from './embedded/engine.ts'
import { databaseId } from './embedded/rows.ts'
import { libsqlDriver, type SqlDriver } from './embedded/sql-driver.ts'
import type { Embedder } from './embedder.ts'
import type { VectorEngine } from './engine.ts'
import { RetrievalError } from './errors.ts'
import { type DocumentReader, type IngestTarget, ingest, removeDocument } from './ingest.ts'
import type { Audience, DocumentEntry, IngestReport, Library } from './library.ts'
import { openMeaning } from './meaning.ts'
import { reconcile, retokenize } from './reconcile.ts'
import { search } from './search.ts'
import { loadTokenizer } from './tokens.ts'
import { openVectorCache } from './vector-cache.ts'

/** What a library is opened with. */
export interface LibraryOptions {
  /** Folder of the index; made when it is missing. Absent: an index in memory that leaves nothing behind. */
  readonly dataDir?: string
  readonly read: DocumentReader
  readonly now: () => Date
  /** Another engine than the embedded one. */
  readonly engine?: VectorEngine | undefined
  /** Loads the embedder, in the background; absent when words alone are wanted. */
  readonly embedder?: (() => Promise<Embedder>) | undefined
}

/** A library, and what only its operator does with it. */
export interface OpenedLibrary extends Library {
  /** Settles when the embedder is loaded or is known not to be; what words go on without is then in the status. */
  loaded(): Promise<void>
  /** Settles when every passage has its vector, or none are wanted, or the filling has failed (the status says why). */
  filled(): Promise<void>
  /** Makes all vectors anew with the present model. Throws RetrievalError. */
  reembed(): Promise<void>
}

/**
 * Passages up to which the embedded engine keeps its promises on two cores: at 100,000 a fused question takes 9 ms and the
 * process 500 MB (npm run bench); both grow in proportion.
 */
const embeddedCeiling = 200_000

function ceilingNote(store: string, passages: number): readonly string[] {
  if (store !== 'embedded' || passages <= embeddedCeiling) return []
  return [`资料已有${passages}段,超过内嵌索引的建议上限${embeddedCeiling}段;请改用 Qdrant(STORE=qdrant)。`]
}

function sees(audience: Audience | undefined, entry: DocumentEntry): boolean {
  return !audience || entry.audience.some((reader) => reader === '*' || audience.includes(reader))
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (cause) {
    throw new RetrievalError('failed', `索引目录「${dataDir}」建不了。请检查 DATA_DIR 是否写对、有无写权限。`, {
      cause,
    })
  }
}

/** The database of an index and its embedded engine, which leaves the database open when it is closed. */
export function openEmbedded(dataDir?: string): { readonly db: SqlDriver; readonly engine: EmbeddedEngine } {
  if (dataDir !== undefined) makeFolder(dataDir)
  const db = libsqlDriver(dataDir === undefined ? ':memory:' : join(dataDir, 'lantai.db'))
  const snapshotFile = dataDir === undefined ? undefined : join(dataDir, 'lantai.index')
  return { db, engine: embeddedEngine({ db, snapshotFile, keepOpen: true }) }
}

/** Runs one after another whatever changes the index. */
function inTurn() {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}

function visible(catalog: Catalog, audience?: Audience): readonly DocumentEntry[] {
  return [...catalog.entries().values()].filter((entry) => sees(audience, entry))
}

/** Opens the library; what an earlier crash left unfinished is settled first. Throws RetrievalError. */
export async function openLibrary(options: LibraryOptions): Promise<OpenedLibrary> {
  const { db, engine: embedded } = openEmbedded(options.dataDir)
  const engine = options.engine ?? embedded
  if (options.engine) await claimIndex(engine, databaseId(db))
  const catalog = openCatalog(db)
  const meaning = openMeaning({ engine, catalog, cache: openVectorCache(db), open: options.embedder })
  const stores: IngestTarget = { catalog, engine, tokenizer: loadTokenizer, read: options.read, now: options.now }
  const alone = inTurn()
  await reconcile(stores)
  void meaning.wake()
  let checked: Promise<void> | undefined
  const ready = () => {
    checked ??= alone(() => retokenize(stores)).catch((error: unknown) => {
      checked = undefined
      throw error
    })
    return checked
  }
  return {
    documents: (audience) => visible(catalog, audience),
    document: (path, audience) => {
      const entry = catalog.entries().get(path)
      return entry && sees(audience, entry) ? catalog.document(path, entry.rev) : undefined
    },
    search: async (query, signal) => {
      await ready()
      const tokenizer = await loadTokenizer()
      return search({ catalog, engine, tokenizer, meaning }, query, signal)
    },
    closeness: (question, texts, signal) => meaning.closeness(question, texts, signal),
    ingest: async (paths, ingestOptions) => {
      await ready()
      return alone(async () => {
        const report = await ingest(stores, paths, ingestOptions)
        await embedded.saveSnapshot()
        void meaning.wake()
        return report
      })
    },
    remove: (path) => alone(() => removeDocument(stores, path)),
    status: async () => {
      const { points, withDense } = await engine.info()
      const { model, notes } = meaning.status()
      const counts = { store: engine.name, documents: catalog.entries().size, passages: points, withDense }
      return {
        ...counts,
        ...(model ? { embeddings: model } : {}),
        notes: [...notes, ...ceilingNote(engine.name, points)],
      }
    },
    loaded: () => meaning.loaded(),
    filled: () => meaning.filled(),
    reembed: () => meaning.reembed(),
    close: () =>
      alone(async () => {
        await meaning.close()
        await engine.close()
        db.close()
      }),
  }
}

/** Why an ingestion left nothing to search, as one sentence; undefined when it did not. */
export function nothingRead(report: IngestReport, paths: readonly string[]): string | undefined {
  if (report.added.length + report.updated.length + report.unchanged > 0) return undefined
  const where = paths.map((path) => `「${path}」`).join('、')
  const [first] = report.skipped
  if (!first) return `${where}里没有文件。请放入 .docx、.pdf、.txt、.xlsx 等文件后再试。`
  const more = report.skipped.length > 1 ? `等${report.skipped.length}个文件` : ''
  return `${where}里没有能读的文件:${first.path}${more}没有读入。${first.reason}`
}

/**
 * A throw-away library of some folders, in memory. Throws RetrievalError when a folder is missing or holds nothing that
 * can be read.
 */
export async function openTemporary(
  folders: readonly string[],
  options: Omit<LibraryOptions, 'dataDir' | 'engine'>,
): Promise<{ readonly library: OpenedLibrary; readonly report: IngestReport }> {
  const library = await openLibrary(options)
  try {
    const report = await library.ingest(folders)
    const problem = nothingRead(report, folders)
    if (problem !== undefined) throw new RetrievalError('badInput', problem)
    return { library, report }
  } catch (error) {
    await library.close()
    throw error
  }
}
