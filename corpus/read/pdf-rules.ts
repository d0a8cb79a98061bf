/** A drawn straight line along an axis, in points from the top left of the page; from before to after on its axis. */
export interface PdfRule {
  /** The coordinate that all its points share: y of a horizontal rule, x of a vertical one. */
  readonly at: number
  readonly from: number
  readonly to: number
}

/** The rules of a page. */
export interface PdfRules {
  readonly horizontal: readonly PdfRule[]
  readonly vertical: readonly PdfRule[]
}

/** An affine transformation as PDF writes it. */
export type Matrix = readonly [number, number, number, number, number, number]

/** The drawing operators of a page, as pdfjs lists them. */
export interface OperatorList {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** Numbers that pdfjs gives to the operators that matter here. */
export interface OperatorNumbers {
  readonly save: number
  readonly restore: number
  readonly transform: number
  readonly constructPath: number
  readonly endPath: number
  readonly paintFormXObjectBegin: number
  readonly paintFormXObjectEnd: number
}

/** A page with more rules than this is a drawing, whose tables are not looked for. */
const MAX_RULES = 3000

/** Rules shorter than this, in points, are strokes of glyphs or of drawings. */
const MIN_LENGTH = 6

/** How far the ends of a line may be apart across its axis, in points. */
const STRAIGHT = 1

/** Values that pdfjs uses inside a path for its pieces, and how many numbers follow each. */
const PATH_PIECES = [2, 2, 6, 4, 0] as const
const LINE_TO = 1
const CLOSE_PATH = 4

/** Collects the horizontal and vertical lines that a page draws, borders of filled boxes included. */
export function rulesOf(operators: OperatorList, numbers: OperatorNumbers, page: Matrix): PdfRules {
  const rules = { horizontal: [] as PdfRule[], vertical: [] as PdfRule[] }
  const stack: Matrix[] = []
  let current = page
  for (const [index, operator] of operators.fnArray.entries()) {
    const args = operators.argsArray[index]
    if (operator === numbers.save) stack.push(current)
    else if (operator === numbers.restore || operator === numbers.paintFormXObjectEnd) current = stack.pop() ?? page
    else if (operator === numbers.transform) current = multiply(current, toMatrix(args))
    else if (operator === numbers.paintFormXObjectBegin) {
      stack.push(current)
      current = multiply(current, toMatrix(Array.isArray(args) ? args[0] : undefined))
    } else if (operator === numbers.constructPath && Array.isArray(args) && args[0] !== numbers.endPath) {
      addPath(pathOf(args[1]), current, rules)
    }
    if (rules.horizontal.length + rules.vertical.length > MAX_RULES) return { horizontal: [], vertical: [] }
  }
  return rules
}

function pathOf(argument: unknown): ArrayLike<number> {
  const path: unknown = Array.isArray(argument) ? argument[0] : undefined
  return path instanceof Float32Array ? path : []
}

function addPath(path: ArrayLike<number>, matrix: Matrix, rules: { horizontal: PdfRule[]; vertical: PdfRule[] }): void {
  let first: readonly [number, number] = [0, 0]
  let last = first
  for (let at = 0; at < path.length; ) {
    const piece = path[at] ?? 0
    const length = PATH_PIECES[piece] ?? 0
    const point = piece === CLOSE_PATH ? first : apply(matrix, path[at + length - 1] ?? 0, path[at + length] ?? 0)
    if (piece === LINE_TO || piece === CLOSE_PATH) addRule(last, point, rules)
    else if (piece === 0) first = point
    last = point
    at += length + 1
  }
}

function addRule(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  rules: { horizontal: PdfRule[]; vertical: PdfRule[] },
): void {
  const width = Math.abs(x1 - x2)
  const height = Math.abs(y1 - y2)
  if (height < STRAIGHT && width >= MIN_LENGTH) {
    rules.horizontal.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) })
  } else if (width < STRAIGHT && height >= MIN_LENGTH) {
    rules.vertical.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) })
  }
}

function toMatrix(value: unknown): Matrix {
  const numbers = Array.isArray(value) || value instanceof Float32Array ? Array.from(value, Number) : []
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers
  return [a, b, c, d, e, f]
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ]
}

function apply(m: Matrix, x: number, y: number): readonly [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
}
