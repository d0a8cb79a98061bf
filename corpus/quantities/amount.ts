import {
  CHINESE_NUMERAL_CHARACTERS,
  type Numeral,
  numeralAt,
  parseArabicNumeral,
  parseChineseNumeral,
} from '../numerals.ts'
import type { Found } from './mention.ts'
import { type Unit, unitAt } from './units.ts'

const RANGE = /[ \u00a0]?(?:——|[-—–−~～〜至到])[ \u00a0]?/y
const BARE_SCALE_AFTER = /(?:达到?|近|约|上|超过?|逾|突破|共计?|累计|合计)[ ]?$/
const FRACTION = new RegExp(
  `((?:[${CHINESE_NUMERAL_CHARACTERS}]|[0-9]){1,9})分之((?:[${CHINESE_NUMERAL_CHARACTERS}]|[0-9.]){1,12}(?:点[零〇一二三四五六七八九]{1,6})?)`,
  'y',
)
const SLASH = /([0-9]{1,3})\/([0-9]{1,3})(?![0-9/])/y
const TENTHS = /([一二三四五六七八九])成([一二三四五六七八九半](?![十百千万]))?(?![立为果员功效就长都本熟品套分])/y
const CERTIFICATES = /证合一/y
/** 三五个, 七八家: two neighbouring digits are a range. */
const NEIGHBOURS = /^(?:一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)$/
/** 队伍, 陆地: the formal digits stand alone only inside words. */
const FORMAL_ALONE = /^[壹贰叁肆伍陆柒捌玖拾佰仟零〇○]$/
/** Longer digit runs are telephone, account or document numbers. */
const LONG_CODE = /^[0-9０-９]{11,}$/

/** The value of a numeral in either script, NaN when it is none. */
export const digitsOf = (printed: string): number => parseChineseNumeral(printed) ?? parseArabicNumeral(printed)

/** 三分之二, 百分之九十五, 3/4, 八成, 九成八 at this place. */
export function fractionAt(text: string, at: number): Found | undefined {
  FRACTION.lastIndex = at
  const match = FRACTION.exec(text)
  if (match) {
    const base = digitsOf(match[1]!)
    const part = digitsOf(match[2]!)
    if (!(base > 0) || Number.isNaN(part)) return undefined
    const unit = base === 100 ? '%' : base === 1000 ? '‰' : ''
    return {
      end: FRACTION.lastIndex,
      kind: unit ? 'rate' : 'fraction',
      value: unit ? part : part / base,
      unit,
      approximate: false,
    }
  }
  SLASH.lastIndex = at
  const slash = SLASH.exec(text)
  if (slash && Number(slash[1]) < Number(slash[2])) {
    return {
      end: SLASH.lastIndex,
      kind: 'fraction',
      value: Number(slash[1]) / Number(slash[2]),
      unit: '',
      approximate: false,
    }
  }
  TENTHS.lastIndex = at
  const tenths = TENTHS.exec(text)
  if (tenths)
    return {
      end: TENTHS.lastIndex,
      kind: 'rate',
      value:
        parseChineseNumeral(tenths[1]!)! * 10 + (tenths[2] === '半' ? 5 : (parseChineseNumeral(tenths[2] ?? '') ?? 0)),
      unit: '%',
      approximate: true,
    }
  return undefined
}

const isSingleDigit = (numeral: Numeral, at: number): boolean => numeral.chinese && numeral.end - at === 1

function rangeAt(
  text: string,
  first: Numeral,
  unit: Unit | undefined,
): { to: Numeral; unit: Unit | undefined } | undefined {
  RANGE.lastIndex = unit?.end ?? first.end
  if (!RANGE.test(text)) return undefined
  const at = RANGE.lastIndex
  const to = numeralAt(text, at)
  if (!to || to.chinese !== first.chinese) return undefined
  const toUnit = unitAt(text, to.end, isSingleDigit(to, at))
  if (unit && unit.unit !== toUnit?.unit) return undefined
  return { to, unit: toUnit }
}

function withUnit(numeral: Numeral, unit: Unit | undefined): Found {
  const value = unit ? Number((numeral.value * unit.factor).toPrecision(15)) : numeral.value
  return {
    end: unit?.end ?? numeral.end,
    kind: unit?.kind ?? 'plain',
    value,
    unit: unit?.unit ?? '',
    approximate: numeral.approximate,
    chinese: numeral.chinese,
  }
}

function neighboursAt(text: string, at: number, numeral: Numeral): Found | undefined {
  if (!NEIGHBOURS.test(text.slice(at, numeral.end))) return undefined
  const unit = unitAt(text, numeral.end, true)
  if (!unit) return undefined
  const [low, high] = [...text.slice(at, numeral.end)].map((digit) => parseChineseNumeral(digit)! * unit.factor)
  return { ...withUnit(numeral, unit), value: low!, valueTo: high!, approximate: true }
}

function plausible(text: string, at: number, numeral: Numeral, unit: Unit | undefined): boolean {
  if (!numeral.chinese) return true
  const printed = text.slice(at, numeral.end)
  if (FORMAL_ALONE.test(printed)) return false
  if (/^[百千万亿]/.test(printed))
    return unit !== undefined && (numeral.approximate || BARE_SCALE_AFTER.test(text.slice(Math.max(0, at - 4), at)))
  return (
    unit !== undefined ||
    (printed.length > 1 && /[一二三四五六七八九两][十百千万亿]|十[一二三四五六七八九]/.test(printed))
  )
}

/** The amount at this place: a number with its unit, a range, several neighbours, or a bare Arabic number. */
export function amountAt(text: string, at: number): Found | undefined {
  const numeral = numeralAt(text, at)
  if (!numeral) return undefined
  if (LONG_CODE.test(text.slice(at, numeral.end))) return { end: numeral.end, kind: 'code' }
  const neighbours = neighboursAt(text, at, numeral)
  if (neighbours) return neighbours
  CERTIFICATES.lastIndex = numeral.end
  if (CERTIFICATES.test(text))
    return { ...withUnit(numeral, undefined), end: numeral.end + 1, kind: 'count', unit: '证' }
  const unit = unitAt(text, numeral.end, isSingleDigit(numeral, at))
  const range = rangeAt(text, numeral, unit)
  if (range) {
    const inherited =
      numeral.scale === 1 && !unit && numeral.value < range.to.value / range.to.scale ? range.to.scale : 1
    const high = withUnit(range.to, range.unit)
    const low = Number((numeral.value * inherited * (range.unit?.factor ?? 1)).toPrecision(15))
    if (high.kind !== 'plain' || !numeral.chinese) return { ...high, value: low, valueTo: high.value! }
  }
  if (!plausible(text, at, numeral, unit)) return undefined
  const bareScale = /[百千万亿]/.test(text[at]!)
  return { ...withUnit(numeral, unit), approximate: numeral.approximate || bareScale }
}
