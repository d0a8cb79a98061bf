import type { DocumentEntry } from '../retrieval/library.ts'
import type { Citation } from './schema.ts'

/** A place in a document that a reply rests on. */
export interface Source {
  readonly entry: DocumentEntry
  /** Short section as shown: 一(五)3.畅通行政复议渠道, 第二十条. */
  readonly section: string
  /** Exact substring of the document's text. */
  readonly quote: string
}

/** Numbers sources from 1 in the order given; the same quote of one document counts once. */
export function cite(sources: readonly Source[]): Citation[] {
  const citations: Citation[] = []
  for (const { entry, section, quote } of sources) {
    if (citations.some((other) => other.doc === entry.path && other.quote === quote)) continue
    citations.push({ n: citations.length + 1, doc: entry.path, title: entry.identity.title, section, quote })
  }
  return citations
}

/** More marks than these in a row are told as a run. */
const LONGEST_RUN = 3

/** One line a place: 〔1〕title·section; with quotes, the quoted words under it. Places that look the same share a line. */
export function citationLines(citations: readonly Citation[], withQuotes = false): string {
  const lines: string[] = []
  const groups = new Map<string, Citation[]>()
  for (const citation of citations) {
    const place = citation.section === '' ? citation.title : `${citation.title}·${citation.section}`
    groups.set(place, [...(groups.get(place) ?? []), citation])
  }
  for (const [place, group] of groups) {
    lines.push(`${marksOf(group)}${place}`)
    if (withQuotes) lines.push(...group.map(({ quote }) => `「${shorten(quote, 120)}」`))
  }
  return lines.join('\n')
}

/** 〔1〕〔2〕, or 〔1〕—〔9〕 for a long run. */
export function marksOf(group: readonly Citation[]): string {
  const marks = group.map(({ n }) => `〔${n}〕`)
  const [first, last] = [group[0], group.at(-1)]
  const isRun = first !== undefined && last !== undefined && last.n - first.n === group.length - 1
  return group.length > LONGEST_RUN && isRun ? `${marks[0]}—${marks.at(-1)}` : marks.join('')
}

/** At most `length` characters, cut with an ellipsis, never inside a number: half a number is another number. */
export function shorten(text: string, length: number): string {
  const flat = text
    .replace(/[^\S\n]*\t[^\S\n]*/g, ' | ')
    .replace(/\s+/g, ' ')
    .trim()
  if (flat.length <= length) return flat
  const kept = flat.slice(0, length - 1)
  const isSplit = NUMERIC.test(kept.slice(-1)) && NUMERIC.test(flat.charAt(length - 1))
  return `${isSplit ? kept.replace(/[\d.,零〇一二三四五六七八九十百千万亿]+$/, '') : kept}…`
}

const NUMERIC = /[\d.,%％零〇一二三四五六七八九十百千万亿]/
