import { type IndicatorMatch, matchIndicator } from '../indicators.ts'
import type { Quantity } from '../quantities/mention.ts'
import { canonicalUnit } from '../quantities/units.ts'
import type { AnalysisSource, TableCell } from '../schema.ts'
import { headingAt, pathAt, sectionLabel } from '../section.ts'
import { gridOf } from './grid.ts'
import { cellFigures, type Draft } from './prose.ts'
import {
  isProseColumn,
  isValueColumn,
  isYearLabel,
  type Labels,
  labelsOf,
  quantityIn,
  rowLabels,
  type Sheet,
  sheetOf,
  TOTAL,
  YEAR_LABEL,
} from './sheet.ts'

/** A row longer than this is quoted from its first cell to the number only. */
const LONGEST_ROW_QUOTE = 100

function quoteOf(sheet: Sheet, row: number, value: Quantity): string {
  const cells = sheet.table.rows[row]!
  const start = cells[0]!.start
  const end = cells.at(-1)!.end
  const whole = sheet.source.text.slice(start, end)
  const quote =
    end - start <= LONGEST_ROW_QUOTE
      ? whole
      : sheet.source.text.slice(Math.max(start, value.end - LONGEST_ROW_QUOTE), value.end)
  return quote.trim()
}

/** Where a value stands, with the labels of its row. */
interface Place {
  readonly row: number
  readonly column: number
  readonly rowLabels: readonly string[]
}

function headingOver({ source, table }: Sheet): string {
  return pathAt(source.outline, headingAt(source.outline, table.start)).at(-1) ?? ''
}

function matcher(sheet: Sheet): (labels: Labels, unit: string) => IndicatorMatch | undefined {
  const known = new Map<string, IndicatorMatch | undefined>()
  // 收到申请 of 市本级 is one of 行政复议 by the heading that the table stands under.
  const heading = sheet.table.caption ?? headingOver(sheet)
  return ({ own, row }, unit) => {
    const key = `${own}\t${row}\t${unit}`
    if (!known.has(key))
      known.set(
        key,
        matchIndicator({ own, topic: row, context: row === '' ? sheet.above : '', unit }) ??
          matchIndicator({ own, topic: heading, context: heading, unit }),
      )
    return known.get(key)
  }
}

function draftOf(sheet: Sheet, value: Quantity, place: Place, match: ReturnType<typeof matcher>): Draft | undefined {
  const { source } = sheet
  const labels = labelsOf(sheet, place, place.rowLabels)
  if (labels.year === undefined || labels.own === '') return undefined
  const given = value.unit === '' ? canonicalUnit(labels.unit) : undefined
  const unit = given?.unit ?? (value.unit || labels.unit)
  const subject = labels.row === '' ? labels.own : `${labels.row}-${labels.own}`
  const found = match(labels, unit)
  return {
    start: value.start,
    end: value.end,
    org: source.identity.body ?? source.identity.region ?? '',
    year: labels.year,
    indicator: found?.indicator.name ?? subject,
    ...(found && { indicatorId: found.indicator.id }),
    value: Number((value.value * (given?.factor ?? 1)).toPrecision(15)),
    unit,
    printed: source.text.slice(value.start, value.end),
    approximate: value.approximate,
    quote: quoteOf(sheet, place.row, value),
    section: sheet.table.caption ?? sectionLabel(source, value.start),
    doc: source.path,
    subject,
    scope: labels.row === '' ? [] : [labels.row],
  }
}

/** Departments belong to the 合计 of their column; years do not add up to one figure. */
function withTotals(values: readonly (Place & { readonly draft: Draft })[]): Draft[] {
  const totals = new Map(
    values
      .filter(({ rowLabels }) => rowLabels.some((label) => TOTAL.test(label)))
      .map((one) => [one.column, one.draft]),
  )
  return values.map(({ draft, column, rowLabels }) => {
    const totalOf = totals.get(column)
    const part =
      totalOf && totalOf !== draft && totalOf.year === draft.year && !rowLabels.some((label) => YEAR_LABEL.test(label))
    return part ? Object.assign(draft, { totalOf }) : draft
  })
}

/** The figures of one table; notes and other text cells are read as prose. */
function figuresOf(sheet: Sheet): Draft[] {
  const values: (Place & { draft: Draft })[] = []
  const notes: Draft[] = []
  const seen = new Set<TableCell>()
  const match = matcher(sheet)
  for (let row = sheet.grid.headerRows; row < sheet.grid.rows.length; row++) {
    const labels = rowLabels(sheet, row)
    for (const [column, cell] of sheet.grid.rows[row]!.entries()) {
      if (!cell || seen.has(cell) || !isValueColumn(sheet, column)) continue
      seen.add(cell)
      if (column === 0 && isYearLabel(sheet, cell)) continue
      const place = { row, column, rowLabels: labels }
      const value = quantityIn(sheet.text, cell)
      const draft = value && draftOf(sheet, value, place, match)
      if (draft) values.push({ ...place, draft })
      else if (!value && isProseColumn(sheet, column))
        notes.push(...cellFigures(sheet.source, sheet.text, { ...cell, lead: labels.join('') }))
    }
  }
  return [...withTotals(values), ...notes]
}

/** The lines above a table that belong to it: at most two, of at most this many characters. */
const ABOVE = 120

/** The figures of a document's tables. `text` is the source's text with its width folded. */
export function tableFigures(source: AnalysisSource, text: string): Draft[] {
  return source.tables.flatMap((table, index) => {
    // Numbers of the table before are no years of this one.
    const floor = Math.max(0, table.start - ABOVE, source.tables[index - 1]?.end ?? 0)
    const grid = gridOf(table, (cell) => quantityIn(text, cell) !== undefined)
    const above = `${table.caption ?? ''}\n${text.slice(floor, table.start).trimEnd().split('\n').slice(-2).join('\n')}`
    return figuresOf(sheetOf(source, text, { table, grid, above }))
  })
}
