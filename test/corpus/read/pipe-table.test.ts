import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../../corpus/read/text.ts'

const cells = async (text: string) => {
  const read = await readMarkdown(new TextEncoder().encode(text))
  return read.tables.map(({ rows }) => rows.map((row) => row.map(({ start, end }) => read.text.slice(start, end))))
}

describe('a table drawn with pipes', () => {
  it('has a header, rows and cells without blanks', async () => {
    const text = '# 表\n\n| 序号 | 任务 |\n| --- | :---: |\n| 1 | 建库 |\n| 2 |  |\n\n正文|不是表。'
    expect(await cells(text)).toEqual([
      [
        ['序号', '任务'],
        ['1', '建库'],
        ['2', ''],
      ],
    ])
  })

  it('may leave out the outer pipes, end its lines with CRLF and hold escaped pipes', async () => {
    expect(await cells('甲|乙\r\n---|---\r\na\\|b|c\r\n')).toEqual([
      [
        ['甲', '乙'],
        ['a\\|b', 'c'],
      ],
    ])
  })

  it('needs the ruled line', async () => {
    expect(await cells('甲|乙\n丙|丁\n')).toEqual([])
  })
})
