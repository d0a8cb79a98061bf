import { type Grid, type GridCell, gridsOf } from './pdf-grid.ts'
import { joinLines, linesOf, type PdfItem } from './pdf-lines.ts'
import type { PdfRules } from './pdf-rules.ts'
import type { CellContent } from './text-builder.ts'

/** A ruled table with its words, and where it stands. */
export interface RuledTable {
  readonly top: number
  readonly bottom: number
  /** Column edges, to tell whether the table goes on over the page. */
  readonly edges: readonly number[]
  readonly rows: readonly (readonly CellContent[])[]
}

/** A longer cell means that the rules frame a page, not a table. */
const MAX_CELL = 1500

/** Splits the runs of a page into those of its ruled tables and the rest. */
export function takeRuledTables(
  items: readonly PdfItem[],
  rules: PdfRules,
): { tables: RuledTable[]; rest: readonly PdfItem[] } {
  const tables: RuledTable[] = []
  let rest = items
  for (const grid of gridsOf(rules)) {
    const inside = new Map(grid.cells.map((cell) => [cell, rest.filter((item) => isInside(item, cell))]))
    const rows = rowsOf(grid, inside)
    const filled = rows.flat().filter((cell) => cell.text !== '')
    if (filled.length < 2 || filled.some((cell) => cell.text.length > MAX_CELL)) continue
    const taken = new Set([...inside.values()].flat())
    rest = rest.filter((item) => !taken.has(item))
    tables.push({ top: grid.top, bottom: grid.bottom, edges: grid.edges, rows })
  }
  return { tables, rest }
}

/** By the middle of the run, which may reach over the edge a little. */
function isInside(item: PdfItem, cell: GridCell): boolean {
  const x = item.x + item.width / 2
  const y = item.y - item.size * 0.35
  return x >= cell.left && x < cell.right && y >= cell.top && y < cell.bottom
}

/** Rows without a word are left out: they are double rules. */
function rowsOf(grid: Grid, inside: ReadonlyMap<GridCell, readonly PdfItem[]>): CellContent[][] {
  const texts = new Map(
    grid.cells.map((cell) => [cell, joinLines(linesOf(inside.get(cell) ?? []).map((line) => line.text))]),
  )
  const kept = [...new Set(grid.cells.filter((cell) => texts.get(cell) !== '').map((cell) => cell.row))].sort(
    (a, b) => a - b,
  )
  return kept.map((row) =>
    grid.cells
      .filter((cell) => cell.row === row)
      .map((cell) => ({
        text: texts.get(cell) ?? '',
        columns: cell.columns,
        rows: kept.filter((other) => other >= row && other < row + cell.rows).length,
      })),
  )
}
