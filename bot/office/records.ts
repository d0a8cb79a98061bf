import { join } from 'node:path'
import type { SqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Dispute, Disputes } from '../disputes.ts'
import { sqlCorrections } from '../store/sql-corrections.ts'
import { sqlPermits } from '../store/sql-permits.ts'
import { type Audit, fileAudit, localDay } from './audit.ts'
import type { Corrections } from './corrections.ts'
import type { Permits } from './permits.ts'

/** What the office keeps. */
export interface Records {
  readonly permits: Permits
  readonly corrections: Corrections
  /** Writes nothing without a data folder. */
  readonly audit: Audit
  readonly disputes: Disputes
  /** Folders for documents taken in, for drafts, and for files made to be sent; absent without a data folder. */
  readonly documentsDir: string | undefined
  readonly draftsDir: string | undefined
  readonly exportsDir: string | undefined
}

const NO_AUDIT: Audit = { write: () => undefined, forgetBefore: () => undefined }

/** Opens the records in the bot's own database and its data folder. Throws RetrievalError when the database fails. */
export function openRecords(
  driver: SqlDriver,
  { dataDir, warn }: { readonly dataDir: string | undefined; readonly warn: (sentence: string) => void },
): Records {
  const corrections = sqlCorrections(driver)
  const folder = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name))
  const auditDir = folder('audit')
  return {
    permits: sqlPermits(driver),
    corrections,
    audit: auditDir ? fileAudit(auditDir, () => warn('审计记录写不进磁盘,请检查磁盘空间和权限。')) : NO_AUDIT,
    disputes: disputesOf(corrections),
    documentsDir: folder('documents'),
    draftsDir: folder('drafts'),
    exportsDir: folder('exports'),
  }
}

/** What was accepted as doubtful, as notes to show beside the place. */
export function disputesOf(corrections: Corrections): Disputes {
  return (doc) =>
    corrections.accepted(doc).flatMap(({ place, said, name, person, at, note }): Dispute[] => {
      if (!place?.quote) return []
      const what = place.printed === undefined ? '这一处' : `「${place.printed}」`
      const verdict = note ? `管理员说明:${note}` : '管理员已核实'
      const by = `${name || person}${localDay(new Date(at))}提出「${said.replace(/[。.!！]$/, '')}」`
      return [{ quote: place.quote, printed: place.printed, note: `${what}有异议,${by},${verdict};以上仍按文件原文` }]
    })
}
