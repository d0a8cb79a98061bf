/** Rendering of list numbers in the formats of OOXML (ECMA-376 Part 1, 17.18.59 ST_NumberFormat). */

const DIGITS = '〇一二三四五六七八九'
const LEGAL_DIGITS = '零壹贰叁肆伍陆柒捌玖'
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

/** Largest number rendered in words; what is above is printed in digits. */
const MAX_WORDS = 9999

const RENDERERS: Readonly<Record<string, (number: number) => string>> = {
  none: () => '',
  bullet: () => '',
  decimalZero: (number) => String(number).padStart(2, '0'),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  chineseCounting: (number) => counting(number, DIGITS, ['', '十', '百', '千']),
  chineseCountingThousand: (number) => counting(number, DIGITS, ['', '十', '百', '千']),
  japaneseCounting: (number) => counting(number, DIGITS, ['', '十', '百', '千']),
  taiwaneseCounting: (number) => counting(number, DIGITS, ['', '十', '百', '千']),
  taiwaneseCountingThousand: (number) => counting(number, DIGITS, ['', '十', '百', '千']),
  chineseLegalSimplified: (number) => counting(number, LEGAL_DIGITS, ['', '拾', '佰', '仟']),
  ideographLegalTraditional: (number) => counting(number, LEGAL_DIGITS, ['', '拾', '佰', '仟']),
  ideographDigital: (number) => [...String(number)].map((digit) => DIGITS[Number(digit)]).join(''),
  japaneseDigitalTenThousand: (number) => [...String(number)].map((digit) => DIGITS[Number(digit)]).join(''),
  taiwaneseDigital: (number) => [...String(number)].map((digit) => DIGITS[Number(digit)]).join(''),
  ideographTraditional: (number) => STEMS[number - 1] ?? String(number),
  ideographZodiac: (number) => BRANCHES[number - 1] ?? String(number),
  ideographEnclosedCircle: (number) => enclosed(number, 0x3280, 10),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (number) => enclosed(number, 0x2474, 20),
  decimalEnclosedFullstop: (number) => enclosed(number, 0x2488, 20),
  lowerLetter: (number) => letters(number),
  upperLetter: (number) => letters(number).toUpperCase(),
  lowerRoman: roman,
  upperRoman: (number) => roman(number).toUpperCase(),
}

/** Prints a list number (from 0) in the named format; formats that are not known count as decimal. */
export function formatNumber(number: number, format: string): string {
  return (RENDERERS[format] ?? String)(number)
}

function counting(number: number, digits: string, units: readonly string[]): string {
  if (number > MAX_WORDS) return String(number)
  if (number === 0) return digits[0] ?? ''
  let words = ''
  for (const [index, digit] of [...String(number)].entries()) {
    const unit = units[String(number).length - 1 - index] ?? ''
    if (digit !== '0') words += `${digits[Number(digit)]}${unit}`
    else if (!words.endsWith('零')) words += '零'
  }
  words = words.replace(/零+$/, '')
  return number >= 10 && number < 20 ? words.slice(digits === DIGITS ? 1 : 0) : words
}

function fullWidth(number: number): string {
  return [...String(number)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')
}

function circled(number: number): string {
  if (number <= 20) return enclosed(number, 0x2460, 20)
  if (number <= 35) return String.fromCodePoint(0x3251 + number - 21)
  return number <= 50 ? String.fromCodePoint(0x32b1 + number - 36) : String(number)
}

function enclosed(number: number, first: number, count: number): string {
  return number >= 1 && number <= count ? String.fromCodePoint(first + number - 1) : String(number)
}

/** a … z, aa, bb …: the letter is repeated, as Word does. */
function letters(number: number): string {
  if (number < 1 || number > 26 * 10) return String(number)
  return String.fromCodePoint(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
}

function roman(number: number): string {
  if (number < 1 || number > MAX_WORDS) return String(number)
  let rest = number
  let text = ''
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      text += sign
      rest -= value
    }
  }
  return text
}
