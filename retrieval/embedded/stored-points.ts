import type { Point } from '../engine.ts'
import { sparseOf } from './changes.ts'
import type { Facets } from './rows.ts'
import type { SqlDriver } from './sql-driver.ts'

interface StoredPoint {
  readonly [column: string]: string | number | null | Uint8Array
  readonly point: string
  readonly doc: string
  readonly rev: string
  readonly seq: number
  readonly facets: string
  readonly text: string
  readonly sparse: Uint8Array
  readonly vector: Uint8Array | null
}

/** The points of a document with their vectors, by `seq`. */
export function storedPoints(db: SqlDriver, doc: string): Point[] {
  const rows = db.all<StoredPoint>(
    'SELECT point, doc, rev, seq, facets, text, sparse, vector FROM points LEFT JOIN dense USING(id) WHERE doc = ? ORDER BY seq',
    [doc],
  )
  return rows.map(({ point, sparse, vector, rev, seq, facets, text }) => {
    const { terms, weights } = sparseOf(sparse)
    return {
      id: point,
      sparse: { indices: [...terms], values: [...weights] },
      ...(vector && { dense: new Float32Array(vector.buffer, vector.byteOffset, vector.byteLength / 4) }),
      payload: { ...(JSON.parse(facets) as Facets), doc, rev, seq, text },
    }
  })
}
