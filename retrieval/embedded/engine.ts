import type { Hit, VectorEngine } from '../engine.ts'
import { wrongDimension } from '../wrong-dimension.ts'
import { changesSince, everything } from './changes.ts'
import { emptyColumns } from './columns.ts'
import { createFacetTable } from './facets.ts'
import { applyChanges, compactIndex, type MemoryIndex } from './memory-index.ts'
import { createPostings } from './postings.ts'
import { exactCandidates, type RankedPoint, rankedHits } from './ranking.ts'
import {
  clearDenseRows,
  countDocuments,
  createTables,
  databaseId,
  dimension,
  forgetTombstones,
  generation,
  metaRows,
  payloadOf,
  replaceRows,
  rowsWithoutDense,
  setDenseRows,
  setDimension,
  setMetaRows,
  storedRevisions,
} from './rows.ts'
import { createScanThread } from './scan-thread.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import type { SqlDriver } from './sql-driver.ts'
import { storedPoints } from './stored-points.ts'

/** The embedded engine also keeps a snapshot of its index, to open fast. */
export interface EmbeddedEngine extends VectorEngine {
  /** Writes the snapshot, as far as the disk lets it, when something changed since the last; nothing for an index in memory. */
  saveSnapshot(): Promise<void>
}

export interface EmbeddedOptions {
  readonly db: SqlDriver
  /** Where the snapshot lives; absent for an index in memory. */
  readonly snapshotFile?: string
  /** Leaves the database open on `close`, for one that is shared with the catalog. */
  readonly keepOpen?: boolean
}

/** Postings outside the compressed part that make a merge worth its time: the larger of this and a quarter of the index. */
const pendingPostings = 200_000

const emptyIndex = (): MemoryIndex => ({
  generation: 0,
  layout: 0,
  columns: emptyColumns(),
  facets: createFacetTable(),
  postings: createPostings(),
  scores: new Float64Array(0),
  live: 0,
  withDense: 0,
})

function checkDimension(db: SqlDriver, vectors: readonly (Float32Array | undefined)[]): void {
  for (const vector of vectors) {
    if (!vector) continue
    const expected = dimension(db)
    if (expected === 0) setDimension(db, vector.length)
    else if (expected !== vector.length) throw wrongDimension(expected, vector.length)
  }
}

function mergeWhenLarge(index: MemoryIndex): void {
  const limit = Math.max(pendingPostings, index.postings.main().slots.length / 4)
  if (index.postings.pending() > limit) compactIndex(index)
}

/** The index with everything the database holds: its changes applied, or built anew when they cannot be. */
function broughtUpToDate(db: SqlDriver, index: MemoryIndex): MemoryIndex {
  const now = generation(db)
  if (index.generation === now) return index
  const changes = index.generation < now ? changesSince(db, index.generation) : undefined
  const current = changes ? index : emptyIndex()
  for (const page of changes ? [changes] : everything(db)) {
    applyChanges(current, page)
    mergeWhenLarge(current)
  }
  current.generation = changes?.generation ?? now
  return current
}

function withPayload(db: SqlDriver, { row, ...hit }: RankedPoint): Hit[] {
  const payload = payloadOf(db, row)
  return payload ? [{ ...hit, payload }] : []
}

/**
 * Search over an index in memory that is derived from SQLite rows. Another process's writes are seen at the next
 * query, because the generation in the database is compared first.
 */
export function embeddedEngine({ db, snapshotFile, keepOpen = false }: EmbeddedOptions): EmbeddedEngine {
  createTables(db)
  let index = (snapshotFile && readSnapshot(snapshotFile, databaseId(db))) || emptyIndex()
  let saved = index.generation
  const current = () => {
    index = broughtUpToDate(db, index)
    return index
  }
  const thread = createScanThread()
  // A large index starts its thread at once, so that the first question does not wait half a second for it.
  if (index.vectors && index.withDense > exactCandidates) {
    const dense = new Float32Array(index.vectors.dimension)
    void rankedHits({ dense, candidates: 1, limit: 1 }, current, { thread, payload: () => [] }).catch(() => [])
  }
  const saveSnapshot = async () => {
    if (!snapshotFile || current().generation === saved) return
    try {
      writeSnapshot(snapshotFile, index, databaseId(db))
    } catch {
      // The rows hold everything: without its snapshot (a full disk) the index opens slower, and that is all.
      return
    }
    forgetTombstones(db, index.generation)
    saved = index.generation
  }
  return {
    name: 'embedded',
    replaceDocument: async (doc, points) => {
      checkDimension(
        db,
        points.map(({ dense }) => dense),
      )
      replaceRows(db, doc, points)
    },
    deleteDocument: async (doc) => replaceRows(db, doc, []),
    setDense: async (vectors) => {
      checkDimension(
        db,
        vectors.map(({ dense }) => dense),
      )
      setDenseRows(db, vectors)
    },
    clearDense: async () => clearDenseRows(db),
    query: async (query, signal) => {
      signal?.throwIfAborted()
      return rankedHits(query, current, { thread, payload: (point) => withPayload(db, point) })
    },
    documents: async () => storedRevisions(db),
    withoutDense: async (limit) => rowsWithoutDense(db, limit),
    points: async (doc) => storedPoints(db, doc),
    setMeta: async (meta) => setMetaRows(db, meta),
    info: async () => {
      const { live, withDense } = current()
      return { points: live, withDense, documents: countDocuments(db), meta: metaRows(db) }
    },
    saveSnapshot,
    close: async () => {
      await thread.close()
      await saveSnapshot()
      if (!keepOpen) db.close()
    },
  }
}
