import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { UnreadableError } from '../corpus/errors.ts'
import type { Document } from '../corpus/schema.ts'
import type { CatalogEntry } from './catalog.ts'
import { RetrievalError } from './errors.ts'
import { type FoundFile, findFiles } from './files.ts'
import type { Audience, IngestOptions, IngestReport, SkippedFile } from './library.ts'
import { placeFile } from './place-file.ts'
import { pointsOf, revisionOf } from './points.ts'
import type { Stores } from './reconcile.ts'

/** Turns the bytes of a file into a document; throws UnreadableError. */
export type DocumentReader = (file: {
  readonly bytes: Uint8Array
  readonly path: string
  readonly hash: string
}) => Promise<Document>

/** What an ingestion works on. */
export interface IngestTarget extends Stores {
  readonly read: DocumentReader
  /** Time of ingestion. */
  readonly now: () => Date
}

type Outcome =
  | { readonly kind: 'added' | 'updated'; readonly entry: CatalogEntry }
  | { readonly kind: 'unchanged'; readonly path: string }
  | { readonly kind: 'skipped'; readonly file: SkippedFile; readonly removed?: string }

/** Files larger than this are not even loaded to be hashed; the reader names its own, lower limit. */
const largestFileBytes = 200 * 1024 * 1024

async function bytesOf(file: FoundFile): Promise<Uint8Array> {
  const bytes = await readFile(file.source).catch((cause: unknown) => {
    throw new UnreadableError('missing', '文件打不开;请检查文件是否还在、有无读取权限。', { cause })
  })
  if (bytes.length > largestFileBytes) {
    throw new UnreadableError('tooLarge', '文件超过 200 MB,没有读取;请删去其中的图片或拆成几个文件后再试。')
  }
  return bytes
}

function entryOf(
  document: Document,
  file: FoundFile,
  stored: { rev: string; audience: Audience; at: Date },
): CatalogEntry {
  return {
    path: document.path,
    rev: stored.rev,
    hash: document.hash,
    source: file.source,
    root: file.root,
    format: document.format,
    identity: document.identity,
    audience: stored.audience,
    passages: document.passages.length,
    figures: document.figures.length,
    tasks: document.tasks.length,
    notes: [...new Set([...document.identity.notes, ...document.notes])],
    ingestedAt: stored.at.toISOString(),
  }
}

/** Stores one document; readers see the old revision whole until they see the new one whole. */
async function store(target: IngestTarget, document: Document, entry: CatalogEntry, signal?: AbortSignal) {
  const points = pointsOf(document, entry, await target.tokenizer())
  target.catalog.prepare(document, entry)
  await target.engine.replaceDocument(entry.path, points, signal)
  target.catalog.promote(entry.path)
}

/** Takes a document out; readers stop seeing it before its points go. */
export async function removeDocument(
  { catalog, engine }: Stores,
  path: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const held = catalog.entries().has(path)
  catalog.remove(path)
  await engine.deleteDocument(path, signal)
  return held
}

async function ingestFile(target: IngestTarget, file: FoundFile, options: IngestOptions): Promise<Outcome> {
  const before = target.catalog.entries().get(file.path)
  // Reading a document again must never open it to more readers than it had.
  const audience = options.audience ?? before?.audience ?? ['*']
  const bytes = await bytesOf(file)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const rev = revisionOf(hash, audience)
  if (before?.rev === rev && before.source === file.source) return { kind: 'unchanged', path: file.path }
  const document = await target.read({ bytes, path: file.path, hash })
  if (document.identity.secrecyMark) {
    if (before) await removeDocument(target, file.path, options.signal)
    const reason = `文件带有密级或内部标记(${document.identity.secrecyMark}),按规定不入库,也不参与检索。`
    return { kind: 'skipped', file: { path: file.path, reason }, ...(before ? { removed: file.path } : {}) }
  }
  const entry = entryOf(document, file, { rev, audience, at: target.now() })
  await store(target, document, entry, options.signal)
  return { kind: before ? 'updated' : 'added', entry }
}

async function attempt(target: IngestTarget, file: FoundFile, options: IngestOptions): Promise<Outcome> {
  try {
    return await ingestFile(target, file, options)
  } catch (error) {
    if (error instanceof RetrievalError || options.signal?.aborted) throw error
    const reason =
      error instanceof UnreadableError ? error.message : '文件解析失败,没有入库;请另存为 .docx 或 .txt 后再试。'
    return { kind: 'skipped', file: { path: file.path, reason } }
  }
}

/** Documents of the ingested folders whose files are no longer there. */
async function removeMissing(target: IngestTarget, files: readonly FoundFile[], roots: ReadonlySet<string>) {
  const present = new Set(files.map(({ source }) => source))
  const gone = [...target.catalog.entries().values()].filter(
    ({ root, source }) => roots.has(root) && root !== source && !present.has(source),
  )
  for (const { path } of gone) await removeDocument(target, path)
  return gone.map(({ path }) => path)
}

function collect(outcomes: readonly Outcome[], gone: readonly string[]): IngestReport {
  const entries = (kind: 'added' | 'updated') =>
    outcomes.flatMap((outcome) => (outcome.kind === kind && 'entry' in outcome ? [outcome.entry] : []))
  const skipped = outcomes.flatMap((outcome) => (outcome.kind === 'skipped' ? [outcome] : []))
  return {
    added: entries('added'),
    updated: entries('updated'),
    unchanged: outcomes.filter(({ kind }) => kind === 'unchanged').length,
    removed: [...gone, ...skipped.flatMap(({ removed }) => (removed === undefined ? [] : [removed]))],
    skipped: skipped.map(({ file }) => file),
  }
}

/**
 * Reads files and folders into the index, one document a transaction. Unchanged files are passed over, a bad one is
 * skipped with its sentence, documents whose files have left the folders leave too; not so from a folder without any file,
 * which may be a share that is not mounted. Throws RetrievalError when a given path does not exist or the store fails.
 */
export async function ingest(
  target: IngestTarget,
  paths: readonly string[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  const files = await findFiles(paths)
  const roots = new Set(files.filter(({ root, source }) => root !== source).map(({ root }) => root))
  const gone = (options.removeMissing ?? true) ? await removeMissing(target, files, roots) : []
  const outcomes: Outcome[] = []
  const taken = new Map<string, string>()
  for (const [i, file] of files.entries()) {
    options.signal?.throwIfAborted()
    const placed = placeFile(file, target.catalog.entries(), taken)
    taken.set(placed.path, placed.source)
    outcomes.push(await attempt(target, placed, options))
    options.progress?.(i + 1, files.length, placed.path)
  }
  return collect(outcomes, gone)
}
