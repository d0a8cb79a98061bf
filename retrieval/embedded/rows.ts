import type { Point, PointPayload, PointText } from '../engine.ts'
import type { SqlDriver } from './sql-driver.ts'

/** The durable side of the engine: points as SQLite rows, and a generation that grows with every change. */

const schema = `
CREATE TABLE IF NOT EXISTS state(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS points(
  id INTEGER PRIMARY KEY AUTOINCREMENT, point TEXT NOT NULL UNIQUE, generation INTEGER NOT NULL,
  doc TEXT NOT NULL, rev TEXT NOT NULL, seq INTEGER NOT NULL, facets TEXT NOT NULL, sparse BLOB NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS points_doc ON points(doc, rev);
CREATE INDEX IF NOT EXISTS points_generation ON points(generation);
CREATE TABLE IF NOT EXISTS dense(id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS dense_generation ON dense(generation);
CREATE TABLE IF NOT EXISTS tombstones(id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, terms BLOB NOT NULL);
INSERT OR IGNORE INTO state VALUES('generation', 0), ('forgotten', 0), ('database', lower(hex(randomblob(8))));
`

export function createTables(db: SqlDriver): void {
  db.exec(schema)
}

function state(db: SqlDriver, key: 'generation' | 'forgotten' | 'dimension' | 'database'): string | number {
  const value = db.get('SELECT value FROM state WHERE key = ?', [key])?.value
  return typeof value === 'string' ? value : Number(value ?? 0)
}

/** The generation of the last committed change. */
export function generation(db: SqlDriver): number {
  return Number(state(db, 'generation'))
}

/** Generation whose tombstones are gone: an index older than this has to be built anew. */
export function forgottenGeneration(db: SqlDriver): number {
  return Number(state(db, 'forgotten'))
}

/** Random name given to a database when it is made, so that a snapshot of another one is not taken for its own. */
export function databaseId(db: SqlDriver): string {
  return String(state(db, 'database'))
}

/** Numbers of the dense vectors, or 0 before the first one. */
export function dimension(db: SqlDriver): number {
  return Number(state(db, 'dimension'))
}

export function setDimension(db: SqlDriver, value: number): void {
  db.run("INSERT OR REPLACE INTO state VALUES('dimension', ?)", [value])
}

function nextGeneration(db: SqlDriver): number {
  db.run("UPDATE state SET value = value + 1 WHERE key = 'generation'")
  return generation(db)
}

const bytes = (array: Uint32Array | Float32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

function sparseBlob(point: Point): Uint8Array {
  const blob = new Uint8Array(point.sparse.indices.length * 8)
  blob.set(bytes(Uint32Array.from(point.sparse.indices)))
  blob.set(bytes(Float32Array.from(point.sparse.values)), point.sparse.indices.length * 4)
  return blob
}

function insert(db: SqlDriver, point: Point, at: number): void {
  const { doc, rev, seq, orgs, years, kind, audience, text } = point.payload
  db.run('INSERT INTO points(point, generation, doc, rev, seq, facets, sparse, text) VALUES(?,?,?,?,?,?,?,?)', [
    point.id,
    at,
    doc,
    rev,
    seq,
    JSON.stringify({ orgs, years, kind, audience }),
    sparseBlob(point),
    text,
  ])
  if (point.dense) {
    db.run('INSERT INTO dense SELECT id, generation, ? FROM points WHERE point = ?', [bytes(point.dense), point.id])
  }
}

function bury(db: SqlDriver, doc: string, at: number): void {
  db.run('INSERT INTO tombstones SELECT id, ?, substr(sparse, 1, length(sparse) / 2) FROM points WHERE doc = ?', [
    at,
    doc,
  ])
  db.run('DELETE FROM dense WHERE id IN (SELECT id FROM points WHERE doc = ?)', [doc])
  db.run('DELETE FROM points WHERE doc = ?', [doc])
}

/** Replaces the rows of a document in one transaction; no points means that it is deleted. */
export function replaceRows(db: SqlDriver, doc: string, points: readonly Point[]): void {
  db.transaction(() => {
    const at = nextGeneration(db)
    bury(db, doc, at)
    for (const point of points) insert(db, point, at)
  })
}

/** Sets dense vectors in one transaction; unknown points are left out. */
export function setDenseRows(db: SqlDriver, vectors: readonly { id: string; dense: Float32Array }[]): void {
  db.transaction(() => {
    const at = nextGeneration(db)
    for (const { id, dense } of vectors) {
      db.run('INSERT OR REPLACE INTO dense SELECT id, ?, ? FROM points WHERE point = ?', [at, bytes(dense), id])
    }
  })
}

/** Drops all dense vectors and the dimension; an index in memory is older than this and has to be built anew. */
export function clearDenseRows(db: SqlDriver): void {
  db.transaction(() => {
    const at = nextGeneration(db)
    db.run('DELETE FROM dense')
    setDimension(db, 0)
    db.run("UPDATE state SET value = ? WHERE key = 'forgotten'", [at])
  })
}

/** Drops tombstones up to a generation that a snapshot holds. */
export function forgetTombstones(db: SqlDriver, upTo: number): void {
  db.transaction(() => {
    db.run('DELETE FROM tombstones WHERE generation <= ?', [upTo])
    db.run("UPDATE state SET value = max(value, ?) WHERE key = 'forgotten'", [upTo])
  })
}

/** The payload of a row, or undefined when another process has just deleted it. */
export function payloadOf(db: SqlDriver, id: number): PointPayload | undefined {
  const row = db.get<{ doc: string; rev: string; seq: number; facets: string; text: string }>(
    'SELECT doc, rev, seq, facets, text FROM points WHERE id = ?',
    [id],
  )
  if (!row) return undefined
  return { ...(JSON.parse(row.facets) as Facets), doc: row.doc, rev: row.rev, seq: row.seq, text: row.text }
}

/** The filterable part of a payload. */
export type Facets = Pick<PointPayload, 'orgs' | 'years' | 'kind' | 'audience'>

/** Documents and the revision stored of each. */
export function storedRevisions(db: SqlDriver): Map<string, string> {
  const rows = db.all<{ doc: string; rev: string }>('SELECT DISTINCT doc, rev FROM points')
  return new Map(rows.map(({ doc, rev }) => [doc, rev]))
}

/** How many documents have points. */
export function countDocuments(db: SqlDriver): number {
  return Number(db.get('SELECT count(DISTINCT doc) AS count FROM points')?.count ?? 0)
}

/** Points without a dense vector in the order they were stored. */
export function rowsWithoutDense(db: SqlDriver, limit: number): PointText[] {
  return db.all<{ id: string; doc: string; seq: number; text: string }>(
    'SELECT point AS id, doc, seq, text FROM points WHERE id NOT IN (SELECT id FROM dense) ORDER BY points.id LIMIT ?',
    [limit],
  )
}

export function setMetaRows(db: SqlDriver, meta: Readonly<Record<string, string>>): void {
  db.transaction(() => {
    for (const [key, value] of Object.entries(meta)) db.run('INSERT OR REPLACE INTO meta VALUES(?, ?)', [key, value])
  })
}

export function metaRows(db: SqlDriver): Record<string, string> {
  const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM meta')
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}
