import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Ledger } from '../ledger.ts'
import type { Audit } from './audit.ts'
import type { Corrections } from './corrections.ts'

export interface RetentionOptions {
  readonly audit: Audit
  readonly corrections: Corrections
  readonly ledger: Ledger
  readonly exportsDir: string | undefined
  readonly days: number
  /** The clock, in milliseconds. */
  readonly now: () => number
}

const DAY_MS = 86_400_000
/** Ids of answered messages: no chat delivers a message again after a week. */
const IDS_MS = 7 * DAY_MS

/** Forgets what is older than it may be kept: audit files, praise and blame, rejected corrections, exported files. */
export function forgetOld({ audit, corrections, ledger, exportsDir, days, now }: RetentionOptions): void {
  const before = now() - days * DAY_MS
  audit.forgetBefore(new Date(before))
  corrections.forget(before)
  ledger.forget(now() - IDS_MS)
  if (exportsDir === undefined || !existsSync(exportsDir)) return
  for (const name of readdirSync(exportsDir)) {
    const path = join(exportsDir, name)
    if (statSync(path).mtimeMs < before) rmSync(path)
  }
}
