/** Dates, periods and clock times, which are numbers but not quantities. */

const Y = '(?:(?:1[89]|20)[0-9]{2}|[一二][〇零○ＯO0九八][〇零○ＯO0一二三四五六七八九]{2})'
const M = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'
const DAY = '(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])'
const TO = '\\s?(?:[-—–−~～〜至到]|——)\\s?'
const S = '[ \\u00a0]?'
const MONTH_PART = '(?:份|底|初|末|中旬|上旬|下旬)?'
const SEASON = `${S}(?:第?[一二三四1-4]|前[一二三两])${S}(?:个)?季度|上半年|下半年|全年`
const DATE = `${Y}${S}年(?:度|代)?(?:${S}${M}${S}月${MONTH_PART}(?:${S}${DAY}${S}[日号])?|${SEASON}|[初末底])?`
const MONTH_DAY = `${M}${S}月${MONTH_PART}(?:${S}${DAY}${S}[日号])?`

/** Longest first; a pattern later in the list is tried only where the earlier ones fail. */
const CALENDAR = [
  `${DATE}${TO}(?:${DATE}|${MONTH_DAY}|${DAY}${S}日)`,
  `${Y}${TO}${Y}${S}(?:学年|年度|年)?`,
  DATE,
  `${Y}[-./]${M}[-./]${DAY}(?![0-9])`,
  `${Y}[-./](?:1[0-2]|0[1-9])(?![0-9])`,
  `${M}${TO}${M}${S}月${MONTH_PART}`,
  `${MONTH_DAY}${TO}(?:${MONTH_DAY}|${DAY}${S}[日号])`,
  MONTH_DAY,
  `(?:第)?[一二三四1-4]${S}季度`,
  '(?:[0-9]{2}|[一二][十]?[一二三四五六七八九]?)世纪(?:[0-9一二三四五六七八九]0?[十]?年代)?',
  '[0-9]0年代',
  '(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?::[0-5][0-9])?(?![0-9])',
  '(?:[01]?[0-9]|2[0-4])时(?:[0-5]?[0-9]分|整|许)?(?!间|期|常|效|刻|段|候|限|代|任)',
  '(?<=[上下中]午|晚上?|凌晨)(?:[01]?[0-9]|[一二三四五六七八九十]{1,2})[点时](?:半|[0-5]?[0-9]分)?',
  `${Y}(?![0-9余多万亿千百.,，%％]|[ ]?[个件名人次家条项户元起份场期册台辆张本卷批宗岁亩处支套所座吨米公平])`,
].map((source) => new RegExp(source, 'y'))

/** The end of the date, period or time that starts at this place, undefined when none does. */
export function calendarEnd(text: string, at: number): number | undefined {
  for (const pattern of CALENDAR) {
    pattern.lastIndex = at
    if (pattern.test(text)) return pattern.lastIndex
  }
  return undefined
}

const CHINESE_YEAR: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  '○': '0',
  Ｏ: '0',
  O: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}

/** The four-digit years in a printed date or period, in order: 2016—2020年 → [2016, 2020]; 二〇一七年 → [2017]. */
export function yearsIn(printed: string): number[] {
  return [...printed.matchAll(new RegExp(Y, 'g'))].map(([year]) =>
    Number([...year].map((char) => CHINESE_YEAR[char] ?? char).join('')),
  )
}
