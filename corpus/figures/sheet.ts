import { parseArabicNumeral } from '../numerals.ts'
import { yearsIn } from '../quantities/calendar.ts'
import type { Quantity } from '../quantities/mention.ts'
import { canonicalUnit } from '../quantities/units.ts'
import { findNumbers, isQuantity } from '../quantities.ts'
import type { AnalysisSource, Table, TableCell } from '../schema.ts'
import type { Grid } from './grid.ts'
import { joined } from './words.ts'

/** One table with what holds for all of its cells. */
export interface Sheet {
  readonly source: AnalysisSource
  readonly text: string
  readonly table: Table
  readonly grid: Grid
  /** Header words of each column, top down, without blanks. */
  readonly headers: readonly (readonly string[])[]
  /** Caption and 单位:… line above. */
  readonly above: string
}

/** What the headers, the row and the lines above say of one cell. */
export interface Labels {
  /** What is counted. */
  readonly own: string
  /** What it belongs to: a department, a group of indicators. Empty when the column says all. */
  readonly row: string
  readonly year: number | undefined
  readonly unit: string
}

const SKIPPED_COLUMN = /^(?:序号|编号|No\.?)$/i
const UNIT_COLUMN = /^(?:计量|统计)?单位$/
/** The label of a row that sums the others up. */
export const TOTAL = /^(?:合计|总计|共计|小计|总数)$/
/** 2020年, 2020年度, 2020: the label of a year's row or column. */
export const YEAR_LABEL = /^(?:19|20)\d{2}(?:年(?:度)?)?$/
const HEADER_UNIT = /[(]([^()]{1,8})[)]$/
const ABOVE_UNIT = /单位[:：]?[ ]*([^\s()]{1,16})/g
const BARE_NUMBER = /^-?\d[\d,]*(?:\.\d+)?$/
const RATE_NAME = /(?:率|比例|占比|比重)$/
/** 案件数 says nothing of its unit; 件数, 人数, 户数 do. */
const COUNT_NAME = /(人|件|次|户|场次|人次)数$/
/** Headers that name the number, not what is counted; the row does. */
const PLAIN_HEADER =
  /^(?:数量|数值|数据|数字|[人件次户]数|总数|合计|本年数?|本期数?|今年|当年|全年|完成数|实绩|上年数?|上年同期|上年同期数|去年|去年同期)$/
const LAST_YEAR_HEADER = /^(?:上年|去年)/
const PEOPLE = /人员|人数|干部|律师|队员|调解员|顾问|编制/

const textOf = (sheet: Sheet, cell: TableCell | undefined): string =>
  cell ? sheet.text.slice(cell.start, cell.end).trim() : ''

/** The quantity that a cell consists of, undefined for text cells, dates and dashes. */
export function quantityIn(text: string, cell: TableCell): Quantity | undefined {
  const whole = text.slice(cell.start, cell.end)
  const printed = whole.trim()
  const start = cell.start + whole.indexOf(printed)
  if (BARE_NUMBER.test(printed)) {
    const value = parseArabicNumeral(printed)
    return { start, end: start + printed.length, printed, kind: 'plain', value, unit: '', approximate: false }
  }
  const mentions = findNumbers(printed)
  const [mention] = mentions
  if (mentions.length !== 1 || !mention || !isQuantity(mention) || mention.chinese) return undefined
  if (!/^(?:约|近|超过?)?$/.test(printed.slice(0, mention.start)) || mention.end < printed.length) return undefined
  return { ...mention, start: start + mention.start, end: start + mention.end }
}

/** 2020年, 2020: a cell that names the year of its row or column. */
export const isYearLabel = (sheet: Sheet, cell: TableCell): boolean => YEAR_LABEL.test(textOf(sheet, cell))

const compact = (text: string, cell: TableCell): string => text.slice(cell.start, cell.end).replace(/\s/g, '')

function distinct(text: string, cells: readonly (TableCell | undefined)[]): string[] {
  return [...new Set(cells)].flatMap((cell) => (cell ? [compact(text, cell)] : [])).filter((words) => words !== '')
}

/** A table laid out and its headers read. `above` is its caption and the lines that stand over it. */
export function sheetOf(source: AnalysisSource, text: string, layout: Pick<Sheet, 'table' | 'grid' | 'above'>): Sheet {
  const { grid } = layout
  const headers = Array.from({ length: grid.columns }, (_, column) =>
    distinct(
      text,
      grid.rows.slice(0, grid.headerRows).map((row) => row[column]),
    ),
  )
  return { source, text, headers, ...layout }
}

const lastHeader = (sheet: Sheet, column: number): string => sheet.headers[column]?.at(-1) ?? ''

