import type { DocumentKind } from '../../corpus/schema.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'
import { isDepartment } from './department.ts'
import { narrowest } from './scope.ts'
import type { Question } from './understand.ts'
import { yearsAsked } from './years.ts'

/** A body and year that is asked for and not held. */
export interface Missing {
  readonly name: string
  readonly years: readonly number[]
  /** Years held of that body. */
  readonly held: readonly number[]
}

/** The documents a question is about. */
export interface Picked {
  readonly entries: readonly DocumentEntry[]
  /** Said in the reply: 「按本单位云溪区、最新的2024年报告作答」. */
  readonly assumed: readonly string[]
  readonly missing: readonly Missing[]
  /** True when no body was named and several are held: a choice is needed when their answers differ. */
  readonly open: boolean
  /** True when nobody was named and a turn before named the body: what it does not print may stand elsewhere. */
  readonly spoken?: boolean
}

/** The name people use for the body of a document. */
export function bodyName(entry: DocumentEntry): string {
  const { region, body, title } = entry.identity
  if (isDepartment(body) && body !== undefined) return body
  return region?.replace(/^.{2,}?(?:省|自治区|市|州)(?=.{2,}[市区县旗镇乡])/u, '') ?? body ?? title
}

/** Documents of a kind that a question names by body and year; newest first where no year was named. */
export function pickDocuments(question: Question, kinds: readonly DocumentKind[], homeOrg?: string): Picked {
  const ofKind = question.documents.filter((entry) => kinds.includes(entry.identity.kind))
  const named = narrowest(question.scope.mentions)
    .map(({ alias, entries }) => ({ alias, entries: entries.filter((entry) => ofKind.includes(entry)) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ alias, entries }) => ({ name: entries[0] ? bodyName(entries[0]) : alias, entries }))
  const years = yearsAsked(question.scope.years)
  if (named.length > 0) return combine(named.map((group) => ofYears(group, years)))
  const assumed = [
    ...(homeOrg ? [{ name: homeOrg, how: '本单位' }] : []),
    ...(question.spokenOf ? [{ name: question.spokenOf, how: '上文的' }] : []),
  ]
  for (const { name, how } of assumed) {
    const entries = ofKind.filter((entry) => isBody(entry, name) || bodyName(entry) === name)
    if (entries.length === 0) continue
    const picked = ofYears({ name, entries }, years)
    const spoken = name !== homeOrg
    if (spoken && picked.entries.length === 0) continue
    const year = Math.max(0, ...picked.entries.filter(isYearly).map(({ identity }) => identity.year ?? 0))
    return {
      ...picked,
      spoken,
      assumed: [`按${how}${name}${years.length === 0 && year ? `、最新的${year}年报告` : ''}作答`],
    }
  }
  const bodies = groupByBody(ofKind)
  const picks = bodies.map((group) => ofYears(group, years)).filter(({ entries }) => entries.length > 0)
  if (picks.length === 0 && years.length > 0)
    return { entries: [], assumed: [], missing: bodies.flatMap((group) => ofYears(group, years).missing), open: false }
  const isOpen = picks.length > 1
  // Whose newest it is differs from body to body: the answer says whose figure it gives.
  return { ...combine(picks), ...(isOpen ? { assumed: [] } : {}), missing: [], open: isOpen }
}

function combine(picks: readonly Picked[]): Picked {
  return {
    entries: unique(picks.flatMap(({ entries }) => entries)),
    assumed: picks.flatMap(({ assumed }) => assumed),
    missing: picks.flatMap(({ missing }) => missing),
    open: false,
  }
}

interface Group {
  readonly name: string
  readonly entries: readonly DocumentEntry[]
}

function ofYears({ name, entries }: Group, years: readonly number[]): Picked {
  const dated = entries.filter(isYearly)
  const held = [...new Set(dated.flatMap(({ identity }) => (identity.year ? [identity.year] : [])))].sort(
    (a, b) => b - a,
  )
  if (years.length === 0) {
    const newest = entries.filter(
      (entry) => !isYearly(entry) || entry.identity.year === undefined || entry.identity.year === held[0],
    )
    return { entries: newest, assumed: held.length > 1 ? [`按最新的${held[0]}年作答`] : [], missing: [], open: false }
  }
  const found = entries.filter((entry) => !isLaw(entry) && years.some((year) => covers(entry, year)))
  const telling = entries.some(isYearly)
    ? entries.filter((entry) => isYearly(entry) || entry.identity.kind === 'table')
    : entries.filter((entry) => !isLaw(entry))
  const absent = years.filter(
    (year) => !telling.some((entry) => entry.identity.year !== undefined && covers(entry, year)),
  )
  return { entries: found, assumed: [], missing: absent.length > 0 ? [{ name, years: absent, held }] : [], open: false }
}

/** Reports come year by year; plans, tables of several years and rules hold until replaced. */
function isYearly({ identity }: DocumentEntry): boolean {
  return identity.kind === 'report' || (identity.kind === 'other' && identity.yearTo === undefined)
}

/** Whether a document is a statute or an office's own rule. */
export function isLaw({ identity }: DocumentEntry): boolean {
  return identity.kind === 'rule' || identity.kind === 'statute'
}

/** Whether a document speaks of a year; one without a year speaks of every year. */
export function covers({ identity }: DocumentEntry, year: number): boolean {
  if (identity.year === undefined) return true
  return identity.yearTo === undefined ? identity.year === year : identity.year <= year && year <= identity.yearTo
}

/** Whether a document is of the body a person names. */
export function isBody({ identity }: DocumentEntry, name: string): boolean {
  return identity.region === name || identity.body === name || identity.aliases.includes(name)
}

/** Documents by the place or body they speak of, in order of first appearance. */
export function groupByBody(entries: readonly DocumentEntry[]): readonly Group[] {
  const groups = new Map<string, DocumentEntry[]>()
  for (const entry of entries) {
    const name = bodyName(entry)
    const group = groups.get(name)
    if (group) group.push(entry)
    else groups.set(name, [entry])
  }
  return [...groups].map(([name, group]) => ({ name, entries: group }))
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
