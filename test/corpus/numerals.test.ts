import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numeralAt, parseArabicNumeral, parseChineseNumeral } from '../../corpus/numerals.ts'

const DIGITS = '零一二三四五六七八九'

function section(n: number): string {
  let out = ''
  let gap = false
  for (const [scale, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / scale) % 10
    if (digit === 0) gap = out !== ''
    else {
      out += (gap ? '零' : '') + DIGITS[digit] + name
      gap = false
    }
  }
  return out
}

/** Writes a whole number below 10^12 the way a Chinese text does. */
function inChinese(n: number): string {
  if (n === 0) return '零'
  const parts = [
    [1e8, '亿'],
    [1e4, '万'],
    [1, ''],
  ] as const
  let rest = n
  let out = ''
  for (const [scale, name] of parts) {
    const head = Math.floor(rest / scale)
    rest %= scale
    if (head === 0) continue
    out += (out && head < 1000 ? '零' : '') + section(head) + name
  }
  return out
}

describe('Chinese numerals', () => {
  it.each([
    ['一百二十三', 123],
    ['两', 2],
    ['廿', 20],
    ['廿三', 23],
    ['卅一', 31],
    ['二〇一七', 2017],
    ['十五', 15],
    ['二十', 20],
    ['一百零五', 105],
    ['一百二', 120],
    ['三千五', 3500],
    ['三万五', 35000],
    ['两万三千', 23000],
    ['一亿零三十万', 100300000],
    ['壹佰贰拾叁', 123],
    ['三点五', 3.5],
    ['百', 100],
    ['万', 10000],
    ['零', 0],
  ])('%s is %d', (text, value) => {
    expect(parseChineseNumeral(text)).toBe(value)
  })

  it.each(['', '十百', '点五', '三点', '二三十', '一点二点三', '一般'])('%s is no number', (text) => {
    expect(parseChineseNumeral(text)).toBeUndefined()
  })

  it('reads back every number written in Chinese', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (n) => {
        expect(parseChineseNumeral(inChinese(n))).toBe(n)
      }),
    )
  })
})

describe('Arabic and mixed numerals', () => {
  it.each([
    ['1,234.5', 1234.5],
    ['１２３', 123],
    ['12 345', 12345],
    ['１，２３４', 1234],
  ])('%s is %d', (text, value) => {
    expect(parseArabicNumeral(text)).toBe(value)
  })

  it.each([
    ['1.2万余件', '1.2万余', 12000, true],
    ['3亿多元', '3亿多', 300000000, true],
    ['3亿5000万元', '3亿5000万', 350000000, false],
    ['1万8千人', '1万8千', 18000, false],
    ['10余万元', '10余万', 100000, true],
    ['16.8亿元', '16.8亿', 1680000000, false],
    ['百余次', '百余', 100, true],
    ['几十家', '几十', 10, true],
    ['数百人', '数百', 100, true],
    ['5千克', '5', 5, false],
    ['1,2345', '1', 1, false],
    ['11 280.65万元', '11 280.65万', 112806500, false],
  ])('%s starts with %s', (text, printed, value, approximate) => {
    const numeral = numeralAt(text, 0)
    expect(numeral && text.slice(0, numeral.end)).toBe(printed)
    expect(numeral?.value).toBe(value)
    expect(numeral?.approximate).toBe(approximate)
  })
})
