/** Printed numerals and their values: Arabic (full-width, with separators), Chinese, and mixed (1.2万, 3亿5000万). */

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  Ｏ: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const SCALES: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 }
const DIGIT = '零〇○Ｏ一壹二两贰三叁四肆五伍六陆七柒八捌九玖'
const SECTION = new RegExp(`^(?:([${DIGIT}]?)千)?零*(?:([${DIGIT}]?)百)?零*(?:([${DIGIT}]?)十)?零*([${DIGIT}]?)$`)

/** Characters a Chinese numeral can start with. */
export const CHINESE_NUMERAL_CHARACTERS = `${DIGIT}十拾百佰千仟万亿廿卅`

/** Value below ten thousand, undefined when the characters do not form one. */
function sectionValue(section: string): number | undefined {
  const match = SECTION.exec(section)
  if (!match || section === '') return undefined
  const [, thousands, hundreds, tens, ones] = match
  const part = (digit: string | undefined, scale: number): number =>
    digit === undefined ? 0 : (digit === '' ? 1 : DIGITS[digit]!) * scale
  const last = ones ? DIGITS[ones]! : 0
  // 一百二 is 120, 三千五 is 3500: a digit right after 百 or 千 without 零 counts the next smaller place.
  const short = /([千百])[^零〇百十千]$/.exec(section)
  const lastScale = short ? SCALES[short[1]!]! / 10 : 1
  return part(thousands, 1000) + part(hundreds, 100) + part(tens, 10) + last * lastScale
}

function scaledValue(
  text: string,
  scale: '万' | '亿',
  below: (part: string) => number | undefined,
): number | undefined {
  const at = text.lastIndexOf(scale)
  if (at < 0) return below(text)
  const unit = SCALES[scale]!
  const high =
    at === 0 ? 1 : scale === '亿' ? scaledValue(text.slice(0, at), '万', sectionValue) : below(text.slice(0, at))
  const rest = text.slice(at + 1)
  if (high === undefined) return undefined
  if (rest === '') return high * unit
  const low = below(rest)
  if (low === undefined) return undefined
  return high * unit + (/^[^零〇十百千]$/.test(rest) ? low * (unit / 10) : low)
}

/**
 * The value of a numeral written in Chinese characters: 一百二十三, 两万, 廿三, 二〇一七, 壹佰, 三点五. Digits alone are read
 * by position. A bare 百, 千, 万 counts as one of it. Undefined when the characters do not form a number.
 */
export function parseChineseNumeral(text: string): number | undefined {
  const plain = text
    .replaceAll('拾', '十')
    .replaceAll('佰', '百')
    .replaceAll('仟', '千')
    .replaceAll('廿', '二十')
    .replaceAll('卅', '三十')
  const [whole = '', fraction, extra] = plain.split('点')
  if (extra !== undefined) return undefined
  const value = positional(whole) ?? scaledValue(whole, '亿', (part) => scaledValue(part, '万', sectionValue))
  if (value === undefined || fraction === undefined) return value
  const decimals = [...fraction].map((digit) => DIGITS[digit])
  if (decimals.length === 0 || decimals.includes(undefined)) return undefined
  return Number(`${value}.${decimals.join('')}`)
}

function positional(text: string): number | undefined {
  if (text.length === 0 || text.length > 15) return undefined
  const digits = [...text].map((digit) => DIGITS[digit])
  return digits.includes(undefined) ? undefined : Number(digits.join(''))
}

const FULL_WIDTH = /[０-９．，]/g

