import { createHash } from 'node:crypto'
import type { SqlDriver } from './embedded/sql-driver.ts'

/**
 * Vectors that were made once, by model and by the hash of the embedded text. They outlive the document they were made
 * for, so that a document that comes again, changes in part or moves to another store is not embedded twice.
 */
export interface VectorCache {
  /** Known vectors by text. */
  get(model: string, texts: readonly string[]): ReadonlyMap<string, Float32Array>
  put(model: string, vectors: ReadonlyMap<string, Float32Array>): void
}

const schema = 'CREATE TABLE IF NOT EXISTS vector_cache(key TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID'

/** 128 bits of SHA-256: no two of a million texts share it. */
function keyOf(model: string, text: string): string {
  return createHash('sha256').update(`${model}\n${text}`).digest('hex').slice(0, 32)
}

/** The cache in an open database; makes its table when it is missing. About 2 KB a passage at 512 dimensions. */
export function openVectorCache(db: SqlDriver): VectorCache {
  db.exec(schema)
  return {
    get: (model, texts) => {
      const found = new Map<string, Float32Array>()
      for (const text of texts) {
        const row = db.get<{ vector: Uint8Array }>('SELECT vector FROM vector_cache WHERE key = ?', [
          keyOf(model, text),
        ])
        if (row) found.set(text, new Float32Array(Uint8Array.from(row.vector).buffer))
      }
      return found
    },
    put: (model, vectors) =>
      db.transaction(() => {
        for (const [text, vector] of vectors) {
          const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
          db.run('INSERT OR REPLACE INTO vector_cache VALUES(?, ?)', [keyOf(model, text), bytes])
        }
      }),
  }
}
