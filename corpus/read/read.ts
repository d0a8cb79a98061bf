import { readFile as readWhole, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { UnreadableError } from '../errors.ts'
import type { ExtractedText, Format } from '../schema.ts'
import { damaged } from './advice.ts'
import { detectFormat } from './detect.ts'
import { formatRow } from './formats.ts'
import { MAX_FILE_BYTES, READ_TIMEOUT_MS } from './limits.ts'

/** Bounds of one reading. */
export interface ReadOptions {
  /** Largest file in bytes; 50 MB unless told. */
  readonly maxBytes?: number
  /** Longest time in milliseconds; 10 seconds unless told. */
  readonly timeoutMs?: number
}

/** Reads a document file into text. Throws UnreadableError with a sentence for people, and nothing else. */
export async function readFile(path: string, options: ReadOptions = {}): Promise<ExtractedText> {
  return readBytes(await loadBytes(path, options.maxBytes ?? MAX_FILE_BYTES), basename(path), options)
}

/**
 * Reads a document from memory; the format is decided by the bytes first and by the extension of `fileName` second.
 * Throws UnreadableError with a sentence for people, and nothing else.
 */
export async function readBytes(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<ExtractedText> {
  if (bytes.length > (options.maxBytes ?? MAX_FILE_BYTES)) throw tooLarge(options.maxBytes ?? MAX_FILE_BYTES)
  if (bytes.length === 0) throw new UnreadableError('empty', '文件是空的,没有内容可读;请检查文件是否传完整。')
  const extracted = await extract(bytes, fileName, options.timeoutMs ?? READ_TIMEOUT_MS)
  if (extracted.text.trim() === '') throw new UnreadableError('empty', '文件里没有文字;请检查文件是否正确。')
  return extracted
}

async function extract(bytes: Uint8Array, fileName: string, timeoutMs: number): Promise<ExtractedText> {
  try {
    return await runReader(bytes, await detectFormat(bytes, fileName), timeoutMs)
  } catch (error) {
    throw error instanceof UnreadableError ? error : damaged(error)
  }
}

async function runReader(bytes: Uint8Array, format: Format, timeoutMs: number): Promise<ExtractedText> {
  const row = formatRow(format)
  if (!row.isolated) return (await row.load())(bytes)
  const { readIsolated } = await import('./isolate.ts')
  return readIsolated({ bytes, format, timeoutMs })
}

async function loadBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const found = await stat(path)
    if (!found.isFile()) throw new Error('not a file')
    if (found.size > maxBytes) throw tooLarge(maxBytes)
    return await readWhole(path)
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    throw new UnreadableError('missing', '文件打不开;请检查路径是否正确、文件是否还在、是否有读取权限。', {
      cause: error,
    })
  }
}

function tooLarge(maxBytes: number): UnreadableError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024)
  return new UnreadableError('tooLarge', `文件超过 ${megabytes} MB,没有读取;请删去其中的图片或拆成几个文件后再试。`)
}
