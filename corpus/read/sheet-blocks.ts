import type { CellContent, TextBuilder } from './text-builder.ts'
import type { Merge, Sheet } from './xlsx-sheet.ts'

/** What a sheet is called, and whether its name tells people anything. */
interface SheetName {
  readonly name: string
  readonly named: boolean
}

/** Consecutive rows of a sheet that belong together, by row index. */
type Block = readonly number[]

/**
 * Writes a sheet: blank rows part blocks where a new head follows; in a block the lines of one cell above and below the
 * table (title, unit, 注:…) become paragraphs, the rest a table.
 */
export function writeSheet(sheet: Sheet, builder: TextBuilder, { name, named }: SheetName): void {
  if (sheet.rows.size === 0) return
  for (const [index, block] of splitBlocks(sheet).entries()) {
    const titled = isAside(sheet, block[0] ?? 0)
    if (index === 0 && named && !titled) builder.paragraph(name)
    writeBlock(sheet, block, { builder, name })
  }
}

function splitBlocks(sheet: Sheet): Block[] {
  const blocks: number[][] = []
  let previous: number | undefined
  for (const row of [...sheet.rows.keys()].sort((a, b) => a - b)) {
    const gap = previous !== undefined && row > previous + 1 && !coveredBetween(sheet, previous, row)
    if (previous === undefined || (gap && !hasNumber(sheet, row))) blocks.push([])
    blocks.at(-1)?.push(row)
    previous = row
  }
  return blocks
}

function coveredBetween(sheet: Sheet, above: number, below: number): boolean {
  return sheet.merges.some((merge) => merge.top <= above && merge.bottom >= below - 1)
}

function hasNumber(sheet: Sheet, row: number): boolean {
  return [...(sheet.rows.get(row)?.values() ?? [])].some((text) => /^[-+]?[\d,.]+%?$/.test(text.trim()))
}

function writeBlock(sheet: Sheet, block: Block, { builder, name }: { builder: TextBuilder; name: string }): void {
  const aside = block.map((row) => isAside(sheet, row))
  const first = aside.indexOf(false)
  const last = aside.lastIndexOf(false)
  if (first === -1) {
    for (const row of block) builder.paragraph(onlyText(sheet, row))
    return
  }
  const before = block.slice(0, first).filter((row) => !reachesInto(sheet, row, block[first] ?? 0))
  const rows = block.slice(before.length, lastTableRow(sheet, block, last) + 1)
  for (const row of before) builder.paragraph(onlyText(sheet, row))
  const title = before[0] === undefined ? '' : onlyText(sheet, before[0]).trim()
  builder.table(gridRows(sheet, rows), { caption: title === '' ? name : title })
  for (const row of block.slice(before.length + rows.length)) builder.paragraph(onlyText(sheet, row))
}

/** True for a row that is a title or a note: one cell, or labels with their values (填报单位:… 单位:件). */
function isAside(sheet: Sheet, row: number): boolean {
  const texts = [...(sheet.rows.get(row)?.values() ?? [])]
  return texts.length === 1 || texts.every((text) => /^[^\d:：]{1,12}[:：]/.test(text.trim()))
}

function onlyText(sheet: Sheet, row: number): string {
  return [...(sheet.rows.get(row)?.values() ?? [])].join(' ')
}

/** True when a cell of the row is a head merged down into the table. */
function reachesInto(sheet: Sheet, row: number, tableTop: number): boolean {
  return sheet.merges.some((merge) => merge.top === row && merge.bottom >= tableTop)
}

/** Trailing rows of one cell belong to the table unless they read as notes: they span it, or stand outside a grid. */
function lastTableRow(sheet: Sheet, block: Block, lastFull: number): number {
  let last = lastFull
  while (last + 1 < block.length) {
    const text = onlyText(sheet, block[last + 1] ?? 0).trim()
    if (/^(注|备注|说明|填[表报]|制表|审核|单位负责人|数据来源)|[。;:;：]/.test(text) || text.length > 20) break
    last += 1
  }
  return last
}

/** The cells of the rows, merged ones once and with their reach, between the outermost columns in use. */
function gridRows(sheet: Sheet, rows: readonly number[]): CellContent[][] {
  const columns = rows.flatMap((row) => [...(sheet.rows.get(row)?.keys() ?? [])])
  const used = rangeOf(columns)
  const merges = sheet.merges.filter((merge) => merge.bottom >= (rows[0] ?? 0) && merge.top <= (rows.at(-1) ?? 0))
  const right = Math.max(
    used.last,
    ...merges.filter((merge) => merge.left <= used.last && isWritten(sheet, merge)).map((merge) => merge.right),
  )
  return rows.map((row) =>
    gridRow(sheet, { row, rows, left: used.first, right: Math.min(right, used.last + 63) }, merges),
  )
}

function isWritten(sheet: Sheet, merge: Merge): boolean {
  return sheet.rows.get(merge.top)?.has(merge.left) ?? false
}

interface GridPlace {
  readonly row: number
  readonly rows: readonly number[]
  readonly left: number
  readonly right: number
}

function gridRow(sheet: Sheet, { row, rows, left, right }: GridPlace, merges: readonly Merge[]): CellContent[] {
  const here = merges.filter((merge) => merge.top <= row && merge.bottom >= row)
  const cells: CellContent[] = []
  for (let column = left; column <= right; column += 1) {
    const merge = here.find((candidate) => candidate.left <= column && candidate.right >= column)
    if (merge === undefined) cells.push({ text: sheet.rows.get(row)?.get(column) ?? '' })
    else if (column === Math.max(left, merge.left) && row === rows.find((kept) => kept >= merge.top)) {
      cells.push({
        text: sheet.rows.get(merge.top)?.get(merge.left) ?? '',
        columns: Math.min(right, merge.right) - column + 1,
        rows: rows.filter((kept) => kept >= merge.top && kept <= merge.bottom).length,
      })
    }
  }
  return cells
}

function rangeOf(numbers: readonly number[]): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (const number of numbers) {
    first = Math.min(first, number)
    last = Math.max(last, number)
  }
  return { first: Number.isFinite(first) ? first : 0, last }
}
