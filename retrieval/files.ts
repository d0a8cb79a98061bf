import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { RetrievalError } from './errors.ts'

/** A file to be read into the index. */
export interface FoundFile {
  /** Absolute path. */
  readonly source: string
  /** Absolute path of the folder it was found under; its own path for a file given by itself. */
  readonly root: string
  /** Path relative to the folder, with forward slashes; the name alone for a file given by itself. */
  readonly path: string
}

/** Lock, backup, system and half-downloaded files that nobody means to ingest. */
const passedOver = /^(\.|~\$|~|thumbs\.db$|desktop\.ini$)|(~|\.tmp|\.temp|\.bak|\.part|\.crdownload|\.download)$/i

async function walk(folder: string, seen: Set<string>): Promise<string[]> {
  const real = await realpath(folder)
  if (seen.has(real)) return []
  seen.add(real)
  const files: string[] = []
  for (const name of (await readdir(folder)).sort()) {
    if (passedOver.test(name)) continue
    const path = join(folder, name)
    const kind = await stat(path).catch(() => undefined)
    if (kind?.isDirectory()) files.push(...(await walk(path, seen)))
    else if (kind?.isFile()) files.push(path)
  }
  return files
}

async function filesOf(given: string): Promise<FoundFile[]> {
  const root = resolve(given)
  const kind = await stat(root).catch((cause: unknown) => {
    throw new RetrievalError('notFound', `找不到「${given}」。请检查路径是否写对、有无读取权限。`, { cause })
  })
  if (kind.isFile()) return [{ source: root, root, path: basename(root).normalize('NFC') }]
  const files = await walk(root, new Set()).catch((cause: unknown) => {
    throw new RetrievalError('failed', `「${given}」读不了。请检查文件夹的读取权限。`, { cause })
  })
  return files.map((source) => ({ source, root, path: relative(root, source).split(sep).join('/').normalize('NFC') }))
}

/**
 * All files of the given files and folders, in the order given and sorted within a folder, each once. Throws
 * RetrievalError when one of the given paths does not exist or cannot be read.
 */
export async function findFiles(paths: readonly string[]): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>()
  for (const path of paths) {
    for (const file of await filesOf(path)) if (!found.has(file.source)) found.set(file.source, file)
  }
  return [...found.values()]
}
