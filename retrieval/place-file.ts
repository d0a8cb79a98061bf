import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { CatalogEntry } from './catalog.ts'
import type { FoundFile } from './files.ts'

/**
 * Decides the document path of a file, so that two files never share one: a file keeps the path it is held under; a path
 * that another living file holds is given with the name of its own folder in front.
 */
export function placeFile(
  file: FoundFile,
  held: ReadonlyMap<string, CatalogEntry>,
  taken: ReadonlyMap<string, string>,
): FoundFile {
  const known = [...held.values()].find(({ source }) => source === file.source)
  if (known) return { ...file, path: known.path, root: file.root === file.source ? known.root : file.root }
  const free = (path: string): boolean => {
    const now = taken.get(path)
    if (now !== undefined) return now === file.source
    const holder = held.get(path)
    return holder === undefined || replaces(file, holder)
  }
  const folder = basename(file.root === file.source ? dirname(file.root) : file.root)
  let path = file.path
  for (let n = 1; !free(path); n++) path = `${folder}${n > 1 ? `-${n}` : ''}/${file.path}`
  return { ...file, path }
}

/** A file given by itself replaces one of the same name that was given by itself; a moved folder replaces what is gone. */
function replaces(file: FoundFile, holder: CatalogEntry): boolean {
  const bothAlone = file.root === file.source && holder.root === holder.source
  return bothAlone || !existsSync(holder.source)
}
