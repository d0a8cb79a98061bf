import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enumeratedItems } from '../../corpus/enumerate.ts'
import { identify } from '../../corpus/identity.ts'
import { foldWidth, normalize } from '../../corpus/normalize.ts'
import { outlineOf } from '../../corpus/outline.ts'
import type { ExtractedText, Heading, Passage, Span } from '../../corpus/schema.ts'
import { sectionLabel } from '../../corpus/section.ts'
import { splitPassages } from '../../corpus/split.ts'

const piece = fc.constantFrom(
  '一、工作情况',
  '二、存在的问题',
  '（一）加强领导。一是健全机制；二是压实责任。',
  '(二)依法行政',
  '1.规范决策。全年审查文件16件，',
  '2、公开信息',
  '(1)建立清单。(牵头单位:区司法局。2016年底完成)',
  '第一章 总则',
  '第一条 为了规范工作，制定本办法。',
  '第二条　本办法所称决策，是指下列事项：',
  '（一）规划；',
  '云溪区2023年度法治政府建设情况报告',
  '云溪区人民政府',
  '2024年2月28日',
  '<!-- 注 -->',
  '全年收到行政复议申请128件,受理120件。',
  '\u200b 　',
  '\t',
  'é𠮷😀',
  '。；！',
)
const text = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) }),
    {
      maxLength: 40,
    },
  )
  .chain((pieces) => fc.constantFrom('\n', '\r\n', '', '\n\n').map((joint) => pieces.join(joint)))
const format = fc.constantFrom('txt' as const, 'md' as const)

interface Structured {
  readonly text: string
  readonly outline: readonly Heading[]
  readonly passages: readonly Passage[]
}

function documentOf(content: string, kind: 'txt' | 'md'): Structured {
  const extracted: ExtractedText = { format: kind, text: content, tables: [], styledHeadings: [], notes: [] }
  identify(extracted, `甲/云溪区.${kind}`)
  const outline = outlineOf(extracted).headings
  return { text: content, outline, passages: splitPassages(content, { outline, tables: [] }) }
}

function within(outer: Span, inner: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end && inner.start <= inner.end
}

/** What is printed in no passage, no heading and no comment of the source. */
function uncovered(document: Structured): string {
  const units = document.text.replace(/<!--.{0,2000}?-->/gs, (comment) => ' '.repeat(comment.length)).split('')
  for (const { start, end } of [...document.passages, ...document.outline]) units.fill(' ', start, end)
  return units.join('').trim()
}

describe('the structure of any text', () => {
  test('headings lie in the text, count upwards and nest', () => {
    fc.assert(
      fc.property(text, format, (content, kind) => {
        const { outline } = documentOf(content, kind)
        outline.forEach((heading, index) => {
          expect(within({ start: 0, end: content.length }, heading)).toBe(true)
          expect(within({ start: heading.end, end: content.length }, heading.body)).toBe(true)
          expect(content.slice(heading.start, heading.end)).toContain(heading.title)
          expect(content.slice(heading.start, heading.end)).toContain(heading.label)
          const parent = outline[heading.parent]
          expect(heading.parent).toBeLessThan(index)
          expect(heading.level).toBe((parent?.level ?? 0) + 1)
          if (parent) expect(within(parent.body, { start: heading.start, end: heading.body.end })).toBe(true)
          expect(heading.start).toBeGreaterThanOrEqual(outline[index - 1]?.end ?? 0)
        })
      }),
    )
  })

  test('passages are exact slices in order that never overlap and leave out nothing but headings', () => {
    fc.assert(
      fc.property(text, format, (content, kind) => {
        const document = documentOf(content, kind)
        let end = 0
        document.passages.forEach((passage, index) => {
          expect(passage.seq).toBe(index)
          expect(passage.text).toBe(content.slice(passage.start, passage.end))
          expect(passage.text.trim()).toBe(passage.text)
          expect(passage.text).not.toBe('')
          expect(passage.start).toBeGreaterThanOrEqual(end)
          expect(passage.heading).toBeLessThan(document.outline.length)
          end = passage.end
        })
        expect(uncovered(document)).toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('enumerated items lie in their span in order', () => {
    fc.assert(
      fc.property(text, (content) => {
        const span = { start: Math.floor(content.length / 4), end: content.length }
        let end = span.start
        for (const item of enumeratedItems(content, span)) {
          expect(item.start).toBeGreaterThanOrEqual(end)
          expect(item.end).toBeLessThanOrEqual(span.end)
          expect(foldWidth(content.slice(item.start, item.end)).startsWith(item.label)).toBe(true)
          end = item.end
        }
      }),
    )
  })

  test('the normal form leads back to the characters it came from', () => {
    fc.assert(
      fc.property(text, (content) => {
        const { text: normal, toOriginal } = normalize(content)
        expect(foldWidth(content)).toHaveLength(content.length)
        for (let offset = 0; offset < normal.length; offset += 1) {
          expect(foldWidth(content.charAt(toOriginal(offset)))).toBe(normal.charAt(offset))
        }
        expect(toOriginal(normal.length)).toBe(content.length)
      }),
    )
  })

  test('every offset has a section name', () => {
    fc.assert(
      fc.property(text, fc.nat(2000), (content, offset) => {
        expect(typeof sectionLabel(documentOf(content, 'txt'), offset)).toBe('string')
      }),
    )
  })
})

describe('hostile texts, up to a megabyte', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['digits', '1'.repeat(1_000_000)],
    ['dotted digits', '1.'.repeat(500_000)],
    ['opening brackets', '('.repeat(1_000_000)],
    ['nested brackets', `${'('.repeat(500_000)}${')'.repeat(500_000)}`],
    ['numerals', '一'.repeat(1_000_000)],
    ['headings', '一、二、'.repeat(250_000)],
    ['short lines', '(1)a\n'.repeat(60_000)],
    ['heading lines', '一、工作\n(一)领导\n1.机制\n'.repeat(15_000)],
    ['enumerators', '一是做好工作；'.repeat(150_000)],
    ['years', '2023年'.repeat(200_000)],
    ['book titles', '《云溪区'.repeat(250_000)],
    ['spaces', ' '.repeat(1_000_000)],
    ['comments', '<!--'.repeat(250_000)],
    ['articles', '第一条 为了\n'.repeat(40_000)],
    ['places', '云溪区'.repeat(330_000)],
  ]
  test.each(hostile)(
    '%s are analysed within seconds',
    (_, content) => {
      const started = performance.now()
      documentOf(content, 'txt')
      documentOf(content, 'md')
      expect(performance.now() - started).toBeLessThan(8000)
    },
    30_000,
  )
})
