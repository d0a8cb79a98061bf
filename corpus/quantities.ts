import {
  CHINESE_NUMERAL_CHARACTERS,
  type Numeral,
  numeralAt,
  parseArabicNumeral,
  parseChineseNumeral,
} from './numerals.ts'
import { calendarEnd } from './quantities/calendar.ts'
import { idiomEnd, type NameKind, namedNumberAt } from './quantities/names.ts'
import { type QuantityKind, type Unit, unitAt } from './quantities/units.ts'
import { insideOf, zonesOf } from './quantities/zones.ts'
import type { Span } from './schema.ts'

/** Everything a number in a text can be. */
export type NumberKind = QuantityKind | NameKind | 'date' | 'label'

/** A run of text that is a number; `text.slice(start, end)` is `printed`. */
export interface NumberMention extends Span {
  readonly printed: string
  readonly kind: NumberKind
  /** Absent for dates, labels and names. 万 and 亿 multiplied out; 95.45% is 95.45. */
  readonly value?: number
  /** Upper end of a range. */
  readonly valueTo?: number
  /** Canonical; empty for a bare number. */
  readonly unit?: string
  /** 余, 多, 近, 约, 以上, 不少于… */
  readonly approximate?: boolean
  /** Inside 《…》 or inside a short quoted name. */
  readonly zone?: 'title' | 'quoted'
  /** Written in Chinese characters only. */
  readonly chinese?: boolean
}

/** A number that measures or counts something. */
export interface Quantity extends NumberMention {
  readonly kind: QuantityKind
  readonly value: number
  readonly unit: string
  readonly approximate: boolean
}

const START = new RegExp(`[0-9０-９第数几${CHINESE_NUMERAL_CHARACTERS}]`, 'g')
const RUN = new RegExp(`[${CHINESE_NUMERAL_CHARACTERS}]+`, 'y')
const RANGE = /[ \u00a0]?(?:——|[-—–−~～〜至到])[ \u00a0]?/y
const BEFORE =
  /(?:(?<![最附邻靠])近|(?<![预契签公条合制节履])约|将近|接近|超过?|突破|逾|不少于|不低于|不得少于|不得低于|不超过|不得超过|不多于|不高于|不足|至少|最多|最少|最低|最高|上|[≥≤><＞＜])[ ]?$/
const BARE_SCALE_AFTER = /(?:达到?|近|约|上|超过?|逾|突破|共计?|累计|合计)[ ]?$/
const AFTER = /[ ]?(?:多(?!个|元|种|样|次|方|名)|余(?=[，,。;；、）)]|$)|及?以上|及?以下|以内|之内|左右|上下)/y
const FRACTION = new RegExp(
  `((?:[${CHINESE_NUMERAL_CHARACTERS}]|[0-9]){1,9})分之((?:[${CHINESE_NUMERAL_CHARACTERS}]|[0-9.]){1,12}(?:点[零〇一二三四五六七八九]{1,6})?)`,
  'y',
)
const SLASH = /([0-9]{1,3})\/([0-9]{1,3})(?![0-9/])/y
const TENTHS = /([一二三四五六七八九])成(?![立为果员功效就长都本熟品套分])/y
const CERTIFICATES = /证合一/y
/** 三五个, 七八家: two neighbouring digits are a range. */
const NEIGHBOURS = /^(?:一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)$/
/** 队伍, 陆地: the formal digits stand alone only inside words. */
const FORMAL_ALONE = /^[壹贰叁肆伍陆柒捌玖拾佰仟零〇○]$/
/** Longer digit runs are telephone, account or document numbers. */
const LONG_CODE = /^[0-9０-９]{11,}$/

type Found = Omit<NumberMention, 'start' | 'printed' | 'zone'>

const digitsOf = (printed: string): number => parseChineseNumeral(printed) ?? parseArabicNumeral(printed)

function fractionAt(text: string, at: number): Found | undefined {
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
      value: parseChineseNumeral(tenths[1]!)! * 10,
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

function amountAt(text: string, at: number): Found | undefined {
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

function approximated(text: string, at: number, found: Found): Found {
  if (found.value === undefined) return found
  AFTER.lastIndex = found.end
  const after = found.kind === 'rank' ? null : AFTER.exec(text)
  const before = BEFORE.test(text.slice(Math.max(0, at - 6), at))
  if (!after && !before) return found
  return { ...found, end: found.end + (after?.[0].length ?? 0), approximate: true }
}

function numberAt(text: string, at: number): Found | undefined {
  const named = namedNumberAt(text, at)
  if (named?.kind === 'rank')
    return { end: named.end, kind: 'rank', value: digitsOf(named.numeral!), unit: '名次', approximate: false }
  if (named) return { end: named.end, kind: named.kind }
  const date = calendarEnd(text, at)
  if (date !== undefined) return { end: date, kind: 'date' }
  const found = fractionAt(text, at)
  if (found) return approximated(text, at, found)
  const idiom = idiomEnd(text, at)
  if (idiom !== undefined) return undefined
  const amount = amountAt(text, at)
  return amount && approximated(text, at, amount)
}

/** How far to move on past characters that start no number: a whole Chinese numeral run or idiom, never into its middle. */
function skip(text: string, at: number): number {
  const idiom = idiomEnd(text, at)
  if (idiom !== undefined) return idiom
  RUN.lastIndex = at
  return numeralAt(text, at)?.end ?? (RUN.test(text) ? RUN.lastIndex : at + 1)
}

/**
 * Every number-like run of a text in order, without overlaps: quantities, and what only looks like one (dates, ordinals,
 * articles, document numbers, names, list labels). Numbers inside 《…》 and short quoted names carry `zone`. Linear in the
 * length of the text.
 */
export function findNumbers(text: string): NumberMention[] {
  const zones = zonesOf(text)
  const labelAt = insideOf(zones.labels)
  const titleAt = insideOf(zones.titles)
  const quoteAt = insideOf(zones.quoted)
  const found: NumberMention[] = []
  START.lastIndex = 0
  for (let match = START.exec(text); match; match = START.exec(text)) {
    const start = match.index
    const label = labelAt(start)
    const zone = titleAt(start) ? 'title' : quoteAt(start) ? 'quoted' : undefined
    const number: Found | undefined = label ? { end: label.end, kind: 'label' } : numberAt(text, start)
    if (number) found.push({ start, printed: text.slice(start, number.end), ...number, ...(zone && { zone }) })
    START.lastIndex = Math.max(start + 1, number?.end ?? skip(text, start))
  }
  return found
}

const NOT_QUANTITIES: ReadonlySet<NumberKind> = new Set<NumberKind>([
  'ordinal',
  'article',
  'documentNumber',
  'name',
  'code',
  'date',
  'label',
])

/** Whether a mention measures or counts something. */
export function isQuantity(mention: NumberMention): mention is Quantity {
  return mention.value !== undefined && !NOT_QUANTITIES.has(mention.kind)
}

/** The quantities of a text in order; numbers inside titles and short quoted names are left out, but for 二十三证合一. */
export function findQuantities(text: string): Quantity[] {
  return findNumbers(text)
    .filter(isQuantity)
    .filter((mention) => !mention.zone || mention.unit === '证')
}
