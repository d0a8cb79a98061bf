import type { DocumentEntry } from '../../retrieval/library.ts'
import { heldYears } from '../documents.ts'
import type { Reply } from '../schema.ts'
import { bodyName, groupByBody, isBody } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import type { DraftRequest } from './request.ts'

/** For whom, for when and from what a draft is written. */
export interface SourceChoice {
  /** Reports of the body, the one to write from first. */
  readonly own: readonly DocumentEntry[]
  /** Reports of the body whose way of writing is followed, newest first. */
  readonly style: readonly DocumentEntry[] | undefined
  readonly body: string
  readonly year: number
  readonly assumed: readonly string[]
  readonly notes: readonly string[]
}

/** Picks body, year and reports, or the reply that says what is missing. */
export function chooseSources(
  request: DraftRequest,
  question: Question,
  homeOrg: string | undefined,
): SourceChoice | { readonly refusal: Reply } {
  const reports = question.documents.filter(isReport)
  const style = request.style && newestFirst(request.style.entries.filter(isReport))
  const named = request.bodies.map(({ name, entries }) => ({ name, entries: entries.filter(isReport) }))
  const held = named.find(({ entries }) => entries.length > 0)
  const unheld = question.scope.unheld.find(({ name }) => namesBody(name, question.text))
  if (!held && unheld && request.bodies.length === 0) return { refusal: unheldBody(unheld.name, reports) }
  if (!held && named.length > 0) return { refusal: unheldBody(named[0]?.name ?? '', reports) }
  // 参照甲区24年那段写25年的: with nobody else to write for, it is the body's own next report.
  const own = held?.entries ?? assumedBody(reports, homeOrg, style) ?? style
  if (!own || own.length === 0) return { refusal: whichBody(reports, request) }
  const first = own[0] as DocumentEntry
  const body = bodyName(held ? mainEntry(own) : first)
  const assumed = held
    ? []
    : homeOrg && isBody(first, homeOrg)
      ? [`按本单位${homeOrg}起草`]
      : own === style
        ? [`按${body}起草`]
        : [`按唯一收录的${body}起草`]
  return withYears({ own: newestFirst(own), style: own === style ? undefined : style, body, assumed }, request)
}

/** Months in which last year's report is written: it is due before 1 March and published before 1 April. */
const FIRST_QUARTER = 3

/** Whether a word that looks like a place says for whom to write: by its ending, before a year, or right behind the verb. */
function namesBody(name: string, text: string): boolean {
  if (/(?:自治[县州旗]|特区|新区|[省市县区州旗镇乡]|街道)$/.test(name)) return true
  const at = text.indexOf(name)
  const [before, after] = [text.slice(0, at), text.slice(at + name.length)]
  return (
    /^(?:的)?(?:\d{2,4}年|[去今明前]年)/.test(after) || /(?:起草|草拟|拟写|写|替|给|帮)(?:一下|个|份)?$/.test(before)
  )
}

function withYears(
  { own, style, body, assumed }: Pick<SourceChoice, 'own' | 'style' | 'body' | 'assumed'>,
  request: DraftRequest,
): SourceChoice | { readonly refusal: Reply } {
  const newest = yearOf(own[0])
  const named = request.sourceYear === undefined ? undefined : own.find((entry) => yearOf(entry) === request.sourceYear)
  const said = request.year
  // In the first quarter the report that is being written is last year's, whatever people call it.
  const early =
    request.thisYear !== undefined && request.thisYear.getMonth() < FIRST_QUARTER && newest === (said ?? 0) - 2
  const year = said === undefined ? (newest ?? 0) + 1 : early ? said - 1 : said
  const before = own.filter((entry) => (yearOf(entry) ?? 0) < year)
  if (before.length === 0 && !style)
    return {
      refusal: {
        kind: 'clarify',
        text: `${body}没有早于${year}年的报告可作底稿,现有${own.map(yearOf).join('、')}年。请说要写哪一年的,应晚于已收录的年份。`,
      },
    }
  const latest = yearOf(before[0])
  const notes = [
    ...(request.sourceYear !== undefined && !named
      ? [`没有收录${body}${request.sourceYear}年的报告,改用最近的一份`]
      : []),
    ...(latest !== undefined && latest < year - 1 && !style
      ? [`${body}最近的报告是${latest}年,不是${year}年的上一年,提法请逐条核对`]
      : []),
  ]
  const ordered = named && before.includes(named) ? [named, ...before.filter((entry) => entry !== named)] : before
  return {
    own: ordered,
    style,
    body,
    year,
    assumed: [
      ...assumed,
      ...(early ? [`年初写的是上一年度的报告,按${year}年起草`] : []),
      ...(said === undefined ? [`没有说年份,按${newest}年报告的下一年${year}年起草`] : []),
    ],
    notes,
  }
}

const isReport = ({ identity }: DocumentEntry): boolean => identity.kind === 'report' && identity.year !== undefined

const yearOf = (entry: DocumentEntry | undefined): number | undefined => entry?.identity.year

function newestFirst(entries: readonly DocumentEntry[]): readonly DocumentEntry[] {
  return [...entries].sort((a, b) => (yearOf(b) ?? 0) - (yearOf(a) ?? 0))
}

/** Of several documents under one name the one named most: the newest. */
function mainEntry(entries: readonly DocumentEntry[]): DocumentEntry {
  return newestFirst(entries)[0] as DocumentEntry
}

/** The home body, else the only body that has reports besides the one whose style is followed. */
function assumedBody(
  reports: readonly DocumentEntry[],
  homeOrg: string | undefined,
  style: readonly DocumentEntry[] | undefined,
): readonly DocumentEntry[] | undefined {
  const home = homeOrg ? reports.filter((entry) => isBody(entry, homeOrg)) : []
  if (home.length > 0) return home
  const groups = groupByBody(reports.filter((entry) => !style?.includes(entry)))
  return groups.length === 1 ? groups[0]?.entries : undefined
}

function unheldBody(name: string, reports: readonly DocumentEntry[]): Reply {
  const held = reports.length > 0 ? `现有:${heldYears(reports)}。` : '还没有收录任何年度报告。'
  return {
    kind: 'notfound',
    text: `未查到:没有收录${name}的年度报告,没有底稿可依。${held}请先把该单位上年的报告发来入库。`,
  }
}

function whichBody(reports: readonly DocumentEntry[], { topic }: DraftRequest): Reply {
  if (reports.length === 0)
    return { kind: 'notfound', text: '未查到:还没有收录年度报告,没有底稿可依。请先把上年的报告发来入库。' }
  const example = groupByBody(reports)[0]?.name ?? ''
  return {
    kind: 'clarify',
    text: `替哪个单位起草?现有报告:${heldYears(reports)}。直接说,例如「起草${example}${topic ? `${topic}部分` : '年度报告'}」。`,
  }
}
