import { describe, expect, it } from 'vitest'
import { readFile } from '../../../corpus/read/read.ts'

const FIXTURE = new URL('../../fixtures/read/table.doc', import.meta.url).pathname

describe('reading doc', () => {
  it('reads the body with its quotes, cells of several lines and empty cells in place, and no running heads', async () => {
    const extracted = await readFile(FIXTURE)
    expect(extracted.text.split('\n')).toEqual([
      '云溪区2023年报告',
      '主要措施',
      '加强“领导”',
      '开会',
      '学习',
      '正文插入',
      '项目\t行政复议',
      '\t收到\t受理',
      '合计\t16\t15 其中:3',
      '中间',
      '甲\t',
      '乙\t2',
      '结束',
    ])
    expect(extracted.tables).toHaveLength(2)
  })
})
