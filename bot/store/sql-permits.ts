import { z } from 'zod'
import type { SqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { HolderKind, Permit, Permits } from '../office/permits.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS permits (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  allowed INTEGER NOT NULL,
  roles TEXT NOT NULL,
  by_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE TABLE IF NOT EXISTS told (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_at ON told (at);`

/** Strangers remembered; the one told longest ago is forgotten first, and may be told once more. */
const TOLD_LIMIT = 20_000

type Row = {
  readonly kind: string
  readonly id: string
  readonly allowed: number
  readonly roles: string
  readonly by_id: string
  readonly at: number
}

const permitOf = (row: Row): Permit => ({
  ...{ kind: row.kind as HolderKind, id: row.id, allowed: row.allowed === 1, by: row.by_id, at: row.at },
  roles: z.array(z.string()).parse(JSON.parse(row.roles)),
})

/** Permits in the bot's own database. Throws RetrievalError when the disk fails. */
export function sqlPermits(driver: SqlDriver): Permits {
  driver.exec(SCHEMA)
  return {
    all: () => driver.all<Row>('SELECT * FROM permits ORDER BY at, kind, id').map(permitOf),
    of: (kind, id) => {
      const row = driver.get<Row>('SELECT * FROM permits WHERE kind = ? AND id = ?', [kind, id])
      return row && permitOf(row)
    },
    put: ({ kind, id, allowed, roles, by, at }) => {
      driver.run('INSERT OR REPLACE INTO permits (kind, id, allowed, roles, by_id, at) VALUES (?, ?, ?, ?, ?, ?)', [
        ...[kind, id, allowed ? 1 : 0, JSON.stringify(roles), by],
        at,
      ])
    },
    tellOnce: (key, at) => {
      if (driver.get('SELECT key FROM told WHERE key = ?', [key])) return false
      const isNew = driver.run('INSERT INTO told (key, at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING', [key, at]) > 0
      if (isNew)
        driver.run('DELETE FROM told WHERE key IN (SELECT key FROM told ORDER BY at DESC LIMIT -1 OFFSET ?)', [
          TOLD_LIMIT,
        ])
      return isNew
    },
    untell: (key) => {
      driver.run('DELETE FROM told WHERE key = ?', [key])
    },
  }
}
