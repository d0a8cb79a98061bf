import type { Table, TableCell } from '../schema.ts'

/** A table as a full rectangle: a merged cell stands at every place it covers. */
export interface Grid {
  readonly rows: readonly (readonly (TableCell | undefined)[])[]
  readonly headerRows: number
  readonly columns: number
}

/** Tables wider or longer than this are data dumps, not tables of a report. */
const MAX_CELLS = 50_000

function place(rows: (TableCell | undefined)[][], cell: TableCell, at: { row: number; column: number }): void {
  for (let row = at.row; row < Math.min(at.row + cell.rows, rows.length); row++) {
    for (let column = at.column; column < at.column + cell.columns; column++) rows[row]![column] ??= cell
  }
}

/** Lays the cells of a table out by their spans. `isValue` tells whether a cell's text is a number, for unmarked headers. */
export function gridOf(table: Table, isValue: (cell: TableCell) => boolean): Grid {
  const rows: (TableCell | undefined)[][] = table.rows.map(() => [])
  const cells = table.rows.reduce((sum, row) => sum + row.length, 0)
  if (cells > MAX_CELLS) return { rows: [], headerRows: 0, columns: 0 }
  for (const [row, list] of table.rows.entries()) {
    let column = 0
    for (const cell of list) {
      while (rows[row]![column] !== undefined) column++
      place(rows, cell, { row, column })
      column += cell.columns
    }
  }
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const firstValue = rows.findIndex((row) => row.slice(1).some((cell) => cell && isValue(cell)))
  const headerRows = table.headerRows > 0 ? table.headerRows : Math.max(0, firstValue)
  return { rows, headerRows, columns }
}
