import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../../../corpus/read/read.ts'
import type { ExtractedText } from '../../../corpus/schema.ts'
import { type DocxParts, item, level, lists, makeDocx, paragraph } from './make-docx.ts'

async function read(parts: DocxParts): Promise<ExtractedText> {
  return readBytes(makeDocx(parts), '云溪区报告.docx')
}

function cellTexts(extracted: ExtractedText): string[][] {
  return (extracted.tables[0]?.rows ?? []).map((row) => row.map((cell) => extracted.text.slice(cell.start, cell.end)))
}

const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`

describe('reading docx', () => {
  it('prints the numbers of Chinese lists before their paragraphs and restarts the levels below', async () => {
    const numbering = lists(
      level(0, 'chineseCounting', '%1、') + level(1, 'japaneseCounting', '(%2)') + level(2, 'decimal', '%3.'),
    )
    const body = [
      item('主要措施', 1, 0),
      item('加强领导', 1, 1),
      item('开会', 1, 2),
      item('学习', 1, 2),
      item('依法履职', 1, 1),
      item('办理', 1, 2),
      item('问题', 1, 0),
    ].join('')
    const { text } = await read({ body, numbering })
    expect(text.split('\n')).toEqual([
      '一、主要措施',
      '(一)加强领导',
      '1.开会',
      '2.学习',
      '(二)依法履职',
      '1.办理',
      '二、问题',
    ])
  })

  it('combines levels, converts them for legal numbering and parts a bare number from the words', async () => {
    const numbering = lists(level(0, 'chineseCounting', '第%1章') + level(1, 'decimal', '%1.%2', '<w:isLgl/>'))
    const { text } = await read({ body: item('总则', 1, 0) + item('目的', 1, 1) + item('范围', 1, 1), numbering })
    expect(text.split('\n')).toEqual(['第一章 总则', '1.1 目的', '1.2 范围'])
  })

  it('counts on between lists of one definition unless a list overrides the start', async () => {
    const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    const numbering = lists(level(0, 'decimal', '%1.'), [1, 2, 3], override)
    const body = item('甲', 1, 0) + item('乙', 2, 0) + item('丙', 3, 0) + item('丁', 3, 0)
    const { text } = await read({ body, numbering })
    expect(text.split('\n')).toEqual(['1.甲', '2.乙', '1.丙', '2.丁'])
  })

  it('takes list and heading level from the style, also along basedOn', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="公文一级"/><w:basedOn w:val="a1"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    const body =
      paragraph('云溪区2023年报告', '<w:pStyle w:val="t"/>') +
      paragraph('主要工作', '<w:pStyle w:val="a2"/>') +
      paragraph('正文一段。') +
      paragraph('下一步', '<w:pStyle w:val="a1"/>') +
      paragraph('直接设定', '<w:outlineLvl w:val="1"/>')
    const extracted = await read({ body, styles, numbering: lists(level(0, 'chineseCounting', '%1、')) })
    const headings = extracted.styledHeadings.map((found) => [
      found.level,
      extracted.text.slice(found.start, found.end),
    ])
    expect(headings).toEqual([
      [1, '一、主要工作'],
      [1, '二、下一步'],
      [2, '直接设定'],
    ])
    expect(extracted.title).toBe('云溪区2023年报告')
  })

  it('prints tables row by row, merged cells once and with their reach', async () => {
    const table =
      '<w:tbl>' +
      `<w:tr>${cell('项目', '<w:vMerge w:val="restart"/>')}${cell('行政复议', '<w:gridSpan w:val="2"/>')}</w:tr>` +
      `<w:tr>${cell('', '<w:vMerge/>')}${cell('收到')}${cell('受理')}</w:tr>` +
      `<w:tr>${cell('合计')}${cell('16')}${cell('15')}</w:tr>` +
      '</w:tbl>'
    const extracted = await read({ body: paragraph('见下表:') + table + paragraph('表后一段。') })
    expect(extracted.text).toBe('见下表:\n项目\t行政复议\n收到\t受理\n合计\t16\t15\n表后一段。')
    expect(cellTexts(extracted)).toEqual([
      ['项目', '行政复议'],
      ['收到', '受理'],
      ['合计', '16', '15'],
    ])
    expect(extracted.tables[0]?.rows[0]).toMatchObject([
      { rows: 2, columns: 1 },
      { rows: 1, columns: 2 },
    ])
    expect(extracted.tables[0]?.headerRows).toBe(2)
  })

  it('reads a table of one column as paragraphs', async () => {
    const extracted = await read({
      body: `<w:tbl><w:tr>${cell('云溪区人民政府文件')}</w:tr><w:tr>${cell('云政发〔2024〕3号')}</w:tr></w:tbl>`,
    })
    expect(extracted.text).toBe('云溪区人民政府文件\n云政发〔2024〕3号')
    expect(extracted.tables).toEqual([])
  })

  it('keeps insertions and leaves out deletions, hidden text, field codes and contents', async () => {
    const toc = '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>'
    const body =
      paragraph('一、主要工作	1', '<w:pStyle w:val="c"/>') +
      '<w:p><w:r><w:t>收到申请</w:t></w:r><w:del><w:r><w:delText>15</w:delText></w:r></w:del><w:ins><w:r><w:t>16</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r>' +
      '<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>。</w:t></w:r></w:p>' +
      '<w:p><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>'
    const { text } = await read({ body, styles: toc })
    expect(text).toBe('收到申请16件。\n甲\n乙')
  })

  it('places a text box once, after its paragraph, and says that footnotes were left out', async () => {
    const box = `<w:txbxContent>${paragraph('方框里的话')}</w:txbxContent>`
    const body =
      '<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>' +
      `<mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice>` +
      `<mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`
    const extracted = await read({ body })
    expect(extracted.text).toBe('正文\n方框里的话')
    expect(extracted.notes.join()).toContain('脚注')
  })

  it('believes the title property only when the text confirms it', async () => {
    const core = (title: string) => ({
      'docProps/core.xml': `<cp xmlns:dc="d"><dc:title>${title}</dc:title></cp>`,
    })
    const body = paragraph('云溪区2023年报告') + paragraph('正文')
    expect((await read({ body, more: core('云溪区2023年报告') })).title).toBe('云溪区2023年报告')
    expect((await read({ body, more: core('去年的旧标题') })).title).toBeUndefined()
  })

  it('reads what a common library writes', async () => {
    const file = await Packer.toBuffer(
      new Document({
        sections: [
          {
            children: [
              new Paragraph({ text: '主要工作', heading: HeadingLevel.HEADING_1 }),
              new Paragraph({
                children: [new TextRun('收到申请'), new TextRun({ text: '16', bold: true }), new TextRun('件。')],
              }),
            ],
          },
        ],
      }),
    )
    const extracted = await readBytes(file, '报告.docx')
    expect(extracted.text).toBe('主要工作\n收到申请16件。')
    expect(extracted.styledHeadings).toHaveLength(1)
  })

  it('says that a document of pictures needs text recognition', async () => {
    const file = makeDocx({ body: '<w:p/>', more: { 'word/media/image1.png': 'x' } })
    await expect(readBytes(file, '扫描.docx')).rejects.toMatchObject({
      code: 'scanned',
      message: expect.stringContaining('文字识别'),
    })
  })
})
