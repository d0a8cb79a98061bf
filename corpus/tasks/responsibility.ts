import { isDeadline, trimDeadline } from './deadline.ts'
import { looksLikeUnit, splitOutside, splitUnits } from './units.ts'

/** Who does a task and by when. */
export interface Responsibility {
  readonly leadUnits: readonly string[]
  readonly otherUnits: readonly string[]
  /** As printed without 完成. */
  readonly deadline?: string
}

type Role = 'lead' | 'duty' | 'support' | 'person' | 'deadline' | 'other'

const NOUN = '(?:责任)?(?:单位|部门|机关|科室|机构)'
const LABELS: readonly (readonly [Role, string])[] = [
  [
    'person',
    '(?:牵头|责任|分管|主管|包保|联系|挂牌|挂帅|负责)(?:市|区|县)?领导|(?:责任|负责|联系|牵头|经办|承办|直接责任)人',
  ],
  ['lead', `(?:牵头|主办|主责|承办|主要责任)${NOUN}|牵头责任|主办|牵头`],
  ['support', `(?:配合|协办|协同|参与|参加|协助|会办|协作|成员)${NOUN}|(?:配合|协办|参与|协同)`],
  ['duty', `(?:责任|负责|落实|实施|主管)(?:单位|部门|机关|主体|科室|机构)|责任分工|分工|责任|负责`],
  [
    'deadline',
    '(?:计划|拟|要求)?(?:完成|办理|办结|整改|落实|推进|实施|进度|任务|工作)?(?:时限|期限|时间节点|时间安排|时间进度|时间|进度安排|日期|节点)(?:要求)?',
  ],
]
const LABEL = new RegExp(
  `(?<=^|[\\s,，。;；、.(（【〔\\[])(?:${LABELS.map(([role, words]) => `(?<${role}>${words})`).join('|')}` +
    `|(?<other>(?:成果形式|预期成效|工作目标|目标|成果|备注|进展|完成标志)))\\s*[:：]`,
  'g',
)
const BARE_LABEL = new RegExp(`^(?:${LABELS.map(([role, words]) => `(?<${role}>${words})`).join('|')})\\s+(?=\\S)`)
const LEADING = /(?:牵头负责|牵头抓总|牵头实施|牵头落实|总牵头|牵头|主办|承办)(?:负责|落实|实施)?$/
const SUPPORTING = /(?:按(?:照)?职责分工)?(?:配合|协办|参与|参加|协同|协助)(?:落实|实施|做好)?$/

/** True when a printed clause names its parts: 「牵头单位:…」「完成时限:…」. */
export function hasLabel(clause: string): boolean {
  return clause.search(LABEL) >= 0
}

/** True when the clause names units without a label (各牵头单位落实 · 区司法局牵头,区财政局配合) or is only a deadline. */
export function isBareClause(clause: string): boolean {
  const pieces = splitOutside(clause, /[,，。;；、]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length > 0)
  if (pieces.length === 0) return false
  return pieces.every((piece) => {
    const words = piece.replace(LEADING, '').replace(SUPPORTING, '')
    return isDeadline(piece) || splitUnits(words).every(looksLikeUnit)
  })
}

/**
 * Reads one or more printed clauses of one task together. 牵头 and 主办 lead; 责任单位 lead only where nobody is called
 * 牵头; 配合 and 协办 are others; a leading person counts only where no unit is named.
 */
export function parseResponsibility(clauses: readonly string[]): Responsibility {
  const found: Record<Role, string[]> = { lead: [], duty: [], support: [], person: [], deadline: [], other: [] }
  for (const clause of clauses) {
    for (const segment of segments(clause.replace(/\r?\n/g, ''))) readSegment(segment, found)
  }
  const lead = firstFilled([found.lead, found.duty, found.support.length > 0 ? [] : found.person])
  const duty = found.lead.length > 0 ? found.duty : []
  const others = [...new Set([...duty, ...found.support])].filter((unit) => !lead.includes(unit))
  const deadline = found.deadline.join(',')
  return { leadUnits: [...new Set(lead)], otherUnits: others, ...(deadline ? { deadline } : {}) }
}

interface Segment {
  readonly role: Role | undefined
  readonly text: string
}

function segments(clause: string): readonly Segment[] {
  const inner = unbracketed(clause.trim())
  const bare = BARE_LABEL.exec(inner)
  if (bare && inner.search(LABEL) < 0) return [{ role: roleOf(bare.groups), text: inner.slice(bare[0].length) }]
  const labels = [...inner.matchAll(LABEL)]
  const first = inner.slice(0, labels[0]?.index ?? inner.length)
  const rest = labels.map((label, index) => ({
    role: roleOf(label.groups),
    text: inner.slice(label.index + label[0].length, labels[index + 1]?.index ?? inner.length),
  }))
  return first.trim() ? [{ role: undefined, text: first }, ...rest] : rest
}

/** The words inside the clause's own brackets; the closing one may be missing. */
function unbracketed(clause: string): string {
  if (!/^[(（【〔[]/.test(clause)) return clause
  return clause
    .slice(1)
    .replace(/[)）】〕\]][。;；.]?$/, '')
    .trim()
}

function roleOf(groups: Readonly<Record<string, string | undefined>> | undefined): Role {
  const named = Object.entries(groups ?? {}).find(([, words]) => words !== undefined)
  return (named?.[0] as Role | undefined) ?? 'other'
}

function readSegment(segment: Segment, found: Record<Role, string[]>): void {
  if (segment.role === 'other') return
  if (segment.role === 'deadline') {
    const deadline = trimDeadline(segment.text)
    if (deadline) found.deadline.push(deadline)
    return
  }
  const { units, deadline } = separateDeadline(segment.text)
  if (deadline) found.deadline.push(deadline)
  assignUnits(units, segment.role ?? 'duty', found)
}

/** Units whose group ends in 牵头 or 配合 take that role: 「区司法局、区财政局牵头,区人社局配合」. */
function assignUnits(list: string, role: Role, found: Record<Role, string[]>): void {
  let pending: string[] = []
  for (const piece of splitOutside(list, /[、,，;；。]/)) {
    const words = piece.trim()
    const suffix = LEADING.test(words) ? 'lead' : SUPPORTING.test(words) ? 'support' : undefined
    const stripped = suffix ? words.replace(suffix === 'lead' ? LEADING : SUPPORTING, '') : words
    pending.push(...(role === 'person' ? [stripped].filter(Boolean) : splitUnits(stripped)))
    if (suffix) {
      found[suffix].push(...pending)
      pending = []
    }
  }
  found[role].push(...pending)
}

function separateDeadline(text: string): { readonly units: string; readonly deadline?: string } {
  const pieces = splitOutside(text, /[、,，;；。]/)
  const first = pieces.findIndex(isDeadline)
  if (first < 0) return { units: text }
  let last = first
  while (pieces[last + 1] !== undefined && isDeadline(pieces[last + 1]!)) last++
  const offset = (count: number) => pieces.slice(0, count).reduce((sum, piece) => sum + piece.length + 1, 0)
  const printed = text.slice(offset(first), offset(last + 1))
  const deadline = trimDeadline(printed)
  const units = `${text.slice(0, offset(first))}${text.slice(offset(last + 1))}`
  return deadline ? { units, deadline } : { units }
}

function firstFilled(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.find((list) => list.length > 0) ?? []
}
