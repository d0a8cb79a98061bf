import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Ledger } from '../ledger.ts'
import { forgetUse } from '../model/use-log.ts'
import type { Audit } from './audit.ts'
import type { Corrections } from './corrections.ts'

export interface RetentionOptions {
  readonly audit: Audit
  readonly corrections: Corrections
  readonly ledger: Ledger
  /** Folders for files that were made to be sent, and for drafts; absent without a data folder. */
  readonly exportsDir: string | undefined
  readonly draftsDir: string | undefined
  /** Where the use of a model is logged; absent without one. */
  readonly dataDir?: string | undefined
  readonly days: number
  /** The clock, in milliseconds. */
  readonly now: () => number
}

const DAY_MS = 86_400_000
/** Ids of answered messages: no chat delivers a message again after a week. */
const IDS_MS = 7 * DAY_MS

/** Removes the files under a folder that were last changed before, and folders that are empty then. */
function removeOld(folder: string, before: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isFile() && statSync(path).mtimeMs < before) rmSync(path, { force: true })
    if (!entry.isDirectory()) continue
    removeOld(path, before)
    if (readdirSync(path).length === 0) rmdirSync(path)
  }
}

/** Forgets what is older than it may be kept: audit files, praise and blame, rejected corrections, exported files, drafts left lying, the use of a model. */
export function forgetOld(options: RetentionOptions): void {
  const { audit, corrections, ledger, exportsDir, draftsDir, dataDir, days, now } = options
  const before = now() - days * DAY_MS
  audit.forgetBefore(new Date(before))
  corrections.forget(before)
  ledger.forget(now() - IDS_MS)
  if (dataDir !== undefined) forgetUse(dataDir, new Date(before))
  for (const folder of [exportsDir, draftsDir])
    if (folder !== undefined && existsSync(folder)) removeOld(folder, before)
}
