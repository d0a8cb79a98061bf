import { z } from 'zod'
import type { SqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Correction, Corrections } from '../office/corrections.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS corrections (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  doc TEXT,
  state TEXT NOT NULL DEFAULT 'open',
  feedback TEXT NOT NULL,
  decision TEXT
);
CREATE INDEX IF NOT EXISTS corrections_doc ON corrections (doc, state);`

const StoredFeedback = z.object({
  person: z.string(),
  name: z.string(),
  room: z.string().optional(),
  said: z.string(),
  message: z.string().optional(),
  place: z
    .object({
      doc: z.string(),
      title: z.string(),
      section: z.string(),
      quote: z.string(),
      printed: z.string().optional(),
      subject: z.string().optional(),
    })
    .optional(),
})
const StoredDecision = z.object({ decidedBy: z.string(), decidedAt: z.number(), note: z.string() })

type Row = {
  readonly number: number
  readonly kind: string
  readonly at: number
  readonly state: string
  readonly feedback: string
  readonly decision: string | null
}

const correctionOf = (row: Row): Correction => ({
  ...{ number: row.number, at: row.at, state: row.state as Correction['state'] },
  kind: row.kind as Correction['kind'],
  ...StoredFeedback.parse(JSON.parse(row.feedback)),
  ...(row.decision === null ? {} : StoredDecision.parse(JSON.parse(row.decision))),
})

/** Corrections in the bot's own database. Throws RetrievalError when the disk fails. */
export function sqlCorrections(driver: SqlDriver): Corrections {
  driver.exec(SCHEMA)
  return {
    add: ({ kind, at, ...feedback }) => {
      const { message } = feedback
      const sql = "SELECT * FROM corrections WHERE json_extract(feedback, '$.message') = ?"
      const known = message === undefined ? undefined : driver.get<Row>(sql, [message])
      if (known) return correctionOf(known)
      driver.run('INSERT INTO corrections (kind, at, doc, feedback) VALUES (?, ?, ?, ?)', [
        ...[kind, at, feedback.place?.doc ?? null],
        JSON.stringify(feedback),
      ])
      const number = driver.get<{ number: number }>('SELECT last_insert_rowid() AS number')?.number ?? 0
      return { ...feedback, kind, at, number, state: 'open' }
    },
    get: (number) => {
      const row = driver.get<Row>('SELECT * FROM corrections WHERE number = ?', [number])
      return row && correctionOf(row)
    },
    all: () => driver.all<Row>('SELECT * FROM corrections ORDER BY number DESC').map(correctionOf),
    accepted: (doc) =>
      driver
        .all<Row>("SELECT * FROM corrections WHERE doc = ? AND state = 'accepted' ORDER BY number", [doc])
        .map(correctionOf),
    decide: (number, { state, by, at, note }) => {
      const decision = JSON.stringify({ decidedBy: by, decidedAt: at, note })
      driver.run('UPDATE corrections SET state = ?, decision = ? WHERE number = ?', [state, decision, number])
    },
    forget: (before) => {
      driver.run(
        "DELETE FROM corrections WHERE at < ? AND (state = 'rejected' OR (state = 'open' AND kind <> 'wrong'))",
        [before],
      )
    },
  }
}
