import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitReply } from '../../bot/split-reply.ts'

const unnumbered = (part: string) => part.replace(/^\(\d+\/\d+\)\n/, '')
/** Half of a surrogate pair. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const squeezed = (text: string) => text.replace(/\s+/g, '')

describe('splitReply', () => {
  test('a short reply stays one part without a number', () => {
    expect(splitReply('云溪区2020年收到行政复议申请16件。')).toEqual(['云溪区2020年收到行政复议申请16件。'])
  })

  test('an empty reply has no part', () => {
    expect(splitReply(' \n ')).toEqual([])
  })

  test('cuts at paragraph ends and numbers the parts', () => {
    const text = ['甲'.repeat(50), '乙'.repeat(50), '丙'.repeat(50)].join('\n')
    expect(splitReply(text, 120)).toEqual([
      `(1/2)\n${'甲'.repeat(50)}\n${'乙'.repeat(50)}`,
      `(2/2)\n${'丙'.repeat(50)}`,
    ])
  })

  test('prefers a blank line to a line end', () => {
    const text = `${'甲'.repeat(40)}\n${'乙'.repeat(20)}\n\n${'丙'.repeat(20)}\n${'丁'.repeat(20)}`
    expect(splitReply(text, 100).map(unnumbered)).toEqual([
      `${'甲'.repeat(40)}\n${'乙'.repeat(20)}`,
      `${'丙'.repeat(20)}\n${'丁'.repeat(20)}`,
    ])
  })

  test('keeps a table whole when it fits into one part', () => {
    const table = ['年份  申请  受理', '2018  10  9', '2019  12  12', '2020  16  14'].join('\n')
    const parts = splitReply(`${'甲'.repeat(70)}\n${table}\n${'乙'.repeat(70)}`, 112).map(unnumbered)
    expect(parts.some((part) => part.includes(table))).toBe(true)
  })

  test('cuts a table that is too long between its rows', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `第${i}项 | 区司法局 | 2020年底`)
    for (const part of splitReply(rows.join('\n'), 200))
      for (const line of unnumbered(part).split('\n')) expect(rows).toContain(line)
  })

  test('cuts a long paragraph between sentences', () => {
    const sentence = '全面推行行政执法公示制度。'
    for (const part of splitReply(sentence.repeat(40), 100))
      expect(unnumbered(part)).toMatch(/^(全面推行行政执法公示制度。)+$/)
  })

  test('never cuts a character in two, and loses nothing, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\n', '\n\n', '。', '𠮷', '👍🏽', '甲|乙\n', '  '),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), fc.integer({ min: 20, max: 90 }), (pieces, limit) => {
        const text = pieces.join('')
        const parts = splitReply(text, limit)
        expect(parts.every((part) => part.length <= limit && (LONE.test(part) === false || LONE.test(text)))).toBe(true)
        expect(squeezed(parts.map((part) => (parts.length > 1 ? unnumbered(part) : part)).join(''))).toBe(
          squeezed(text),
        )
      }),
    )
  })

  test('a hundred thousand characters are split at once', () => {
    const parts = splitReply('全面推行行政执法公示制度。'.repeat(8_000))
    expect(parts.length).toBeGreaterThan(50)
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(1_800)
  })
})
