import type { EngineQuery, Hit } from '../engine.ts'
import { RetrievalError } from '../errors.ts'
import { byScoreThenId, fuse } from '../fuse.ts'
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

function points(index: MemoryIndex, slots: readonly RankedSlot[] | undefined): readonly RankedPoint[] | undefined {
  return slots
    ?.map(({ slot, score }) => ({ id: idOf(index.columns, slot), row: index.columns.rows[slot] as number, score }))
    .sort(byScoreThenId)
}

/** The dense leg when it goes to the scanning thread; undefined when it is small enough to be done on the spot. */
function scanElsewhere(
  index: MemoryIndex,
  query: EngineQuery,
  thread: ScanThread,
): Promise<readonly RankedSlot[] | undefined> | undefined {
  const { vectors } = index
  if (!query.dense || !vectors || index.withDense <= exactCandidates) return undefined
  const candidates = denseCandidates(index, query.filter)
  if (countCandidates(candidates) <= exactCandidates) return undefined
  return thread.scan(vectors, { vector: query.dense, candidates, limit: perLeg(query) }).catch(() => undefined)
}

function denseOnTheSpot(index: MemoryIndex, { dense, filter, ...query }: EngineQuery) {
  if (!dense) return undefined
  return rankDense(index, { vector: dense, candidates: denseCandidates(index, filter) }, perLeg({ dense, ...query }))
}

function perLeg({ sparse, dense, candidates, limit }: EngineQuery): number {
  return sparse && dense ? candidates : limit
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
    return fuse({ sparse: points(index, sparse), dense: points(index, dense) }, query).flatMap(payload)
  }
}
