import { foldWidth } from './normalize.ts'
import { parseOrdinal } from './ordinals.ts'
import type { EnumeratedItem, Span } from './schema.ts'

/** 一是 二要; 第一, 第二是; 首先 其次 再次 最后; only at the start of a line or after a sign that ends a clause. */
const ENUMERATOR =
  /(?<=^|[\n。;,:!?、 )”])(?:([一二三四五六七八九十]{1,3})[是要](?=[^\s的否])|第([一二三四五六七八九十]{1,3})(?:是|[,、:])|(首先|其次|再次|最后)(?=[,是要]))/g
const ADVERBS = ['首先', '其次', '再次', '最后']

type Style = 'is' | 'ordinal' | 'adverb'

interface Found {
  readonly start: number
  readonly label: string
  readonly number: number
  readonly style: Style
}

/**
 * The items of 一是…;二是… within a span of the text, in order, numbers as printed (repeats and gaps stay). An item ends
 * where the next one of its series starts, else with its paragraph.
 */
export function enumeratedItems(text: string, span: Span): EnumeratedItem[] {
  const slice = foldWidth(text.slice(span.start, span.end))
  const found = withoutStrays([...slice.matchAll(ENUMERATOR)].map((match) => foundOf(match)))
  let paragraphEnd = -1
  return found.map((item, index) => {
    const next = found[index + 1]
    if (paragraphEnd < item.start) paragraphEnd = endOfLine(slice, item.start)
    const continues = next && next.style === item.style && next.number === item.number + 1
    const limit = next && (next.start < paragraphEnd || continues) ? next.start : paragraphEnd
    const end = item.start + slice.slice(item.start, limit).trimEnd().length
    return { start: span.start + item.start, end: span.start + end, label: item.label, number: item.number }
  })
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  return feed < 0 ? text.length : feed
}

function foundOf(match: RegExpMatchArray): Found {
  const start = match.index ?? 0
  const [whole, is, ordinal, adverb] = match
  if (adverb) return { start, label: adverb, number: ADVERBS.indexOf(adverb) + 1, style: 'adverb' }
  const number = parseOrdinal(is ?? ordinal ?? '') ?? 0
  return { start, label: whole.replace(/[,、:]$/, ''), number, style: is ? 'is' : 'ordinal' }
}

/** A series has at least two items; a lone 最后 or 一是 of another sense is none. */
function withoutStrays(found: readonly Found[]): Found[] {
  const styles = new Map<Style, number>()
  for (const { style } of found) styles.set(style, (styles.get(style) ?? 0) + 1)
  return found.filter(({ style }) => (styles.get(style) ?? 0) > 1)
}
