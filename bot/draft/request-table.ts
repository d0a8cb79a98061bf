import exceljs from 'exceljs'
import { indicatorById } from '../../corpus/indicators.ts'
import type { Assistance } from '../assistance.ts'
import { type Kept, keepFile } from './keep.ts'
import type { Draft, Slot } from './schema.ts'
import { formulaInWords, slotsOf } from './segments.ts'

const WIDTHS = [6, 24, 46, 8, 14, 14, 40] as const

/** The table that is sent to the units: one row a missing figure, last year's beside the empty cell of the new year. */
export async function writeRequestTable(
  draft: Draft,
  groups: ReadonlyMap<string, readonly Slot[]>,
  assistance: Assistance,
): Promise<Kept> {
  const bytes = await requestTable(draft, groups)
  return keepFile(draft, `${draft.name}-${draft.year}-补数表${draft.version}.xlsx`, bytes, assistance)
}

/** Bytes of the .xlsx. */
export async function requestTable(draft: Draft, groups: ReadonlyMap<string, readonly Slot[]>): Promise<Uint8Array> {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('补数表', {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  const last = draft.sourceYear
  sheet.addRow(['序号', '报送单位', '指标', '单位', `${last}年`, `${draft.year}年`, '口径'])
  let number = 0
  for (const [unit, slots] of groups) {
    for (const slot of slots)
      sheet.addRow([++number, unit, slot.subject, slot.unit, lastOf(slot), null, noteOf(slot, draft)])
  }
  sheet.columns.forEach((column, at) => {
    column.width = WIDTHS[at] ?? 12
  })
  sheet.eachRow((row, at) => {
    row.alignment = { wrapText: true, vertical: 'middle' }
    row.font = { name: at === 1 ? '黑体' : '仿宋', size: 12 }
    row.eachCell({ includeEmpty: true }, (cell) => {
      const line = { style: 'thin' as const }
      cell.border = { top: line, bottom: line, left: line, right: line }
    })
    if (at > 1) row.getCell(6).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF99' } }
  })
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** Last year's figure as a plain number in the unit of the row, so that the column can be calculated with. */
function lastOf({ last }: Slot): number | string | null {
  const number = last && Number(/^[\d.,]+/.exec(last.printed)?.[0].replace(/,/g, ''))
  return number !== undefined && Number.isFinite(number) ? number : (last?.printed ?? null)
}

function noteOf(slot: Slot, { blocks }: Draft): string {
  const formula = formulaInWords(slot, slotsOf(blocks))
  const note = slot.indicatorId ? indicatorById(slot.indicatorId)?.note : undefined
  const scope = (slot.scope ?? []).length > 0 ? `上年口径:${slot.scope?.join('、')}` : ''
  return [scope, formula ? `=${formula}` : '', note ?? ''].filter((part) => part !== '').join(';')
}