/** Digits, point and comma in their half-width form; the length stays the same. */
function toHalfWidthDigits(text: string): string {
  return text.replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

/** The value of 1,234.5 · １２３ · 12 345. NaN when it is no Arabic number. */
export function parseArabicNumeral(text: string): number {
  return Number(toHalfWidthDigits(text).replace(/[,\s\u00a0\u2009\u202f]/g, ''))
}

/** A numeral found in a text; value has 万 and 亿 multiplied out. */
export interface Numeral {
  readonly end: number
  readonly value: number
  /** 几十, 二十多, 百余: the value is a lower bound. */
  readonly approximate: boolean
  /** No Arabic digit in it. */
  readonly chinese: boolean
  /** The factor of the last 万 or 亿 after an Arabic number (3 in 3至5万元 takes it over), 1 without. */
  readonly scale: number
}

const D = '[0-9０-９]'
const ARABIC = new RegExp(
  `(?:${D}{1,3}(?:[,，]${D}{3})+(?!${D})|${D}{1,3}(?:[ \\u00a0\\u2009\\u202f]${D}{3})+(?!${D})|${D}+)(?:[.．]${D}+)?`,
  'y',
)
// 千克, 千米, 百分点 are units, not scales.
const SCALE = /\s?(万亿|[百千]?亿|[百千]?万|千(?![克米瓦帕字伏卡升])|百(?![分]))/y
const CHINESE = new RegExp(`[${CHINESE_NUMERAL_CHARACTERS}]+(?:点[${DIGIT}]+)?`, 'y')
const VAGUE =
  /\s?([余多几]|来(?=[个名位件人家户次场岁年天里]))\s?(万亿|[百千]?亿|[百千]?万|千(?![克米瓦])|百(?!分))?([余多])?/y
const FEW = /[数几]?[十百千万亿]+/y

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const scaleValue = (scale: string | undefined): number =>
  scale ? [...scale].reduce((product, char) => product * SCALES[char]!, 1) : 1

/** Products such as 16.8 × 1e8 without the noise of binary fractions. */
const times = (value: number, factor: number): number =>
  factor === 1 ? value : Number((value * factor).toPrecision(15))

function arabicAt(text: string, at: number): Numeral | undefined {
  let position = at
  let total = 0
  let scale = 1
  for (let limit = Number.POSITIVE_INFINITY; ; limit = scale) {
    const number = sticky(ARABIC, text, position)
    if (!number) break
    const found = sticky(SCALE, text, position + number[0].length)
    const factor = scaleValue(found?.[1])
    const value = times(parseArabicNumeral(number[0]), factor)
    if (position > at && value >= limit) break
    total += value
    scale = factor
    position += number[0].length + (found?.[0].length ?? 0)
    // Only after a scale can the number go on: 3亿5000万, 1万8千.
    if (factor === 1) break
  }
  return position === at ? undefined : { end: position, value: total, approximate: false, chinese: false, scale }
}

function chineseAt(text: string, at: number): Numeral | undefined {
  const match = sticky(CHINESE, text, at)
  if (!match) return undefined
  const value = parseChineseNumeral(match[0])
  if (value === undefined) return undefined
  return { end: at + match[0].length, value, approximate: false, chinese: true, scale: 1 }
}

function fewAt(text: string, at: number): Numeral | undefined {
  if (!'数几'.includes(text[at]!)) return undefined
  const match = sticky(FEW, text, at)
  const value = match && match[0].length > 1 ? parseChineseNumeral(match[0].slice(1)) : undefined
  if (!match || value === undefined) return undefined
  return { end: at + match[0].length, value, approximate: true, chinese: true, scale: 1 }
}

/**
 * The numeral that starts at this place, with 余, 多, 几 and the scale behind them (10余万, 1.2万余, 百余), or undefined. Does not
 * judge whether the characters are meant as a number: 一般 yields 一.
 */
export function numeralAt(text: string, at: number): Numeral | undefined {
  const bare = arabicAt(text, at) ?? fewAt(text, at) ?? chineseAt(text, at)
  if (!bare) return undefined
  const vague = sticky(VAGUE, text, bare.end)
  if (!vague) return bare
  const factor = scaleValue(vague[2])
  return {
    ...bare,
    end: bare.end + vague[0].length,
    value: times(bare.value, factor),
    approximate: true,
    scale: bare.scale * factor,
  }
}
