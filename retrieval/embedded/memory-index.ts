import type { Filter, SparseVector } from '../engine.ts'
import { type Changes, sparseOf } from './changes.ts'
import {
  appendSlot,
  type Candidates,
  type Columns,
  compactColumns,
  deadFlag,
  denseFlag,
  idBefore,
  isCandidate,
  slotOf,
  survivors,
} from './columns.ts'
import type { FacetTable } from './facets.ts'
import type { Postings } from './postings.ts'
import { createTopK } from './top-k.ts'
import { blockSize, createVectors, dot, type Vectors } from './vectors.ts'

/** The state of the in-memory index; derived from the rows, so it may be thrown away at any time. */
export interface MemoryIndex {
  generation: number
  /** Grows whenever slots get other numbers. */
  layout: number
  readonly columns: Columns
  readonly facets: FacetTable
  readonly postings: Postings
  /** Absent before the first dense vector. */
  vectors?: Vectors
  /** Scores of the query at hand, kept so that a query does not allocate one number a point. */
  scores: Float64Array
  /** Points alive, and those of them with a dense vector. */
  live: number
  withDense: number
}

export interface RankedSlot {
  readonly slot: number
  readonly score: number
}

function remove(index: MemoryIndex, row: number, terms: Uint32Array): void {
  const slot = slotOf(index.columns, row)
  if (slot < 0) return
  const flags = index.columns.flags[slot] as number
  if (flags & deadFlag) return
  index.columns.flags[slot] = flags | deadFlag
  index.postings.forget(terms)
  index.live--
  if (flags & denseFlag) index.withDense--
}

function setDense(index: MemoryIndex, row: number, vector: Float32Array): void {
  const slot = slotOf(index.columns, row)
  if (slot < 0) return
  index.vectors ??= createVectors(vector.length)
  index.vectors.set(slot, vector)
  const flags = index.columns.flags[slot] as number
  if (!(flags & (denseFlag | deadFlag))) index.withDense++
  index.columns.flags[slot] = flags | denseFlag
}

/** Brings the index up to the generation of the changes. */
export function applyChanges(index: MemoryIndex, changes: Changes): void {
  for (const { id, terms } of changes.removed) remove(index, id, terms)
  for (const row of changes.added) {
    const facet = index.facets.intern(row.doc, row.facets)
    const slot = appendSlot(index.columns, { row: row.id, id: row.point, facet })
    const { terms, weights } = sparseOf(row.sparse)
    index.postings.add(slot, terms, weights)
    index.live++
  }
  for (const { id, vector } of changes.dense) setDense(index, id, vector)
  index.generation = changes.generation
}

/** Merges pending postings and drops dead slots; ranking is the same before and after. */
export function compactIndex(index: MemoryIndex): void {
  const moved = survivors(index.columns)
  index.postings.compact(moved)
  index.vectors?.compact(moved)
  compactColumns(index.columns, moved)
  index.layout++
}

/** The best points by BM25; only points that share a term with the query are ranked. */
export function rankSparse(
  index: MemoryIndex,
  query: { readonly vector: SparseVector; readonly filter?: Filter },
  limit: number,
): readonly RankedSlot[] {
  const { columns } = index
  const allowed = index.facets.allowed(query.filter)
  if (index.scores.length < columns.count) index.scores = new Float64Array(columns.rows.length)
  const scores = index.scores.fill(0, 0, columns.count)
  index.postings.accumulate(query.vector, index.live, scores)
  const best = createTopK(limit, (left, right) => idBefore(columns, left, right))
  for (let slot = 0; slot < columns.count; slot++) {
    const score = scores[slot] as number
    if (score <= 0 || score < best.threshold() || (columns.flags[slot] as number) & deadFlag) continue
    if (allowed && !allowed[columns.facets[slot] as number]) continue
    best.offer(slot, score)
  }
  return best.result()
}

/** Which slots a dense ranking may hold. */
export function denseCandidates({ columns, facets }: MemoryIndex, filter: Filter | undefined): Candidates {
  return { slots: columns.count, flags: columns.flags, facets: columns.facets, passing: facets.allowed(filter) }
}

/** The best candidates by inner product; exact. */
export function rankDense(
  index: MemoryIndex,
  query: { readonly vector: Float32Array; readonly candidates: Candidates },
  limit: number,
): readonly RankedSlot[] {
  const { columns, vectors } = index
  const best = createTopK(limit, (left, right) => idBefore(columns, left, right))
  if (!vectors) return []
  const blocks = vectors.blocks()
  for (let slot = 0; slot < query.candidates.slots; slot++) {
    if (!isCandidate(query.candidates, slot)) continue
    const block = blocks[Math.floor(slot / blockSize)] as Float32Array
    const score = dot(query.vector, block, (slot % blockSize) * vectors.dimension)
    if (score >= best.threshold()) best.offer(slot, score)
  }
  return best.result()
}
