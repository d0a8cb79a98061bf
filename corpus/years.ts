import { foldWidth } from './normalize.ts'
import { parseOrdinal } from './ordinals.ts'

/** A year, or the first and last year of a period. */
export interface Period {
  readonly year: number
  readonly yearTo?: number
}

const FIRST_YEAR = 1949
const LAST_YEAR = 2099
const YEAR = '(?:19|20)\\d{2}'
const RANGE = new RegExp(`(?<!\\d)(${YEAR}) ?年? ?(?:[\u2010-\u2015\u2500~-]{1,2}|至|到) ?(${YEAR})(?!\\d)`)
const SINGLE = new RegExp(`(?<!\\d)(${YEAR})(?= ?年)`)
const BARE = new RegExp(`(?<!\\d)(${YEAR})(?!\\d)`)
const HAN_YEAR = /[一二][〇零○OoО0九][〇零○OoО0一二三四五六七八九]{2}(?= ?年)/g

/** Years written with Chinese digits (二〇一七年) as Arabic ones; the length does not change. */
function arabicYears(text: string): string {
  return foldWidth(text).replace(HAN_YEAR, (year) => String(parseOrdinal(year.replace(/[OoО0○]/g, '〇')) ?? year))
}

/** The year or period that a title or a file name states, the first one when there are several. */
export function periodIn(title: string): Period | undefined {
  const text = arabicYears(title)
  const range = RANGE.exec(text)
  const single = SINGLE.exec(text) ?? BARE.exec(text)
  if (range && (!single || single.index >= range.index)) {
    const [year, yearTo] = [Number(range[1]), Number(range[2])]
    if (yearTo > year && yearTo - year <= 20) return { year, yearTo }
  }
  const year = Number(single?.[1])
  return year >= FIRST_YEAR && year <= LAST_YEAR ? { year } : undefined
}

/** Text in which years in 《》, in periods and in 文号 no longer count. */
function ownYears(text: string): string {
  return arabicYears(text)
    .replace(/《[^》\n]{0,200}》|[〔[][^〕\]\n]{0,20}[〕\]]/g, ' ')
    .replace(new RegExp(RANGE, 'g'), ' ')
}

const OPENING = new RegExp(`(?:^|[\\n。,:]) *(${YEAR})年(?:度|来|以来)?(?=,|[\u4e00-\u9fff])(?! ?\\d)`)

/** The year with which a sentence in the opening of a text starts: 2020年,云溪区坚持…. */
export function openingYear(text: string): number | undefined {
  return Number(OPENING.exec(ownYears(text.slice(0, 800)).slice(0, 600))?.[1]) || undefined
}

/**
 * The year a report without a dated title speaks of: the year its opening starts with, else the year before the one it
 * makes plans for, else the year its text names most often.
 */
export function yearFromBody(text: string): number | undefined {
  const opening = openingYear(text)
  if (opening) return opening
  const body = ownYears(text)
  const next = new RegExp(`(${YEAR})年(?:度)?(?:的|下一步|重点|主要)?工作(?:打算|安排|计划|思路|部署|要点)`).exec(body)
  return next ? Number(next[1]) - 1 : mostFrequentYear(body)
}

function mostFrequentYear(body: string): number | undefined {
  const counts = new Map<number, number>()
  for (const match of body.slice(0, 200000).matchAll(new RegExp(SINGLE, 'g'))) {
    const year = Number(match[1])
    counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  return [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0]?.[0]
}

const DATE = new RegExp(`(?<!\\d)(${YEAR}) ?[年./-] ?(\\d{1,2}) ?[月./-] ?(\\d{1,2}) ?日?(?!\\d)`)
const MONTH = new RegExp(`(?<!\\d)(${YEAR}) ?年 ?(\\d{1,2}) ?月(?! ?\\d)`)

/** The first calendar date of a line as ISO yyyy-mm-dd, or yyyy-mm; 二〇二三年二月二十八日 is read as well. */
export function isoDate(line: string): string | undefined {
  const text = arabicYears(line).replace(/([〇一二三四五六七八九十]{1,3})(?= ?[月日])/g, (printed) =>
    String(parseOrdinal(printed) ?? printed),
  )
  const date = DATE.exec(text)
  if (date && isDay(Number(date[2]), Number(date[3]))) return `${date[1]}-${twoDigits(date[2])}-${twoDigits(date[3])}`
  const month = MONTH.exec(text)
  return month && isDay(Number(month[2]), 1) ? `${month[1]}-${twoDigits(month[2])}` : undefined
}

function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function twoDigits(printed: string | undefined): string {
  return (printed ?? '').padStart(2, '0')
}
