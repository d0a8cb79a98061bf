import { CHINESE_NUMERAL_CHARACTERS, numeralAt } from './numerals.ts'
import { amountAt, digitsOf, fractionAt } from './quantities/amount.ts'
import { calendarEnd } from './quantities/calendar.ts'
import type { Found, NumberKind, NumberMention, Quantity } from './quantities/mention.ts'
import { idiomEnd, namedNumberAt } from './quantities/names.ts'
import { insideOf, zonesOf } from './quantities/zones.ts'

const START = new RegExp(`[0-9０-９第数几${CHINESE_NUMERAL_CHARACTERS}]`, 'g')
const BEFORE =
  /(?:(?<![最附邻靠])近|(?<![预契签公条合制节履])约|将近|接近|超过?|突破|逾|不少于|不低于|不得少于|不得低于|不超过|不得超过|不多于|不高于|不足|至少|最多|最少|最低|最高|上|[≥≤><＞＜])[ ]?$/
const AFTER = /[ ]?(?:多(?!个|元|种|样|次|方|名)|余(?=[，,。;；、）)]|$)|及?以上|及?以下|以内|之内|左右|上下)/y
const RUN = new RegExp(`[${CHINESE_NUMERAL_CHARACTERS}]+`, 'y')

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

/** The quantities of a text in order; numbers inside titles and short quoted names are left out, but for 三十二证合一. */
export function findQuantities(text: string): Quantity[] {
  return findNumbers(text)
    .filter(isQuantity)
    .filter((mention) => !mention.zone || mention.unit === '证')
}
