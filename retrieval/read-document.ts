import { basename } from 'node:path/posix'
import { analyse } from '../corpus/document.ts'
import { readBytes } from '../corpus/read/read.ts'
import type { DocumentReader } from './ingest.ts'

/** Reads and understands a file. Throws UnreadableError. */
export const readDocument: DocumentReader = async ({ bytes, path, hash }) =>
  analyse(await readBytes(bytes, basename(path)), path, hash)
