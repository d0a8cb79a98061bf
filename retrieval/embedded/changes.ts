import { forgottenGeneration, generation } from './rows.ts'
import type { SqlDriver } from './sql-driver.ts'

/** How the in-memory index learns what is in the rows. */

/** What the in-memory index needs of a point. */
interface IndexedRow {
  readonly [column: string]: string | number | Uint8Array
  readonly id: number
  readonly point: string
  readonly doc: string
  /** JSON of orgs, years, kind and audience. */
  readonly facets: string
  /** Term ids as u32, then weights as f32. */
  readonly sparse: Uint8Array
}

/** Everything that happened after a generation, in the order to apply it. */
export interface Changes {
  readonly generation: number
  readonly added: readonly IndexedRow[]
  readonly removed: readonly { readonly id: number; readonly terms: Uint32Array }[]
  readonly dense: readonly { readonly id: number; readonly vector: Float32Array }[]
}

/** Term ids and weights of a stored sparse vector. */
export function sparseOf(blob: Uint8Array): { terms: Uint32Array; weights: Float32Array } {
  const count = blob.byteLength / 8
  return { terms: new Uint32Array(blob.buffer, 0, count), weights: new Float32Array(blob.buffer, count * 4, count) }
}

type Range = readonly [column: 'generation' | 'id', after: number, upTo: number]

function addedRows(db: SqlDriver, [column, after, upTo]: Range): IndexedRow[] {
  const where = `WHERE ${column} > ? AND ${column} <= ? ORDER BY id`
  return db.all<IndexedRow>(`SELECT id, point, doc, facets, sparse FROM points ${where}`, [after, upTo])
}

function denseRows(db: SqlDriver, [column, after, upTo]: Range): Changes['dense'] {
  const where = `WHERE ${column} > ? AND ${column} <= ? ORDER BY id`
  return db
    .all<{ id: number; vector: Uint8Array }>(`SELECT id, vector FROM dense ${where}`, [after, upTo])
    .map(({ id, vector }) => ({ id, vector: new Float32Array(vector.buffer, 0, vector.byteLength / 4) }))
}

/** What changed after `since`; undefined when its tombstones are gone and the index has to be built anew. */
export function changesSince(db: SqlDriver, since: number): Changes | undefined {
  if (since < forgottenGeneration(db)) return undefined
  const upTo = generation(db)
  const removed = db.all<{ id: number; terms: Uint8Array }>(
    'SELECT id, terms FROM tombstones WHERE generation > ? AND generation <= ?',
    [since, upTo],
  )
  return {
    generation: upTo,
    added: addedRows(db, ['generation', since, upTo]),
    removed: removed.map(({ id, terms }) => ({ id, terms: new Uint32Array(terms.buffer, 0, terms.byteLength / 4) })),
    dense: denseRows(db, ['generation', since, upTo]),
  }
}

const rowsPerPage = 2000

/** All points, page by page, as changes to an empty index. */
export function* everything(db: SqlDriver): Generator<Changes> {
  const at = generation(db)
  const last = Number(db.get('SELECT max(id) AS id FROM points')?.id ?? 0)
  for (let after = 0; after < last; after += rowsPerPage) {
    const range: Range = ['id', after, Math.min(after + rowsPerPage, last)]
    yield { generation: at, added: addedRows(db, range), removed: [], dense: denseRows(db, range) }
  }
}
