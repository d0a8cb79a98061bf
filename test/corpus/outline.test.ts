import { describe, expect, test } from 'vitest'
import { outlineOf } from '../../corpus/outline.ts'
import type { ExtractedText, Span } from '../../corpus/schema.ts'

const P = '做好各项工作，取得明显成效，全年召开会议3次，完成任务12项，群众满意度不断提高。'

function extracted(text: string, more: Partial<ExtractedText> = {}): ExtractedText {
  return { format: 'txt', text, tables: [], styledHeadings: [], notes: [], ...more }
}

/** Each heading as its level, label and title. */
function shown(text: string, more: Partial<ExtractedText> = {}): string[] {
  return outlineOf(extracted(text, more)).headings.map(({ level, label, title }) => `${level} ${label}${title}`)
}

function styled(text: string, words: string, level: number): Span & { level: number } {
  const start = text.indexOf(words)
  return { start, end: start + words.length, level }
}

describe('levels', () => {
  test('follow 一、 (一) 1. (1) ①', () => {
    const text = `报告\n一、情况\n（一）执法\n1.规范。${P}\n（1）清理。${P}\n①梳理。${P}\n②公布。${P}\n（2）培训。${P}\n2.监督。${P}`
    expect(shown(text)).toEqual([
      '1 一、情况',
      '2 （一）执法',
      '3 1.规范',
      '4 （1）清理',
      '5 ①梳理',
      '5 ②公布',
      '4 （2）培训',
      '3 2.监督',
    ])
  })

  test('close the gap where a document skips a level', () => {
    expect(shown(`报告\n一、情况\n1.规范。${P}\n2.监督。${P}\n二、打算\n（一）学习。${P}`)).toEqual([
      '1 一、情况',
      '2 1.规范',
      '2 2.监督',
      '1 二、打算',
      '2 （一）学习',
    ])
  })

  test('turn round where the document nests (一) under 1.', () => {
    const text = `报告\n1.领导\n（一）机制。${P}\n（二）责任。${P}\n2.执法\n（一）规范。${P}\n（二）监督。${P}`
    expect(shown(text)).toEqual([
      '1 1.领导',
      '2 （一）机制',
      '2 （二）责任',
      '1 2.执法',
      '2 （一）规范',
      '2 （二）监督',
    ])
  })

  test('start at the top for ten parts without a second level, for bare 1. and for 第一部分', () => {
    const ten = [...'一二三四五六七八九十'].map((han) => `${han}、${han}方面情况\n一是学习；二是落实。${P}`).join('\n')
    expect(shown(`报告\n${ten}`)).toHaveLength(10)
    expect(shown(`报告\n1.领导。${P}\n2.执法。${P}\n3.2024年计划。${P}`)).toEqual([
      '1 1.领导',
      '1 2.执法',
      '1 3.2024年计划',
    ])
    expect(shown(`报告\n第一部分 情况\n一、做法\n${P}\n第二部分 打算\n一、学习\n${P}`)).toEqual([
      '1 第一部分情况',
      '2 一、做法',
      '1 第二部分打算',
      '2 一、学习',
    ])
  })

  test('come from the styles of the source for headings without numbers', () => {
    const text = `云溪区2023年报告\n基本情况\n${P}\n组织领导\n${P}\n存在问题\n${P}`
    const styledHeadings = [
      styled(text, '云溪区2023年报告', 1),
      styled(text, '基本情况', 2),
      styled(text, '组织领导', 3),
      styled(text, '存在问题', 2),
    ]
    expect(shown(text, { styledHeadings, format: 'html' })).toEqual(['1 基本情况', '2 组织领导', '1 存在问题'])
  })
})

