import { describe, expect, it } from 'vitest'
import { analyse } from '../../../corpus/document.ts'
import type { Document, TableCell } from '../../../corpus/schema.ts'

type Cell = string | { readonly text: string; readonly columns?: number; readonly rows?: number }

/** A document that is one table below two lines; cells joined by tabs, rows by line feeds, as the readers do. */
function sheet(above: string, rows: readonly (readonly Cell[])[], headerRows = 1): Document {
  let text = `${above}\n`
  const start = text.length
  const cells = rows.map((row) => {
    const line: TableCell[] = row.map((cell, index) => {
      const words = typeof cell === 'string' ? cell : cell.text
      const { columns = 1, rows: high = 1 } = typeof cell === 'string' ? {} : cell
      if (index > 0) text += '\t'
      const from = text.length
      text += words
      return { start: from, end: text.length, columns, rows: high }
    })
    text += '\n'
    return line
  })
  const table = { start, end: text.length - 1, rows: cells, headerRows, caption: above.split('\n')[0] ?? '' }
  return analyse({ format: 'xlsx', text, tables: [table], styledHeadings: [], notes: [] }, '云溪区统计表.xlsx', '')
}

const told = (document: Document): string[] =>
  document.figures.map(({ value, unit, year, subject }) => `${year} ${value}${unit} ${subject}`)

describe('figures of tables', () => {
  it('are of the office in the row under 单位, which is no unit of measure', () => {
    const document = sheet('2023年度行政执法情况', [
      ['单位', '行政处罚(件)', '罚没金额(万元)'],
      ['区城管执法局', '1352', '186.07'],
    ])
    expect(told(document)).toEqual(['2023 1352件 区城管执法局-行政处罚', '2023 1860700元 区城管执法局-罚没金额'])
  })

  it('join merged headers, take the year from the row and the unit from the line above', () => {
    const document = sheet(
      '云溪区行政复议和应诉统计表(2022—2023年)\n单位:件',
      [
        ['年度', { text: '行政复议', columns: 2 }, { text: '行政应诉', columns: 2 }],
        ['', '收到申请', '受理', '应诉案件', '出庭率(%)'],
        ['2022年', '97', '91', '52', '97.83'],
        ['2023年', '1,126', '—', '63', '98.31'],
      ],
      2,
    )
    expect(told(document)).toEqual([
      '2022 97件 行政复议收到申请',
      '2022 91件 行政复议受理',
      '2022 52件 行政应诉案件',
      '2022 97.83% 行政应诉出庭率',
      '2023 1126件 行政复议收到申请',
      '2023 63件 行政应诉案件',
      '2023 98.31% 行政应诉出庭率',
    ])
    expect(document.figures.map(({ indicatorId }) => indicatorId).slice(0, 4)).toEqual([
      'fy_apply',
      'fy_accept',
      'ss_total',
      'ss_appear_rate',
    ])
  })

  it('take the unit from its column, the year from the header, and numbers like 1986 for what they are', () => {
    const document = sheet('云溪区综合指标', [
      ['类别', '指标', '计量单位', '2022年', '2023年'],
      [{ text: '行政执法', rows: 2 }, '行政处罚', '件', '1986', '1812'],
      ['普法受众', '万人次', '3.6', '5.1'],
    ])
    expect(told(document)).toEqual([
      '2022 1986件 行政执法-行政处罚',
      '2023 1812件 行政执法-行政处罚',
      '2022 36000人次 行政执法-普法受众',
      '2023 51000人次 行政执法-普法受众',
    ])
  })

  it('keep departments apart from their total, money in 元', () => {
    const document = sheet('2023年度部门执法情况\n单位:人、件', [
      ['序号', '执法部门', '持证执法人员', '行政处罚', '罚没款(万元)'],
      ['1', '区市场监管局', '186', '612', '438.6'],
      ['合计', '', '186', '612', '438.6'],
    ])
    expect(told(document)).toEqual([
      '2023 186人 区市场监管局-持证执法人员',
      '2023 612件 区市场监管局-行政处罚',
      '2023 4386000元 区市场监管局-罚没款',
      '2023 186人 合计-持证执法人员',
      '2023 612件 合计-行政处罚',
      '2023 4386000元 合计-罚没款',
    ])
    expect(document.figures[1]?.scope).toEqual(['区市场监管局'])
    expect(document.figures.map(({ total }) => total)).toEqual([3, 4, 5, undefined, undefined, undefined])
  })

  it('count 上年 back and read notes as prose', () => {
    const document = sheet('云溪区2023年复议情况\n单位:件', [
      ['指标', '本年', '上年', '备注'],
      ['行政复议受理', '118', '91', '其中听证审理21件'],
    ])
    expect(told(document)).toEqual(['2023 118件 行政复议受理', '2022 91件 行政复议受理', '2023 21件 听证审理'])
  })

  it('quote the row the cell stands in', () => {
    const document = sheet('云溪区2023年情况\n单位:件', [
      ['指标', '数量'],
      ['行政复议受理', '118'],
    ])
    const [figure] = document.figures
    expect(figure).toMatchObject({ quote: '行政复议受理\t118', printed: '118', section: '云溪区2023年情况' })
    expect(document.text.slice(figure!.start, figure!.end)).toBe('118')
  })
})
