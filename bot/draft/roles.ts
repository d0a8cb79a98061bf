import { enumeratedItems } from '../../corpus/enumerate.ts'
import { foldWidth } from '../../corpus/normalize.ts'
import type { Document, Heading, Span } from '../../corpus/schema.ts'
import type { RollContext } from './roll/context.ts'
import { headingLevel, roll } from './roll/roll.ts'
import type { Block, Check } from './schema.ts'
import { signatureStart } from './signature.ts'

/** Parts of a report that are not rolled forward word by word. */
export type DraftRole = 'problems' | 'plans'

const ROLES: Readonly<
  Record<DraftRole, { heading: RegExp; asks: RegExp; line: RegExp; opening: RegExp; topic: string }>
> = {
  problems: {
    heading: /问题|不足|困难|差距|短板|薄弱/,
    asks: /毛病|短板|不足|差距|薄弱|存在.{0,4}(?:问题|困难)|^(?:主要)?(?:问题|困难)(?:和|与)?(?:不足|困难)?(?:部分|那段|段)?$/,
    line: /^(?!针对|对|围绕|聚焦|着力|解决)[^。;:]{0,40}(?:存在|面临)[^。;,:]{0,12}(?:问题|不足|困难|差距|短板)[^。;,:]{0,6}[:,。]|^(?:主要)?(?:问题|不足|差距)[:,]/,
    opening: /存在.{0,10}(?:问题|不足|困难)|(?:问题|不足|差距)[:,]/,
    topic: '上年问题,请确认今年是否仍存在',
  },
  plans: {
    heading: /打算|下一?步|安排|计划|展望|今后|思路|努力方向|工作重点|重点工作/,
    asks: /打算|重点工作|工作重点|下一?步|下一?年|明年|来年|今后|努力方向|工作(?:安排|计划|思路)/,
    line: /^(?:下一?步|今后|明年|来年|新的一年)(?:的?(?:主要|重点)?工作)?(?:的?(?:打算|安排|计划|思路))?(?:如下|是)?[:,]/,
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

/**
 * Paragraphs that open problems or plans where no heading announces them (存在不足:…; 下一步,我局将:…), each up to the next
 * heading or the next of them.
 */
export function roleLines(document: Document): readonly (RoleSection & { readonly role: DraftRole })[] {
  const { outline, text } = document
  const signed = signatureStart(document)
  const opening = [
    ...foldWidth(text)
      .slice(0, signed)
      .matchAll(/[^\n]+/g),
  ].flatMap((line) => {
    const words = line[0].trim()
    const start = line.index + line[0].indexOf(words)
    const role = NAMES.find((name) => ROLES[name].line.test(words))
    const headed = outline.some((heading) => heading.start >= line.index && heading.start < line.index + line[0].length)
    return role && !headed ? [{ role, start, heading: undefined }] : []
  })
  const borders = [...opening.map(({ start }) => start), ...outline.map(({ start }) => start), signed]
  return opening
    .filter(({ start }) => !inRole(document, start))
    .map((line) => ({ ...line, end: Math.min(...borders.filter((border) => border > line.start)) }))
}

/** Whether a place is under a heading of problems or plans. */
export function inRole({ outline }: Document, at: number): boolean {
  return outline.some(({ title, level, body }) => level <= 2 && roleOf(title) && body.start <= at && at < body.end)
}

/** Where a report states its problems or plans: the last such heading, else the last paragraph that opens like one. */
export function roleSection(document: Document, role: DraftRole): RoleSection | undefined {
  const fitting = document.outline.filter(({ title, level }) => level <= 2 && ROLES[role].heading.test(title))
  const heading = fitting.filter(({ level }) => level === 1).at(-1) ?? fitting.at(-1)
  const signed = signatureStart(document)
  if (heading) return { start: heading.start, end: Math.min(heading.body.end, signed), heading }
  const opened = roleLines(document).findLast((line) => line.role === role)
  if (opened) return opened
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
  const points = pointsOf(section, context)
  const [first] = points
  const lead = heading?.end ?? (first && first.label !== '' ? first.start - first.label.length : start)
  return [...roll({ start, end: lead }, context), ...points.map((point) => pointBlock(role, point, context))]
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
    return children.flatMap((child) =>
      inlineItems(text, {
        start: child.start + child.label.length,
        end: Math.min(child.body.end, end),
        label: child.label,
        level: headingLevel(child),
      }),
    )
  const from = heading ? heading.end : start
  const items = enumeratedItems(text, { start: from, end })
  if (items.length > 1)
    return items.map((item) => ({ start: item.start + item.label.length, end: item.end, label: item.label }))
  return [...text.slice(from, end).matchAll(/[^。\n]+。?/g)]
    .map((match) => ({ start: from + match.index, end: from + match.index + match[0].length, label: '' }))
    .filter((point) => /\p{Script=Han}/u.test(text.slice(point.start, point.end)))
}

/** (二) behind a full stop on the line of (一): a point of its own. */
const INLINE = /(?<=[。;；])[ \u3000]*(?=[((（][一二三四五六七八九十]{1,3}[))）])/g
const NUMBER = /^[((（][一二三四五六七八九十]{1,3}[))）]/

/** A point cut where others are numbered on within it. */
function inlineItems(text: string, point: Point): readonly Point[] {
  const words = text.slice(point.start, point.end)
  const cuts = [...words.matchAll(INLINE)].map(({ index, 0: blank }) => point.start + index + blank.length)
  const borders = [point.start, ...cuts, point.end]
  return borders.slice(0, -1).map((start, at) => {
    const label = at === 0 ? '' : (NUMBER.exec(text.slice(start))?.[0] ?? '')
    return { ...point, start: start + label.length, end: borders[at + 1]!, label: label || point.label }
  })
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