describe('what is a heading', () => {
  test('a sentence run into its paragraph, up to the full stop, the colon or 一是', () => {
    expect(shown(`报告\n一、工作情况:${P}${P}\n二、健全机制 一是学习；二是落实。\n三、加强监督。${P}`)).toEqual([
      '1 一、工作情况',
      '1 二、健全机制',
      '1 三、加强监督',
    ])
  })

  test('the first sub-heading behind its heading on the same line', () => {
    expect(shown(`报告\n一、化解纠纷。1.行政复议。${P}\n2.行政应诉。${P}`)).toEqual([
      '1 一、化解纠纷',
      '2 1.行政复议',
      '2 2.行政应诉',
    ])
  })

  test('no number inside a sentence, no item of a list, no date, no signature', () => {
    const text = `云溪区报告\n区政府：\n一、情况\n共办理案件\n3.5万件,\n12.4国家宪法日期间,${P}\n有三项:(1)甲;(2)乙。\n二、问题\n1.队伍不强；\n2.机制不全；\n3.监督不够。\n三、打算\n1.机构融合不够及时。\n2.力量不足。\n云溪区人民政府\n2024年2月1日`
    expect(shown(text)).toEqual(['1 一、情况', '1 二、问题', '1 三、打算'])
  })

  test('no task of a plan, whether its units stand in the line or below it', () => {
    const text = `方案\n一、任务\n（一）制度\n1.修订办法。（牵头单位：区司法局；完成时限：2024年底）\n2.建库。（牵头单位：区政府办）\n（二）监督\n3.开展评查\n牵头单位：区司法局\n4.开展督察\n责任单位：区委依法治区办\n二、保障\n${P}`
    expect(shown(text)).toEqual(['1 一、任务', '2 （一）制度', '2 （二）监督', '1 二、保障'])
  })

  test('no entry of a table of contents and nothing inside a table', () => {
    const text = `方案\n目录\n一、要求 1\n二、任务……2\n三、保障\n一、要求\n${P}\n二、任务\n${P}\n三、保障\n${P}`
    expect(shown(text)).toEqual(['1 一、要求', '1 二、任务', '1 三、保障'])
    const table = { start: text.indexOf('二、任务\n'), end: text.indexOf('二、任务\n') + 5, rows: [], headerRows: 0 }
    expect(shown(text, { tables: [table] })).not.toContain('1 二、任务')
  })

  test('short lines above paragraphs where a text has no numbers at all', () => {
    expect(shown(`云溪区总结\n今年以来${P}\n组织领导情况\n${P}\n下一步打算\n${P}`)).toEqual([
      '1 组织领导情况',
      '1 下一步打算',
    ])
  })

  test('the numbering of an annex is its own', () => {
    const text = `通知\n一、要求\n${P}\n二、任务\n${P}\n附件1\n清单\n一、甲项\n${P}\n二、乙项\n${P}`
    const { headings, notes } = outlineOf(extracted(text))
    expect(headings.map(({ label }) => label)).toEqual(['一、', '二、', '一、', '二、'])
    expect(headings[1]?.body.end).toBe(text.indexOf('附件1'))
    expect(notes).toEqual([])
  })
})

describe('statutes', () => {
  test('have chapters and articles; items of an article are no headings and an article has no title', () => {
    const text = `# 云溪区办法\n\n## 第一章 总　则\n\n**第一条**　为了规范：\n\n（一）甲；\n\n（二）乙。\n\n第二条 本办法。\n\n## 第二章 附则\n\n第三条 施行。`
    expect(shown(text, { format: 'md' })).toEqual([
      '1 第一章总　则',
      '2 第一条',
      '2 第二条',
      '1 第二章附则',
      '2 第三条',
    ])
  })

  test('are told from sentences that cite an article', () => {
    const text = '办法\n第一条 为了。\n第二条规范性文件是指。\n第二条的规定适用。\n第三条第二款除外。\n第三条 施行。'
    expect(shown(text)).toEqual(['1 第一条', '1 第二条', '1 第三条'])
  })

  test('may print the words of a chapter on the next line', () => {
    expect(shown('办法\n第一章\n总 则\n第一条 为了。\n第二条 为了。\n第二章\n附 则\n第三条 施行。')[0]).toBe(
      '1 第一章总 则',
    )
  })
})

describe('faults of the numbering are named and left as they are', () => {
  test('a number that is missing, repeated or out of order', () => {
    const text = `报告\n一、甲\n${P}\n三、丙\n${P}\n三、丁\n${P}\n（二）戊\n${P}\n二、己\n${P}`
    const { headings, notes } = outlineOf(extracted(text))
    expect(headings.map(({ label }) => label)).toEqual(['一、', '三、', '三、', '（二）', '二、'])
    expect(notes).toEqual([
      '未见标题“二、”',
      '标题“三、”重复出现',
      '“三、丁”下未见标题“(一)”',
      '标题“二、”排在“三、”之后,次序有误或编号重复',
    ])
  })

  test('a series that runs on over several parents is right', () => {
    const text = `方案\n（一）甲\n1.子\n${P}\n2.丑\n${P}\n（二）乙\n3.寅\n${P}\n4.卯\n${P}`
    expect(outlineOf(extracted(text)).notes).toEqual([])
  })
})
