import type { PdfRule, PdfRules } from './pdf-rules.ts'

/** A cell of a ruled table, in points from the top left of the page. */
export interface GridCell {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A table drawn with rules. */
export interface Grid {
  readonly top: number
  readonly bottom: number
  /** Positions of the column edges, left to right. */
  readonly edges: readonly number[]
  readonly cells: readonly GridCell[]
}

/** Rules closer than this, in points, are one; thick borders are drawn as boxes of up to 3 points. */
const SAME = 3.5

/** Most rows and columns of a grid on one page. */
const MAX_EDGES = 120

/** Finds the tables that rules draw: connected rules with at least two rows and two columns. */
export function gridsOf(rules: PdfRules): Grid[] {
  return connected(rules)
    .map(gridOf)
    .filter((grid) => grid !== undefined)
    .sort((a, b) => a.top - b.top)
}

/** Groups rules that touch one another. */
function connected({ horizontal, vertical }: PdfRules): PdfRules[] {
  const groups: { horizontal: PdfRule[]; vertical: PdfRule[] }[] = []
  const leftH = new Set(horizontal)
  const leftV = new Set(vertical)
  for (const seed of horizontal) {
    if (!leftH.delete(seed)) continue
    const group = { horizontal: [seed], vertical: [] as PdfRule[] }
    for (let h = 0, v = 0; h < group.horizontal.length || v < group.vertical.length; ) {
      const fromH = group.horizontal[h]
      if (fromH !== undefined) {
        for (const other of leftV) if (touch(fromH, other)) move(other, leftV, group.vertical)
        h += 1
        continue
      }
      const fromV = group.vertical[v]
      if (fromV !== undefined) for (const other of leftH) if (touch(other, fromV)) move(other, leftH, group.horizontal)
      v += 1
    }
    groups.push(group)
  }
  return groups
}

function move(rule: PdfRule, from: Set<PdfRule>, to: PdfRule[]): void {
  from.delete(rule)
  to.push(rule)
}

function touch(horizontal: PdfRule, vertical: PdfRule): boolean {
  const across = vertical.at >= horizontal.from - SAME && vertical.at <= horizontal.to + SAME
  return across && horizontal.at >= vertical.from - SAME && horizontal.at <= vertical.to + SAME
}

function gridOf({ horizontal, vertical }: PdfRules): Grid | undefined {
  if (vertical.length === 0) return undefined
  // A table may be open at its sides: the ends of the rules are edges too.
  const xs = cluster([...vertical.map((rule) => rule.at), ...ends(horizontal)])
  const ys = cluster([...horizontal.map((rule) => rule.at), ...ends(vertical)])
  if (xs.length < 3 || ys.length < 3 || xs.length > MAX_EDGES || ys.length > MAX_EDGES) return undefined
  return { top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0, edges: xs, cells: cellsOf(xs, ys, { horizontal, vertical }) }
}

/** Outermost ends. */
function ends(rules: readonly PdfRule[]): [number, number] {
  return [Math.min(...rules.map((rule) => rule.from)), Math.max(...rules.map((rule) => rule.to))]
}

function cluster(positions: readonly number[]): number[] {
  const kept: number[] = []
  for (const position of [...positions].sort((a, b) => a - b)) {
    if (position - (kept.at(-1) ?? Number.NEGATIVE_INFINITY) > SAME) kept.push(position)
  }
  return kept
}

/** Cells between the edges; where a rule is missing, neighbours are one merged cell. */
function cellsOf(xs: readonly number[], ys: readonly number[], { horizontal, vertical }: PdfRules): GridCell[] {
  const taken = new Set<string>()
  const cells: GridCell[] = []
  const lastRow = ys.length - 2
  const lastColumn = xs.length - 2
  for (let row = 0; row <= lastRow; row += 1) {
    for (let column = 0; column <= lastColumn; column += 1) {
      if (taken.has(`${row}/${column}`)) continue
      let columns = 1
      while (
        column + columns <= lastColumn &&
        !taken.has(`${row}/${column + columns}`) &&
        !covers(vertical, xs[column + columns] ?? 0, middle(ys, row))
      )
        columns += 1
      let rows = 1
      while (row + rows <= lastRow && !covers(horizontal, ys[row + rows] ?? 0, middle(xs, column))) rows += 1
      for (let r = row; r < row + rows; r += 1) {
        for (let c = column; c < column + columns; c += 1) taken.add(`${r}/${c}`)
      }
      const [left = 0, right = 0] = [xs[column], xs[column + columns]]
      const [top = 0, bottom = 0] = [ys[row], ys[row + rows]]
      cells.push({ row, column, rows, columns, left, right, top, bottom })
    }
  }
  return cells
}

function middle(edges: readonly number[], index: number): number {
  return ((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2
}

function covers(rules: readonly PdfRule[], at: number, point: number): boolean {
  return rules.some((rule) => Math.abs(rule.at - at) <= SAME && rule.from <= point && rule.to >= point)
}
