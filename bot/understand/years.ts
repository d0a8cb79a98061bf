import { parseChineseNumeral } from '../../corpus/numerals.ts'

/** A year, or a run of years, that a question names. */
export interface YearMention {
  readonly start: number
  readonly end: number
  readonly years: readonly number[]
  /** As typed: 2020年, 去年, 近三年. */
  readonly printed: string
  /** Counted from the clock (去年) or written out (2020年). */
  readonly relative: boolean
}

const RELATIVE: readonly (readonly [RegExp, number])[] = [
  [/大前年/g, -3],
  [/前年/g, -2],
  [/去年|上年度?|上一年度?|头年/g, -1],
  [/今年|本年度?|当年度/g, 0],
]

/**
 * Years in a question, in order: 2020年, 20年, 二〇二〇年, 2019-2021年, 去年, 前年, 近三年, 前三年, counted from `now`.
 * After a written year, 上年 and 前年 are counted from it (2024年…比上年). A two-digit year counts only as 10–49 before 年 and not after a counting word.
 */
export function findYears(text: string, now: Date): readonly YearMention[] {
  const thisYear = now.getFullYear()
  const found: YearMention[] = []
  const add = (match: RegExpMatchArray, years: readonly number[], relative: boolean): void => {
    const start = match.index ?? 0
    const end = start + match[0].length
    if (found.some((other) => start < other.end && other.start < end)) return
    found.push({ start, end, years, printed: match[0], relative })
  }
  for (const match of text.matchAll(/((?:19|20)\d\d)年?(?:度)?\s*(?:-|—|–|~|至|到)+\s*((?:19|20)\d\d)年?(?:度)?/g)) {
    add(match, between(Number(match[1]), Number(match[2])), false)
  }
  for (const match of text.matchAll(/(?<!\d)((?:19|20)\d\d)(?!\d)(?:年度?)?/g)) add(match, [Number(match[1])], false)
  for (const match of text.matchAll(/[一二三四五六七八九〇零]{4}年度?/g)) {
    const digits = [...match[0]].map((c) => '〇一二三四五六七八九'.indexOf(c === '零' ? '〇' : c)).filter((d) => d >= 0)
    const year = Number(digits.join(''))
    if (year >= 1949 && year <= 2100) add(match, [year], false)
  }
  for (const match of text.matchAll(/(?:近|最近|过去|前)([一二两三四五六七八九十\d]+)年/g)) {
    const count = Number(match[1]) || parseChineseNumeral(match[1] ?? '') || 0
    if (count >= 2 && count <= 20) add(match, between(thisYear - count, thisYear - 1), true)
  }
  for (const match of text.matchAll(/(?<![\d多几第满近前])([1-4]\d)年(?![以内前后龄])/g)) {
    add(match, [2000 + Number(match[1])], false)
  }
  const named = found.find(({ relative, years }) => !relative && years.length === 1)?.years[0]
  for (const [pattern, shift] of RELATIVE) {
    for (const match of text.matchAll(pattern)) {
      const base = named !== undefined && /^[上前]/.test(match[0]) ? named : thisYear
      add(match, [base + (base === named ? -1 : shift)], true)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function between(from: number, to: number): readonly number[] {
  const [low, high] = from <= to ? [from, to] : [to, from]
  return Array.from({ length: Math.min(high - low + 1, 30) }, (_, i) => low + i)
}
