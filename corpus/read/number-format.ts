import { formatDate, isDateFormat } from './date-format.ts'
import { formatNumber } from './numbering-format.ts'

/** Formats with fixed ids (ECMA-376 Part 1, 18.8.30), those of the Chinese edition included. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'yyyy/m/d',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  48: '##0.0E+0',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

/** The code of a built-in format; General when there is none. */
export function builtInFormat(id: number): string {
  return BUILT_IN[id] ?? 'General'
}

/**
 * Prints a number the way a spreadsheet displays it under a format code: rounding, percent, thousands, quoted words,
 * dates. General prints 15 significant digits, which hides binary noise (0.1 + 0.2 is 0.3).
 */
export function displayNumber(number: number, code: string, date1904 = false): string {
  const { section, absolute } = chooseSection(number, code)
  if (section === '') return ''
  if (isDateFormat(section)) return formatDate(number, section, date1904)
  const shown = absolute ? Math.abs(number) : number
  const bare = section.replace(/\[[^\]$][^\]]*\]/g, '')
  if (/\[DBNum[12]\]/i.test(section) && /^general$|^[#0]+$/i.test(bare.trim()) && Number.isInteger(shown)) {
    return formatNumber(shown, /DBNum1/i.test(section) ? 'chineseCounting' : 'chineseLegalSimplified')
  }
  if (/^general$/i.test(bare.trim()) || bare.includes('?/')) return general(shown)
  return applyFormat(shown, bare)
}

/** Fifteen significant digits without an exponent. */
function general(number: number): string {
  const rounded = Number(number.toPrecision(15))
  const text = String(rounded)
  return /e/.test(text) && Math.abs(rounded) >= 1 ? BigInt(Math.round(rounded)).toString() : text
}

/** Positive; negative; zero. The section for negatives prints the sign itself. */
function chooseSection(number: number, code: string): { section: string; absolute: boolean } {
  const sections = code.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\[])+|(?<=;)(?=;|$)/g) ?? [code]
  if (number < 0 && sections.length > 1) return { section: sections[1] ?? '', absolute: true }
  if (number === 0 && sections.length > 2) return { section: sections[2] ?? '', absolute: true }
  return { section: sections[0] ?? 'General', absolute: false }
}

/** One piece of a format: a digit place, or characters printed as they stand. */
type Piece = { readonly digit: '0' | '#' } | { readonly literal: string } | { readonly point: true }

function applyFormat(number: number, code: string): string {
  const { pieces, percents, thousands, scale, exponent } = parseFormat(code)
  if (exponent) return number.toExponential(Math.max(0, decimalsOf(pieces)))
  if (!pieces.some((piece) => 'digit' in piece)) {
    const words = pieces.map((piece) => ('literal' in piece ? piece.literal : '')).join('')
    return words.includes('@') ? words.replace('@', general(number)) : words
  }
  const scaled = (Math.abs(number) * 100 ** percents) / 1000 ** scale
  const fixed = roundHalfUp(scaled, decimalsOf(pieces))
  const sign = number < 0 && Number(fixed) !== 0 ? '-' : ''
  return sign + fillPieces(pieces, fixed, thousands)
}

function parseFormat(code: string) {
  const pieces: Piece[] = []
  let percents = 0
  let thousands = false
  let scale = 0
  const tokens = /"([^"]*)"|[\\!](.)|\[\$([^\]-]*)[^\]]*\]|_.|\*.|(E[+-]0+)|([0#?])|(\.)|(,)|(.)/gs
  for (const [, quoted, escaped, currency, exponent, digit, point, comma, other] of code.matchAll(tokens)) {
    const literal = quoted ?? escaped ?? currency ?? other
    if (literal !== undefined) pieces.push({ literal })
    if (other === '%') percents += 1
    if (digit !== undefined) pieces.push({ digit: digit === '0' ? '0' : '#' })
    if (digit !== undefined && scale > 0) thousands = true
    if (digit !== undefined) scale = 0
    if (point !== undefined) pieces.push({ point: true })
    if (comma !== undefined && pieces.some((piece) => 'digit' in piece)) scale += 1
    if (exponent !== undefined) return { pieces, percents, thousands, scale, exponent: true }
  }
  return { pieces, percents, thousands, scale, exponent: false }
}

function decimalsOf(pieces: readonly Piece[]): number {
  const point = pieces.findIndex((piece) => 'point' in piece)
  return point === -1 ? 0 : pieces.slice(point).filter((piece) => 'digit' in piece).length
}

/** Rounds the shortest decimal form half away from zero, as spreadsheets do (1.005 is 1.01 in two places). */
function roundHalfUp(number: number, decimals: number): string {
  const shortest = Number(number.toPrecision(15))
  const shifted = Math.round(Number(`${shortest}e${decimals}`))
  const rounded = Number(`${shifted}e-${decimals}`)
  return (Number.isFinite(rounded) ? rounded : number).toFixed(Math.min(20, decimals))
}

/** Puts the digits into their places from the right; digits that find no place go before the first one. */
function fillPieces(pieces: readonly Piece[], fixed: string, thousands: boolean): string {
  const [whole = '0', fraction = ''] = fixed.split('.')
  const point = pieces.findIndex((piece) => 'point' in piece)
  const left = point === -1 ? pieces : pieces.slice(0, point)
  const right = point === -1 ? [] : pieces.slice(point + 1)
  return fillWhole(left, whole, thousands) + fillFraction(right, fraction, point !== -1)
}

function fillWhole(pieces: readonly Piece[], whole: string, thousands: boolean): string {
  let rest = whole === '0' ? '' : whole
  let text = ''
  const firstDigit = pieces.findIndex((piece) => 'digit' in piece)
  for (const [index, piece] of [...pieces.entries()].reverse()) {
    if ('literal' in piece) text = piece.literal + text
    if (!('digit' in piece)) continue
    const taken = index === firstDigit ? rest : rest.slice(-1)
    text = (taken === '' && piece.digit === '0' ? '0' : taken) + text
    rest = rest.slice(0, rest.length - taken.length)
  }
  if (firstDigit === -1) text += rest
  return thousands ? text.replace(/\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ',')) : text
}

function fillFraction(pieces: readonly Piece[], fraction: string, pointed: boolean): string {
  const needed = pieces.findLastIndex((piece) => 'digit' in piece && piece.digit === '0')
  let used = 0
  let text = ''
  for (const [index, piece] of pieces.entries()) {
    if ('literal' in piece) text += piece.literal
    if (!('digit' in piece)) continue
    const rest = fraction.slice(used)
    if (index <= needed || /[1-9]/.test(rest)) text += fraction[used] ?? ''
    used += 1
  }
  return pointed && /^\d/.test(text) ? `.${text}` : text
}
