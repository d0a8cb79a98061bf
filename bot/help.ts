import type { Task } from '../corpus/schema.ts'
import type { Audience, DocumentEntry, Library } from '../retrieval/library.ts'
import { bodyName, isLaw } from './understand/pick.ts'

/** Whose documents the examples are taken from. */
export interface HelpContext {
  readonly library: Library
  readonly audience: Audience | undefined
  /** The office's own body: its reports come first in the examples. */
  readonly homeOrg: string | undefined
}

/** A body with the years of its reports that are held, oldest first. */
interface Reports {
  readonly name: string
  readonly years: readonly number[]
}

function reportsByBody(entries: readonly DocumentEntry[], homeOrg: string | undefined): readonly Reports[] {
  const years = new Map<string, Set<number>>()
  for (const entry of entries) {
    const { kind, year } = entry.identity
    if (kind !== 'report' || year === undefined) continue
    const name = bodyName(entry)
    years.set(name, (years.get(name) ?? new Set()).add(year))
  }
  const isHome = ({ name }: Reports) => homeOrg !== undefined && (name.includes(homeOrg) || homeOrg.includes(name))
  return [...years]
    .map(([name, set]) => ({ name, years: [...set].sort((a, b) => a - b) }))
    .sort((a, b) => Number(isHome(b)) - Number(isHome(a)) || b.years.length - a.years.length)
}

/** Two years of one body, or else two bodies. */
function comparison([first, second]: readonly Reports[]): string | undefined {
  const [last, before] = [first?.years.at(-1), first?.years.at(-2)]
  if (first && last !== undefined && before !== undefined) return `${first.name}${before}年和${last}年哪年复议多`
  return first && second ? `${first.name}和${second.name}谁复议多` : undefined
}

function taskExample({ library, audience }: HelpContext, entries: readonly DocumentEntry[]): string | undefined {
  const isDated = ({ leadUnits, deadlineDate }: Task) => leadUnits.length > 0 && deadlineDate !== undefined
  const plan = entries.find(({ tasks }) => tasks > 0)
  const task = plan && library.document(plan.path, audience)?.tasks.find(isDated)
  return task && `${task.leadUnits[0]}${task.deadlineDate?.slice(0, 4)}年底前要完成哪些`
}

/** 帮助: what can be asked, with examples that the documents held here can answer. */
export function helpText(context: HelpContext): string {
  const { library, audience, homeOrg } = context
  const entries = library.documents(audience)
  const reports = reportsByBody(entries, homeOrg)
  const [first] = reports
  const examples: readonly (readonly [string, string | undefined])[] = [
    ['查数', first ? `${first.name}${first.years.at(-1)}年复议收了多少件` : '去年复议收了多少件'],
    ['对比', comparison(reports)],
    ['任务', taskExample(context, entries)],
    ['依据', entries.some(isLaw) ? '规范性文件备案几天内' : undefined],
    ['目录', first && `${first.name}${first.years.at(-1)}年报告一共几大部分`],
    ['做法', first && '三项制度怎么推的'],
    ['起草', first && `帮我起草${first.name}${(first.years.at(-1) ?? 0) + 1}年行政复议部分`],
  ]
  return [
    '我按本单位的文件回答,每句都有出处。可以这样问:',
    ...examples.flatMap(([kind, example]) => (example === undefined ? [] : [`· ${kind}:${example}`])),
    '其他:原文1 · 来源 · 资料 · 清空 · 停止',
  ].join('\n')
}
