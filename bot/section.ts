import { enumeratedItems } from '../corpus/enumerate.ts'
import type { Document, Heading } from '../corpus/schema.ts'
import type { DocumentEntry } from '../retrieval/library.ts'
import { citationLines, cite, shorten } from './cite.ts'
import type { Reply } from './schema.ts'

/** The parts of a report that people ask for by what they are, not by their words. */
export type SectionRole = 'problems' | 'plans'

const ROLES: Readonly<
  Record<SectionRole, { readonly asks: RegExp; readonly heading: RegExp; readonly opening: RegExp }>
> = {
  problems: {
    asks: /毛病|短板|不足|差距|薄弱|存在.{0,4}(?:问题|困难)|(?:哪些|什么|啥|几个|几条|自己说).{0,6}(?:问题|困难)|(?:问题|困难)(?:有哪些|是什么|是啥|部分)/,
    heading: /问题|不足|困难|差距|短板|薄弱/,
    opening: /存在.{0,10}(?:问题|不足|困难)|(?:问题|不足|差距)[:,]/,
  },
  plans: {
    asks: /下一?步|接下来|打算|(?:明|来|下|第二)年.{0,6}(?:安排|计划|打算|准备|重点|写|抓|干|工作)|工作(?:安排|计划|思路)|今后/,
    heading: /打算|下一?步|安排|计划|展望|今后|思路|努力方向/,
    opening: /下一?步,|今后,|(?:明|来|新的一)年,/,
  },
}

/** Reads a question about the problems or the plans of a report; a question for a quantity of something is none. */
export function readSectionRole(text: string): SectionRole | undefined {
  if (/多少|几[件个次人起份名]|率/.test(text.replace(/几个?(?:方面|问题|条)/g, ''))) return undefined
  return (Object.keys(ROLES) as SectionRole[]).find((role) => ROLES[role].asks.test(text))
}

interface Part {
  readonly label: string
  readonly start: number
  readonly end: number
}

/** The points of the section with its heading, each in the words of the report; undefined when the report has none. */
export function answerSection(role: SectionRole, entry: DocumentEntry, document: Document): Reply | undefined {
  const heading = findHeading(document, role)
  const body = heading ? { start: heading.body.start, end: heading.body.end } : findParagraph(document, role)
  if (!body) return undefined
  const parts = partsOf(document, heading, body)
  const section = heading ? `${heading.label}${heading.title}` : ''
  const sources = parts.map(({ start, end }) => ({ entry, section, quote: document.text.slice(start, end) }))
  const citations = cite(
    sources.length > 0
      ? sources
      : [{ entry, section, quote: document.text.slice(body.start, Math.min(body.end, body.start + 300)).trim() }],
  )
  const shown =
    sources.length > 1
      ? [
          `${entry.identity.title}${section ? `「${section}」` : ''}写了${parts.length}条:`,
          ...sources.map(({ quote }, i) => `${/^[(（一二三四五六七八九十\d]/.test(quote) ? '' : `${i + 1}. `}${shorten(quote, 110)}`),
        ]
      : [shorten(citations[0]?.quote ?? '', 400)]
  const place = citationLines(citations.slice(0, 1))
  return { kind: 'answer', text: [...shown, place].join('\n'), citations }
}

function findHeading({ outline }: Document, role: SectionRole): Heading | undefined {
  const fitting = outline.filter(({ title, level }) => level <= 2 && ROLES[role].heading.test(title))
  return fitting.filter(({ level }) => level === 1).at(-1) ?? fitting.at(-1)
}

/** Without a heading: the last paragraph that opens like the section (…存在一些问题,一是…;下一步,…). */
function findParagraph({ text }: Document, role: SectionRole): { start: number; end: number } | undefined {
  let found: { start: number; end: number } | undefined
  for (const match of text.matchAll(/[^\n]+/g)) {
    const at = ROLES[role].opening.exec(match[0])
    if (!at) continue
    const start = (match.index ?? 0) + at.index
    const rest = text.slice(start, (match.index ?? 0) + match[0].length)
    const other = ROLES[role === 'problems' ? 'plans' : 'problems'].opening.exec(rest.slice(1))
    found = { start, end: start + (other && role === 'problems' ? other.index + 1 : rest.length) }
  }
  return found
}

function partsOf(
  document: Document,
  heading: Heading | undefined,
  body: { start: number; end: number },
): readonly Part[] {
  const index = heading ? document.outline.indexOf(heading) : -1
  const children = heading ? document.outline.filter(({ parent }) => parent === index) : []
  if (children.length > 0)
    return children.map(({ label, start, end, body: below, title }) => ({
      label,
      start,
      end: title === '' ? below.end : end,
    }))
  return enumeratedItems(document.text, body).map(({ label, start, end }) => ({ label, start, end }))
}
