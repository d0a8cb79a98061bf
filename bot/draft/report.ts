import { foldWidth } from '../../corpus/normalize.ts'
import type { Document, Span } from '../../corpus/schema.ts'
import { headingName } from '../../corpus/section.ts'
import type { Extent } from './request.ts'
import { type DraftRole, inRole, type RoleSection, roleLines, roleOf, rollRole } from './roles.ts'
import type { RollContext } from './roll/context.ts'
import { headingLevel, roll } from './roll/roll.ts'
import { rolledDate } from './roll/years.ts'
import type { Block, Segment } from './schema.ts'
import type { Written } from './section.ts'
import { slotsOf } from './segments.ts'
import { signatureStart } from './signature.ts'
import { workEnd } from './units.ts'

/**
 * The whole report rolled forward: 主送, opening, every part (problems and plans by their own rules), 署名 and date. An
 * outline keeps the headings and lists under each what figures it needs.
 */
export function writeReport(extent: Extent, context: RollContext): Written | undefined {
  const { document } = context
  const { text, identity } = document
  const span = { start: bodyStart(document), end: signatureStart(document) }
  const blocks =
    extent === 'outline'
      ? outlineBlocks(span, context)
      : partsOf(span, document).flatMap((part) => rolled(part, context))
  if (blocks.length === 0) return undefined
  return {
    blocks: [...openingOf(span.start, context), ...blocks, ...signature(document, context)],
    sources: [{ section: '', quote: text.slice(0, text.trimEnd().length) }],
    span,
    name: extent === 'outline' ? '报告提纲' : '报告全文',
    title: rolledTitle(identity.title, context),
    others: [],
  }
}

/** Where the first part begins: the first heading, and without headings the paragraph behind the opening one. */
function bodyStart({ outline, text }: Document): number {
  const sentences = [...foldWidth(text).matchAll(/[^\n]*[。;][^\n]*/g)]
  return outline[0]?.start ?? (sentences[1] ?? sentences[0])?.index ?? 0
}

interface Piece extends Span {
  readonly role: RoleSection | undefined
  readonly name: DraftRole | undefined
}

/** The text cut where problems and plans begin, under a heading of the first level or without one, and where they end. */
function partsOf(span: Span, document: Document): readonly Piece[] {
  const headed = document.outline
    .filter(({ level, title }) => level === 1 && roleOf(title))
    .map((heading) => ({
      start: heading.start,
      end: Math.min(heading.body.end, span.end),
      heading,
      role: roleOf(heading.title),
    }))
  const roles = [...headed, ...roleLines(document)]
    .filter(({ start }) => start >= span.start)
    .sort((a, b) => a.start - b.start)
  const work = (start: number, end: number): Piece => ({ start, end, role: undefined, name: undefined })
  const pieces = roles.flatMap((section, at): Piece[] => [
    work(roles[at - 1]?.end ?? span.start, section.start),
    { start: section.start, end: section.end, role: section, name: section.role },
  ])
  return [...pieces, work(roles.at(-1)?.end ?? span.start, span.end)].filter(({ start, end }) => end > start)
}

function rolled({ role, name, ...span }: Piece, context: RollContext): Block[] {
  return role && name ? rollRole(name, role, context) : roll(span, context)
}

/** The title with its year moved on; a title without a year gets the new one in front of 法治政府. */
function rolledTitle(title: string, context: RollContext): string {
  const words = foldWidth(title).replace(/\s+/g, '')
  const moved = words.replace(
    /(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年?(?:度)?/,
    (printed) => rolledDate(printed, context) ?? printed,
  )
  const renamed = context.borrowed ? `${context.borrowed.body}${context.year}年度法治政府建设情况报告` : moved
  return renamed.includes(String(context.year)) || renamed !== words ? renamed : `${words}(${context.year}年度)`
}

const text = (words: string): Segment => ({ kind: 'text', text: words })

/** What stands between the title and the first part: 主送 (a line that ends with a colon) and the opening paragraphs. */
function openingOf(first: number, context: RollContext): Block[] {
  const { document } = context
  const lines = roll({ start: 0, end: first }, context).map((block) => ({ block, words: wordsOf(block) }))
  const title = foldWidth(document.identity.title).replace(/\s+/g, '')
  const from = lines.findIndex(({ words }) => /[。,，;；]|[:：]$/.test(words) && !title.includes(foldWidth(words)))
  const body = from < 0 ? [] : lines.slice(from)
  const addressed = body[0] && /^.{2,40}[:：]$/.test(body[0].words) && !/如下[:：]$/.test(body[0].words)
  const salutation: Block =
    addressed && body[0] && !context.borrowed
      ? { ...body[0].block, role: 'salutation' }
      : { role: 'salutation', segments: [{ kind: 'check', topic: '主送机关' }, text(':')] }
  return [salutation, ...body.slice(addressed ? 1 : 0).map(({ block }) => block)]
}

const wordsOf = ({ segments }: Block): string =>
  segments
    .map((segment) =>
      segment.kind === 'text' ? segment.text : segment.kind === 'check' ? (segment.last?.printed ?? '') : '0',
    )
    .join('')

/** 特此报告。 on a line of its own. */
const CLOSING = /^[ \u3000]*特此(?:报告|汇报)[。.]?[ \u3000]*$/m

function signature(document: Document, { borrowed }: RollContext): Block[] {
  const body = borrowed?.body ?? document.identity.body ?? document.identity.region
  const [year, month, day] = (document.identity.date ?? '').split('-').map(Number)
  const topic = day && !borrowed ? `成文日期,上年报告署${year}年${month}月${day}日` : '成文日期'
  const closing = CLOSING.exec(document.text)?.[0].trim()
  return [
    ...(closing ? [{ role: 'body' as const, segments: [text(closing)] }] : []),
    { role: 'signature', segments: body ? [text(body.replace(/\s+/g, ''))] : [{ kind: 'check', topic: '署名' }] },
    { role: 'date', segments: [{ kind: 'check', topic }] },
  ]
}

/** The headings of a part, each leaf with the figures it will need. */
function outlineBlocks(span: Span, context: RollContext): Block[] {
  const { outline } = context.document
  const headings = outline.filter(({ start }) => start >= span.start && start < span.end)
  return headings.flatMap((heading): Block[] => {
    const head = roll({ start: heading.start, end: heading.end }, context).map((block) => ({
      ...block,
      level: headingLevel(heading),
    }))
    const leaf = !headings.some(({ parent }) => outline[parent] === heading)
    if (!leaf || roleOf(headingName(heading)) || inRole(context.document, heading.start)) return head
    const slots = slotsOf(roll({ start: heading.end, end: workEnd(context.document, heading) }, context))
    if (slots.length === 0) return head
    const needed: Segment[] = slots.flatMap((slot, at) => [...(at > 0 ? [text('、')] : []), slot])
    return [...head, { role: 'body', segments: [text('(本节需要的数)'), ...needed] }]
  })
}
