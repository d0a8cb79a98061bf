import type { DocumentKind } from '../corpus/schema.ts'
import type { DocumentEntry } from '../retrieval/library.ts'
import type { Reply } from './schema.ts'
import { bodyName } from './understand/pick.ts'

/** Kinds of documents as people call them, in the order they are listed. */
export const KIND_NAMES: Readonly<Record<DocumentKind, string>> = {
  report: '年度报告',
  plan: '实施方案',
  statute: '法律法规',
  rule: '制度办法',
  table: '统计表',
  other: '其他文件',
}

/** Titles listed before the rest is only counted: one phone screen. */
const TITLES_SHOWN = 30

/** 资料: what is held, by kind, with the years. */
export function answerDocuments(entries: readonly DocumentEntry[]): Reply {
  if (entries.length === 0)
    return {
      kind: 'command',
      text: '还没有收录任何文件。请管理员把文件发来入库,或用 npm run ingest -- 文件夹 建立索引。',
    }
  const lines = [`现有资料${entries.length}份:`]
  let shown = 0
  for (const [kind, name] of Object.entries(KIND_NAMES)) {
    const group = entries.filter(({ identity }) => identity.kind === kind)
    if (group.length === 0) continue
    lines.push(`【${name}】${group.length}份`)
    for (const entry of group.slice(0, Math.max(0, TITLES_SHOWN - shown))) lines.push(`· ${entry.identity.title}`)
    shown += group.length
  }
  if (entries.length > TITLES_SHOWN) lines.push('其余未列出,可以直接问地名和年份。')
  return { kind: 'command', text: lines.join('\n') }
}

/** Bodies with the years held of each, for a question back or a refusal. */
export function heldYears(entries: readonly DocumentEntry[]): string {
  const bodies = new Map<string, Set<number>>()
  for (const entry of entries) {
    const years = bodies.get(bodyName(entry)) ?? new Set()
    if (entry.identity.year) years.add(entry.identity.year)
    bodies.set(bodyName(entry), years)
  }
  return [...bodies].map(([name, years]) => `${name}${[...years].sort((a, b) => a - b).join('、')}`).join('、')
}
