import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'

/**
 * A file of typed arrays that is seen whole or not at all: it is written beside its place, flushed and renamed, and its
 * checksum tells when the disk gives back something else (280 MB are summed in 60 ms).
 *
 * Layout: magic and CRC-32 of all that follows (u32 each), then the arrays, each padded with zeros to eight bytes.
 */

export type TypedArray = Uint32Array | Uint8Array | Float32Array

const magic = 0x324e544c

/** Most bytes of one call to the file system. */
const chunk = 1 << 26

const bytesOf = (array: TypedArray): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

const padding = (length: number): Uint8Array => new Uint8Array((8 - (length % 8)) % 8)

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(bytes.length - at, chunk))
}

function readAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, Math.min(bytes.length - at, chunk), null)
    if (read === 0) throw new Error('ends early')
    at += read
  }
}

/** Removes what a process that died while it wrote left beside the file more than ten minutes ago. */
function removeAbandoned(path: string, now: number): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.tmp')) continue
    const abandoned = join(dirname(path), name)
    const written = statSync(abandoned, { throwIfNoEntry: false })?.mtimeMs ?? now
    if (now - written > 600_000) rmSync(abandoned, { force: true })
  }
}

/** Replaces the file. Throws what the file system throws; the file of before then stays, and nothing is left beside it. */
export function writeArrays(path: string, arrays: readonly TypedArray[]): void {
  const body = arrays.map(bytesOf).flatMap((bytes) => [bytes, padding(bytes.length)])
  const checksum = body.reduce((sum, bytes) => crc32(bytes, sum), 0)
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(temporary, 'w')
    try {
      removeAbandoned(path, fstatSync(file).mtimeMs)
      for (const bytes of [bytesOf(Uint32Array.of(magic, checksum)), ...body]) writeAll(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Fills an array with what comes next in the file; throws when the file holds less. */
export type NextArray = <Kind extends TypedArray>(array: Kind) => Kind

/** What `read` makes of the arrays, asked for in the order they were written; throws when the file is missing or damaged. */
export function readArrays<Result>(path: string, read: (next: NextArray, fileBytes: number) => Result): Result {
  const file = openSync(path, 'r')
  try {
    const start = new Uint32Array(2)
    readAll(file, bytesOf(start))
    if (start[0] !== magic) throw new Error('another kind of file')
    let sum = 0
    const next: NextArray = (array) => {
      for (const bytes of [bytesOf(array), padding(array.byteLength)]) {
        readAll(file, bytes)
        sum = crc32(bytes, sum)
      }
      return array
    }
    const result = read(next, fstatSync(file).size)
    if (sum !== start[1]) throw new Error('damaged')
    return result
  } finally {
    closeSync(file)
  }
}
