import { normalizeForMatching } from '../text.ts'

/** A sentence or item of a passage; offsets count from the start of the passage. */
export interface Sentence {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Half-width, lower-case, without blanks: what matching works on. */
  readonly folded: string
  /** Opens a list: ends in a colon, or says 下列. */
  readonly opensList: boolean
  /** Is an item of a list: (一)…; 一是…; 1.… */
  readonly item: boolean
}

const BREAK = /[。！？!?；;\n]+|[:：](?=\s*\n)/g
const ITEM = /^\s*(?:[(（][一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十]+是|\d+[.、])/

/** Sentences of a passage, in order, each an exact slice; items of a list are sentences of their own. */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  const push = (end: number): void => {
    const raw = text.slice(start, end)
    const from = start + (raw.length - raw.trimStart().length)
    const to = end - (raw.length - raw.trimEnd().length)
    start = end
    if (to <= from) return
    const slice = text.slice(from, to)
    const opensList = /[:：]$/.test(slice) || /(?:下列|以下)[^。]{0,20}$/.test(slice)
    sentences.push({
      start: from,
      end: to,
      text: slice,
      folded: normalizeForMatching(slice),
      opensList,
      item: ITEM.test(slice),
    })
  }
  for (const match of text.matchAll(BREAK)) push((match.index ?? 0) + match[0].length)
  push(text.length)
  return sentences
}
