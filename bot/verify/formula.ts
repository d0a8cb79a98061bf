import { foldWidth } from '../../corpus/normalize.ts'
import type { Span } from '../../corpus/schema.ts'

const SIGNS: Readonly<Record<string, string>> = { '−': '-', '–': '-', '—': '-', '×': '*', x: '*', '·': '*', '÷': '/' }
const TOKEN =
  /\s*(?:(?<number>\d+(?:,\d{3})*(?:\.\d+)?)(?<scale>万|亿)?(?<percent>%)?(?<unit>[\u4e00-\u9fa5]*)|(?<sign>[-+*/()]))/y

/** A formula worked out. */
export interface Worked {
  readonly value: number
  readonly operands: readonly number[]
  /** False for a single number. */
  readonly computed: boolean
}

/**
 * Works out a printed formula such as (18−16)÷16 or 1496名−214名; units are read over, 万 and 亿 multiplied out. In
 * 「a=b」 the side with an operator counts. Undefined when it is no arithmetic.
 */
export function workOut(formula: string): Worked | undefined {
  const sides = foldWidth(formula)
    .split(/[=≈]/)
    .map((side) => side.trim())
    .filter((side) => side.length > 0)
    .map(evaluate)
  return sides.find((side) => side?.computed) ?? sides[0]
}

/** Equations printed in a text (29÷30=96.7%), with what each comes to. */
export function equationsIn(text: string): readonly (Span & { readonly worked: Worked })[] {
  const folded = foldWidth(text)
  const pattern =
    /(?<left>[\d(][\d.,()%+\-−–×÷*/ \u4e00-\u9fa5]*?)\s*[=≈]\s*(?<right>[\d(][\d.,()%+\-−–×÷*/万亿]*[\u4e00-\u9fa5]{0,3})/g
  return [...folded.matchAll(pattern)].flatMap((match) => {
    const { left = '', right = '' } = match.groups ?? {}
    const worked = [longestFormula(left, 'end'), longestFormula(right, 'start')]
    const computed = worked.find((side) => side?.worked.computed)
    return computed ? [{ start: match.index, end: match.index + match[0].length, worked: computed.worked }] : []
  })
}

function longestFormula(side: string, edge: 'start' | 'end'): { readonly worked: Worked } | undefined {
  for (let cut = 0; cut < side.length; cut++) {
    const part = edge === 'end' ? side.slice(cut) : side.slice(0, side.length - cut)
    if (!/^[\d(]/.test(part.trim())) continue
    const worked = evaluate(part)
    if (worked) return { worked }
  }
  return undefined
}

type Token = { readonly number: number } | { readonly sign: string }

function evaluate(expression: string): Worked | undefined {
  const tokens = tokensOf(expression)
  if (!tokens) return undefined
  const reader = { tokens, at: 0 }
  const value = sum(reader)
  if (value === undefined || reader.at !== tokens.length || !Number.isFinite(value)) return undefined
  const operands = tokens.flatMap((token) => ('number' in token ? [token.number] : []))
  return { value, operands, computed: operands.length > 1 }
}

function tokensOf(expression: string): readonly Token[] | undefined {
  const plain = [...expression].map((character) => SIGNS[character] ?? character).join('')
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  for (let at = 0; at < plain.trimEnd().length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const groups = TOKEN.exec(plain)?.groups
    if (!groups) return undefined
    if (groups.sign) tokens.push({ sign: groups.sign })
    else tokens.push({ number: numberOf(groups) })
  }
  return tokens.length > 0 ? tokens : undefined
}

function numberOf(groups: Readonly<Record<string, string | undefined>>): number {
  const scale = groups.scale === '亿' ? 1e8 : groups.scale === '万' ? 1e4 : 1
  return Number(((Number(groups.number?.replaceAll(',', '')) * scale) / (groups.percent ? 100 : 1)).toPrecision(15))
}

interface Reader {
  readonly tokens: readonly Token[]
  at: number
}

function sum(reader: Reader): number | undefined {
  return chain(reader, { signs: '+-', next: product })
}

function product(reader: Reader): number | undefined {
  return chain(reader, { signs: '*/', next: factor })
}

function chain(
  reader: Reader,
  { signs, next }: { readonly signs: string; readonly next: (reader: Reader) => number | undefined },
): number | undefined {
  let value = next(reader)
  for (let sign = signAt(reader); value !== undefined && sign && signs.includes(sign); sign = signAt(reader)) {
    reader.at++
    const right = next(reader)
    if (right === undefined) return undefined
    value = sign === '+' ? value + right : sign === '-' ? value - right : sign === '*' ? value * right : value / right
  }
  return value
}

function factor(reader: Reader): number | undefined {
  const token = reader.tokens[reader.at++]
  if (!token) return undefined
  if ('number' in token) return token.number
  if (token.sign === '-') {
    const value = factor(reader)
    return value === undefined ? undefined : -value
  }
  if (token.sign !== '(') return undefined
  const value = sum(reader)
  return signAt(reader) === ')' && reader.at++ >= 0 ? value : undefined
}

function signAt(reader: Reader): string | undefined {
  const token = reader.tokens[reader.at]
  return token && 'sign' in token ? token.sign : undefined
}
