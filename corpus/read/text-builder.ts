import type { ExtractedText, Format, Span, Table, TableCell } from '../schema.ts'

/** The words of one cell before they are placed; merged cells say how far they reach. */
export interface CellContent {
  readonly text: string
  readonly columns?: number
  readonly rows?: number
}

/** What a table has besides its cells. */
interface TableOptions {
  readonly caption?: string
  /** Guessed from the cells when absent. */
  readonly headerRows?: number
}

/** Collects the text of a document block by block and keeps the spans of headings and tables. */
export interface TextBuilder {
  /** Adds a paragraph, one line or more; blank ones are left out. With a level it is a styled heading. */
  readonly paragraph: (text: string, headingLevel?: number) => void
  /** Adds a table, one line a row, cells joined by tabs; merged cells are printed once, where they begin. */
  readonly table: (rows: readonly (readonly CellContent[])[], options?: TableOptions) => void
  /** Adds a Chinese sentence for people. */
  readonly note: (sentence: string) => void
  readonly build: (format: Format, title?: string) => ExtractedText
}

/** A builder for one document. */
export function textBuilder(): TextBuilder {
  const lines: string[] = []
  let length = 0
  const tables: Table[] = []
  const styledHeadings: (Span & { level: number })[] = []
  const notes: string[] = []
  const addLine = (line: string): Span => {
    const span = { start: length, end: length + line.length }
    lines.push(line)
    length = span.end + 1
    return span
  }
  return {
    paragraph: (text, headingLevel) => {
      const clean = cleanParagraph(text)
      if (clean === '') return
      const span = addLine(clean)
      if (headingLevel !== undefined) styledHeadings.push({ ...span, level: headingLevel })
    },
    table: (rows, options = {}) => {
      const placed = rows.map((row) => placeRow(row, length, addLine)).filter((row) => row.length > 0)
      const first = placed[0]?.[0]
      const last = placed.at(-1)?.at(-1)
      if (first === undefined || last === undefined) return
      const headerRows = options.headerRows ?? guessHeaderRows(rows)
      const caption = options.caption === undefined ? {} : { caption: options.caption }
      tables.push({ start: first.start, end: last.end, rows: placed, headerRows, ...caption })
    },
    note: (sentence) => void notes.push(sentence),
    build: (format, title) => {
      const named = title === undefined || title === '' ? {} : { title }
      return { format, text: lines.join('\n'), tables, styledHeadings, notes, ...named }
    },
  }
}

function placeRow(row: readonly CellContent[], start: number, addLine: (line: string) => Span): TableCell[] {
  const texts = row.map((cell) => cleanCell(cell.text))
  if (row.length === 0) return []
  let position = start
  addLine(texts.join('\t'))
  return row.map((cell, index) => {
    const text = texts[index] ?? ''
    const span = { start: position, end: position + text.length }
    position = span.end + 1
    return { ...span, columns: cell.columns ?? 1, rows: cell.rows ?? 1 }
  })
}

/** Deepest head of a table that is guessed. */
const MAX_HEADER_ROWS = 4

/**
 * The first row, the rows its cells reach down to, and those below a head merged sideways; 0 when one of them holds a
 * number, when nothing follows, or when the first row is a single cell.
 */
function guessHeaderRows(rows: readonly (readonly CellContent[])[]): number {
  let depth = 1
  for (let index = 0; index < depth; index += 1) {
    const cells = rows[index] ?? []
    const divided = cells.length > 1 && cells.some((cell) => (cell.columns ?? 1) > 1)
    depth = Math.max(depth, divided ? index + 2 : 0, ...cells.map((cell) => index + (cell.rows ?? 1)))
  }
  if ((rows[0]?.length ?? 0) < 2 || depth >= rows.length || depth > MAX_HEADER_ROWS) return 0
  const numeric = rows.slice(0, depth).some((row) => row.some((cell) => /^[-+]?[\d,.]+%?$/.test(cell.text.trim())))
  return numeric ? 0 : depth
}

function cleanParagraph(text: string): string {
  return visible(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Longest cell, in characters, whose line breaks are taken for wrapping: a two-line column head. */
const WRAPPED_CELL_LENGTH = 16

function cleanCell(text: string): string {
  const parts = visible(text)
    .split(/[\n\t]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const wrapped = parts.join('')
  const chinese = wrapped.length <= WRAPPED_CELL_LENGTH && /^[\p{Script=Han}()()、]+$/u.test(wrapped)
  return chinese ? wrapped : parts.join(' ')
}

/** Without controls and zero-width characters, with plain blanks and line feeds. */
function visible(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2002-\u200a\u202f]/g, ' ')
}
