import { Packer, Document as Paper, Paragraph, Table, TableCell, TableRow, VerticalMergeType } from 'docx'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../corpus/document.ts'
import { readDocx } from '../../corpus/read/docx.ts'
import { readHtml } from '../../corpus/read/html.ts'
import { readXlsx } from '../../corpus/read/xlsx.ts'
import type { ExtractedText } from '../../corpus/schema.ts'

const TITLE = '云溪区2024年法治建设重点任务分工方案'
const ROWS = [
  ['序号', '工作任务', '牵头单位', '配合单位', '完成时限'],
  ['1', '编制并公布权责清单', '区委编办', '区司法局、区财政局', '2024年6月底前'],
  ['2', '开展行政执法案卷评查', '区司法局', '各镇街', '每年11月底前'],
  ['3', '建设调解中心(站),健全网格', '区司法局', '区信访局', '长期坚持'],
] as const

const tasksOf = (extracted: ExtractedText, path: string) =>
  analyse(extracted, path, 'h').tasks.map(({ no, text, leadUnits, otherUnits, deadline, deadlineDate, quote }) => {
    expect(extracted.text).toContain(quote)
    return { no, text, leadUnits, otherUnits, deadline, deadlineDate }
  })

const EXPECTED = [
  {
    no: 1,
    text: '编制并公布权责清单',
    leadUnits: ['区委编办'],
    otherUnits: ['区司法局', '区财政局'],
    deadline: '2024年6月底前',
    deadlineDate: '2024-06-30',
  },
  {
    no: 2,
    text: '开展行政执法案卷评查',
    leadUnits: ['区司法局'],
    otherUnits: ['各镇街'],
    deadline: '每年11月底前',
    deadlineDate: undefined,
  },
  {
    no: 3,
    text: '建设调解中心(站),健全网格',
    leadUnits: ['区司法局'],
    otherUnits: ['区信访局'],
    deadline: '长期坚持',
    deadlineDate: undefined,
  },
]

describe('a task table', () => {
  it('is read from xlsx, with a title row above and a unit merged over two rows', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('任务')
    sheet.addRow([TITLE])
    sheet.mergeCells('A1:E1')
    for (const row of ROWS) sheet.addRow([...row])
    sheet.mergeCells('C4:C5')
    const bytes = new Uint8Array(await book.xlsx.writeBuffer())
    expect(tasksOf(await readXlsx(bytes), '任务分工表.xlsx')).toEqual(EXPECTED)
  })

  it('is read from docx, with a unit merged over two rows', async () => {
    const cell = (text: string, verticalMerge?: (typeof VerticalMergeType)[keyof typeof VerticalMergeType]) =>
      new TableCell({ children: [new Paragraph(text)], ...(verticalMerge ? { verticalMerge } : {}) })
    const rows = ROWS.map(
      (row, r) =>
        new TableRow({
          children: row.map((text, c) =>
            c === 2 && r === 2
              ? cell(text, VerticalMergeType.RESTART)
              : c === 2 && r === 3
                ? cell('', VerticalMergeType.CONTINUE)
                : cell(text),
          ),
        }),
    )
    const paper = new Paper({
      sections: [{ children: [new Paragraph(TITLE), new Table({ rows }), new Paragraph('附注')] }],
    })
    const bytes = new Uint8Array(await Packer.toBuffer(paper))
    expect(tasksOf(await readDocx(bytes), '任务分工方案.docx')).toEqual(EXPECTED)
  })

  it('is read from html, with a unit merged over two rows', async () => {
    const body = ROWS.map((row, r) => {
      const cells = row.map((text, c) =>
        c === 2 && r === 3 ? '' : `<td${c === 2 && r === 2 ? ' rowspan="2"' : ''}>${text}</td>`,
      )
      return `<tr>${cells.join('')}</tr>`
    })
    const html = `<html><head><meta charset="utf-8"><title>${TITLE}</title></head><body><h1>${TITLE}</h1><p>现将重点任务分工如下,请认真抓好落实,按期完成。</p><table>${body.join('')}</table></body></html>`
    expect(tasksOf(await readHtml(new TextEncoder().encode(html)), '方案.html')).toEqual(EXPECTED)
  })
})
