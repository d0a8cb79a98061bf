import type { RetrievalConfig } from './config.ts'
import type { Library } from './library.ts'
import { openLibrary, openTemporary } from './open.ts'
import { readDocument } from './read-document.ts'

/** What both composition roots hand down. */
export interface Surroundings {
  readonly now: () => Date
  /** A sentence for the operator. */
  readonly note: (line: string) => void
}

/** The office's own index; an empty one is filled from CORPUS_DIR first. Throws RetrievalError. */
export async function openHeld(config: RetrievalConfig, { now, note }: Surroundings): Promise<Library> {
  const library = await openLibrary({ read: readDocument, now, dataDir: config.DATA_DIR })
  if (library.documents().length > 0) return library
  note(`索引还是空的,先读入 ${config.CORPUS_DIR} …`)
  const { skipped } = await library.ingest([config.CORPUS_DIR])
  for (const { path, reason } of skipped) note(`跳过 ${path}:${reason}`)
  return library
}

/** A throw-away index of the folders that were named, or the office's own when none was. Throws RetrievalError. */
export async function openNamed(
  folders: readonly string[],
  config: RetrievalConfig,
  { now, note }: Surroundings,
): Promise<Library> {
  if (folders.length === 0) return openHeld(config, { now, note })
  const { library, report } = await openTemporary(folders, { read: readDocument, now })
  for (const { path, reason } of report.skipped) note(`跳过 ${path}:${reason}`)
  return library
}
