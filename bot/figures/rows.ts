import { findUnits } from '../tasks/units.ts'
import { bigrams } from '../text.ts'
import type { Candidate } from './candidate.ts'

const TOTAL = /^(?:合计|总计|共计|小计|总数)/

/** The label of the table row a figure stands in (城市管理局); undefined for prose and for rows that sum up. */
export function rowOf({ figure: { scope, subject } }: Candidate): string | undefined {
  const [row] = scope
  if (row === undefined || row === '' || TOTAL.test(row)) return undefined
  return subject.startsWith(`${row}-`) ? row : undefined
}

const UNIT_ROW = /(?:[局委办部院队所处厅乡镇区县市旗州]|街道|中心|分局|部门|本级|街道办事处)$/

/** Whether a figure is that of one unit or field among several and the words asked say nothing of it. */
export function isOtherUnit(asked: string, candidate: Candidate): boolean {
  const row = rowOf(candidate)
  if (row === undefined || asked.includes(row)) return false
  return UNIT_ROW.test(row) || ![...bigrams(row)].some((pair) => asked.includes(pair))
}

/** Whether a figure stands in a column with those of other rows: of several fields, not of several matters. */
export function isOneOfRows({ figure, entry }: Candidate, candidates: readonly Candidate[]): boolean {
  const column = figure.subject.slice(figure.subject.indexOf('-'))
  return candidates.some(
    (other) =>
      other.entry === entry &&
      other.figure.year === figure.year &&
      other.figure.section === figure.section &&
      other.figure.subject !== figure.subject &&
      rowOf(other) !== undefined &&
      other.figure.subject.endsWith(column),
  )
}

/** Rows that a question names, and what it asks without their names. */
export interface NamedRows {
  readonly candidates: readonly Candidate[]
  readonly asking: string
}

/** What people put behind the name of a unit. */
const SIDE = '那边|这边|那块|这块|方面|系统|部门|口子?'

/** 城管呢 after 市监局处罚几件. */
const BARE = new RegExp(`^(?:那|那么)?(\\p{Script=Han}{2,3}?)(?:${SIDE})?(?=[的呢吗?]*$)`, 'u')

const DONE = '(?:各自?|分别|共|一共)?(?:立了?|罚了?|查了?|办了?|处罚|检查|许可)'
/** 应急罚了多少, 市监和城管处罚各几件: the short names before what was done. */
const ACTING = new RegExp(
  `(?<=^|[^\\p{Script=Han}]|[和与跟])(\\p{Script=Han}{2,3}?)(?:${SIDE})?(?=${DONE}|(?:[和与跟、]\\p{Script=Han}{2,3}){1,3}${DONE})`,
  'gu',
)

/** 东渚区 of 东渚区司法局 is no row that is asked for. */
function isNamed(label: string, asking: string): boolean {
  const at = asking.indexOf(label)
  return at >= 0 && !/^\p{Script=Han}{1,8}?(?:局|委|办|分局|大队|中心)/u.test(asking.slice(at + label.length))
}

/** The figures of the rows a question names, in full or short (城管局); undefined when it names none. Nothing may be left of the asking: 那城管局呢. */
export function rowsNamed(asking: string, candidates: readonly Candidate[]): NamedRows | undefined {
  const all = [...new Set(candidates.flatMap((candidate) => rowOf(candidate) ?? []))]
  const labels = all.filter((label) => UNIT_ROW.test(label))
  const plain = labels.filter((label) => label.length > 1 && isNamed(label, asking))
  const units = plain.length > 0 ? [] : findUnits(asking.replace(BARE, '$1局').replace(ACTING, '$1局'), labels, [])
  const named = new Set([...plain, ...units.flatMap(({ names }) => (names.length === 1 ? names : []))])
  const field = named.size > 0 ? undefined : fieldNamed(asking, all)
  if (field) return { ...field, candidates: candidates.filter((candidate) => rowOf(candidate) === field.label) }
  if (named.size === 0) return undefined
  const said = [...plain, ...units.map(({ said }) => (asking.includes(said) ? said : said.slice(0, -1)))]
  const rest = said.reduce((words, name) => words.replace(new RegExp(`${name}(?:${SIDE})?`), ' '), asking).trim()
  return { asking: rest, candidates: candidates.filter((candidate) => named.has(rowOf(candidate) ?? '')) }
}

/** A row that is a field and no unit, by the short name that stands alone or before what was done: 城管 for 城市管理. */
function fieldNamed(asking: string, labels: readonly string[]): { label: string; asking: string } | undefined {
  const said = (BARE.exec(asking) ?? [...asking.matchAll(ACTING)][0])?.[1]
  const fitting = said === undefined ? [] : labels.filter((label) => isShortFor(said, label))
  const [label, ...others] = fitting
  if (said === undefined || label === undefined || others.length > 0) return undefined
  return { label, asking: asking.replace(new RegExp(`${said}(?:${SIDE})?`), ' ').trim() }
}

/** The first character and others in their order: 交通 and 交运 for 交通运输. */
function isShortFor(said: string, label: string): boolean {
  if (UNIT_ROW.test(label) || label.length <= said.length || label[0] !== said[0]) return false
  let at = 0
  return [...said].every((character) => {
    at = label.indexOf(character, at) + 1
    return at > 0
  })
}
