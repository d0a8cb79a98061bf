import type { EngineQuery, Hit } from '../engine.ts'
import { RetrievalError } from '../errors.ts'
import { byScoreThenId, fuse, withCosines } from '../fuse.ts'
import { wrongDimension } from '../wrong-dimension.ts'
import { countCandidates, idOf } from './columns.ts'
import { denseCandidates, type MemoryIndex, type RankedSlot, rankDense, rankSparse } from './memory-index.ts'
import type { ScanThread } from './scan-thread.ts'

/** A hit before its payload is read. */
export interface RankedPoint extends Omit<Hit, 'payload'> {
  /** SQLite row. */
  readonly row: number
}

/** Candidates that are compared exactly on the spot: 4 ms at 512 dimensions; more go to the scanning thread. */
export const exactCandidates = 8192

/** How often the ranking is done again when the index moved on, before it is done on the spot. */
const attempts = 3

function points(index: MemoryIndex, slots: readonly RankedSlot[]): Omit<RankedPoint, 'sparseRank' | 'denseRank'>[] {
  return slots
    .map(({ slot, score }) => ({ id: idOf(index.columns, slot), row: index.columns.rows[slot] as number, score }))
    .sort(byScoreThenId)
}

/** The dense leg when it goes to the scanning thread; undefined when it is small enough to be done on the spot. */
function scanElsewhere(index: MemoryIndex, query: EngineQuery, thread: ScanThread): Promise<Legs['dense']> | undefined {
  const { vectors } = index
  if (!query.dense || !vectors || index.withDense <= exactCandidates) return undefined
  const candidates = denseCandidates(index, query.filter)
  if (countCandidates(candidates) <= exactCandidates) return undefined
  return thread.scan(vectors, { vector: query.dense, candidates, limit: perLeg(query) }).catch(() => undefined)
}

function denseOnTheSpot(index: MemoryIndex, { dense, filter, ...query }: EngineQuery): Legs['dense'] {
  if (!dense) return undefined
  return rankDense(index, { vector: dense, candidates: denseCandidates(index, filter) }, perLeg({ dense, ...query }))
}

interface Legs {
  readonly sparse?: readonly RankedSlot[] | undefined
  readonly dense?: readonly RankedSlot[] | undefined
}

function perLeg({ sparse, dense, candidates, limit }: EngineQuery): number {
  return sparse && dense ? candidates : limit
}

function combined(index: MemoryIndex, { sparse, dense }: Legs, { fusion, limit }: EngineQuery): readonly RankedPoint[] {
  const [bySparse, byDense] = [points(index, sparse ?? []), points(index, dense ?? [])]
  if (!sparse || !dense || !fusion) {
    if (sparse) return bySparse.map((point, i) => ({ ...point, sparseRank: i + 1 }))
    return byDense.map((point, i) => ({ ...point, denseRank: i + 1, cosine: point.score }))
  }
  const rows = new Map([...bySparse, ...byDense].map(({ id, row }) => [id, row]))
  const legs = { sparse: bySparse.map(({ id }) => id), dense: byDense.map(({ id }) => id) }
  const fused = withCosines(fuse(legs, fusion, limit), byDense)
  return fused.map((point) => ({ ...point, row: rows.get(point.id) as number }))
}

/**
 * Ranks points by either leg or both and reads their payloads, all of one moment of the index: `current` gives the index
 * brought up to date, and when it has moved on while the thread was scanning, the ranking is done again.
 */
export async function rankedHits(
  query: EngineQuery,
  current: () => MemoryIndex,
  { thread, payload }: { readonly thread: ScanThread; readonly payload: (point: RankedPoint) => readonly Hit[] },
): Promise<readonly Hit[]> {
  const { sparse: vector, dense: wanted, filter, fusion } = query
  if (vector && wanted && !fusion) throw new RetrievalError('badInput', '同时给出词向量和稠密向量时必须说明融合参数。')
  for (let attempt = 0; ; attempt++) {
    const index = current()
    const { generation, layout, vectors } = index
    if (wanted && vectors && wanted.length !== vectors.dimension) throw wrongDimension(vectors.dimension, wanted.length)
    const scanning = attempt < attempts ? scanElsewhere(index, query, thread) : undefined
    const sparse = vector && rankSparse(index, { vector, filter }, perLeg(query))
    const scanned = scanning && (await scanning)
    if (scanning && (current() !== index || generation !== index.generation || layout !== index.layout)) continue
    const dense = scanned ?? denseOnTheSpot(index, query)
    return combined(index, { sparse, dense }, query).flatMap(payload)
  }
}
