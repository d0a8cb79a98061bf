import { describe, expect, it } from 'vitest'
import { readBytes } from '../../../corpus/read/read.ts'
import { makePdf, type PdfText } from './make-pdf.ts'

const LEFT = 80
const SIZE = 16
const LINE = 28
/** Characters of a full line. */
const WIDTH = 26

/** Sets paragraphs in lines of 26 characters with an indent of two, from `top` down. */
function setParagraphs(paragraphs: readonly string[], top = 150): PdfText[] {
  const lines = paragraphs.flatMap((text) => {
    const rows: PdfText[] = [{ text: text.slice(0, WIDTH - 2), x: LEFT + 2 * SIZE, y: 0 }]
    for (let at = WIDTH - 2; at < text.length; at += WIDTH)
      rows.push({ text: text.slice(at, at + WIDTH), x: LEFT, y: 0 })
    return rows
  })
  return lines.map((line, index) => ({ ...line, y: top + index * LINE }))
}

const LONG =
  '区政府常务会议研究法治工作并印发实施方案，部署重点任务，全区各镇街和部门按照分工抓好落实，年底前全部完成，群众满意度进一步提高。'

describe('reading pdf', () => {
  it('joins the lines of a paragraph without blanks and parts paragraphs by their indent', async () => {
    const extracted = await readBytes(makePdf([setParagraphs(['一、主要工作', LONG, LONG])]), '报告.pdf')
    expect(extracted.text.split('\n')).toEqual(['一、主要工作', LONG, LONG])
  })

  it('leaves out running heads and page numbers, and joins a paragraph over the end of a page', async () => {
    const body = setParagraphs([LONG])
    const pages = [body.slice(0, 2), body.slice(2), setParagraphs([LONG])].map((lines, index) => [
      { text: '云溪区法治政府建设年度报告', x: 200, y: 50, size: 10 },
      ...lines.map((line, row) => ({ ...line, y: 150 + row * LINE })),
      { text: `—${index + 1}—`, x: 280, y: 800, size: 12 },
    ])
    const extracted = await readBytes(makePdf(pages), '报告.pdf')
    expect(extracted.text.split('\n')).toEqual([LONG, LONG])
  })

  it('joins a title of two centred lines', async () => {
    const title = [
      { text: '云溪区人民政府关于二〇二三年度法治政府', x: 79, y: 120, size: 22 },
      { text: '建设情况的报告', x: 211, y: 155, size: 22 },
    ]
    const extracted = await readBytes(makePdf([[...title, ...setParagraphs([LONG], 220)]]), '报告.pdf')
    expect(extracted.text.split('\n')).toEqual(['云溪区人民政府关于二〇二三年度法治政府建设情况的报告', LONG])
  })

  it('tells a table by its gaps', async () => {
    const rows = [
      ['项目', '收到', '受理'],
      ['行政复议', '43', '40'],
      ['合计', '43', '40'],
    ]
    const table = rows.flatMap((row, index) =>
      row.map((text, column) => ({ text, x: 90 + column * 150, y: 300 + index * LINE })),
    )
    const extracted = await readBytes(makePdf([[...setParagraphs([LONG]), ...table]]), '报告.pdf')
    expect(extracted.text).toBe(`${LONG}\n项目\t收到\t受理\n行政复议\t43\t40\n合计\t43\t40`)
    const cells = extracted.tables[0]?.rows.map((row) => row.map((cell) => extracted.text.slice(cell.start, cell.end)))
    expect(cells).toEqual(rows)
  })

  it('reads the cells of a ruled table, wrapped and merged ones whole, on over the page with its head once', async () => {
    const across = (y: number, from = 80, to = 500) => ({ from: [from, y] as const, to: [to, y] as const })
    const down = (x: number, from: number, to: number) => ({ from: [x, from] as const, to: [x, to] as const })
    const head = (y: number) => [
      ...[across(y), across(y + 30, 180), across(y + 60)],
      ...[down(80, y, y + 60), down(180, y, y + 60), down(340, y + 30, y + 60), down(500, y, y + 60)],
      ...[
        { text: '项目', x: 100, y: y + 36 },
        { text: '行政复议', x: 300, y: y + 20 },
      ],
      ...[
        { text: '收到', x: 230, y: y + 50 },
        { text: '受理', x: 400, y: y + 50 },
      ],
    ]
    const row = (y: number, texts: readonly string[][]) => [
      ...[80, 180, 340, 500].map((x) => down(x, y, y + 60)),
      across(y + 60),
      ...texts.flatMap((lines, column) =>
        lines.map((text, line) => ({ text, x: [85, 190, 350][column] ?? 0, y: y + 22 + line * 22 })),
      ),
    ]
    const pages = [
      [{ text: '有关情况见下表:', x: 112, y: 120 }, ...head(600), ...row(660, [['区市场监', '管局'], ['43'], ['40']])],
      [...head(100), ...row(160, [['合计'], ['43'], ['40']])],
    ]
    const extracted = await readBytes(makePdf(pages), '报告.pdf')
    const table = '项目\t行政复议\n收到\t受理\n区市场监管局\t43\t40\n合计\t43\t40'
    expect(extracted.text).toBe(`有关情况见下表:\n${table}`)
    expect(extracted.tables[0]).toMatchObject({ headerRows: 2 })
    expect(extracted.tables[0]?.rows[0]).toMatchObject([{ rows: 2 }, { columns: 2 }])
  })

  it('does not take the numbers of a list for a column', async () => {
    const list = ['1.', '2.'].flatMap((label, row) => [
      { text: label, x: LEFT + 32, y: 300 + row * LINE },
      { text: '抓好落实。', x: LEFT + 96, y: 300 + row * LINE },
    ])
    const extracted = await readBytes(makePdf([list]), '要点.pdf')
    expect(extracted.text).toBe('1.抓好落实。\n2.抓好落实。')
  })

  it('notes a page without text and refuses a file without any, with a way out', async () => {
    const partly = await readBytes(makePdf([setParagraphs([LONG]), []]), '报告.pdf')
    expect(partly.notes).toEqual([expect.stringContaining('第2页')])
    const scan = readBytes(makePdf([[], []]), '扫描.pdf')
    await expect(scan).rejects.toMatchObject({ code: 'scanned', message: expect.stringContaining('文字识别') })
  })
})
