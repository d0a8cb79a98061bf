import { headlineOf } from './headline.ts'
import { type Line, linesOf } from './lines.ts'
import { type MarkerKind, markerOf } from './markers.ts'
import { foldWidth } from './normalize.ts'
import type { ExtractedText, Span } from './schema.ts'

/** A line that may be a heading, judged by itself; its neighbours decide later. */
export interface Candidate extends Span {
  readonly kind: MarkerKind
  readonly label: string
  /** 0 for headings without a number. */
  readonly number: number
  readonly title: string
  /** Level of the source's own style, 0 when it has none. */
  readonly style: number
  /** The words have the form of a heading. */
  readonly plausible: boolean
  /** The heading is followed by its paragraph on the same line. */
  readonly runIn: boolean
  readonly listed: boolean
  /** Units responsible or a deadline stand in the line: a task of a plan. */
  readonly assigned: boolean
  /** End of the line. */
  readonly lineEnd: number
}

const ASSIGNED =
  /(?:牵头|责任|负责|主责|承办|主办|配合|协办|协同|落实)(?:单位|部门|处室|科室|领导|人)[:,(]|完成(?:时限|时间|期限)[:,(]/
const SELF_CONTAINED: ReadonlySet<MarkerKind> = new Set<MarkerKind>(['part', 'book', 'chapter', 'section', 'article'])
const MARKDOWN_PREFIX = /^(?:(#{1,6}) +)?(?:\*\*|__)?/

/** Every line that could be a heading by its number or its style, in order; lines of tables are left out. */
export function candidatesOf(extracted: ExtractedText): Candidate[] {
  const candidates: Candidate[] = []
  let table = 0
  let style = 0
  for (const line of linesOf(extracted.text)) {
    while ((extracted.tables[table]?.end ?? Number.POSITIVE_INFINITY) <= line.start) table += 1
    if ((extracted.tables[table]?.start ?? Number.POSITIVE_INFINITY) < line.end) continue
    while ((extracted.styledHeadings[style]?.end ?? Number.POSITIVE_INFINITY) <= line.start) style += 1
    const styled = extracted.styledHeadings[style]
    const level = styled && styled.start < line.end ? styled.level : 0
    const candidate = candidateOf(line, level, extracted.format === 'md')
    if (candidate) candidates.push(asPrinted(candidate, extracted.text))
  }
  return withoutTitle(candidates)
}

function candidateOf(line: Line, styleLevel: number, markdown: boolean): Candidate | undefined {
  const prefix = markdown ? MARKDOWN_PREFIX.exec(line.folded) : undefined
  const style = styleLevel || prefix?.[1]?.length || 0
  const lead = prefix?.[0].length ?? 0
  const words = line.folded.slice(lead)
  const marker = markerOf(words)
  if (!marker) return style > 0 ? unnumbered(line, lead, style) : undefined
  const from = line.start + lead + marker.length
  const rest = line.folded.slice(lead + marker.length)
  const shared = { label: marker.label, number: marker.number, kind: marker.kind, start: line.start, style }
  const tail = { lineEnd: line.end, assigned: ASSIGNED.test(rest) }
  if (marker.kind === 'article') {
    const runIn = rest !== ''
    return { ...shared, ...tail, end: from, title: '', plausible: true, runIn, listed: false }
  }
  const headline = headlineOf(rest)
  const plausible = headline.length > 0 ? /[\p{L}]/u.test(rest.slice(0, headline.length)) : isBare(marker.kind, rest)
  const title = rest.slice(0, headline.length)
  const end = from + headline.consumed
  return { ...shared, ...tail, end, title, plausible, runIn: headline.runIn, listed: headline.listed }
}

/** Label and title in the characters of the text itself. */
function asPrinted(candidate: Candidate, text: string): Candidate {
  const line = text.slice(candidate.start, candidate.lineEnd)
  const folded = foldWidth(line)
  const labelAt = folded.indexOf(candidate.label)
  const titleAt = candidate.title === '' ? 0 : folded.indexOf(candidate.title, labelAt + candidate.label.length)
  return {
    ...candidate,
    label: line.slice(labelAt, labelAt + candidate.label.length),
    title: line.slice(titleAt, titleAt + candidate.title.length),
  }
}

/** 第一章 alone on its line is a heading; 一、 alone is not. */
function isBare(kind: MarkerKind, rest: string): boolean {
  return rest === '' && SELF_CONTAINED.has(kind)
}

function unnumbered(line: Line, lead: number, style: number): Candidate {
  const title = line.folded.slice(lead).replace(/[ *_#:]+$/, '')
  const shape = { runIn: false, listed: false, assigned: false, plausible: title.length > 0 && title.length <= 80 }
  return {
    ...shape,
    kind: 'styled',
    label: '',
    number: 0,
    title,
    style,
    start: line.start,
    end: line.end,
    lineEnd: line.end,
  }
}

/** The title of the document is no heading of it: the first heading, when it has a style of its own and no number. */
function withoutTitle(candidates: Candidate[]): Candidate[] {
  const first = candidates[0]
  if (first?.kind !== 'styled') return candidates
  const rivals = candidates.filter((other) => other.kind === 'styled' && other.style <= first.style)
  return rivals.length === 1 ? candidates.slice(1) : candidates
}
