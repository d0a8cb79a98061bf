import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../../../corpus/read/read.ts'
import type { ExtractedText } from '../../../corpus/schema.ts'

async function read(fill: (workbook: ExcelJS.Workbook) => void): Promise<ExtractedText> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook)
  return readBytes(new Uint8Array(await workbook.xlsx.writeBuffer()), '统计表.xlsx')
}

describe('reading xlsx', () => {
  it('prints title and unit as lines, merged heads once with their reach, and the sum row', async () => {
    const extracted = await read((workbook) => {
      const sheet = workbook.addWorksheet('Sheet1')
      sheet.addRows([
        ['云溪区行政复议情况统计表'],
        ['填报单位：云溪区司法局', null, null, '单位：件'],
        ['年度', '行政复议', null, '备注'],
        [null, '收到', '受理', null],
        ['2023年', 126, 118, null],
        ['2024年', 168, 155, '含上年结转'],
        ['合计', { formula: 'SUM(B5:B6)', result: 294 }, { formula: 'SUM(C5:C6)', result: 273 }, null],
        ['注：数据来源于区司法局。'],
      ])
      for (const range of ['A1:D1', 'A3:A4', 'B3:C3', 'D3:D4']) sheet.mergeCells(range)
    })
    expect(extracted.text.split('\n')).toEqual([
      '云溪区行政复议情况统计表',
      '填报单位：云溪区司法局 单位：件',
      '年度\t行政复议\t备注',
      '收到\t受理',
      '2023年\t126\t118\t',
      '2024年\t168\t155\t含上年结转',
      '合计\t294\t273\t',
      '注：数据来源于区司法局。',
    ])
    expect(extracted.tables[0]).toMatchObject({ headerRows: 2, caption: '云溪区行政复议情况统计表' })
    expect(extracted.tables[0]?.rows[0]).toMatchObject([{ rows: 2 }, { columns: 2 }, { rows: 2 }])
    for (const cell of extracted.tables[0]?.rows.flat() ?? []) {
      expect(extracted.text.slice(cell.start, cell.end)).not.toMatch(/[\t\n]/)
    }
  })

  it('prints numbers, percentages and dates as they are displayed', async () => {
    const extracted = await read((workbook) => {
      const sheet = workbook.addWorksheet('数据')
      sheet.addRow(['指标', '值'])
      sheet.addRow(['和', 0.1 + 0.2])
      sheet.addRow(['率', 0.955]).getCell(2).numFmt = '0.0%'
      sheet.addRow(['款', 13494.97]).getCell(2).numFmt = '#,##0.00'
      sheet.addRow(['日期', new Date(Date.UTC(2024, 2, 1))]).getCell(2).numFmt = 'yyyy"年"m"月"d"日"'
      sheet.addRow(['文字', { richText: [{ text: '甲' }, { text: '乙' }] }])
      sheet.addRow(['真假', true])
    })
    const shown = Object.fromEntries(extracted.text.split('\n').map((line) => line.split('\t')))
    expect(shown).toMatchObject({
      和: '0.3',
      率: '95.5%',
      款: '13,494.97',
      日期: '2024年3月1日',
      文字: '甲乙',
      真假: 'TRUE',
    })
  })

  it('reads every visible sheet under its name, and says which were hidden or not computed', async () => {
    const extracted = await read((workbook) => {
      workbook.addWorksheet('复议').addRows([
        ['项目', '件数'],
        ['收到', 16],
      ])
      workbook.addWorksheet('应诉').addRows([
        ['项目', '件数'],
        ['开庭', { formula: 'B1*2' }],
      ])
      workbook.addWorksheet('底稿', { state: 'hidden' }).addRow(['不读'])
    })
    expect(extracted.text).toBe('复议\n项目\t件数\n收到\t16\n应诉\n项目\t件数\n开庭\t')
    expect(extracted.tables.map((table) => table.caption)).toEqual(['复议', '应诉'])
    expect(extracted.notes.join()).toMatch(/应诉.*1 个公式.*底稿/s)
  })

  it('parts two tables of one sheet where a new head follows a blank row', async () => {
    const extracted = await read((workbook) => {
      workbook.addWorksheet('Sheet1').addRows([['项目', '件数'], ['收到', 16], [], ['单位', '人数'], ['甲局', 3]])
    })
    expect(extracted.tables).toHaveLength(2)
    expect(extracted.tables.every((table) => table.headerRows === 1)).toBe(true)
  })
})
