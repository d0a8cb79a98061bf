import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { sharedBytes, sharedWords } from './columns.ts'
import { createFacetTable } from './facets.ts'
import { compactIndex, type MemoryIndex } from './memory-index.ts'
import { createPostings } from './postings.ts'
import { blockSize, createBlock, createVectors } from './vectors.ts'

/**
 * The in-memory index as one file of typed arrays, so that opening does not read every row. The file is written beside the
 * database, flushed and renamed, so a torn one is never seen; it is only an aid, and a missing or foreign one is ignored.
 *
 * Layout: magic and header length (u32 each), header as JSON padded to eight bytes, then the arrays, each padded to eight.
 */

const magic = 0x314e544c
const version = 1

interface Header {
  readonly version: number
  readonly database: string
  readonly generation: number
  readonly live: number
  readonly withDense: number
  readonly dimension: number
  readonly facets: readonly (readonly [string, string])[]
  /** Lengths of the arrays in bytes. */
  readonly lengths: readonly number[]
}

type TypedArray = Uint32Array | Uint8Array | Float32Array

const padded = (length: number): number => Math.ceil(length / 8) * 8

function writeAll(file: number, array: TypedArray): void {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(bytes.length - at, 1 << 26))
  if (bytes.length % 8) writeSync(file, new Uint8Array(8 - (bytes.length % 8)))
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

function headerBytes(index: MemoryIndex, arrays: readonly TypedArray[], database: string): Uint8Array {
  const header: Header = {
    version,
    database,
    generation: index.generation,
    live: index.live,
    withDense: index.withDense,
    dimension: index.vectors?.dimension ?? 0,
    facets: index.facets.entries(),
    lengths: arrays.map((array) => array.byteLength),
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(8 + padded(json.length))
  new Uint32Array(bytes.buffer, 0, 2).set([magic, json.length])
  bytes.set(json, 8)
  return bytes
}

/** Compacts the index and writes it; throws what the file system throws. */
export function writeSnapshot(path: string, index: MemoryIndex, database: string): void {
  compactIndex(index)
  const arrays = arraysOf(index)
  const temporary = `${path}.${process.pid}.tmp`
  const file = openSync(temporary, 'w')
  try {
    writeAll(file, headerBytes(index, arrays, database))
    for (const array of arrays) writeAll(file, array)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function readInto<Kind extends TypedArray>(file: number, array: Kind): Kind {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, Math.min(bytes.length - at, 1 << 26), null)
    if (read === 0) throw new Error('snapshot ends early')
    at += read
  }
  if (bytes.length % 8) readSync(file, new Uint8Array(8 - (bytes.length % 8)), 0, 8 - (bytes.length % 8), null)
  return array
}

function readHeader(file: number, database: string): Header {
  const [mark, length = 0] = readInto(file, new Uint32Array(2))
  if (mark !== magic || length > 1 << 28) throw new Error('not a snapshot')
  const json = readInto(file, new Uint8Array(length))
  const header = JSON.parse(new TextDecoder().decode(json)) as Header
  if (header.version !== version || header.database !== database) throw new Error('another version or database')
  return header
}

function readIndex(file: number, database: string): MemoryIndex {
  const header = readHeader(file, database)
  const words = (i: number) => readInto(file, new Uint32Array((header.lengths[i] ?? 0) / 4))
  const columns = { count: 0, rows: words(0), ids: words(1), facets: sharedWords(0), flags: sharedBytes(0) }
  columns.facets = readInto(file, sharedWords((header.lengths[2] ?? 0) / 4))
  columns.flags = readInto(file, sharedBytes(header.lengths[3] ?? 0))
  columns.count = columns.rows.length
  const [terms, offsets, slots] = [words(4), words(5), words(6)]
  const weights = readInto(file, new Float32Array((header.lengths[7] ?? 0) / 4))
  const blocks = header.lengths.slice(8).map((length) => {
    const block = createBlock(header.dimension)
    readInto(file, block.subarray(0, length / 4))
    return block
  })
  return {
    generation: header.generation,
    layout: 0,
    scores: new Float64Array(0),
    live: header.live,
    withDense: header.withDense,
    columns,
    facets: createFacetTable(header.facets),
    postings: createPostings({ terms, offsets, slots, weights }),
    ...(header.dimension ? { vectors: createVectors(header.dimension, blocks) } : {}),
  }
}

/** The index as it was written for this database, or undefined when there is no usable snapshot. */
export function readSnapshot(path: string, database: string): MemoryIndex | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    return readIndex(file, database)
  } catch {
    return undefined
  } finally {
    closeSync(file)
  }
}