/** Whether a column 单位 says what is measured in, and not which office a row is of. */
function isUnitColumn(sheet: Sheet, column: number): boolean {
  if (!UNIT_COLUMN.test(lastHeader(sheet, column))) return false
  return sheet.grid.rows.slice(sheet.grid.headerRows).some((row) => canonicalUnit(textOf(sheet, row[column])))
}

/** Whether a column can hold values: not 序号, 单位, 年度. */
export function isValueColumn(sheet: Sheet, column: number): boolean {
  const header = lastHeader(sheet, column)
  return !SKIPPED_COLUMN.test(header) && !isUnitColumn(sheet, column) && !/^年(?:度|份)$/.test(header)
}

/** Whether the text cells of a column may state figures in words: 备注, 完成情况, 主要任务. */
export function isProseColumn(sheet: Sheet, column: number): boolean {
  return /备注|说明|情况|内容|成效|进展|任务|措施|要求|标准/.test(lastHeader(sheet, column))
}

/** The words left of the first number of a row: what the row is about. */
export function rowLabels(sheet: Sheet, row: number): string[] {
  const cells = sheet.grid.rows[row]!
  const first = cells.findIndex((cell, column) => {
    if (!cell || !isValueColumn(sheet, column) || (column === 0 && isYearLabel(sheet, cell))) return false
    return isProseColumn(sheet, column) || quantityIn(sheet.text, cell) !== undefined
  })
  const labels = cells.slice(0, first < 0 ? cells.length : first).filter((cell, column) => {
    const header = lastHeader(sheet, column)
    if (TOTAL.test(textOf(sheet, cell))) return true
    return !SKIPPED_COLUMN.test(header) && !isUnitColumn(sheet, column)
  })
  return distinct(sheet.text, labels)
}

/** The unit of a cell without one of its own: from its column's header, its row, its label, or the line above the table. */
function unitWords(sheet: Sheet, row: number, headers: readonly string[], labels: readonly string[]): string {
  for (const words of [...headers, ...labels].reverse()) {
    const unit = HEADER_UNIT.exec(words)?.[1]
    if (unit && canonicalUnit(unit)) return unit
  }
  const column = sheet.headers.findIndex((_, at) => isUnitColumn(sheet, at))
  if (column >= 0) return textOf(sheet, sheet.grid.rows[row]![column])
  const named = [headers.at(-1) ?? '', labels.at(-1) ?? '']
  if (named.some((words) => RATE_NAME.test(words))) return '%'
  const counted = named.map((words) => COUNT_NAME.exec(words)?.[1]).find((unit) => unit !== undefined)
  if (counted) return counted
  const choices = [...sheet.above.matchAll(ABOVE_UNIT)]
    .flatMap((match) => match[1]!.split(/[、,，/]/))
    .filter((word) => canonicalUnit(word))
  const people = PEOPLE.test(headers.join('') + labels.join(''))
  return choices.find((word) => (canonicalUnit(word)?.unit === '人') === people) ?? choices[0] ?? ''
}

const withoutYears = (words: readonly string[]): string[] =>
  words.filter((word) => !YEAR_LABEL.test(word)).map((word) => word.replace(HEADER_UNIT, ''))

/** The year the labels give a value: a year label, one year in the caption, 上年 counted back. */
function yearOf(sheet: Sheet, headers: readonly string[], labels: readonly string[]): number | undefined {
  const years = [...headers, ...labels].filter((words) => YEAR_LABEL.test(words)).flatMap(yearsIn)
  const captions = [...new Set(yearsIn(sheet.above))]
  const year = years.at(-1) ?? (captions.length === 1 ? captions[0] : sheet.source.identity.year)
  return year !== undefined && LAST_YEAR_HEADER.test(headers.at(-1) ?? '') ? year - 1 : year
}

/** The labels of the value at a place of the sheet; `labels` are those of its row. */
export function labelsOf(sheet: Sheet, at: { row: number; column: number }, labels: readonly string[]): Labels {
  const headers = sheet.headers[at.column] ?? []
  const names = withoutYears(labels)
  const header = withoutYears(headers)
    .filter((words) => names.length === 0 || !PLAIN_HEADER.test(words))
    .reduce(joined, '')
  const totalRow = labels.some((word) => TOTAL.test(word))
  const overYears = totalRow && yearsIn(sheet.above).length !== 1 ? sheet.source.identity.yearTo : undefined
  return {
    own: header || (names.at(-1) ?? ''),
    row: (header ? names : names.slice(0, -1)).join(''),
    year: overYears ?? yearOf(sheet, headers, labels),
    unit: unitWords(sheet, at.row, headers, labels),
  }
}
