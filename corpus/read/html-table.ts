import { attributeOf, collapse, type HtmlElement, type HtmlNode, isBlock, isElement, walk } from './html-dom.ts'
import type { CellContent } from './text-builder.ts'

/** A table of data, ready to be placed. */
export interface HtmlTable {
  readonly rows: readonly (readonly CellContent[])[]
  readonly headerRows?: number
  readonly caption?: string
}

/** Longest cell of a table of data, in characters; a longer one means layout. */
const MAX_CELL = 1000

/** Most rows and columns a merged cell may claim, as in the HTML standard. */
const MAX_SPAN = 1000

/**
 * Reads a table of data. Undefined for a table that lays out the page: nested tables, a single row or column, headings
 * or very long cells inside.
 */
export function readHtmlTable(table: HtmlElement): HtmlTable | undefined {
  const rows: CellContent[][] = []
  let headerRows = 0
  let caption = ''
  for (const row of rowsOf(table)) {
    if (row.tagName === 'caption') caption = cellText(row) ?? ''
    if (row.tagName !== 'tr') continue
    const cells = row.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'td' || tagName === 'th')
    const read = cells.map(readCell)
    if (read.some((cell) => cell === undefined)) return undefined
    if (cells.length === 0) continue
    if (cells.every(({ tagName }) => tagName === 'th') && headerRows === rows.length) headerRows += 1
    rows.push(read.filter((cell) => cell !== undefined))
  }
  const wide = rows.filter((row) => row.filter((cell) => cell.text !== '').length > 1)
  if (rows.length < 2 || wide.length < 2) return undefined
  return {
    rows,
    ...(headerRows > 0 && headerRows < rows.length ? { headerRows } : {}),
    ...(caption === '' ? {} : { caption }),
  }
}

/** Rows and caption of a table, its sections opened. */
function rowsOf(table: HtmlElement): HtmlElement[] {
  const sections = new Set(['thead', 'tbody', 'tfoot'])
  const inside = (node: HtmlNode): HtmlNode[] =>
    isElement(node) && sections.has(node.tagName) ? node.childNodes : [node]
  return table.childNodes.flatMap(inside).filter(isElement)
}

function readCell(cell: HtmlElement): CellContent | undefined {
  const text = cellText(cell)
  if (text === undefined || text.length > MAX_CELL) return undefined
  return { text, columns: span(cell, 'colspan'), rows: span(cell, 'rowspan') }
}

/** The lines of a cell; undefined when it holds a table or a heading, as cells of a layout do. */
function cellText(cell: HtmlElement): string | undefined {
  let text = ''
  for (const event of walk(cell)) {
    if (event.kind === 'text') text += collapse(event.text)
    else if (/^(table|h[1-6])$/.test(event.element.tagName)) return undefined
    else if (event.element.tagName === 'br' || isBlock(event.element)) text += '\n'
    if (text.length > MAX_CELL * 2) return undefined
  }
  return text.trim()
}

function span(cell: HtmlElement, name: string): number {
  const number = Number.parseInt(attributeOf(cell, name), 10)
  return number >= 1 ? Math.min(MAX_SPAN, number) : 1
}
