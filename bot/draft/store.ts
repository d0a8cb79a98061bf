import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DRAFTS_KEPT, DraftStoreError, type Drafts } from './drafts.ts'
import { Draft } from './schema.ts'

/** Names tried for a file before giving up: 草稿1.docx, 草稿1(2).docx, … */
const NAMES_TRIED = 100
/** Longest file name in bytes that every common file system takes, with room for (2) and the ending. */
const LONGEST_NAME_BYTES = 200

/**
 * Open drafts under `folder`, one JSON file a conversation, written beside and renamed, so that a crash leaves the old or the
 * new one; their .docx and .xlsx files in `folder`/files. Survives restarts. A damaged file counts as no draft.
 */
export function diskDrafts(folder: string, most = DRAFTS_KEPT): Drafts {
  const pathOf = (conversation: string): string => join(folder, `${keyOf(conversation)}.json`)
  return {
    open: (conversation) => {
      const draft = readDraft(pathOf(conversation))
      return draft?.conversation === conversation ? draft : undefined
    },
    save: (draft) =>
      onDisk(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        replaceFile(pathOf(draft.conversation), JSON.stringify(draft))
        dropOldest(folder, most)
      }),
    close: (conversation) => {
      try {
        rmSync(pathOf(conversation), { force: true })
      } catch {
        // A file that cannot be removed cannot be written either: the next save says so.
      }
    },
    writeFile: diskFiles(join(folder, 'files')),
  }
}

/** Writes files for conversations under `folder`, never over another content; returns the path. */
export function diskFiles(folder: string): NonNullable<Drafts['writeFile']> {
  return (conversation, name, bytes) =>
    onDisk(() => {
      const own = join(folder, keyOf(conversation).slice(0, 16))
      mkdirSync(own, { recursive: true, mode: 0o700 })
      return writeNew(own, safeName(name), bytes)
    })
}

const keyOf = (conversation: string): string => createHash('sha256').update(conversation).digest('hex')

function readDraft(path: string): Draft | undefined {
  try {
    return Draft.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Absent, damaged, or of another version: there is no open draft, and the next one replaces the file.
    return undefined
  }
}

function replaceFile(path: string, content: string): void {
  const beside = `${path}.new`
  const file = openSync(beside, 'w', 0o600)
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
}

/** Closes the drafts unchanged for longest when there are too many. */
function dropOldest(folder: string, most: number): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  if (names.length <= most) return
  const aged = names.map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs })).sort((a, b) => a.at - b.at)
  for (const { name } of aged.slice(0, names.length - most)) rmSync(join(folder, name), { force: true })
}

function safeName(name: string): string {
  const clean = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '').trim() || '草稿'
  const dot = clean.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [clean.slice(0, dot), clean.slice(dot)] : [clean, '']
  let short = stem
  while (Buffer.byteLength(short) > LONGEST_NAME_BYTES) short = short.slice(0, -1)
  return `${short}${ending}`
}

function writeNew(folder: string, name: string, bytes: Uint8Array): string {
  const dot = name.lastIndexOf('.')
  for (let number = 1; number <= NAMES_TRIED; number++) {
    const path = join(folder, number === 1 ? name : `${name.slice(0, dot)}(${number})${name.slice(dot)}`)
    try {
      writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (readFileSync(path).equals(bytes)) return path
    }
  }
  throw new Error(`${name}: ${NAMES_TRIED} files of this name`)
}

function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new DraftStoreError(
      '草稿没能写进磁盘(空间不足或没有写权限),请管理员检查数据目录;文字内容不受影响,可直接复制。',
      {
        cause: error,
      },
    )
  }
}
