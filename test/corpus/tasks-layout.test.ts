import { describe, expect, it } from 'vitest'
import { analyse } from '../../corpus/document.ts'

function tasksOf(text: string) {
  const document = analyse(
    { format: 'txt', text, tables: [], styledHeadings: [], notes: [] },
    '云溪区工作方案.txt',
    'h',
  )
  return document.tasks.map(({ no, leadUnits, otherUnits }) => [no, leadUnits.join(), otherUnits.join()])
}

describe('units printed on lines of their own under paragraphs of two levels', () => {
  it('are those of the paragraph above, or of the section where no paragraph of it has any', () => {
    const text = `云溪区普法工作方案
一、重点任务
(一)加强宪法宣传
1.建设宪法公园3处。
2.开展宪法宣传周活动。
牵头单位:区司法局
责任单位:区园林局
完成时限:2025年底前
(二)落实普法责任
3.编制普法责任清单。
牵头单位:区司法局
责任单位:区直各单位
完成时限:长期坚持
4.开展以案释法。
牵头单位:区法院
责任单位:各乡镇(街道)
完成时限:2025年底前
5.聘请村法律顾问。
牵头单位:区民政局
责任单位:区财政局
完成时限:2025年底前`
    expect(tasksOf(text)).toEqual([
      [1, '区司法局', '区园林局'],
      [3, '区司法局', '区直各单位'],
      [4, '区法院', '各乡镇(街道)'],
      [5, '区民政局', '区财政局'],
    ])
  })
})

describe('tasks numbered behind bullets', () => {
  it('are tasks, and the bullet is none of the words before it', () => {
    const text = `云溪区复议工作方案
二、任务
- 任务一:增设咨询点。设立咨询点8个。(区司法局牵头,各乡镇配合,4月底前完成)
- 任务二:提高听证比例。听证率达到60%。(区司法局负责,6月底前完成)
- 任务三:上线办案系统。(区数据局牵头,区司法局配合,10月底前完成)`
    expect(tasksOf(text)).toEqual([
      [1, '区司法局', '各乡镇'],
      [2, '区司法局', ''],
      [3, '区数据局', '区司法局'],
    ])
    const document = analyse({ format: 'txt', text, tables: [], styledHeadings: [], notes: [] }, 'a.txt', 'h')
    expect(document.tasks[0]?.text).toBe('增设咨询点。设立咨询点8个。')
  })
})
