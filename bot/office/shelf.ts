import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Audience, DocumentEntry, Library } from '../../retrieval/library.ts'
import { revisionOf } from '../../retrieval/points.ts'

/** The folder of documents that were taken in over the chat. */
export interface Shelf {
  /** The held document with the same bytes, among those given. */
  same(bytes: Uint8Array, entries: readonly DocumentEntry[]): DocumentEntry | undefined
  /** The name a file is put under: its own, or one beside it where the own one is another's; `replaces` when it is a new version. */
  place(name: string, audience: Audience): { readonly name: string; readonly replaces: boolean }
  /** Puts a file into the folder and returns its path. Throws when the disk fails. */
  put(name: string, bytes: Uint8Array): string
  /** Takes the file of a document out of the folder; false when it is not there. */
  drop(path: string): boolean
}

const NAME_CHARS = 100

/** A file name without folders, control characters and what file systems refuse. */
export function safeName(name: string): string {
  const bare = basename(name.normalize('NFC').replaceAll('\\', '/')).replace(
    /[\u0000-\u001f\u007f<>:"|?*\u200b-\u200f\u202a-\u202e\ufeff]/g,
    '',
  )
  const ending = extname(bare).slice(0, 10)
  const stem = bare
    .slice(0, bare.length - extname(bare).length)
    .replace(/^[.\s]+/, '')
    .trim()
  return `${stem.slice(0, NAME_CHARS) || '文件'}${ending}`
}

/** A shelf in a folder that only its owner can read. */
export function openShelf(folder: string, library: Library): Shelf {
  return {
    same: (bytes, entries) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      return entries.find(({ rev, audience }) => rev === revisionOf(hash, audience))
    },
    place: (given, audience) => {
      const held = new Map(library.documents().map((entry) => [entry.path, entry]))
      const stem = given.slice(0, given.length - extname(given).length)
      for (let n = 1; ; n++) {
        const name = n === 1 ? given : `${stem}-${n}${extname(given)}`
        const entry = held.get(name)
        const isHere = existsSync(join(folder, name))
        if (!entry && !isHere) return { name, replaces: false }
        if (entry && isHere && isDeepEqual(entry.audience, audience)) return { name, replaces: true }
      }
    },
    put: (name, bytes) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, name)
      writeFileSync(path, bytes, { mode: 0o600 })
      return path
    },
    drop: (path) => {
      const file = join(folder, basename(path))
      if (!existsSync(file)) return false
      rmSync(file)
      return true
    },
  }
}

function isDeepEqual(one: Audience, other: Audience): boolean {
  return JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
}
