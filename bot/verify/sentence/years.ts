import { foldWidth } from '../../../corpus/normalize.ts'
import { key } from '../grounds.ts'
import { numbersIn } from '../numbers.ts'
import type { EvidencePassage, SentenceOffence } from './evidence.ts'
import { isQuantity, type PlacedNumber, placed, placedIn } from './placed.ts'

const RELATIVE = /大前年|前年|去年|上一?年度?|今年|本年度?|当年|近[一二两三四五六七八九十\d]+年|同期/g

/**
 * Years of a sentence that its sources do not bear out: a year they do not name, a quantity of another year, or a year
 * counted from a day the source does not know (去年).
 */
export function foreignYears(text: string, passages: readonly EvidencePassage[]): readonly SentenceOffence[] {
  const folded = foldWidth(text)
  const named = new Set(passages.flatMap(({ years, text: own, place }) => [...years, ...yearsIn(own + place)]))
  const unknown = yearsIn(folded).filter((year) => !named.has(year))
  const own = passages.map((passage) => foldWidth(passage.text)).join('\n')
  const relative = [...folded.matchAll(RELATIVE)].map(([word]) => word).filter((word) => !own.includes(word))
  return [
    ...unknown.map((year): SentenceOffence => ({ kind: 'year', message: `所引资料没有写到${year}年` })),
    ...relative.map((word): SentenceOffence => ({ kind: 'year', message: `「${word}」请照资料写明年份` })),
    ...(unknown.length > 0 ? [] : ofOtherYears(folded, passages)),
  ]
}

function ofOtherYears(text: string, passages: readonly EvidencePassage[]): readonly SentenceOffence[] {
  const stated = yearMentions(text)
  if (stated.length === 0) return []
  const printed = passages.flatMap(placedIn)
  return placed(text)
    .filter(isQuantity)
    .flatMap((claim) => {
      const year = (stated.findLast(({ start }) => start < claim.start) ?? stated[0])?.year
      const same = printed.filter(({ value, unit }) => key(value) === key(claim.value) && unit === claim.unit)
      const years = same.map(yearsOf)
      const fits = years.length === 0 || years.some((known) => known === undefined || known.includes(year ?? 0))
      return fits ? [] : [{ kind: 'year' as const, message: `资料里的${claim.printed}不是${year}年的` }]
    })
}

/** Years a number of a source may be of; undefined where nothing says. */
function yearsOf({ value, unit, sentence, start, passage }: PlacedNumber): readonly number[] | undefined {
  const figures = (passage?.figures ?? []).filter(
    (figure) =>
      key(figure.value) === key(value) && figure.unit === unit && sentence.includes(foldWidth(figure.quote).trim()),
  )
  const named = yearMentions(sentence.slice(0, start)).at(-1)?.year
  const known = [...figures.map(({ year }) => year), ...(named === undefined ? [] : [named])]
  if (known.length > 0) return known
  return passage && passage.years.length > 0 ? passage.years : undefined
}

function yearMentions(text: string): readonly { readonly year: number; readonly start: number }[] {
  return numbersIn(text)
    .filter(
      ({ value, unit }) =>
        Number.isInteger(value) && value >= 1949 && value <= 2100 && (unit === '年' || unit === undefined),
    )
    .map(({ value, start }) => ({ year: value, start }))
}

/** Four-digit years that a text names. */
export function yearsIn(text: string): readonly number[] {
  return yearMentions(foldWidth(text)).map(({ year }) => year)
}
