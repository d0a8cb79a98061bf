import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Disputes } from '../disputes.ts'
import { sqlCorrections } from '../store/sql-corrections.ts'
import { disputesOf } from './records.ts'

/** The disputes that the office in this data folder has accepted, also while its bot runs; none where no bot ever ran. */
export interface HeldDisputes {
  readonly disputes: Disputes | undefined
  close(): void
}

/** Opens the accepted corrections of a data folder for reading; none without a folder. Throws RetrievalError when the records are damaged. */
export function openHeldDisputes(dataDir: string | undefined): HeldDisputes {
  const path = join(dataDir ?? '', 'wechat.sqlite')
  if (dataDir === undefined || !existsSync(path)) return { disputes: undefined, close: () => undefined }
  const driver = libsqlDriver(path)
  return { disputes: disputesOf(sqlCorrections(driver)), close: () => driver.close() }
}
