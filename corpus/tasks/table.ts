import type { Span, Table, TableCell } from '../schema.ts'
import { deadlineIn, isDeadline, trimDeadline } from './deadline.ts'
import { parseResponsibility } from './responsibility.ts'
import { type PrintedTask, tidy } from './text.ts'
import { splitUnits } from './units.ts'

type Column = 'no' | 'text' | 'lead' | 'duty' | 'support' | 'person' | 'deadline'

const COLUMNS: readonly (readonly [Column, RegExp])[] = [
  ['no', /^(?:序号|编号|项号|任务序号|任务编号|项次|No\.?|#)$/i],
  ['person', /领导|责任人|负责人|联系人/],
  ['lead', /牵头|主办|主责|承办/],
  ['support', /配合|协办|参与|参加|协同|协助/],
  ['deadline', /时限|期限|完成时间|时间节点|时间安排|进度安排|完成日期|时间要求|完成节点|办结时间/],
  ['duty', /责任(?:单位|部门|主体|科室)|负责(?:单位|部门)|落实单位|实施单位|责任分工/],
  [
    'text',
    /工作任务|任务内容|重点任务|主要任务|目标任务|具体任务|任务|工作内容|工作事项|重点工作|具体措施|工作措施|主要措施|改革举措|举措|措施|事项|内容|工作要点/,
  ],
]

/** The tasks of a table whose header names a task column and who does it or by when; none for any other table. */
export function tableTasks(text: string, table: Table): readonly PrintedTask[] {
  const grid = gridOf(table)
  const headerRow = grid.slice(0, Math.max(3, table.headerRows)).findLastIndex((row) => isTaskHeader(text, row))
  if (headerRow < 0) return []
  const columns = withOneText(columnsOf(text, grid[headerRow]!), { text, grid, headerRow })
  const tasks: PrintedTask[] = []
  for (const [index, row] of grid.entries()) {
    if (index <= headerRow || index < table.headerRows) continue
    const task = rowTask(text, { row, columns, next: (tasks.at(-1)?.no ?? 0) + 1 })
    if (task) tasks.push(task)
  }
  return tasks
}

type Row = readonly (TableCell | undefined)[]

/** Cells by column, with a cell merged over several rows or columns standing in each of them. */
function gridOf(table: Table): readonly Row[] {
  const width = Math.max(0, ...table.rows.map((row) => row.reduce((sum, cell) => sum + cell.columns, 0)))
  const held: (TableCell | undefined)[][] = table.rows.map(() => Array<TableCell | undefined>(width).fill(undefined))
  for (const [index, row] of table.rows.entries()) {
    const printed = row.reduce((sum, cell) => sum + cell.columns, 0) === width
    let column = 0
    for (const cell of row) {
      while (!printed && held[index]![column]) column++
      for (let down = 0; down < cell.rows && index + down < held.length; down++) {
        for (let across = 0; across < cell.columns; across++) {
          const taken = held[index + down]![column + across]
          if (!taken || (down === 0 && cell.end > cell.start)) held[index + down]![column + across] = cell
        }
      }
      column += cell.columns
    }
  }
  return held
}

function isTaskHeader(text: string, row: Row): boolean {
  const columns = columnsOf(text, row)
  return (
    columns.includes('text') &&
    columns.some((column) => column === 'lead' || column === 'duty' || column === 'deadline')
  )
}

function columnsOf(text: string, row: Row): readonly (Column | undefined)[] {
  return row.map((cell) => {
    const words = cellText(text, cell).replace(/\s/g, '')
    return words.length > 0 && words.length <= 16 ? COLUMNS.find(([, pattern]) => pattern.test(words))?.[0] : undefined
  })
}

interface Body {
  readonly text: string
  readonly grid: readonly Row[]
  readonly headerRow: number
}

/** Of several columns of words (主要任务, 具体措施) the finest holds the tasks: the one with most cells of its own. */
function withOneText(
  columns: readonly (Column | undefined)[],
  { text, grid, headerRow }: Body,
): readonly (Column | undefined)[] {
  const rows = grid.slice(headerRow + 1)
  const cells = (column: number) =>
    new Set(rows.map((row) => row[column]).filter((cell) => cellText(text, cell) !== '')).size
  const named = (column: number) => (/任务|内容/.test(cellText(text, grid[headerRow]![column])) ? 0.5 : 0)
  const candidates = columns.flatMap((column, index) => (column === 'text' ? [index] : []))
  const chosen = candidates.sort((a, b) => cells(b) + named(b) - cells(a) - named(a))[0]
  return columns.map((column, index) => (column === 'text' && index !== chosen ? undefined : column))
}

interface RowInput {
  readonly row: Row
  readonly columns: readonly (Column | undefined)[]
  readonly next: number
}

function rowTask(text: string, { row, columns, next }: RowInput): PrintedTask | undefined {
  const value = (name: Column) => {
    const index = columns.indexOf(name)
    return index < 0 ? '' : cellText(text, row[index])
  }
  const words = tidy(value('text'))
  const unique = new Set(row.filter((cell) => cell !== undefined))
  if (words.length < 2 || unique.size < 2) return undefined
  const clauses = (['lead', 'duty', 'support', 'person'] as const)
    .map((name) => [LABELS[name], units(value(name))] as const)
    .filter(([, list]) => list.length > 0)
    .map(([label, list]) => `${label}:${list}`)
  const responsibility = parseResponsibility(clauses)
  const deadline = trimDeadline(tidy(value('deadline'))) || responsibility.deadline || deadlineIn(words)
  if (responsibility.leadUnits.length === 0 && !deadline) return undefined
  const no = Number(/\d+/.exec(value('no'))?.[0] ?? next)
  return {
    no,
    text: words.replace(/^[(（]?\d{1,3}[)）..、]\s*/, ''),
    ...rowSpan(row),
    ...responsibility,
    ...(deadline ? { deadline } : {}),
  }
}

const LABELS = { lead: '牵头单位', duty: '责任单位', support: '配合单位', person: '责任人' } as const

function units(cell: string): string {
  const lines = cell
    .split(/\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const joined = lines.length > 1 ? lines.join(' ') : (lines[0] ?? '')
  return isDeadline(joined) ? joined : splitUnits(joined).join('、')
}

function rowSpan(row: Row): Span {
  const cells = row.filter((cell) => cell !== undefined && cell.end > cell.start) as readonly TableCell[]
  const start = Math.min(...cells.map((cell) => cell.start))
  return { start: Math.max(start, rowStart(cells)), end: Math.max(...cells.map((cell) => cell.end)) }
}

/** A cell merged from rows above starts before this row's own cells; the row starts with the first cell of its own. */
function rowStart(cells: readonly TableCell[]): number {
  return Math.min(...cells.filter((cell) => cell.rows === 1).map((cell) => cell.start), Number.POSITIVE_INFINITY)
}

function cellText(text: string, cell: TableCell | undefined): string {
  return cell ? text.slice(cell.start, cell.end).trim() : ''
}
