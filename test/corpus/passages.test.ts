import { describe, expect, test } from 'vitest'
import { enumeratedItems } from '../../corpus/enumerate.ts'
import { normalize } from '../../corpus/normalize.ts'
import { outlineOf } from '../../corpus/outline.ts'
import type { Passage, Table } from '../../corpus/schema.ts'
import { sectionLabel, sectionPath } from '../../corpus/section.ts'
import { splitPassages } from '../../corpus/split.ts'

const P = '全区共收到行政复议申请128件,受理120件,审结113件,综合纠错率为15.9%,案件质量稳步提高。'

function passagesOf(text: string, tables: readonly Table[] = []): Passage[] {
  const { headings } = outlineOf({ format: 'txt', text, tables, styledHeadings: [], notes: [] })
  return splitPassages(text, { outline: headings, tables })
}

describe('passages', () => {
  test('carry the headings above them and leave out headings that stand alone', () => {
    const text = `云溪区报告\n一、工作情况\n（一）化解矛盾\n1.行政复议。${P}\n二、打算\n${P}`
    expect(passagesOf(text).map(({ path, text: words }) => [path.join('/'), words])).toEqual([
      ['', '云溪区报告'],
      ['一、工作情况/（一）化解矛盾/1.行政复议', `1.行政复议。${P}`],
      ['二、打算', P],
    ])
  })

  test('end with a sentence and stay near 300 characters', () => {
    const text = `一、情况\n${P.repeat(40)}\n二、打算\n${P}`
    const passages = passagesOf(text)
    expect(passages.length).toBeGreaterThan(5)
    for (const passage of passages) {
      expect(passage.text.endsWith('。')).toBe(true)
      expect(passage.text.length).toBeLessThanOrEqual(420)
    }
  })

  test('never begin with the remark whose duty the task before is', () => {
    const duty = (no: number) => `（牵头单位：区水务局；责任单位：各镇（街道）；完成时限：2025年${no}月底）`
    const tasks = Array.from({ length: 9 }, (_, i) => `${i + 1}.清淤河道${i + 5}公里,${P}`)
    for (const text of [
      `一、任务\n${tasks.map((task, i) => `${task}\n${duty(i + 1)}`).join('\n')}`,
      `一、任务\n${tasks.map((task, i) => `${task}${duty(i + 1)}`).join('')}`,
    ]) {
      const begun = passagesOf(text).filter(({ text: words }) => /^[（(]牵头/.test(words))
      expect(begun.map(({ text: words }) => words)).toEqual([])
    }
  })

  test('break before 一是 二是 rather than inside an item', () => {
    const items = ['一', '二', '三', '四', '五', '六'].map((han) => `${han}是健全机制,${P.slice(0, -1)};`).join('')
    const passages = passagesOf(`一、情况\n${items}\n二、打算\n${P}`)
    for (const passage of passages.slice(0, -1)) expect(passage.text).toMatch(/^[一二三四五六]是/)
  })

  test('are one for each article; a long article keeps its number in the path', () => {
    const text = `办法\n第一章 总则\n第一条 为了。\n第二条 ${P.repeat(20)}\n第三条 施行。`
    const passages = passagesOf(text)
    const paths = passages.slice(1).map(({ path }) => path.join('/'))
    expect(paths[0]).toBe('第一章 总则/第一条')
    expect(paths.filter((path) => path.endsWith('第二条')).length).toBeGreaterThan(1)
    expect(paths[paths.length - 1]).toBe('第一章 总则/第三条')
  })

  test('cut a table between rows, with its header row in the path of the later ones', () => {
    const header = '指标\t2023年\t2024年'
    const rows = [header, ...Array.from({ length: 30 }, (_, index) => `受理行政复议申请${index}\t118\t155`)]
    const text = `一、数据\n${rows.join('\n')}\n二、打算\n${P}`
    const start = text.indexOf(header)
    let at = start
    const cells = rows.map((row) => {
      const cell = { start: at, end: at + row.length, columns: 1, rows: 1 }
      at += row.length + 1
      return [cell]
    })
    const table = { start, end: at - 1, rows: cells, headerRows: 1, caption: '统计表' }
    const passages = passagesOf(text, [table]).filter(({ path }) => path.includes('统计表'))
    expect(passages.length).toBeGreaterThan(1)
    expect(passages[0]?.text.startsWith(header)).toBe(true)
    expect(passages[1]?.path).toEqual(['一、数据', '统计表', '表头:指标、2023年、2024年'])
    for (const passage of passages) expect(passage.text).toMatch(/^(?:指标|受理)[^\n]*(?:\n[^\n]+)*155$/)
  })
})

describe('sections', () => {
  const text = `报告\n一、情况\n（五）化解矛盾\n3.畅通行政复议渠道。${P}\n二、存在问题\n${P}`
  const outline = outlineOf({ format: 'txt', text, tables: [], styledHeadings: [], notes: [] }).headings

  test('are named shortly for citations and fully where needed', () => {
    expect(sectionLabel({ outline }, text.indexOf('行政复议'))).toBe('一（五）3.畅通行政复议渠道')
    expect(sectionPath({ outline }, text.indexOf('行政复议'))).toBe('一、情况/（五）化解矛盾/3.畅通行政复议渠道')
    expect(sectionLabel({ outline }, text.length - 1)).toBe('二、存在问题')
    expect(sectionLabel({ outline }, 0)).toBe('')
  })

  test('of statutes are their articles', () => {
    const statute = '办法\n第一章 总 则\n第一条 为了。\n第二条 本办法。\n第三条 施行。'
    const { headings } = outlineOf({ format: 'txt', text: statute, tables: [], styledHeadings: [], notes: [] })
    expect(sectionLabel({ outline: headings }, statute.indexOf('本办法'))).toBe('第二条')
  })
})

describe('enumerated items', () => {
  function items(text: string): string[] {
    return enumeratedItems(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end))
  }

  test('are found in a paragraph and over paragraphs', () => {
    expect(items('主要有：一是队伍不强；二是机制不全；三是监督不够。')).toEqual([
      '一是队伍不强；',
      '二是机制不全；',
      '三是监督不够。',
    ])
    expect(items('一是学习。认真。\n再学。\n二是落实。')).toEqual(['一是学习。认真。\n再学。', '二是落实。'])
    expect(items('首先，学习。其次，落实。最后，总结。')).toHaveLength(3)
    expect(items('第一,学习;第二,落实。')).toHaveLength(2)
  })

  test('keep repeated and skipped numbers as printed', () => {
    const text = '一是甲；二是乙；二是丙；五是丁。'
    expect(enumeratedItems(text, { start: 0, end: text.length }).map(({ number }) => number)).toEqual([1, 2, 2, 5])
  })

  test('are not 第一责任人, 统一是 or a lone 一是', () => {
    expect(items('落实第一责任人职责，第二种情形。')).toEqual([])
    expect(items('做到统一是关键，唯一是难点。')).toEqual([])
    expect(items('一是好事。')).toEqual([])
  })
})

describe('the normal form', () => {
  test('folds widths, drops idle blanks and leads back', () => {
    const original = '\ufeff第一章　总 则\r\n收到 １６ 件（含２件）'
    const { text, toOriginal } = normalize(original)
    expect(text).toBe('第一章总则\n收到16件(含2件)')
    expect(original.charAt(toOriginal(text.indexOf('则')))).toBe('则')
    expect(original.charAt(toOriginal(text.indexOf('6')))).toBe('６')
  })
})
