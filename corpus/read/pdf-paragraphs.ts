import type { PdfLine, PdfPage } from './pdf-lines.ts'
import { tableAt } from './pdf-table.ts'
import type { TextBuilder } from './text-builder.ts'

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

/** Writes the paragraphs and tables of all pages; a paragraph may run over the end of a page. */
export function writePdfBlocks(pages: readonly PdfPage[], builder: TextBuilder): void {
  const margins = documentMargins(pages)
  const size = median(pages.flatMap((page) => page.lines.map((line) => line.size)))
  let paragraph: PlacedLine[] = []
  const flush = () => {
    builder.paragraph(joinLines(paragraph.map((line) => line.text)))
    paragraph = []
  }
  for (const page of pages) {
    const lines = placeLines(page, margins)
    const usual = { leading: usualLeading(lines), size }
    for (let index = 0; index < lines.length; ) {
      const table = tableAt(lines, index)
      const line = lines[index]
      if (table !== undefined) {
        flush()
        builder.table(table.rows)
        index += table.lineCount
      } else if (line !== undefined) {
        if (beginsParagraph(line, paragraph.at(-1), usual)) flush()
        paragraph.push(line)
        index += 1
      }
    }
  }
  flush()
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

/** Joins the lines of a paragraph: nothing between Chinese, a blank between Latin words. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    const words = /[A-Za-z,;]$/.test(text) && /^[A-Za-z]/.test(line)
    return text + (words ? ' ' : '') + line
  }, '')
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}
