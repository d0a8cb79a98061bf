import WordExtractor from 'word-extractor'
import type { ExtractedText } from '../schema.ts'
import { type TextBuilder, textBuilder } from './text-builder.ts'

/** Most lines of one row of a table. */
const MAX_ROW_LINES = 30

/**
 * Reads the bare text of a Word 97–2003 document: for files whose lists, styles and tables are damaged. Merged cells
 * and the numbers of automatic lists are missing.
 */
export async function readPlainDoc(bytes: Uint8Array): Promise<ExtractedText> {
  const document = await new WordExtractor().extract(Buffer.from(bytes))
  const builder = textBuilder()
  writeLines(document.getBody({ filterUnicode: false }), builder)
  writeLines(document.getTextboxes({ filterUnicode: false, includeHeadersAndFooters: false }), builder)
  if (document.getFootnotes().trim() + document.getEndnotes().trim() !== '') builder.note('文中有脚注或尾注,没有读入。')
  return builder.build('doc')
}

function writeLines(text: string, builder: TextBuilder): void {
  const lines = text.split(/\r\n?|\n/)
  let rows: string[][] = []
  for (let index = 0; index < lines.length; ) {
    const row = rowAt(lines, index, rows.at(-1)?.length)
    if (row === undefined) {
      writeRows(rows, builder)
      rows = []
      builder.paragraph((lines[index] ?? '').replaceAll('\t', ' '))
    } else rows.push(row.cells)
    index += row?.lineCount ?? 1
  }
  writeRows(rows, builder)
}

/** A table of one column is layout. */
function writeRows(rows: readonly (readonly string[])[], builder: TextBuilder): void {
  if (rows.some((row) => row.length > 1)) builder.table(rows.map((row) => row.map((text) => ({ text }))))
  else for (const text of rows.flat()) builder.paragraph(text)
}

/**
 * The row that begins with the line at `start`. A tab ends every cell, so a line that ends with one ends a row; the row
 * may run over several lines when a cell has paragraphs, which is believed only where the row above has as many cells.
 */
function rowAt(
  lines: readonly string[],
  start: number,
  cellsAbove: number | undefined,
): { cells: string[]; lineCount: number } | undefined {
  for (let end = start; end < Math.min(lines.length, start + MAX_ROW_LINES); end += 1) {
    if (!lines[end]?.endsWith('\t')) continue
    const lineCount = end - start + 1
    const cells = lines
      .slice(start, end + 1)
      .join('\n')
      .split('\t')
      .slice(0, -1)
    return lineCount === 1 || cells.length === cellsAbove ? { cells, lineCount } : undefined
  }
  return undefined
}
