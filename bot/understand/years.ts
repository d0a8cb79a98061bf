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
  /** Only measured against (比上年, 较2022年): beside another year it is not the one that is asked about. */
  readonly against: boolean
}

interface Form {
  readonly pattern: RegExp
  /** The years meant; empty when the words are no year after all. `base` is the year that 上年 counts from. */
  readonly years: (match: RegExpMatchArray, base: number, thisYear: number) => readonly number[]
  readonly relative: boolean
}

const written = (pattern: RegExp, years: (match: RegExpMatchArray) => readonly number[]): Form => ({
  pattern,
  years,
  relative: false,
})
/** 去年: counted from the clock. */
const fromClock = (pattern: RegExp, shift: number): Form => ({
  pattern,
  years: (_match, _base, thisYear) => [thisYear + shift],
  relative: true,
})
/** 上年 and 前年 after a written year are counted from it (2024年…比上年), else from the clock. */
const fromBase = (pattern: RegExp, shift: number): Form => ({
  pattern,
  years: (_match, base, thisYear) => [base === thisYear ? thisYear + shift : base - 1],
  relative: true,
})

const RANGE = /((?:19|20)\d\d)年?(?:度)?\s*(?:-|—|–|~|至|到)+\s*((?:19|20)\d\d)年?(?:度)?/g
const SHORT_RANGE = /(?<!\d)([1-4]\d)年?\s*(?:-|—|–|~|至|到)+\s*([1-4]\d)年(?![以内前后龄])/g
/** 22、23分别多少, 22和23比: two years in two digits where both are to be set side by side. */
const SHORT_PAIR = /(?<!\d)([12]\d)年?[、,和跟与]([12]\d)(?!\d)年?(?=分别|各|比|对比|相比|两年|哪)/g
const DIGITS = '〇一二三四五六七八九'

/** In the order of precedence: words that an earlier form has read are not read again. */
const FORMS: readonly Form[] = [
  written(RANGE, ([, from, to]) => between(Number(from), Number(to))),
  written(/(?<!\d)((?:19|20)\d\d)(?!\d)(?:年度?)?/g, ([, year]) => [Number(year)]),
  written(/[一二三四五六七八九〇零]{4}年度?/g, ([words]) => yearOfDigits(words)),
  {
    pattern: /(?:近|最近|过去|前|这)([一二两三四五六七八九十\d]+)年/g,
    years: ([, count], _base, thisYear) => lastYears(count ?? '', thisYear),
    relative: true,
  },
  written(SHORT_PAIR, ([, first, second]) => [2000 + Number(first), 2000 + Number(second)]),
  written(SHORT_RANGE, ([, from, to]) => between(2000 + Number(from), 2000 + Number(to))),
  written(/(?<![\d多几第满近前])([1-4]\d)年(?![以内前后龄])/g, ([, year]) => [2000 + Number(year)]),
  fromClock(/大前年/g, -3),
  fromBase(/前年/g, -2),
  fromClock(/去年|头年/g, -1),
  fromBase(/上一?年度?/g, -1),
  fromClock(/今年|本年度?|当年度/g, 0),
]

/**
 * Years in a question, in order: 2020年, 20年, 二〇二〇年, 2019-2021年, 去年, 前年, 近三年, counted from `now`. After a single
 * written year 上年 and 前年 are counted from it. Two digits are a year only as 10–49 before 年.
 */
export function findYears(text: string, now: Date): readonly YearMention[] {
  const thisYear = now.getFullYear()
  const found: YearMention[] = []
  for (const { pattern, years: yearsOf, relative } of FORMS) {
    const stated = found.find((mention) => !mention.relative && mention.years.length === 1)?.years[0]
    for (const match of text.matchAll(pattern)) {
      const years = yearsOf(match, stated ?? thisYear, thisYear)
      const start = match.index
      const end = start + match[0].length
      if (years.length === 0 || found.some((other) => start < other.end && other.start < end)) continue
      found.push({ start, end, years, printed: match[0], relative, against: /[比较]$/.test(text.slice(0, start)) })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/**
 * The years a question is about: those it only measures against are left out where others are named, and 比上年 alone names
 * none: it is said of whatever year the newest report is about.
 */
export function yearsAsked(mentions: readonly YearMention[]): readonly number[] {
  const own = mentions.filter(({ against }) => !against)
  const asked = own.length > 0 ? own : mentions.filter(({ printed }) => !BEFORE_IT.test(printed))
  return [...new Set(asked.flatMap(({ years }) => years))]
}

const BEFORE_IT = /^上一?年/

function yearOfDigits(words: string): readonly number[] {
  const digits = [...words.replace(/年度?/, '')].map((c) => DIGITS.indexOf(c === '零' ? '〇' : c))
  const year = Number(digits.join(''))
  return year >= 1949 && year <= 2100 ? [year] : []
}

/** 近三年 in 2025 is 2022, 2023, 2024: reports come after their year. */
function lastYears(words: string, thisYear: number): readonly number[] {
  const count = Number(words) || parseChineseNumeral(words) || 0
  return count >= 2 && count <= 20 ? between(thisYear - count, thisYear - 1) : []
}

function between(from: number, to: number): readonly number[] {
  const [low, high] = from <= to ? [from, to] : [to, from]
  return Array.from({ length: Math.min(high - low + 1, 30) }, (_, i) => low + i)
}
