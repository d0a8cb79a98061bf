import { createHash } from 'node:crypto'
import { UnreadableError } from '../../corpus/errors.ts'
import type { Document } from '../../corpus/schema.ts'
import type { DocumentReader } from '../../retrieval/ingest.ts'
import type { Audience, DocumentEntry, Library } from '../../retrieval/library.ts'
import { type Channel, ChannelError } from '../channel.ts'
import { SENSITIVE_NAMES, type Sensitive, screen } from '../screen.ts'
import type { FilesHeard, HeardFile } from './files-heard.ts'
import { intakeReport, olderVersion } from './intake-report.ts'
import { readersInWords } from './readers.ts'
import { type Shelf, safeName } from './shelf.ts'

/** What an intake works with. */
export interface IntakeOptions {
  readonly library: Library
  readonly read: DocumentReader
  /** Absent without a data folder: then nothing can be taken in. */
  readonly shelf: Shelf | undefined
  readonly fetchFile: Channel['fetchFile']
  readonly heard: FilesHeard
  readonly maxBytes: number
  /** The clock, in milliseconds. */
  readonly now: () => number
}

/** What the administrator sees where they are, and the signal of their message. */
export interface By {
  readonly audience: Audience | undefined
  readonly signal: AbortSignal
}

/** A file that was read and may be taken in. */
export interface ReadFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly document: Document
  readonly found: readonly Sensitive[]
}

/** The sentences of an intake. */
export const SAY = {
  noShelf: '没有数据目录(DATA_DIR),不能入库。请在服务器上用 npm run ingest。',
  send: '请把文件发来(.docx、.doc、.pdf、.xlsx、.txt 等,10分钟内)。',
  whom: (title: string) =>
    `《${title}》给谁看?请回复:「所有人」「群 群号」或「角色 名称」(多个用、隔开);不要了回复「取消入库」。`,
  readers: '没看懂给谁看。请说「入库 所有人」「入库 本群」「入库 群 群号」或「入库 角色 法制科」。',
  refused: (what: string) => `文件没有收下,已删除:里面有${what}。`,
  marked: '文件没有收下,已删除:带有密级或内部标记。请按保密规定使用涉密设备办理。',
  phones: (title: string) =>
    `《${title}》里有手机号。确认可以给人看,请回复「确认入库」;否则回复「取消入库」,删去后重发。`,
  cancelled: '已取消,文件没有保存。',
  nothing: '没有等着入库的文件。',
  same: (entry: DocumentEntry, readers: string) =>
    `这份文件已经收录:${entry.identity.title}(${entry.path},给${readers}看)。没有重复入库;要改给谁看,请先「下架 ${entry.path}」再入库。`,
}

/** Fetches, reads and screens a file that was sent; a sentence when it cannot be taken in. */
export async function readSent(
  heard: HeardFile,
  { fetchFile, read, maxBytes }: IntakeOptions,
  signal: AbortSignal,
): Promise<ReadFile | string> {
  try {
    const sent = await fetchFile?.(heard.id, maxBytes, signal)
    if (!sent) return SAY.noShelf
    const name = safeName(heard.name === '文件' ? sent.name : heard.name)
    const hash = createHash('sha256').update(sent.bytes).digest('hex')
    const document = await read({ bytes: sent.bytes, path: name, hash })
    const found = screen(document.text)
    if (document.identity.secrecyMark || found.includes('secrecyMark')) return SAY.marked
    const personal = found.filter((kind) => kind === 'identityCard' || kind === 'bankCard')
    if (personal.length > 0) return SAY.refused(personal.map((kind) => SENSITIVE_NAMES[kind]).join('、'))
    return { name, bytes: sent.bytes, document, found }
  } catch (error) {
    if (error instanceof UnreadableError) return `没有收下:${error.message}`
    if (error instanceof ChannelError && error.code === 'tooLarge')
      return `没有收下:文件超过${Math.floor(maxBytes / 1024 / 1024)} MB。请删去图片、拆成几份,或在服务器上用 npm run ingest。`
    if (error instanceof ChannelError && error.code !== 'stopped') return `没有收下:${error.message}`
    throw error
  }
}

interface Putting {
  readonly audience: Audience
  readonly by: By
  readonly room: string | undefined
}

/** Puts a file on the shelf and into the index; the report of what was understood, and the document's path when it was taken in. */
export async function putAway(
  file: ReadFile,
  { audience, by, room }: Putting,
  { library, shelf }: IntakeOptions,
): Promise<{ readonly text: string; readonly path?: string }> {
  if (!shelf) return { text: SAY.noShelf }
  const seen = library.documents(by.audience)
  const same = shelf.same(file.bytes, seen)
  if (same) return { text: SAY.same(same, readersInWords(same.audience, room)) }
  const { name, replaces } = shelf.place(file.name, audience)
  const path = shelf.put(name, file.bytes)
  const report = await library.ingest([path], { audience, signal: by.signal, removeMissing: false })
  const [entry] = [...report.added, ...report.updated]
  const document = entry && library.document(entry.path)
  if (!entry || !document) {
    shelf.drop(path)
    return { text: `没有收下:${report.skipped[0]?.reason ?? '文件没有变化。'}` }
  }
  const told = { readers: readersInWords(audience, room), replaces, older: olderVersion(entry, seen) }
  return { text: intakeReport(entry, document, told), path: entry.path }
}
