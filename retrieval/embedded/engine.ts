import type { EngineQuery, Hit, VectorEngine } from '../engine.ts'
import { RetrievalError } from '../errors.ts'
import { fuse } from '../fuse.ts'
import { changesSince, everything } from './changes.ts'
import { emptyColumns, idOf } from './columns.ts'
import { createFacetTable } from './facets.ts'
import { applyChanges, compactIndex, type MemoryIndex, type RankedSlot, rankDense, rankSparse } from './memory-index.ts'
import { createPostings } from './postings.ts'
import {
  clearDenseRows,
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
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import type { SqlDriver } from './sql-driver.ts'
import { storedPoints } from './stored-points.ts'

/** The embedded engine also keeps a snapshot of its index, to open fast. */
export interface EmbeddedEngine extends VectorEngine {
  /** Writes the snapshot when something changed since the last; does nothing for an index in memory. */
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
  columns: emptyColumns(),
  facets: createFacetTable(),
  postings: createPostings(),
  live: 0,
  withDense: 0,
})

function checkDimension(db: SqlDriver, vectors: readonly (Float32Array | undefined)[]): void {
  for (const vector of vectors) {
    if (!vector) continue
    const expected = dimension(db)
    if (expected === 0) setDimension(db, vector.length)
    else if (expected !== vector.length) {
      throw new RetrievalError(
        'badInput',
        `向量维数不符:索引是${expected}维,模型给出${vector.length}维。换过模型请用 npm run ingest -- --reembed 重做向量。`,
      )
    }
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

/** A hit before its payload is read. */
interface RankedPoint extends Omit<Hit, 'payload'> {
  readonly slot: number
}

function single(index: MemoryIndex, slots: readonly RankedSlot[], leg: 'sparseRank' | 'denseRank'): RankedPoint[] {
  return slots.map(({ slot, score }, i) => ({ slot, score, id: idOf(index.columns, slot), [leg]: i + 1 }))
}

function ranked(index: MemoryIndex, query: EngineQuery): readonly RankedPoint[] {
  const { sparse, dense, filter, fusion, limit } = query
  const perLeg = sparse && dense ? query.candidates : limit
  const bySparse = sparse ? single(index, rankSparse(index, { vector: sparse, filter }, perLeg), 'sparseRank') : []
  const byDense = dense ? single(index, rankDense(index, { vector: dense, filter }, perLeg), 'denseRank') : []
  if (!sparse || !dense) return sparse ? bySparse : byDense
  if (!fusion) throw new RetrievalError('badInput', '同时给出词向量和稠密向量时必须说明融合参数。')
  const slots = new Map([...bySparse, ...byDense].map(({ id, slot }) => [id, slot]))
  const legs = { sparse: bySparse.map(({ id }) => id), dense: byDense.map(({ id }) => id) }
  return fuse(legs, fusion, limit).map((point) => ({ ...point, slot: slots.get(point.id) as number }))
}

function withPayload(db: SqlDriver, index: MemoryIndex, { slot, ...hit }: RankedPoint): Hit[] {
  const payload = payloadOf(db, index.columns.rows[slot] as number)
  return payload ? [{ ...hit, payload }] : []
}

/**
 * Exact search over an index in memory that is derived from SQLite rows. Another process's writes are seen at the next
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
  const saveSnapshot = async () => {
    if (!snapshotFile || current().generation === saved) return
    writeSnapshot(snapshotFile, index, databaseId(db))
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
      const now = current()
      return ranked(now, query).flatMap((point) => withPayload(db, now, point))
    },
    documents: async () => storedRevisions(db),
    withoutDense: async (limit) => rowsWithoutDense(db, limit),
    points: async (doc) => storedPoints(db, doc),
    setMeta: async (meta) => setMetaRows(db, meta),
    info: async () => {
      const { live, withDense } = current()
      return { points: live, withDense, documents: storedRevisions(db).size, meta: metaRows(db) }
    },
    saveSnapshot,
    close: async () => {
      await saveSnapshot()
      if (!keepOpen) db.close()
    },
  }
}
