import { z } from 'zod'
import type { SqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Incoming } from '../channel.ts'
import { type Ledger, type LedgerReply, partsOf, type StoredPart } from '../ledger.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  message TEXT
);
CREATE INDEX IF NOT EXISTS inbox_open ON inbox (seq) WHERE message IS NOT NULL;
CREATE INDEX IF NOT EXISTS inbox_at ON inbox (at);
CREATE TABLE IF NOT EXISTS outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  question TEXT NOT NULL,
  conversation TEXT NOT NULL,
  target TEXT NOT NULL,
  part TEXT NOT NULL,
  sending INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,
  file TEXT
);`

const StoredMessage = z.object({
  id: z.string(),
  room: z.string().optional(),
  sender: z.object({ id: z.string(), name: z.string() }),
  text: z.string(),
  quote: z.object({ name: z.string(), text: z.string(), own: z.boolean() }).optional(),
  addressed: z.boolean(),
  others: z.array(z.object({ id: z.string().optional(), name: z.string().optional() })).optional(),
  media: z.literal('file').optional(),
  file: z.object({ name: z.string() }).optional(),
  at: z.coerce.date(),
})
const StoredTarget = z.object({
  room: z.string().optional(),
  person: z.string(),
  name: z.string().optional(),
  mention: z.boolean().optional(),
})

type PartRow = {
  readonly seq: number
  readonly question: string
  readonly conversation: string
  readonly target: string
  readonly part: string
  readonly sending: number
  readonly at: number
  readonly file: string | null
}

const partOf = (row: PartRow): StoredPart => ({
  ...{ seq: row.seq, question: row.question, conversation: row.conversation, text: row.part, at: row.at },
  target: StoredTarget.parse(JSON.parse(row.target)) as StoredPart['target'],
  uncertain: row.sending === 1,
  ...(row.file !== null && { file: row.file }),
})

function insert(driver: SqlDriver, question: string, at: number, reply: LedgerReply): StoredPart[] {
  return partsOf(reply).map((part) => {
    const { conversation, target, text, file } = part
    driver.run('INSERT INTO outbox (question, conversation, target, part, at, file) VALUES (?, ?, ?, ?, ?, ?)', [
      ...[question, conversation, JSON.stringify(target), text, at],
      file ?? null,
    ])
    const seq = driver.get<{ seq: number }>('SELECT last_insert_rowid() AS seq')?.seq ?? 0
    return { ...part, seq, question, uncertain: false, at }
  })
}

/** A ledger on disk. Each method is one transaction; texts are erased as soon as they are answered or sent. */
export function sqlLedger(driver: SqlDriver): Ledger {
  driver.exec(SCHEMA)
  const columns = driver.all<{ name: string }>('PRAGMA table_info(outbox)').map(({ name }) => name)
  if (!columns.includes('file')) driver.exec('ALTER TABLE outbox ADD COLUMN file TEXT')
  driver.exec('PRAGMA secure_delete=ON')
  return {
    take: (message, at, pieces = []) =>
      driver.transaction(() => {
        for (const id of pieces) driver.run('UPDATE inbox SET message = NULL WHERE id = ?', [id])
        return (
          driver.run('INSERT INTO inbox (id, at, message) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING', [
            ...[message.id, at],
            JSON.stringify(message),
          ]) > 0
        )
      }),
    unfinished: () =>
      driver
        .all<{ message: string }>('SELECT message FROM inbox WHERE message IS NOT NULL ORDER BY seq')
        .flatMap((row) => {
          // A row of another version costs its message, not the whole ledger.
          const read = StoredMessage.safeParse(JSON.parse(row.message))
          return read.success ? [read.data as Incoming] : []
        }),
    close: (id, at, reply) =>
      driver.transaction(() => {
        driver.run('UPDATE inbox SET message = NULL WHERE id = ?', [id])
        return reply ? insert(driver, id, at, reply) : []
      }),
    queued: () => driver.all<PartRow>('SELECT * FROM outbox ORDER BY seq').map(partOf),
    mark: (seq, state) => {
      if (state === 'done') driver.run('DELETE FROM outbox WHERE seq = ?', [seq])
      else driver.run('UPDATE outbox SET sending = ? WHERE seq = ?', [state === 'sending' ? 1 : 0, seq])
    },
    forget: (at) => {
      driver.run('DELETE FROM inbox WHERE at < ? AND message IS NULL', [at])
    },
  }
}
