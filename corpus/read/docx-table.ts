import { blocks, type DocxContext, type DocxParagraph, readParagraph } from './docx-paragraph.ts'
import { integer } from './docx-styles.ts'
import type { CellContent } from './text-builder.ts'
import { child, isOn, value, type XmlElement } from './xml.ts'

/** A table ready to be placed; merged cells stand once, where they begin. */
export interface DocxTable {
  readonly rows: readonly (readonly CellContent[])[]
  readonly headerRows: number
  /** Every paragraph in order, for tables that are layout. */
  readonly paragraphs: readonly DocxParagraph[]
  readonly footnotes: number
}

interface OpenCell {
  text: string
  columns: number
  rows: number
}

/** Reads a w:tbl with its horizontal (gridSpan) and vertical (vMerge) merges; nested tables become text of their cell. */
export function readTable(element: XmlElement, context: DocxContext): DocxTable {
  const rows: OpenCell[][] = []
  const paragraphs: DocxParagraph[] = []
  const above = new Map<number, OpenCell>()
  let headerRows = 0
  for (const row of rowsOf(element)) {
    const properties = child(row, 'trPr')
    if (child(properties, 'del') !== undefined) continue
    if (isOn(child(properties, 'tblHeader')) && headerRows === rows.length) headerRows += 1
    const placed: OpenCell[] = []
    let column = integer(value(properties, 'gridBefore')) ?? 0
    if (column > 0) placed.push({ text: '', columns: column, rows: 1 })
    for (const cell of wrapped(row, 'tc')) {
      const read = readCell(cell, context)
      paragraphs.push(...read.paragraphs)
      placeCell({ cell, column, text: read.text }, above, placed)
      column += columnsOf(cell)
    }
    rows.push(placed)
  }
  const footnotes = paragraphs.reduce((sum, paragraph) => sum + paragraph.footnotes, 0)
  return { rows, headerRows: headerRows < rows.length ? headerRows : 0, paragraphs, footnotes }
}

function placeCell(
  { cell, column, text }: { readonly cell: XmlElement; readonly column: number; readonly text: string },
  above: Map<number, OpenCell>,
  placed: OpenCell[],
): void {
  const merge = child(child(cell, 'tcPr'), 'vMerge')
  const continued = merge !== undefined && merge.attributes.get('val') !== 'restart' ? above.get(column) : undefined
  if (continued !== undefined) {
    continued.rows += 1
    return
  }
  const opened = { text, columns: columnsOf(cell), rows: 1 }
  if (merge !== undefined) above.set(column, opened)
  else above.delete(column)
  placed.push(opened)
}

/** Most columns a cell may claim; Word allows 63. */
const MAX_COLUMNS = 63

function columnsOf(cell: XmlElement): number {
  const span = integer(value(child(cell, 'tcPr'), 'gridSpan')) ?? 1
  return Math.min(MAX_COLUMNS, Math.max(1, span))
}

function readCell(cell: XmlElement, context: DocxContext): { text: string; paragraphs: DocxParagraph[] } {
  const paragraphs: DocxParagraph[] = []
  const lines: string[] = []
  for (const block of blocks(cell)) {
    if (block.name === 'p') {
      const paragraph = readParagraph(block, context)
      paragraphs.push(paragraph)
      lines.push(paragraph.text)
    } else {
      const nested = readTable(block, context)
      paragraphs.push(...nested.paragraphs)
      lines.push(...nested.rows.map((row) => row.map((inner) => inner.text).join(' ')))
    }
  }
  return { text: lines.join('\n'), paragraphs }
}

function rowsOf(table: XmlElement): Generator<XmlElement> {
  return wrapped(table, 'tr')
}

/** Children of that name, also inside content controls. */
function* wrapped(parent: XmlElement, name: string): Generator<XmlElement> {
  for (const element of parent.children) {
    if (element.name === name) yield element
    else if (element.name === 'sdt') {
      const content = child(element, 'sdtContent')
      if (content !== undefined) yield* wrapped(content, name)
    } else if (element.name === 'customXml') yield* wrapped(element, name)
  }
}
