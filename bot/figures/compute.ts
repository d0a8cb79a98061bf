import type { Figure } from '../../corpus/schema.ts'
import type { ReplyComputed } from '../schema.ts'

interface Side {
  readonly name: string
  readonly figure: Figure
}

/** Rounds away binary noise: at most four decimals. */
function tidy(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

const NUMBER = /\d+(?:\.\d+)?/g

/** A computed number with its formula as people read it: money in 万元, as reports print it. */
export function told({ label, value, unit, formula }: ReplyComputed): string {
  const isMoney = unit === '元' && (formula.match(NUMBER) ?? []).every((number) => Number(number) >= 1e4)
  if (!isMoney) return `${label}${value}${unit}(${formula})`
  return `${label}${tidy(value / 1e4)}万元(${formula.replace(NUMBER, (number) => `${tidy(Number(number) / 1e4)}万`)})`
}

/** The larger minus the smaller of two figures of one unit, of two years said of the later; rates differ by percentage points. */
export function difference(a: Side, b: Side): ReplyComputed {
  const [large, small] = a.figure.value >= b.figure.value ? [a, b] : [b, a]
  const unit = large.figure.unit === '%' ? '个百分点' : large.figure.unit
  const isLess = large.name === small.name && large.figure.year < small.figure.year
  const label = isLess
    ? `${small.figure.year}年比${large.figure.year}年少`
    : large.name === small.name
      ? `${large.figure.year}年比${small.figure.year}年多`
      : `${large.name}比${small.name}多`
  return {
    label,
    value: tidy(large.figure.value - small.figure.value),
    unit,
    formula: `${large.figure.value}−${small.figure.value}`,
  }
}

/** Growth of a count from one year to the next, in per cent to two decimals; none for rates or from nothing. */
export function growth(later: Figure, earlier: Figure): readonly ReplyComputed[] {
  if (later.unit === '%' || earlier.value === 0) return []
  const value = Math.round(((later.value - earlier.value) / earlier.value) * 10_000) / 100
  const label = value < 0 ? `${later.year}年较${earlier.year}年下降` : `${later.year}年较${earlier.year}年增长`
  const isMoney = later.unit === '元' && Math.min(later.value, earlier.value) >= 1e4
  const [now, before] = [later, earlier].map((figure) => (isMoney ? `${tidy(figure.value / 1e4)}万` : figure.value))
  return [{ label, value: Math.abs(value), unit: '%', formula: `(${now}−${before})÷${before}` }]
}

/** What one count is of another, in per cent to two decimals; none for rates or different units. */
export function share(part: Figure, whole: Figure): readonly ReplyComputed[] {
  if (part.unit !== whole.unit || RATE.test(part.unit) || whole.value === 0) return []
  const value = Math.round((part.value / whole.value) * 10_000) / 100
  return [{ label: '占', value, unit: '%', formula: `${part.value}÷${whole.value}` }]
}

/** The mean of counts or amounts to two decimals; none for rates, which are never averaged. */
export function average(figures: readonly Figure[]): readonly ReplyComputed[] {
  const [sum] = total(figures)
  if (!sum) return []
  const value = Math.round((sum.value / figures.length) * 100) / 100
  return [{ label: '平均', value, unit: sum.unit, formula: `(${sum.formula})÷${figures.length}` }]
}

/** Rates and ranks are not added up. */
const RATE = /[%‰]|百分点|名次/

/** The sum of counts or amounts; none for rates, which are never added up. */
export function total(figures: readonly Figure[]): readonly ReplyComputed[] {
  const unit = figures[0]?.unit ?? ''
  if (figures.length < 2 || RATE.test(unit)) return []
  const value = tidy(figures.reduce((sum, figure) => sum + figure.value, 0))
  return [{ label: '合计', value, unit, formula: figures.map((figure) => figure.value).join('+') }]
}
