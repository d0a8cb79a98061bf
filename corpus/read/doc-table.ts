import type { Sprm } from './doc-binary.ts'
import type { CellContent } from './text-builder.ts'

/** One row as it is stored: the words of its cells, and the definition that says where they stand. */
export interface DocRow {
  readonly cells: readonly string[]
  readonly definition?: Sprm
}

/** Place and merging of one stored cell. */
interface CellFrame {
  readonly left: number
  readonly right: number
  /** Continues the cell at its left. */
  readonly joined: boolean
  /** Continues the cell above. */
  readonly continued: boolean
}

interface OpenCell {
  text: string
  columns: number
  rows: number
}

const CELL_BYTES = 20
/** Edges closer than this, in twentieths of a point, are the same. */
const SAME_EDGE = 30

/** Puts stored rows into a table: merged cells once, with their reach. */
export function tableRows(rows: readonly DocRow[]): CellContent[][] {
  const frames = rows.map((row) => framesOf(row.definition, row.cells.length))
  const edges = allEdges(frames)
  const above = new Map<number, OpenCell>()
  return rows.map((row, index) => {
    const placed: OpenCell[] = []
    for (const [column, text] of row.cells.entries()) {
      const frame = frames[index]?.[column]
      const last = placed.at(-1)
      if (frame === undefined) placed.push({ text, columns: 1, rows: 1 })
      else if (frame.joined && last !== undefined) {
        last.columns += columnsOf(frame, edges)
        last.text += text
      } else placeCell({ frame, text, columns: columnsOf(frame, edges) }, above, placed)
    }
    return placed
  })
}

function placeCell(
  { frame, text, columns }: { readonly frame: CellFrame; readonly text: string; readonly columns: number },
  above: Map<number, OpenCell>,
  placed: OpenCell[],
): void {
  const key = Math.round(frame.left / SAME_EDGE)
  const upper = frame.continued ? above.get(key) : undefined
  if (upper !== undefined) {
    upper.rows += 1
    return
  }
  const opened = { text, columns, rows: 1 }
  above.set(key, opened)
  placed.push(opened)
}

/** The edges and merge flags of a table definition ([MS-DOC] 2.9.326). */
function framesOf(definition: Sprm | undefined, count: number): CellFrame[] {
  if (definition === undefined) return []
  const { data, offset } = definition
  const cells = data.getUint8(offset + 2)
  if (cells !== count) return []
  const base = offset + 3 + (cells + 1) * 2
  const end = offset + 2 + data.getUint16(offset, true) - 1
  return Array.from({ length: cells }, (_, index) => {
    const at = base + index * CELL_BYTES
    const flags = at + 2 <= end ? data.getUint16(at, true) : 0
    return {
      left: data.getInt16(offset + 3 + index * 2, true),
      right: data.getInt16(offset + 5 + index * 2, true),
      joined: (flags & 0x0002) !== 0 && (flags & 0x0001) === 0,
      continued: (flags & 0x0060) === 0x0020,
    }
  })
}

function allEdges(frames: readonly (readonly CellFrame[])[]): number[] {
  const edges: number[] = []
  for (const edge of frames.flatMap((row) => row.flatMap(({ left, right }) => [left, right])).sort((a, b) => a - b)) {
    if (edge - (edges.at(-1) ?? Number.NEGATIVE_INFINITY) > SAME_EDGE) edges.push(edge)
  }
  return edges
}

function columnsOf({ left, right }: CellFrame, edges: readonly number[]): number {
  return Math.max(1, edges.filter((edge) => edge > left + SAME_EDGE && edge <= right + SAME_EDGE).length)
}
