/** Deadlines of tasks: what counts as one, how it is printed without 完成, and the last day it names. */

const CHINESE_DIGITS = '〇一二三四五六七八九'

const MARK =
  /\d{4}\s*[年./\-—]|\d{1,2}\s*月|[一二三四五六七八九十]月|[〇○零一二三四五六七八九]{4}年|年底|年末|年内|年初|年度|月底|季度|半年|全年|月末|年中/
const STANDING =
  /^(?:以后|此后|今后|之后|其后|并|再|后)?(?:长期|持续|常态|每年|每季|每月|每半年|每周|全年|立即|即知即改|立行立改|适时|按时|按要求|按上级|按季|按月|随时|日常|贯穿|分阶段|逐年|年年|经常性|永久)/
const PREFIX = /^(?:于|在|限于|限|力争在?|确保在?|原则上)(?=[\d一二三四五六七八九十今明每年])/
const SUFFIX = /(?:全面|基本|全部|分别)?(?:完成|办结)(?:整改)?$/
const EDGE = /^[\s,，。;；、.:：]+|[\s,，。;；、.:：]+$/g

/** True when a piece of a responsibility clause is a deadline rather than the name of a unit. */
export function isDeadline(piece: string): boolean {
  const words = piece.replace(EDGE, '')
  if (words.length === 0 || words.length > 40) return false
  if (STANDING.test(words)) return true
  return MARK.test(words) && !/(?:局|委|委员会|办公室|部门|单位|指挥部|领导小组|筹备办)$/.test(words)
}

/** The deadline as printed, without 完成 and without punctuation at its ends: 「2016年底完成。」→「2016年底」. */
export function trimDeadline(printed: string): string {
  return printed.replace(EDGE, '').replace(PREFIX, '').replace(SUFFIX, '').replace(EDGE, '')
}

/** A deadline printed as the end of the task's own last sentence: 「…,于2024年6月底前完成。」 */
export function deadlineIn(words: string): string | undefined {
  const clause = /(?:^|[,，。;；])([^,，。;；]{2,20})(?:全面|基本|全部)?完成[。;；.]?$/.exec(words)?.[1]
  const trimmed = clause && trimDeadline(clause)
  return trimmed && isDeadline(trimmed) && /(?:[底末前内日]|季度|半年)$/.test(trimmed) ? trimmed : undefined
}

/**
 * The last day of a deadline as ISO yyyy-mm-dd, undefined when it is no date (长期坚持, 每年第一季度).
 * A deadline without a year takes `year`, the year of a one-year plan. Of several dates the last one counts.
 */
export function deadlineDate(printed: string, year?: number): string | undefined {
  const text = plainDigits(printed).replace(RECURRING, '')
  let last: string | undefined
  let current = year
  for (const match of text.matchAll(EXPRESSION)) {
    const parts = match.groups ?? {}
    const named = parts.year ?? parts.dottedYear ?? parts.bareYear
    if (named) current = Number(named)
    else if (/^[明次]年/.test(match[0])) current = year === undefined ? undefined : year + 1
    else if (/^[今当本]年/.test(match[0])) current = year
    if (current === undefined) continue
    last = lastDay(current, parts, match[0]) ?? last
  }
  return last
}

const RECURRING = /(?:每个?(?:年|季|月|半年|周)|逐年|年年)[^,，;；。、]*/g
const EXPRESSION = new RegExp(
  [
    '(?<dottedYear>\\d{4})\\s*[./-]\\s*(?<dottedMonth>\\d{1,2})(?:\\s*[./-]\\s*(?<dottedDay>\\d{1,2}))?',
    '(?:(?:(?<year>\\d{4})|[今明次当本])\\s*年\\s*)?(?:' +
      '(?<month>\\d{1,2})\\s*月份?\\s*(?:[底末内]|(?<day>\\d{1,2})\\s*[日号]|(?<third>[上中下]旬))?' +
      '|第?(?<quarter>[1-4])季度|前(?<quarters>[23])季度' +
      '|(?<half>[上下])半年|(?<end>年[底末内终]|(?<=年\\s*)[底末内终]|全年|年度)' +
      ')',
    '(?:(?<!\\d)(?<bareYear>\\d{4})|[今明次当本])\\s*年(?!初)(?:底|末|内|终|度)?',
  ].join('|'),
  'g',
)

function lastDay(
  current: number,
  parts: Readonly<Record<string, string | undefined>>,
  matched: string,
): string | undefined {
  const year = parts.bareYear ? Number(parts.bareYear) : current
  const month = parts.month ?? parts.dottedMonth
  const day = parts.day ?? parts.dottedDay
  if (month) {
    if (Number(month) < 1 || Number(month) > 12) return undefined
    if (day) return iso(year, Number(month), Number(day))
    if (parts.third === '上旬') return iso(year, Number(month), 10)
    if (parts.third === '中旬') return iso(year, Number(month), 20)
    return iso(year, Number(month), daysIn(year, Number(month)))
  }
  const quarter = Number(parts.quarter ?? parts.quarters)
  if (quarter) return iso(year, quarter * 3, daysIn(year, quarter * 3))
  if (parts.half) return parts.half === '上' ? iso(year, 6, 30) : iso(year, 12, 31)
  return /初$/.test(matched) ? undefined : iso(year, 12, 31)
}

function plainDigits(text: string): string {
  return text
    .replace(/[〇○零一二三四五六七八九]{4}(?=年)/g, (digits) =>
      [...digits].map((digit) => Math.max(0, CHINESE_DIGITS.indexOf(digit))).join(''),
    )
    .replace(/十([一二])(?=月)/g, (_, unit: string) => `1${CHINESE_DIGITS.indexOf(unit)}`)
    .replace(/十(?=月)/g, '10')
    .replace(/([一二三四五六七八九])(?=月|季度)/g, (_, digit: string) => String(CHINESE_DIGITS.indexOf(digit)))
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
