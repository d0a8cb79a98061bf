import { writeFile } from 'node:fs/promises'
import { RetrievalError } from '../errors.ts'

/** A table to be written to a file: a header and rows of text and numbers. */
export interface Sheet {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A cell that a spreadsheet would take for a formula is kept as text by a leading apostrophe. */
function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The sheet as CSV with a byte order mark, so that office software reads it as UTF-8. */
export function csvOf({ header, rows }: Sheet): string {
  return `\ufeff${[header, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

async function save(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content).catch((cause: unknown) => {
    throw new RetrievalError('failed', `「${path}」写不了。请检查目录是否存在、文件是否正被别的程序打开。`, { cause })
  })
}

/** Writes the sheet as CSV. */
export async function writeCsv(path: string, sheet: Sheet): Promise<void> {
  await save(path, csvOf(sheet))
}

/** Writes the sheet as an .xlsx workbook with a frozen, filterable header row. */
export async function writeXlsx(path: string, { name, header, rows }: Sheet): Promise<void> {
  const { default: excel } = await import('exceljs')
  const workbook = new excel.Workbook()
  const page = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  page.addRow([...header]).font = { bold: true }
  for (const row of rows) page.addRow([...row])
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: header.length } }
  page.columns.forEach((column, i) => {
    const longest = Math.max(...[header, ...rows].slice(0, 200).map((row) => String(row[i] ?? '').length))
    column.width = Math.min(60, Math.max(8, longest * 2))
  })
  await save(path, new Uint8Array(await workbook.xlsx.writeBuffer()))
}
