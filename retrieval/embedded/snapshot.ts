import { type NextArray, readArrays, type TypedArray, writeArrays } from './array-file.ts'
import { sharedBytes, sharedWords } from './columns.ts'
import { createFacetTable } from './facets.ts'
import { compactIndex, type MemoryIndex } from './memory-index.ts'
import { createPostings } from './postings.ts'
import { blockSize, createBlock, createVectors } from './vectors.ts'

/**
 * The in-memory index as one file of typed arrays, so that opening does not read every row. It is only an aid: one that is
 * missing, damaged or of another database is ignored.
 *
 * Arrays: version and length of the header; the header as JSON; those of `arraysOf`.
 */

const version = 2

interface Header {
  readonly database: string
  readonly generation: number
  readonly live: number
  readonly withDense: number
  readonly dimension: number
  readonly facets: readonly (readonly [string, string])[]
  /** Lengths of the arrays in bytes. */
  readonly lengths: readonly number[]
}

function arraysOf(index: MemoryIndex): TypedArray[] {
  const { columns, vectors } = index
  const postings = index.postings.main()
  const count = columns.count
  const used = (block: Float32Array, i: number) =>
    block.subarray(0, Math.max(0, Math.min(blockSize, count - i * blockSize)) * (vectors?.dimension ?? 0))
  return [
    columns.rows.subarray(0, count),
    columns.ids.subarray(0, count * 4),
    columns.facets.subarray(0, count),
    columns.flags.subarray(0, count),
    postings.terms,
    postings.offsets,
    postings.slots,
    postings.weights,
    ...(vectors?.blocks().map(used) ?? []),
  ]
}

/** Compacts the index and writes it; throws what the file system throws. */
export function writeSnapshot(path: string, index: MemoryIndex, database: string): void {
  compactIndex(index)
  const arrays = arraysOf(index)
  const header: Header = {
    database,
    generation: index.generation,
    live: index.live,
    withDense: index.withDense,
    dimension: index.vectors?.dimension ?? 0,
    facets: index.facets.entries(),
    lengths: arrays.map((array) => array.byteLength),
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  writeArrays(path, [Uint32Array.of(version, json.length), json, ...arrays])
}

function readHeader(next: NextArray, fileBytes: number): Header {
  const [written, length = 0] = next(new Uint32Array(2))
  if (written !== version || length > fileBytes) throw new Error('another version')
  const header = JSON.parse(new TextDecoder().decode(next(new Uint8Array(length)))) as Header
  if (header.lengths.some((bytes) => bytes > fileBytes)) throw new Error('damaged')
  return header
}

function readIndex(header: Header, next: NextArray): MemoryIndex {
  const { generation, live, withDense, dimension, facets, lengths } = header
  const count = (i: number) => (lengths[i] ?? 0) / 4
  const words = (i: number) => next(new Uint32Array(count(i)))
  const [rows, ids] = [words(0), words(1)]
  const [shared, flags] = [next(sharedWords(count(2))), next(sharedBytes(lengths[3] ?? 0))]
  const columns = { count: rows.length, rows, ids, facets: shared, flags }
  const postings = { terms: words(4), offsets: words(5), slots: words(6), weights: next(new Float32Array(count(7))) }
  const blocks = lengths.slice(8).map((bytes) => {
    const block = createBlock(dimension)
    next(block.subarray(0, bytes / 4))
    return block
  })
  return {
    ...{ generation, live, withDense, columns, layout: 0, scores: new Float64Array(0) },
    facets: createFacetTable(facets),
    postings: createPostings(postings),
    ...(dimension ? { vectors: createVectors(dimension, blocks) } : {}),
  }
}

/** The index as it was written for this database, or undefined when there is no usable snapshot. */
export function readSnapshot(path: string, database: string): MemoryIndex | undefined {
  try {
    return readArrays(path, (next, fileBytes) => {
      const header = readHeader(next, fileBytes)
      return header.database === database ? readIndex(header, next) : undefined
    })
  } catch {
    return undefined
  }
}
