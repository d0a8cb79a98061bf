import type { PdfLine, PdfSegment } from './pdf-lines.ts'
import type { CellContent } from './text-builder.ts'

/** A table found in consecutive lines. */
export interface PdfTable {
  readonly rows: readonly (readonly CellContent[])[]
  readonly lineCount: number
}

/** Lines further apart than this many font sizes are not of one table. */
const MAX_LEADING = 4

interface Column {
  left: number
  right: number
}

/**
 * The table that begins with the line at `start`: consecutive lines parted by wide gaps into the same columns. A PDF
 * has no cells, so wrapped cells stay on rows of their own.
 */
export function tableAt(lines: readonly PdfLine[], start: number): PdfTable | undefined {
  let end = start
  while (end < lines.length && belongs(lines, start, end)) end += 1
  const group = lines.slice(start, end)
  if (group.length < 2) return undefined
  const columns = columnsOf(group)
  if (columns.length < 2) return undefined
  return { rows: group.map((line) => rowOf(line.segments, columns)), lineCount: group.length }
}

function belongs(lines: readonly PdfLine[], start: number, index: number): boolean {
  const line = lines[index]
  const above = lines[index - 1]
  if (line === undefined || line.segments.length < 2) return false
  return index === start || above === undefined || line.y - above.y < line.size * MAX_LEADING
}

/** Columns by the lines with the most cells; a head over several of them does not melt them together. */
function columnsOf(group: readonly PdfLine[]): Column[] {
  const most = group.reduce((count, line) => Math.max(count, line.segments.length), 0)
  const columns: Column[] = []
  const segments = group.filter((line) => line.segments.length === most).flatMap((line) => line.segments)
  for (const segment of [...segments].sort((a, b) => a.left - b.left)) {
    const column = columns.at(-1)
    if (column !== undefined && segment.left < column.right) column.right = Math.max(column.right, segment.right)
    else columns.push({ left: segment.left, right: segment.right })
  }
  return columns
}

function rowOf(segments: readonly PdfSegment[], columns: readonly Column[]): CellContent[] {
  const cells: CellContent[] = []
  let next = 0
  for (const segment of segments) {
    const overlapping = columns.flatMap((column, index) =>
      segment.left < column.right && segment.right > column.left ? [index] : [],
    )
    const nearest = nearestColumn(segment, columns)
    const first = Math.max(next, overlapping[0] ?? nearest)
    const last = Math.max(first, overlapping.at(-1) ?? nearest)
    if (first >= columns.length) {
      const previous = cells.pop()
      cells.push({ text: `${previous?.text ?? ''} ${segment.text}`, columns: previous?.columns ?? 1 })
      continue
    }
    for (let blank = next; blank < first; blank += 1) cells.push({ text: '' })
    cells.push({ text: segment.text, columns: last - first + 1 })
    next = last + 1
  }
  for (let blank = next; blank < columns.length; blank += 1) cells.push({ text: '' })
  return cells
}

function nearestColumn(segment: PdfSegment, columns: readonly Column[]): number {
  const centre = (segment.left + segment.right) / 2
  const distances = columns.map((column) => Math.abs((column.left + column.right) / 2 - centre))
  return distances.indexOf(Math.min(...distances))
}
