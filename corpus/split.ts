import { type PassageSize, packed, trimmed } from './pack.ts'
import { remarkEnd } from './remark.ts'
import type { Heading, Passage, Span, Table } from './schema.ts'
import { pathAt } from './section.ts'

/** About 300 characters: long enough for a statement with its context, short enough for 512 tokens of an embedding. */
const PROSE: PassageSize = { target: 300, limit: 420 }
/** An article stays whole up to 600 characters: of the 566 articles of eight statutes one is longer (607); half have under 111. */
const ARTICLE: PassageSize = { target: 600, limit: 600 }

/** What passages are cut along. */
export interface Structure {
  readonly outline: readonly Heading[]
  readonly tables: readonly Table[]
}

interface Segment extends Span {
  readonly heading: number
}

/**
 * Cuts a text along its outline into passages of about 300 characters that end with a sentence, an item or a row. They
 * cover every printed character but headings that stand on a line of their own above text (these are in `path`) and
 * comments of the source. An article is one passage; a table is cut between rows, its header row joins the path.
 */
export function splitPassages(text: string, structure: Structure): Passage[] {
  const { outline, tables } = structure
  const segments = segmentsOf(text, outline)
  return segments
    .flatMap((segment) => {
      const article = /^第.+条/.test(outline[segment.heading]?.label ?? '')
      const path = pathAt(outline, segment.heading)
      return around(text, segment, tables)
        .flatMap((part) =>
          part.table
            ? rowPassages(text, part.table, path)
            : packed(text, part, article ? ARTICLE : PROSE).map((span) => ({ ...span, path })),
        )
        .map((part) => ({ ...part, heading: segment.heading }))
    })
    .map((part, seq) => ({ seq, ...part, text: text.slice(part.start, part.end) }))
}

/**
 * The own text of every heading; a heading alone on its line is left out unless nothing else is under it or a remark
 * follows whose duty it is: then it is a task.
 */
function segmentsOf(text: string, outline: readonly Heading[]): Segment[] {
  const preface = { start: 0, end: outline[0]?.start ?? text.length, heading: -1 }
  const own = outline.flatMap((heading, index) => {
    const next = outline[index + 1]
    const leaf = next?.parent !== index
    const end = leaf ? heading.body.end : (next?.start ?? text.length)
    const rest = text.slice(heading.end, end)
    const feed = rest.indexOf('\n')
    const lineRest = feed < 0 ? rest : rest.slice(0, feed)
    const isTask = remarkEnd(text, heading.end) > heading.end
    const alone = lineRest.trim() === '' && !isTask && !(leaf && rest.trim() === '')
    const segment = { start: alone ? heading.end : heading.start, end, heading: index }
    return [segment, { start: end, end: next?.start ?? text.length, heading: -1 }]
  })
  return [preface, ...own].filter(({ start, end }) => start < end)
}

interface Part extends Span {
  readonly table?: Table
}

/** A segment cut into prose and tables, without comments of the source. */
function around(text: string, segment: Segment, tables: readonly Table[]): Part[] {
  const inner = tables.filter((table) => table.start >= segment.start && table.end <= segment.end)
  const comments = commentsIn(text, segment).map((span) => ({ ...span, comment: true }))
  const holes = [...inner.map((table) => ({ start: table.start, end: table.end, table })), ...comments]
  const parts: Part[] = []
  let start = segment.start
  for (const hole of holes.sort((one, other) => one.start - other.start)) {
    if (hole.start < start) continue
    if (hole.start > start) parts.push({ start, end: hole.start })
    if ('table' in hole) parts.push(hole)
    start = hole.end
  }
  if (start < segment.end) parts.push({ start, end: segment.end })
  return parts
}

/** Comments of the source format: <!-- … -->. */
function commentsIn(text: string, segment: Span): Span[] {
  const slice = text.slice(segment.start, segment.end)
  const comments: Span[] = []
  let start = slice.indexOf('<!--')
  while (start >= 0) {
    const close = slice.indexOf('-->', start)
    if (close < 0) break
    comments.push({ start: segment.start + start, end: segment.start + close + 3 })
    start = slice.indexOf('<!--', close)
  }
  return comments
}

type Located = Span & { readonly path: readonly string[] }

/** Rows in groups up to the target; groups without the header row carry its words at the end of their path. */
function rowPassages(text: string, table: Table, path: readonly string[]): Located[] {
  const rows = table.rows.filter((row) => row.length > 0)
  const edges = rows.map((row) => row[0]?.start ?? table.start)
  const spans = edges.map((start, index) => ({ start, end: edges[index + 1] ?? table.end }))
  const caption = table.caption ? [...path, table.caption] : [...path]
  const header = spans
    .slice(0, table.headerRows)
    .map((row) =>
      text
        .slice(row.start, row.end)
        .replace(/-{2,}/g, '')
        .replace(/[\s|:]+$|^[\s|]+/g, '')
        .replace(/[\s|]+/g, '、'),
    )
    .join(' / ')
    .slice(0, 200)
  const groups: Span[] = []
  for (const row of spans) {
    const last = groups[groups.length - 1]
    if (last && row.end - last.start <= PROSE.target) groups[groups.length - 1] = { start: last.start, end: row.end }
    else groups.push(row)
  }
  return groups
    .flatMap((group) =>
      group.end - group.start > 2 * PROSE.limit ? packed(text, group, PROSE) : [trimmed(text, group)],
    )
    .filter((group) => group.start < group.end)
    .map((group, index) => ({
      ...group,
      path: index === 0 || header === '' ? caption : [...caption, `表头:${header}`],
    }))
}
