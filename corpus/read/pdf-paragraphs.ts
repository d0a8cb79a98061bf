import { joinLines, type PdfLine, type PdfPage } from './pdf-lines.ts'
import type { RuledTable } from './pdf-ruled-table.ts'
import { tableAt } from './pdf-table.ts'
import type { CellContent, TextBuilder } from './text-builder.ts'

/** A line with its place in the column of text. */
interface PlacedLine extends PdfLine {
  /** Distance from the left edge of the text, in font sizes. */
  readonly indent: number
  /** What the line leaves free at its right, in font sizes. */
  readonly slack: number
  /** Distance to the baseline above on the same page, in font sizes; 0 at the top of a page. */
  readonly leading: number
}

/** Indent that begins a paragraph, in font sizes; Chinese paragraphs have 2. */
const INDENT = 1

/** A line that leaves more than this free ends its paragraph; a full line leaves room for less than one character more. */
const SLACK = 1.9

/** Leading above this many times the page's usual one parts paragraphs. */
const WIDE_LEADING = 1.4

/** Lines larger than the document's usual size by this factor are titles. */
const LARGE = 1.1

/** Edges closer than this, in points, are the same edge. */
const EDGE_TOLERANCE = 3

/** Writes the paragraphs and tables of all pages; paragraphs and ruled tables may run over the end of a page. */
export function writePdfBlocks(pages: readonly PdfPage[], builder: TextBuilder): void {
  const margins = documentMargins(pages)
  const size = median(pages.flatMap((page) => page.lines.map((line) => line.size)))
  const writer = blockWriter(builder)
  for (const page of pages) {
    const lines = placeLines(page, margins)
    const usual = { leading: usualLeading(lines), size }
    const tables = [...page.tables]
    for (let index = 0; index < lines.length; ) {
      const line = lines[index]
      if (line === undefined) break
      for (let next = tables[0]; next !== undefined && next.top < line.y; next = tables[0]) {
        writer.ruledTable(next)
        tables.shift()
      }
      const table = tableAt(untilTable(lines, tables[0]), index)
      if (table !== undefined) writer.table(table.rows)
      else writer.line(line, usual)
      index += table?.lineCount ?? 1
    }
    for (const table of tables) writer.ruledTable(table)
  }
  writer.end()
}

function untilTable(lines: readonly PlacedLine[], table: RuledTable | undefined): readonly PlacedLine[] {
  return table === undefined ? lines : lines.filter((line) => line.y < table.top)
}

/** Holds back the paragraph and the ruled table that may go on. */
function blockWriter(builder: TextBuilder) {
  let paragraph: PlacedLine[] = []
  let open: { edges: readonly number[]; rows: (readonly CellContent[])[] } | undefined
  const end = () => {
    builder.paragraph(joinLines(paragraph.map((line) => line.text)))
    paragraph = []
    if (open !== undefined) builder.table(open.rows)
    open = undefined
  }
  return {
    end,
    line: (line: PlacedLine, usual: Usual) => {
      if (open !== undefined || beginsParagraph(line, paragraph.at(-1), usual)) end()
      paragraph.push(line)
    },
    table: (rows: readonly (readonly CellContent[])[]) => {
      end()
      builder.table(rows)
    },
    ruledTable: (table: RuledTable) => {
      if (open !== undefined && sameEdges(open.edges, table.edges))
        open.rows.push(...withoutRepeatedHead(open.rows, table.rows))
      else {
        end()
        open = { edges: table.edges, rows: [...table.rows] }
      }
    },
  }
}

function sameEdges(some: readonly number[], others: readonly number[]): boolean {
  return (
    some.length === others.length &&
    some.every((edge, index) => Math.abs(edge - (others[index] ?? 0)) < EDGE_TOLERANCE * 2)
  )
}

/** A table that goes on over the page often prints its head again. */
function withoutRepeatedHead(
  rows: readonly (readonly CellContent[])[],
  more: readonly (readonly CellContent[])[],
): readonly (readonly CellContent[])[] {
  const words = (row: readonly CellContent[] | undefined) => (row ?? []).map((cell) => cell.text).join('\t')
  let repeated = 0
  while (repeated < more.length && words(more[repeated]) === words(rows[repeated])) repeated += 1
  return more.slice(repeated)
}

/** Leading of the page in font sizes, and font size of the document in points. */
interface Usual {
  readonly leading: number
  readonly size: number
}

interface Margins {
  readonly left: number
  readonly right: number
}

/** The page's own edges where it has enough full lines, else the document's. */
function placeLines(page: PdfPage, document: Margins): PlacedLine[] {
  const own = pageMargins(page)
  const left = own?.left ?? document.left
  const right = own?.right ?? document.right
  return page.lines.map((line, index) => ({
    ...line,
    indent: (line.left - left) / line.size,
    slack: (right - line.right) / line.size,
    leading: index === 0 ? 0 : (line.y - (page.lines[index - 1]?.y ?? line.y)) / line.size,
  }))
}

function documentMargins(pages: readonly PdfPage[]): Margins {
  const found = pages.map(pageMargins).filter((margins) => margins !== undefined)
  const lines = pages.flatMap((page) => page.lines)
  if (found.length > 0)
    return { left: median(found.map(({ left }) => left)), right: median(found.map(({ right }) => right)) }
  return { left: least(lines.map((line) => line.left)), right: -least(lines.map((line) => -line.right)) }
}

/** Edges shared by at least three wide lines. */
function pageMargins(page: PdfPage): Margins | undefined {
  const widest = -least(page.lines.map((line) => line.left - line.right))
  const wide = page.lines.filter((line) => line.segments.length === 1 && line.right - line.left > widest * 0.8)
  if (wide.length < 3) return undefined
  return { left: sharedEdge(wide.map((line) => line.left)), right: -sharedEdge(wide.map((line) => -line.right)) }
}

/** The outermost edge that at least two lines share, else the outermost. */
function sharedEdge(edges: readonly number[]): number {
  const sorted = [...edges].sort((a, b) => a - b)
  const shared = sorted.find((edge, index) => (sorted[index + 1] ?? Number.POSITIVE_INFINITY) - edge < EDGE_TOLERANCE)
  return shared ?? sorted[0] ?? 0
}

function usualLeading(lines: readonly PlacedLine[]): number {
  const leadings = lines.map((line) => line.leading).filter((leading) => leading > 0)
  return leadings.length === 0 ? 0 : median(leadings)
}

function beginsParagraph(line: PlacedLine, previous: PlacedLine | undefined, usual: Usual): boolean {
  if (previous === undefined) return false
  const resized = Math.abs(line.size - previous.size) > 0.12 * previous.size
  const far = usual.leading > 0 && line.leading > usual.leading * WIDE_LEADING
  if (resized || far) return true
  const title = line.size > usual.size * LARGE && isCentred(line) && isCentred(previous)
  if (title) return startsNumbered(line.text)
  return (
    line.indent >= INDENT || previous.slack > SLACK || (startsNumbered(line.text) && /[。;;:：]$/.test(previous.text))
  )
}

/** Equal room on both sides. */
function isCentred(line: PlacedLine): boolean {
  return Math.abs(line.indent - line.slack) < 1.5
}

function startsNumbered(text: string): boolean {
  return /^([一二三四五六七八九十]+、|[((][一二三四五六七八九十\d]+[))]|\d{1,3}[.、．](?!\d)|第[一二三四五六七八九十百零\d]+[章节条部])/.test(
    text,
  )
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}
