import type { Document, Identity } from '../../corpus/schema.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'
import { KIND_NAMES } from '../documents.ts'

const NOTES_SHOWN = 4

/** What was understood of a document that was taken in, for its administrator to check. */
export function intakeReport(
  entry: DocumentEntry,
  document: Document,
  told: { readonly readers: string; readonly replaces: boolean; readonly older: DocumentEntry | undefined },
): string {
  const { identity, outline, figures, tasks, passages } = document
  const top = outline.filter(({ level }) => level === 1).length
  const counts = [
    outline.length > 0 ? `标题${outline.length}个(一级${top}个)` : '没有认出标题',
    `数字${figures.length}个`,
    `任务${tasks.length}项`,
    `正文${passages.length}段`,
  ]
  const { older } = told
  return [
    `${told.replaces ? '已换成新版本' : '已入库'}:${identity.title}`,
    `文件:${entry.path}`,
    `认出:${facts(identity).join(' · ')}`,
    `读到:${counts.join('、')}`,
    `给谁看:${told.readers}`,
    ...(older
      ? [
          `注意:已有同一单位、同一年的《${older.identity.title}》(${older.path})。若是旧版,请回复「下架 ${older.path}」。`,
        ]
      : []),
    ...entry.notes.slice(0, NOTES_SHOWN).map((note) => `提示:${note}`),
    `不对就回复「下架 ${entry.path}」撤回。`,
  ].join('\n')
}

function facts({ kind, body, region, year, yearTo, documentNumber }: Identity): string[] {
  const years =
    year === undefined ? '年份没认出' : `${year}${yearTo !== undefined && yearTo !== year ? `—${yearTo}` : ''}年`
  return [KIND_NAMES[kind], body ?? region ?? '单位没认出', years, ...(documentNumber ? [documentNumber] : [])]
}

/** A held document that the new one may be a later version of: same title, or same body, kind and year of a yearly kind. */
export function olderVersion(
  { path, identity }: DocumentEntry,
  entries: readonly DocumentEntry[],
): DocumentEntry | undefined {
  return entries.find(({ path: other, identity: held }) => {
    if (other === path) return false
    if (held.title === identity.title && held.year === identity.year) return true
    const yearly = identity.kind === 'report' || identity.kind === 'plan'
    const place = identity.region ?? identity.body
    return (
      yearly &&
      place !== undefined &&
      held.kind === identity.kind &&
      held.year === identity.year &&
      identity.year !== undefined &&
      (held.region ?? held.body) === place
    )
  })
}
