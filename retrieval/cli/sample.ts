import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { sampleCorpus } from '../config.ts'
import type { Library } from '../library.ts'

/** Paths of the held documents that are the files of the sample, byte for byte. */
export async function heldSample(library: Library, folder = sampleCorpus): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const held: string[] = []
  for (const file of files.filter((entry) => entry.isFile())) {
    const source = join(file.parentPath, file.name)
    const path = relative(folder, source).replaceAll('\\', '/')
    const document = library.document(path)
    if (document?.hash === hashOf(await readFile(source))) held.push(path)
  }
  return held
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Whether the sample is among the paths to be read. */
export function namesSample(paths: readonly string[], folder = sampleCorpus): boolean {
  return paths.some((path) => !relative(resolve(path), folder).startsWith('..'))
}
