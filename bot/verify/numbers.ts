import { foldWidth } from '../../corpus/normalize.ts'
import { CHINESE_NUMERAL_CHARACTERS, numeralAt } from '../../corpus/numerals.ts'
import { fractionAt } from '../../corpus/quantities/amount.ts'
import { unitAt } from '../../corpus/quantities/units.ts'

/** A number as it stands in a text, whatever it means there: a count, a year, an article, a label. */
export interface FoundNumber {
  readonly start: number
  readonly end: number
  /** With its unit, as printed. */
  readonly printed: string
  /** 万 and 亿 multiplied out; the number before the sign of a percentage. */
  readonly value: number
  /** Canonical unit where one follows. */
  readonly unit?: string
}

const CHINESE = new RegExp(`[${CHINESE_NUMERAL_CHARACTERS}]`)
const STARTS = new RegExp(`[0-9${CHINESE_NUMERAL_CHARACTERS}①-⑳]`)
/** Words that begin with or end in a number character and never count anything, whoever wrote them. */
const WORD =
  /[哪这每某任上下]一|(?:统|唯|同|单|专|逐|另|万|进|之|不|第)一(?=$|[^\d年月日条款项章节次批个名位])|进一步|一(?:般|些|定|切|直|样|致|并|律|旦|经|贯|向|同|体|道|共|下|览|概|边|面(?!之)|方面|旦|系列|步步|时之间|起(?!案|复|诉|信|行)|线|把手|带一路)|十分(?!之)|百(?:姓|科|货)|千(?:方百计|家万户)|万(?:一|众|能|事|物)|两者|二者|三者/g
const DURATIONS: Readonly<Record<string, string>> = { 天: '日', 个自然日: '日', 自然日: '日' }
const CALENDAR = /[ ]?([年月日号])(?![\u4e00-\u9fa5]?间)/y

/** Every number of a text in order, Arabic and Chinese; single Chinese digits only where they count or order something. */
export function numbersIn(text: string): readonly FoundNumber[] {
  const folded = foldWidth(text)
  const words = [...folded.matchAll(WORD)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
  const found: FoundNumber[] = []
  for (let at = 0; at < folded.length; ) {
    const word = words.find((span) => span.start <= at && at < span.end)
    const number = word || !STARTS.test(folded.charAt(at)) ? undefined : numberAt(folded, at)
    if (number) found.push({ ...number, printed: text.slice(number.start, number.end) })
    at = word?.end ?? number?.end ?? at + 1
  }
  return found
}

function numberAt(text: string, at: number): FoundNumber | undefined {
  const circled = text.charCodeAt(at) - '①'.charCodeAt(0)
  if (circled >= 0 && circled < 20) return { start: at, end: at + 1, printed: '', value: circled + 1 }
  const percentage = percentageAt(text, at)
  if (percentage) return percentage
  const numeral = numeralAt(text, at)
  if (!numeral) return undefined
  const unit = unitAfter(text, numeral.end)
  if (!/\d/.test(text.charAt(at)) && !counts(text, { start: at, end: numeral.end }, unit !== undefined))
    return undefined
  const value = unit?.factor ? Number((numeral.value * unit.factor).toPrecision(15)) : numeral.value
  return { start: at, end: unit?.end ?? numeral.end, printed: '', value, ...(unit ? { unit: unit.name } : {}) }
}

/** 百分之九十五 and 百分之95 are 95%, 九成八 is 98%. */
function percentageAt(text: string, at: number): FoundNumber | undefined {
  const tenths = /^[一二三四五六七八九]成/.test(text.slice(at, at + 2)) ? fractionAt(text, at) : undefined
  if (tenths?.value !== undefined) return { start: at, end: tenths.end, printed: '', value: tenths.value, unit: '%' }
  if (!text.startsWith('百分之', at) && !text.startsWith('千分之', at)) return undefined
  const numeral = numeralAt(text, at + 3)
  const unit = text.charAt(at) === '百' ? '%' : '‰'
  return numeral && { start: at, end: numeral.end, printed: '', value: numeral.value, unit }
}

interface Name {
  readonly end: number
  readonly name: string
  readonly factor?: number
}

function unitAfter(text: string, end: number): Name | undefined {
  const unit = unitAt(text, end, false)
  if (unit && !/^[年日]$/.test(unit.unit))
    return { end: unit.end, name: DURATIONS[unit.unit] ?? unit.unit, factor: unit.factor }
  CALENDAR.lastIndex = end
  const calendar = CALENDAR.exec(text)
  return calendar ? { end: CALENDAR.lastIndex, name: calendar[1] === '号' ? '日' : calendar[1]! } : undefined
}

/** Whether Chinese numeral characters stand for a number: several of them, or one that counts, orders or labels. */
function counts(text: string, span: { readonly start: number; readonly end: number }, hasUnit: boolean): boolean {
  const printed = text.slice(span.start, span.end)
  if (hasUnit || /[几数多余]/.test(printed)) return true
  const [before, after] = [text.charAt(span.start - 1), text.slice(span.end, span.end + 2)]
  if (before === '第' || /^[是、](?!$)/.test(after) || (before === '(' && after.startsWith(')')) || before === '之')
    return true
  return span.end - span.start > 1 && CHINESE.test(printed) && !/^[十百千万亿]+$/.test(printed)
}
