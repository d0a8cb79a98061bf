import type { AnswerValue } from './question.ts'

const FULL_WIDTH = '，：；（）％！？［］“”‘’'
const HALF_WIDTH = ',:;()%!?[]""\'\''

/** Text for comparison: no blanks, half-width punctuation and quotes. */
export function plain(text: string): string {
  let result = ''
  for (const character of text.replace(/\s/g, '')) {
    const index = FULL_WIDTH.indexOf(character)
    result += index < 0 ? character : HALF_WIDTH[index]
  }
  return result
}

const NUMERAL = /[零一二两三四五六七八九十百千0-9０-９.]/

/** Whether the text makes a point; a spelling that begins with a numeral must not continue a longer number (十日 in 六十日). */
export function makesPoint(point: string, text: string): boolean {
  return point.split('|').some((spelling) => spelling !== '' && occurs(spelling, text, NUMERAL))
}

/** Whether a value is printed in the text: with its unit, as a document prints it, or from 1 up as a bare number. */
export function printsValue({ value, unit, raw }: AnswerValue, text: string): boolean {
  const printed = plain(text)
  const number = shortest(value)
  const spellings = [plain(raw ?? ''), number + plain(unit)]
  if (unit === '元') spellings.push(`${value / 1e8}亿元`, `${value / 1e4}万元`)
  if (spellings.some((spelling) => spelling !== '' && occurs(spelling, printed, /[\d.]/))) return true
  return value >= 1 && new RegExp(`(?<![\\d.])${escaped(number)}(?![\\d.])`).test(printed)
}

/** Six significant digits, which is what the shared scorer prints. */
function shortest(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
}

/** Whether `part` occurs in `text`; one that begins with such a character must not be preceded by one. */
function occurs(part: string, text: string, continuing: RegExp): boolean {
  const bound = continuing.test(part[0] ?? '')
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!bound || at === 0 || !continuing.test(text[at - 1]!)) return true
  }
  return false
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Equal within a millionth. */
export function sameValue(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-6 * Math.max(1, Math.abs(right))
}

/** The share of the characters of `gold` that its longest common run with `quote` covers; 1 when it stands in it. */
export function overlap(gold: string, quote: string): number {
  const [a, b] = [plain(gold), plain(quote)]
  if (a === '' || b === '') return 0
  if (b.includes(a)) return 1
  if (a.includes(b)) return b.length / a.length
  return longestCommonRun(a, b) / a.length
}

function longestCommonRun(a: string, b: string): number {
  let previous = new Uint16Array(b.length + 1)
  let current = new Uint16Array(b.length + 1)
  let best = 0
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const run = a[i - 1] === b[j - 1] ? previous[j - 1]! + 1 : 0
      current[j] = run
      if (run > best) best = run
    }
    ;[previous, current] = [current, previous]
  }
  return best
}
