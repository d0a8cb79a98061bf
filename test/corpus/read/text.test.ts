import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../../../corpus/read/read.ts'

const REPORT = '云溪区2023年度法治政府建设情况报告\r\n一、主要措施\r\n收到行政复议申请16件，受理15件。\r\n'

describe('reading plain text', () => {
  it.each(['utf8', 'gbk', 'gb18030', 'utf-16le', 'utf-16be'])(
    'keeps the very text of a file in %s',
    async (encoding) => {
      expect((await readBytes(iconv.encode(REPORT, encoding), '报告.txt')).text).toBe(REPORT)
    },
  )

  it.each(['utf8', 'utf-16le', 'utf-16be'])('leaves out the byte order mark of %s', async (encoding) => {
    expect((await readBytes(iconv.encode(REPORT, encoding, { addBOM: true }), '报告.txt')).text).toBe(REPORT)
  })

  it.each(['联通', '你好', '云溪区', '收到16件'])('is not misled by the short GBK text %s', async (words) => {
    expect((await readBytes(iconv.encode(words, 'gbk'), '短.txt')).text).toBe(words)
  })

  it('reads rare characters of GB18030 in four bytes', async () => {
    const words = '云溪区㐂镇𠮷村情况：共有3户。'
    expect((await readBytes(iconv.encode(words, 'gb18030'), '村.txt')).text).toBe(words)
  })

  it('keeps UTF-8 that was cut inside a character or has a broken byte', async () => {
    const bytes = Buffer.from(REPORT, 'utf8')
    expect((await readBytes(bytes.subarray(0, 10), '断.txt')).text).toContain('云溪区')
    const broken = Buffer.from(bytes)
    broken[30] = 0xff
    expect((await readBytes(broken, '坏.txt')).text).toContain('收到行政复议申请16件')
  })

  it('does not believe a byte order mark before text of another encoding', async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), iconv.encode(REPORT, 'gbk')])
    expect((await readBytes(bytes, '误标.txt')).text).toBe(REPORT)
  })

  it('refuses bytes that are no text, and empty files, with a way out', async () => {
    const noise = Uint8Array.from({ length: 3000 }, (_, index) => (index * index * 31 + index) % 256)
    await expect(readBytes(noise, '乱.txt')).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('另存为'),
    })
    await expect(readBytes(new Uint8Array(), '空.txt')).rejects.toMatchObject({ code: 'empty' })
    await expect(readBytes(Buffer.from(' \r\n\t'), '空白.txt')).rejects.toMatchObject({ code: 'empty' })
  })
})

describe('reading Markdown', () => {
  it('keeps the text and marks headings without their signs, code blocks excepted', async () => {
    const source = '# 云溪区办法\n\n## 第一章 总则 ##\n第一条 为了规范，制定本办法。\n```\n# 不是标题\n```\n'
    const extracted = await readBytes(Buffer.from(source), '办法.md')
    expect(extracted.text).toBe(source)
    expect(extracted.title).toBe('云溪区办法')
    const headings = extracted.styledHeadings.map((found) => [found.level, source.slice(found.start, found.end)])
    expect(headings).toEqual([
      [1, '云溪区办法'],
      [2, '第一章 总则'],
    ])
  })
})

describe('reading csv', () => {
  it('reads quotes, line breaks in cells and either separator as one table', async () => {
    const extracted = await readBytes(
      Buffer.from('单位,案件,备注\r\n甲局,16,"含""结转"",2件"\r\n合计,16,\r\n'),
      '表.csv',
    )
    expect(extracted.text).toBe('单位\t案件\t备注\n甲局\t16\t含"结转",2件\n合计\t16\t')
    expect(extracted.tables[0]?.headerRows).toBe(1)
    expect((await readBytes(iconv.encode('单位\t案件\n甲局\t16\n', 'gbk'), '导出.xls')).text).toBe(
      '单位\t案件\n甲局\t16',
    )
  })
})
