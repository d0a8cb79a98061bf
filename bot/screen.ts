import { foldWidth } from '../corpus/normalize.ts'
import { secrecyMark } from '../corpus/secrecy.ts'

/** Why a text must not leave the machine. */
export type Sensitive = 'secrecyMark' | 'identityCard' | 'phone' | 'bankCard'

/** What each is called in a sentence for people. */
export const SENSITIVE_NAMES: Readonly<Record<Sensitive, string>> = {
  secrecyMark: '密级标志',
  identityCard: '身份证号',
  phone: '手机号',
  bankCard: '银行卡号',
}

/**
 * The marks and personal data in a text: secrecy marks anywhere (a pasted paper may begin in the middle), identity cards
 * with a right check digit, mobile numbers, bank cards with a right check digit. It recognises what is marked and nothing
 * else: an unmarked secret looks like any other text.
 */
export function screen(text: string): readonly Sensitive[] {
  const digits = foldWidth(text).replace(/(?<=[\dXx])[ \-\u2010-\u2014](?=[\dXx])/g, '')
  const found: Sensitive[] = []
  if (hasMark(text)) found.push('secrecyMark')
  if (runs(digits, /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g).some(isIdentityCard)) found.push('identityCard')
  if (runs(digits, /(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)/g).length > 0) found.push('phone')
  if (runs(digits, /(?<!\d)[2-6]\d{14,18}(?!\d)/g).some((run) => !isIdentityCard(run) && isBankCard(run)))
    found.push('bankCard')
  return found
}

/** A long number with the words that announce it: 我的身份证号是…. */
const LONG_NUMBER =
  /(?:(?:我的?|本人)?(?:身份证|电话|手机|联系方式|银行卡|卡)号?码?(?:是|为)?[:： ]*)?[+＋]?[\d０-９](?:[ \-\u2010-\u2014]?[\dXx０-９Ｘｘ]){10,20}/g

/** A text without the personal numbers in it: no question needs them, and no reply may repeat them. */
export function withoutPersonalData(text: string): string {
  return text.replace(LONG_NUMBER, (run) => (screen(run).length > 0 ? '' : run))
}

/** Secrecy marks are looked for at the head of a text; each window of lines is a head. */
const WINDOW = 10

function hasMark(text: string): boolean {
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at += WINDOW) {
    if (secrecyMark(lines.slice(at, at + WINDOW).join('\n')) !== undefined) return true
  }
  return false
}

function runs(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([run]) => run)
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643-1999: a birthday that can be, and the check character of ISO 7064 MOD 11-2. */
function isIdentityCard(run: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(run)) return false
  const [month, day] = [Number(run.slice(10, 12)), Number(run.slice(12, 14))]
  if (!/^(?:18|19|20)$/.test(run.slice(6, 8)) || month < 1 || month > 12 || day < 1 || day > 31) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(run[at]), 0)
  return '10X98765432'[sum % 11] === run[17]?.toUpperCase()
}

/** ISO/IEC 7812-1: the Luhn check digit. */
function isBankCard(run: string): boolean {
  const sum = [...run].reverse().reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
