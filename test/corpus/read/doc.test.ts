import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../../../corpus/read/read.ts'

/** Written by a word processor: lists, a table with merged cells, a footnote, a tracked deletion, running heads. */
const FIXTURE = readFileSync(new URL('../../fixtures/read/table.doc', import.meta.url))

describe('reading doc', () => {
  it('reads list numbers, headings, the title and merged cells, without deletions and running heads', async () => {
    const extracted = await readBytes(FIXTURE, '报告.doc')
    expect(extracted.text.split('\n')).toEqual([
      '云溪区2023年报告',
      '一、主要措施',
      '(一)加强“领导”',
      '1.开会',
      '2.学习',
      '正文插入',
      '项目\t行政复议',
      '收到\t受理',
      '合计\t16\t15 其中:3',
      '中间',
      '甲\t',
      '乙\t2',
      '结束',
    ])
    expect(extracted.title).toBe('云溪区2023年报告')
    expect(extracted.styledHeadings.map((heading) => heading.level)).toEqual([1, 2])
    expect(extracted.tables[0]).toMatchObject({ headerRows: 2 })
    expect(extracted.tables[0]?.rows[0]).toMatchObject([{ rows: 2 }, { columns: 2 }])
    expect(extracted.notes.join()).toContain('脚注')
  })

  it('falls back to the bare text when styles and lists are damaged', async () => {
    const damaged = Buffer.from(FIXTURE)
    const information = damaged.indexOf(Buffer.from([0xec, 0xa5]))
    damaged.writeUInt32LE(0x7fffffff, information + 0xa2)
    const extracted = await readBytes(damaged, '报告.doc')
    expect(extracted.text).toContain('加强“领导”')
    expect(extracted.text).toContain('合计\t16\t15 其中:3')
  })

  it('refuses a document with a password', async () => {
    const locked = Buffer.from(FIXTURE)
    const information = locked.indexOf(Buffer.from([0xec, 0xa5]))
    locked.writeUInt8(locked.readUInt8(information + 11) | 1, information + 11)
    await expect(readBytes(locked, '报告.doc')).rejects.toMatchObject({ code: 'encrypted' })
  })
})
