import { enumeratedItems } from '../../corpus/enumerate.ts'
import { foldWidth } from '../../corpus/normalize.ts'
import type { Document, Heading, Span } from '../../corpus/schema.ts'
import type { RollContext } from './roll/context.ts'
import { headingLevel, roll } from './roll/roll.ts'
import type { Block, Check } from './schema.ts'
import { signatureStart } from './signature.ts'

/** Parts of a report that are not rolled forward word by word. */
export type DraftRole = 'problems' | 'plans'

const ROLES: Readonly<Record<DraftRole, { heading: RegExp; asks: RegExp; opening: RegExp; topic: string }>> = {
  problems: {
    heading: /问题|不足|困难|差距|短板|薄弱/,
    asks: /毛病|短板|不足|差距|薄弱|存在.{0,4}(?:问题|困难)|^(?:主要)?(?:问题|困难)(?:和|与)?(?:不足|困难)?(?:部分|那段|段)?$/,
    opening: /存在.{0,10}(?:问题|不足|困难)|(?:问题|不足|差距)[:,]/,
    topic: '上年问题,请确认今年是否仍存在',
  },
  plans: {
    heading: /打算|下一?步|安排|计划|展望|今后|思路|努力方向|工作重点|重点工作/,
    asks: /打算|重点工作|工作重点|下一?步|下一?年|明年|来年|今后|努力方向|工作(?:安排|计划|思路)/,
    opening: /下一?步,|今后,|(?:明|来|新的一)年,/,
    topic: '上年提出,请写明落实情况并定下一年是否继续',
  },
}

const NAMES = ['problems', 'plans'] as const

/** What a heading of the first levels announces: problems or plans; undefined for the work itself. */
export function roleOf(title: string): DraftRole | undefined {
  return NAMES.find((role) => ROLES[role].heading.test(title))
}

/** Whether a request is for the problems or the plans of a report. */
export function roleAsked(topic: string): DraftRole | undefined {
  return NAMES.find((role) => ROLES[role].asks.test(topic))
}

export interface RoleSection extends Span {
  readonly heading: Heading | undefined
}

/** Where a report states its problems or plans: the last such heading, else the last paragraph that opens like one. */
export function roleSection(document: Document, role: DraftRole): RoleSection | undefined {
  const fitting = document.outline.filter(({ title, level }) => level <= 2 && ROLES[role].heading.test(title))
  const heading = fitting.filter(({ level }) => level === 1).at(-1) ?? fitting.at(-1)
  const signed = signatureStart(document)
  if (heading) return { start: heading.start, end: Math.min(heading.body.end, signed), heading }
  const text = foldWidth(document.text)
  const lines = [...text.matchAll(/[^\n]+/g)].filter((line) => ROLES[role].opening.test(line[0]))
  const line = lines.at(-1)
  if (!line) return undefined
  const start = line.index + (ROLES[role].opening.exec(line[0])?.index ?? 0)
  return { start, end: line.index + line[0].length, heading: undefined }
}

/**
 * Last year's problems as a list to be confirmed, last year's plans as a list of what was promised: nothing of them is
 * said of the new year.
 */
export function rollRole(role: DraftRole, section: RoleSection, context: RollContext): Block[] {
  const { heading, start } = section
  const head = heading ? roll({ start, end: heading.end }, context) : []
  return [...head, ...pointsOf(section, context).map((point) => pointBlock(role, point, context))]
}

interface Point extends Span {
  readonly label: string
  readonly level?: number
}

/** The sub-headings, else the enumerated items, else the sentences of the section. */
function pointsOf({ start, end, heading }: RoleSection, { document }: RollContext): readonly Point[] {
  const { outline, text } = document
  const index = heading ? outline.indexOf(heading) : -1
  const children = heading ? outline.filter(({ parent }) => parent === index) : []
  if (children.length > 0)
    return children.map((child) => ({
      start: child.start + child.label.length,
      end: Math.min(child.body.end, end),
      label: child.label,
      level: headingLevel(child),
    }))
  const from = heading ? heading.end : start
  const items = enumeratedItems(text, { start: from, end })
  if (items.length > 1)
    return items.map((item) => ({ start: item.start + item.label.length, end: item.end, label: item.label }))
  return [...text.slice(from, end).matchAll(/[^。\n]+。?/g)]
    .map((match) => ({ start: from + match.index, end: from + match.index + match[0].length, label: '' }))
    .filter((point) => /\p{Script=Han}/u.test(text.slice(point.start, point.end)))
}

function pointBlock(role: DraftRole, point: Point, { document, sourceYear, borrowed }: RollContext): Block {
  const printed = document.text
    .slice(point.start, point.end)
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^[,，、:：]|[;；。,，]+$/g, '')
  const check: Check = {
    kind: 'check',
    topic: ROLES[role].topic,
    ...(borrowed ? {} : { last: { year: sourceYear, printed } }),
  }
  const label = point.label === '' ? [] : [{ kind: 'text' as const, text: point.label }]
  return {
    role: 'body',
    ...(point.level ? { level: point.level, heading: label.length } : {}),
    segments: [...label, check, { kind: 'text', text: '。' }],
  }
}
