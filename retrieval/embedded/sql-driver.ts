import Database from 'libsql'
import { RetrievalError } from '../errors.ts'

/** What may be bound to a statement or come back in a row; blobs come back as fresh, aligned byte arrays. */
type SqlValue = string | number | null | Uint8Array

type SqlRow = Readonly<Record<string, SqlValue>>

/**
 * The few things asked of SQLite, so that another driver (node:sqlite, for one) can take this one's place.
 * Every method throws RetrievalError.
 */
export interface SqlDriver {
  exec(sql: string): void
  /** Runs one statement and returns how many rows it changed. Statements are prepared once per text. */
  run(sql: string, values?: readonly SqlValue[]): number
  get<Row extends SqlRow>(sql: string, values?: readonly SqlValue[]): Row | undefined
  all<Row extends SqlRow>(sql: string, values?: readonly SqlValue[]): Row[]
  /** Takes the write lock at once, commits when `work` returns, rolls back when it throws. */
  transaction<Result>(work: () => Result): Result
  close(): void
}

/** How long a writer waits for another process's transaction. */
const busyTimeoutMs = 10_000

function translate(error: unknown, path: string): RetrievalError {
  if (error instanceof RetrievalError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const options = { cause: error }
  if (/BUSY|LOCKED/.test(code)) {
    return new RetrievalError('locked', `索引正被另一个程序占用(${path}),请等它完成后再试。`, options)
  }
  if (/CORRUPT|NOTADB/.test(code)) {
    return new RetrievalError('corrupt', `索引文件已损坏(${path})。请把它移走,再用 npm run ingest 重新入库。`, options)
  }
  if (/FULL/.test(code))
    return new RetrievalError('failed', `磁盘已满,索引写不进去(${path})。请腾出空间后重试。`, options)
  if (/READONLY|CANTOPEN|PERM/.test(code)) {
    return new RetrievalError('failed', `索引文件打不开或不可写(${path})。请检查目录是否存在、有无写权限。`, options)
  }
  const detail = error instanceof Error ? error.message : String(error)
  return new RetrievalError('failed', `索引读写失败(${path}):${detail}`, options)
}

/** libsql gives blobs as Buffer from one call and ArrayBuffer from another, and a `_metadata` key beside the columns. */
function normalize(row: object): SqlRow {
  const plain: Record<string, SqlValue> = {}
  for (const [key, value] of Object.entries(row)) {
    if (key === '_metadata') continue
    if (value instanceof ArrayBuffer) plain[key] = new Uint8Array(value)
    else plain[key] = value instanceof Uint8Array ? Uint8Array.from(value) : value
  }
  return plain
}

/** Opens or creates the database at `path` with write-ahead logging; ':memory:' leaves no file behind. */
export function libsqlDriver(path: string): SqlDriver {
  const guard = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      throw translate(error, path)
    }
  }
  const database = guard(() => new Database(path))
  const statements = new Map<string, ReturnType<typeof database.prepare>>()
  const prepare = (sql: string) => {
    const known = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const driver: SqlDriver = {
    exec: (sql) => guard(() => void database.exec(sql)),
    run: (sql, values = []) => guard(() => prepare(sql).run([...values]).changes),
    get: <Row extends SqlRow>(sql: string, values: readonly SqlValue[] = []) =>
      guard(() => {
        const row = prepare(sql).get([...values])
        return row ? (normalize(row) as Row) : undefined
      }),
    all: <Row extends SqlRow>(sql: string, values: readonly SqlValue[] = []) =>
      guard(() =>
        prepare(sql)
          .all([...values])
          .map((row) => normalize(row as object) as Row),
      ),
    transaction: (work) =>
      guard(() => {
        database.exec('BEGIN IMMEDIATE')
        try {
          const result = work()
          database.exec('COMMIT')
          return result
        } catch (error) {
          if (database.inTransaction) database.exec('ROLLBACK')
          throw error
        }
      }),
    close: () =>
      guard(() => {
        // Folds the log into the database; another connection may be in the way, and then it does so later.
        database.exec('PRAGMA busy_timeout=0')
        database.pragma('wal_checkpoint(TRUNCATE)')
        database.close()
      }),
  }
  driver.exec(`PRAGMA busy_timeout=${busyTimeoutMs}`)
  driver.exec('PRAGMA journal_mode=WAL')
  driver.exec('PRAGMA synchronous=NORMAL')
  // Folding the log into the database costs a flush to disk (30 ms here): every 16 MB instead of every 4.
  driver.exec('PRAGMA wal_autocheckpoint=4000')
  return driver
}
