import type { Document, Figure, Span } from '../../corpus/schema.ts'

/** Fewest parts in brackets that are taken for all of a total. */
const LEAST_PARTS = 3

/**
 * Last year's totals whose parts, listed in brackets right behind them without 其中, add up to something else: said before
 * anyone copies them. 964项(取消191项,…) with parts of 994.
 */
export function sumNotes({ text, figures }: Document, span: Span): readonly string[] {
  return figures
    .filter(({ start, end }) => start >= span.start && end <= span.end)
    .flatMap((total) => {
      const parts = listedParts(text, figures, total)
      const sum = parts.reduce((all, { value }) => all + value, 0)
      if (parts.length < LEAST_PARTS || sum === total.value) return []
      const terms = parts.map(({ value }) => value).join('+')
      return [`上年“${total.subject}”${total.printed},括号内分项合计${terms}=${sum},与总数不符,引用前请核`]
    })
}

function listedParts(text: string, figures: readonly Figure[], total: Figure): readonly Figure[] {
  const open = /^\s*[((（]/.exec(text.slice(total.end, total.end + 3))
  if (!open) return []
  const from = total.end + open[0].length
  const length = text.slice(from, from + 400).search(/[))）]/)
  if (length < 0 || /其中|含|包括|占/.test(text.slice(from, from + length))) return []
  const inside = figures.filter(({ start, end }) => start >= from && end <= from + length)
  return inside.every(({ unit, approximate }) => unit === total.unit && !approximate) ? inside : []
}
