import type { Span } from '../corpus/schema.ts'
import type { Reply, ReplyComputed, ReplyFigure } from './schema.ts'
import { equationsIn, type Worked, workOut } from './verify/formula.ts'
import { agrees, type Grounds, groundsOf, isSupported, key, type Support } from './verify/grounds.ts'
import { type FoundNumber, numbersIn } from './verify/numbers.ts'
import { structuralNumbers } from './verify/structure.ts'

/** Something in a reply that nothing supports. */
export interface Offence {
  readonly kind: 'number' | 'source' | 'quote' | 'figure' | 'computed'
  /** The words at fault. */
  readonly span: string
  /** A Chinese sentence for the log and for a repair. */
  readonly message: string
}

export type Verdict =
  | { readonly passed: true; readonly reply: Reply }
  | { readonly passed: false; readonly offences: readonly Offence[] }

/**
 * The number guard: a reply passes when every number in what it says is in the evidence, was said by the person, is
 * worked out by a formula that is shown, counts a list that is shown, or orders the reply's own parts; when every quote
 * stands in its document; and when every figure and every computed value is what it claims to be.
 */
export function checkReply(reply: Reply, support: Support): Verdict {
  const quotes = quoteOffences(reply, support)
  const grounds = groundsOf(reply, support)
  const offences = [
    ...quotes,
    ...(reply.figures ?? []).flatMap(figureOffences),
    ...(reply.computed ?? []).flatMap((computed) => computedOffences(computed, grounds)),
    ...outgoing(reply).flatMap((text) => numberOffences(text, withComputed(grounds, reply.computed ?? []))),
  ]
  return offences.length === 0 ? { passed: true, reply } : { passed: false, offences }
}

/** The numbers of a text that neither the evidence nor the person's words nor a shown formula nor structure supports. */
export function unsupportedNumbers(text: string, support: Support): readonly FoundNumber[] {
  return unsupported(text, groundsOf({ kind: 'answer', text }, support))
}

function withComputed(grounds: Grounds, computed: readonly ReplyComputed[]): Grounds {
  const sound = computed.filter((entry) => computedOffences(entry, grounds).length === 0)
  const numbers = new Map([...grounds.numbers].map(([value, units]) => [value, new Set(units)]))
  for (const { value, unit } of sound) {
    const at = key(Math.abs(value))
    numbers.set(at, (numbers.get(at) ?? new Set()).add(unit))
  }
  return { ...grounds, numbers, formulas: sound.map(({ formula }) => formula) }
}

function outgoing(reply: Reply): readonly string[] {
  const findings = (reply.findings ?? []).flatMap(({ explain, fix }) => [explain, fix ?? ''])
  return [reply.text, reply.draft?.text ?? '', ...findings]
}

function numberOffences(text: string, grounds: Grounds): readonly Offence[] {
  const numbers = unsupported(text, grounds).map((number) => {
    const around = text.slice(Math.max(0, number.start - 12), number.end + 4).replace(/\s+/g, ' ')
    return {
      kind: 'number' as const,
      span: number.printed,
      message: `「${around}」中的${number.printed}在依据中找不到`,
    }
  })
  return [...numbers, ...sourceOffences(text, grounds)]
}

function sourceOffences(text: string, { sources }: Grounds): readonly Offence[] {
  return structuralNumbers(text)
    .filter(({ kind, value }) => kind === 'source' && (value < 1 || (sources !== undefined && value > sources)))
    .map(({ start, end }) => text.slice(start, end))
    .map((span) => ({ kind: 'source' as const, span, message: `没有编号为${span}的来源` }))
}

function unsupported(text: string, grounds: Grounds): readonly FoundNumber[] {
  const open = numbersIn(text).filter((number) => !isSupported(number, grounds.numbers))
  if (open.length === 0) return open
  const structure = [...structuralNumbers(text), ...placesOf(text, grounds.formulas)]
  const equations = equationsIn(text).filter(({ worked }) => foreignOperand(worked, grounds) === undefined)
  return open.filter((number) => {
    if (structure.some((span) => within(span, number)) || isCount(text, number, grounds)) return false
    const equation = equations.find((span) => within(span, number))
    return !equation || !(number.value === HUNDRED || agrees(number, equation.worked.value))
  })
}

/** In ×100% a formula's own factor, not a number of the evidence. */
const HUNDRED = 100

function placesOf(text: string, formulas: readonly string[]): readonly Span[] {
  return formulas.flatMap((formula) => {
    const start = text.indexOf(formula)
    const end = start + formula.length
    const whole = start >= 0 && !/[\d.]$/.test(text.slice(0, start)) && !/^\.?\d/.test(text.slice(end))
    return whole ? [{ start, end }] : []
  })
}

function foreignOperand({ operands }: Worked, { numbers, lengths }: Grounds): number | undefined {
  return operands.find((operand) => {
    const known = numbers.has(key(operand)) || numbers.has(key(operand * HUNDRED)) || lengths.has(operand)
    return !known && operand !== HUNDRED && operand !== 1
  })
}

function within(span: Span, number: FoundNumber): boolean {
  return span.start <= number.start && number.start < span.end
}

/** 共4项 · 另有2处: a count of a list the reply shows. */
function isCount(text: string, { start, value, unit }: FoundNumber, { lengths }: Grounds): boolean {
  if (value === 0 || !lengths.has(value) || !/^(?:项|条|处|个|份|方面|类|种|件|次|篇|家)?$/.test(unit ?? ''))
    return false
  return /(?:共|共计|合计|计|有|等|这|以下|如下|前|另|找到|查到|列出|待填|待核|缺|已填|分)$/.test(
    text.slice(Math.max(0, start - 3), start),
  )
}

function computedOffences(computed: ReplyComputed, grounds: Grounds): readonly Offence[] {
  const { label, value, unit, formula } = computed
  const worked = workOut(formula)
  const fault = (why: string): readonly Offence[] => [
    { kind: 'computed', span: `${label}${value}${unit}`, message: `${label}${value}${unit}(${formula})${why}` },
  ]
  if (!worked) return grounds.lengths.has(value) ? [] : fault('没有可核算的算式')
  const foreign = foreignOperand(worked, grounds)
  if (foreign !== undefined) return fault(`中的${foreign}在依据中找不到`)
  return agrees(computed, worked.value) ? [] : fault('算不出这个结果')
}

function figureOffences({ printed, quote, value, unit }: ReplyFigure): readonly Offence[] {
  const numbers = numbersIn(printed)
  const scales = unit === '元' && numbers.every((number) => !number.unit) ? [1, 1e4, 1e8] : [1]
  const equal =
    numbers.some((number) => scales.some((scale) => key(number.value * scale) === key(value))) &&
    quote.includes(printed)
  return equal ? [] : [{ kind: 'figure', span: printed, message: `${printed}与所给的数${value}${unit}或原文不一致` }]
}

function quoteOffences(reply: Reply, { textOf }: Support): readonly Offence[] {
  if (!textOf) return []
  return [...(reply.citations ?? []), ...(reply.figures ?? [])]
    .filter(({ quote, doc }) => textOf(doc)?.includes(quote) !== true)
    .map(({ quote, doc }) => ({
      kind: 'quote' as const,
      span: quote,
      message: `「${quote.slice(0, 20)}」不是${doc}的原文`,
    }))
}
