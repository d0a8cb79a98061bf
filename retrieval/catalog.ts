import type { Document } from '../corpus/schema.ts'
import { decodeDocument, encodeDocument } from './document-json.ts'
import type { SqlDriver } from './embedded/sql-driver.ts'
import type { DocumentEntry } from './library.ts'

/** A held document, where it came from, and what is said of it. */
export interface CatalogEntry extends DocumentEntry {
  readonly hash: string
  /** Absolute path of the file it was read from. */
  readonly source: string
  /** Absolute path of the folder it was ingested with; its own path for a file given by itself. */
  readonly root: string
}

/**
 * The documents themselves. Together with any engine it keeps this order for a new revision, so that a crash at any moment
 * leaves a whole document: `prepare` the new one beside the old → replace the points → `promote`. Readers accept a point
 * whose revision is the current or the prepared one; what a crash left between is settled by `reconcile`.
 */
export interface Catalog {
  /** Current documents by path; another process's changes are seen. The same map as before while nothing changed. */
  entries(): ReadonlyMap<string, CatalogEntry>
  /** Prepared documents that were not promoted yet. */
  prepared(): ReadonlyMap<string, CatalogEntry>
  /** The document of this revision, current or prepared. */
  document(path: string, rev: string): Document | undefined
  prepare(document: Document, entry: CatalogEntry): void
  promote(path: string): void
  /** Drops the prepared revision. */
  discard(path: string): void
  remove(path: string): void
}

const schema = `
CREATE TABLE IF NOT EXISTS documents(
  path TEXT NOT NULL, prepared INTEGER NOT NULL, rev TEXT NOT NULL, entry TEXT NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY(path, prepared));
CREATE TABLE IF NOT EXISTS catalog_state(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO catalog_state VALUES('generation', 0);
`

/** Characters of text kept decoded: some hundred reports. */
const keptCharacters = 16_000_000

interface Kept {
  get(key: string): Document | undefined
  put(key: string, document: Document): void
}

function recentDocuments(): Kept {
  const kept = new Map<string, Document>()
  let characters = 0
  return {
    get: (key) => {
      const document = kept.get(key)
      if (!document) return undefined
      kept.delete(key)
      kept.set(key, document)
      return document
    },
    put: (key, document) => {
      kept.set(key, document)
      characters += document.text.length
      for (const [oldest, { text }] of kept) {
        if (characters <= keptCharacters || oldest === key) return
        kept.delete(oldest)
        characters -= text.length
      }
    },
  }
}

type Row = { readonly path: string; readonly prepared: number; readonly entry: string }

function readEntries(db: SqlDriver): [current: Map<string, CatalogEntry>, prepared: Map<string, CatalogEntry>] {
  const maps: [Map<string, CatalogEntry>, Map<string, CatalogEntry>] = [new Map(), new Map()]
  for (const row of db.all<Row>('SELECT path, prepared, entry FROM documents ORDER BY path')) {
    maps[row.prepared ? 1 : 0].set(row.path, JSON.parse(row.entry) as CatalogEntry)
  }
  return maps
}

/** The catalog in an open database; makes its tables when they are missing. */
export function openCatalog(db: SqlDriver): Catalog {
  db.exec(schema)
  const kept = recentDocuments()
  let seen = -1
  let [current, prepared] = readEntries(db)
  const refresh = () => {
    const now = Number(db.get("SELECT value FROM catalog_state WHERE key = 'generation'")?.value)
    if (now !== seen) [current, prepared] = readEntries(db)
    seen = now
  }
  const change = (work: () => void) =>
    db.transaction(() => {
      work()
      db.run("UPDATE catalog_state SET value = value + 1 WHERE key = 'generation'")
    })
  return {
    entries: () => {
      refresh()
      return current
    },
    prepared: () => {
      refresh()
      return prepared
    },
    document: (path, rev) => {
      const key = `${path}\n${rev}`
      const known = kept.get(key)
      if (known) return known
      const row = db.get<{ document: string }>('SELECT document FROM documents WHERE path = ? AND rev = ?', [path, rev])
      if (!row) return undefined
      const document = decodeDocument(row.document)
      kept.put(key, document)
      return document
    },
    prepare: (document, entry) =>
      change(() => {
        const values = [document.path, entry.rev, JSON.stringify(entry), encodeDocument(document)]
        db.run('INSERT OR REPLACE INTO documents(path, prepared, rev, entry, document) VALUES(?, 1, ?, ?, ?)', values)
      }),
    promote: (path) =>
      change(() => {
        const promoted = db.get('SELECT rev FROM documents WHERE path = ? AND prepared = 1', [path])
        if (!promoted) return
        db.run('DELETE FROM documents WHERE path = ? AND prepared = 0', [path])
        db.run('UPDATE documents SET prepared = 0 WHERE path = ?', [path])
      }),
    discard: (path) => change(() => void db.run('DELETE FROM documents WHERE path = ? AND prepared = 1', [path])),
    remove: (path) => change(() => void db.run('DELETE FROM documents WHERE path = ?', [path])),
  }
}
