import type { RuledTable } from './pdf-ruled-table.ts'

/** A run of characters as the PDF places it; x from the left, y of the baseline from the top, in points. */
export interface PdfItem {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  /** Font size in points. */
  readonly size: number
}

/** A stretch of a line without a wide gap: a cell, or the whole line. */
export interface PdfSegment {
  readonly text: string
  readonly left: number
  readonly right: number
}

/** One printed line. */
export interface PdfLine {
  readonly text: string
  readonly segments: readonly PdfSegment[]
  readonly left: number
  readonly right: number
  readonly y: number
  readonly size: number
}

/** One page with its lines from top to bottom. */
export interface PdfPage {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly lines: readonly PdfLine[]
  /** Tables drawn with rules, whose words are not among the lines. */
  readonly tables: readonly RuledTable[]
}

/** Baselines closer than this share of the font size are one line; sub- and superscripts stay with theirs. */
const SAME_LINE = 0.5

/** Gap, in font sizes, that parts two cells; Chinese justification stretches blanks to below 1. */
const CELL_GAP = 1.8

/** Gap, in font sizes, that is printed as a blank between Chinese characters. */
const CHINESE_BLANK = 0.8

/** Gap, in font sizes, that is printed as a blank beside a Latin letter or digit. */
const LATIN_BLANK = 0.2

/** Lines larger than the page's usual size by this factor are titles. */
const LARGE = 1.1

/** The number of a list item, which stands apart from its words. */
const LIST_LABEL =
  /^\s*([((]?([一二三四五六七八九十]{1,3}|\d{1,3})[))、.．]|第[一二三四五六七八九十百零\d]+[条章节]|[•●■◆·])\s*$/

/** Puts the runs of a page into lines, top to bottom and left to right, whatever order the file has them in. */
export function linesOf(items: readonly PdfItem[]): PdfLine[] {
  const rows: PdfItem[][] = []
  for (const item of [...items].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1)
    const anchor = row?.reduce((largest, other) => (other.size > largest.size ? other : largest))
    const near = anchor !== undefined && Math.abs(item.y - anchor.y) < SAME_LINE * Math.max(item.size, anchor.size)
    if (near) row?.push(item)
    else rows.push([item])
  }
  const bodySize = usualSize(items)
  return rows.map((row) => lineOf(row, bodySize))
}

/** Joins the lines of a paragraph: nothing between Chinese, a blank between Latin words. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    const words = /[A-Za-z,;]$/.test(text) && /^[A-Za-z]/.test(line)
    return text + (words ? ' ' : '') + line
  }, '')
}

function lineOf(row: readonly PdfItem[], bodySize: number): PdfLine {
  const sorted = withoutDoubles([...row].sort((a, b) => a.x - b.x))
  const items = sorted.filter((item, index) => !isNoteMark(item, sorted[index - 1]))
  const largest = items.reduce((best, item) =>
    item.text.length * item.size > best.text.length * best.size ? item : best,
  )
  const segments: { text: string; left: number; right: number }[] = []
  for (const item of items) {
    const segment = segments.at(-1)
    const gap = segment === undefined ? Number.POSITIVE_INFINITY : (item.x - segment.right) / largest.size
    if (segment === undefined || (gap > CELL_GAP && !LIST_LABEL.test(segment.text))) {
      segments.push({ text: item.text, left: item.x, right: item.x + item.width })
    } else {
      segment.text += blankBetween(segment.text, item.text, gap) + item.text
      segment.right = Math.max(segment.right, item.x + item.width)
    }
  }
  const trimmed = segments.map((segment) => ({
    ...segment,
    text: withoutFalseBlanks(segment.text, largest.size > bodySize * LARGE),
  }))
  return {
    text: trimmed.map((segment) => segment.text).join(' '),
    segments: trimmed,
    left: trimmed[0]?.left ?? 0,
    right: Math.max(...trimmed.map((segment) => segment.right)),
    y: largest.y,
    size: largest.size,
  }
}

/** A raised small number after Chinese is the mark of a footnote; after a letter it is a power (m²). */
function isNoteMark(item: PdfItem, before: PdfItem | undefined): boolean {
  if (before === undefined || !/^[[〔(]?\d{1,2}[\]〕)]?$/.test(item.text.trim())) return false
  const raised = item.size < before.size * 0.75 && before.y - item.y > before.size * 0.15
  return raised && !/[A-Za-z]$/.test(before.text)
}

/** The font size most characters have. */
function usualSize(items: readonly PdfItem[]): number {
  const characters = new Map<number, number>()
  for (const { size, text } of items) characters.set(size, (characters.get(size) ?? 0) + text.length)
  return [...characters].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0]
}

/** Blanks beside Chinese are the work of justification, but for the one after 第三条 and between the bodies of a title. */
function withoutFalseBlanks(text: string, large: boolean): string {
  const [, label = '', rest = ''] = /^\s*(第[一二三四五六七八九十百零〇\d]+[条章节编部分]+ )?(.*)$/s.exec(text) ?? []
  const marked = large ? rest.replace(/(?<=[\p{Script=Han}]{4}) +(?=[\p{Script=Han}]{4})/gu, '\u3000') : rest
  const joined = marked.replace(/(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])/g, '')
  return (label + joined.replaceAll('\u3000', ' ')).trim()
}

/** Bold is often drawn as the same run twice, a little apart. */
function withoutDoubles(items: readonly PdfItem[]): PdfItem[] {
  return items.filter(
    (item, index) =>
      !items
        .slice(Math.max(0, index - 4), index)
        .some((other) => other.text === item.text && Math.abs(other.x - item.x) < item.size * 0.3),
  )
}

function blankBetween(before: string, after: string, gap: number): string {
  if (/\s$/.test(before) || /^\s/.test(after)) return ''
  const latin = /[A-Za-z0-9]$/.test(before) && /^[A-Za-z0-9]/.test(after)
  return gap > (latin ? LATIN_BLANK : CHINESE_BLANK) ? ' ' : ''
}
