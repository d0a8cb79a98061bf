import { UnreadableError } from '../errors.ts'
import { displayNumber } from './number-format.ts'
import { child, type XmlElement } from './xml.ts'

/** What the cells of all sheets refer to. */
export interface SheetContext {
  readonly date1904: boolean
  readonly strings: readonly string[]
  /** Format code by cell style index. */
  readonly formats: readonly string[]
}

/** A rectangle of merged cells, zero-based and inclusive. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** The displayed words of a sheet: row by row, column by column, blanks absent. */
export interface Sheet {
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>
  readonly merges: readonly Merge[]
  /** Formulas without a saved result. */
  readonly uncomputed: number
}

/** Most cells of one sheet; a table of a thousand units and a hundred columns fits ten times. */
const MAX_CELLS = 1_000_000

/** Reads one worksheet part. Throws UnreadableError `tooLarge` above MAX_CELLS. */
export function readSheet(root: XmlElement, context: SheetContext): Sheet {
  const rows = new Map<number, Map<number, string>>()
  let uncomputed = 0
  let cells = 0
  const data = child(root, 'sheetData')
  let rowIndex = -1
  for (const row of data?.children ?? []) {
    rowIndex = Number(row.attributes.get('r') ?? rowIndex + 2) - 1
    const texts = new Map<number, string>()
    let column = -1
    for (const cell of row.children) {
      column = cellPosition(cell.attributes.get('r'))?.column ?? column + 1
      const text = cellText(cell, context)
      if (text === undefined) uncomputed += 1
      else if (text.trim() !== '') texts.set(column, text)
      cells += 1
    }
    if (cells > MAX_CELLS)
      throw new UnreadableError('tooLarge', '表格超过一百万个单元格,没有读取;请只保留需要的部分再试。')
    if (texts.size > 0) rows.set(rowIndex, texts)
  }
  return { rows, merges: readMerges(child(root, 'mergeCells')), uncomputed }
}

/** The displayed text; undefined for a formula that has no saved result. */
function cellText(cell: XmlElement, context: SheetContext): string | undefined {
  const type = cell.attributes.get('t') ?? 'n'
  if (type === 'inlineStr') {
    const inline = child(cell, 'is')
    return inline === undefined ? '' : richText(inline)
  }
  const saved = child(cell, 'v')?.text
  if (saved === undefined || saved === null || saved === '')
    return child(cell, 'f') === undefined || type === 'str' ? '' : undefined
  if (type === 's') return context.strings[Number(saved)] ?? ''
  if (type === 'b') return saved === '1' ? 'TRUE' : 'FALSE'
  if (type === 'd') return saved.replace(/T00:00:00(\.0+)?Z?$/, '')
  const number = Number(saved)
  if (type !== 'n' || !Number.isFinite(number)) return saved
  return displayNumber(number, context.formats[Number(cell.attributes.get('s') ?? 0)] ?? 'General', context.date1904)
}

/** The text of a string item: plain or in runs, without phonetic guides, with _x000D_ escapes undone. */
export function richText(item: XmlElement): string {
  let text = ''
  for (const part of item.children) {
    if (part.name === 't') text += part.text
    if (part.name === 'r') text += child(part, 't')?.text
  }
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function readMerges(element: XmlElement | undefined): Merge[] {
  const merges: Merge[] = []
  for (const merge of element?.children ?? []) {
    const [from, to] = (merge.attributes.get('ref') ?? '').split(':').map(cellPosition)
    if (from === undefined || to === undefined) continue
    merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
  }
  return merges
}

/** Zero-based position of a reference like AB12. */
function cellPosition(reference: string | undefined): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference ?? '') ?? []
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(digits) - 1, column: column - 1 }
}
