import { headlineOf } from './headline.ts'
import type { Line } from './lines.ts'
import { type Marker, type MarkerKind, markerOf } from './markers.ts'
import type { Span } from './schema.ts'

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
  /** It opens behind another heading on the same line. */
  readonly inner: boolean
  /** End of the line. */
  readonly lineEnd: number
}

/** Units responsible or a deadline, as plans print them at the end of a task. */
export const ASSIGNED =
  /(?:牵头|责任|负责|主责|承办|主办|配合|协办|协同|落实)(?:单位|部门|处室|科室|领导|人)[:,(]|完成(?:时限|时间|期限)[:,(]/
const NAMED_ALONE: ReadonlySet<MarkerKind> = new Set<MarkerKind>(['part', 'book', 'chapter', 'section'])
/** Kinds that may open inside a line, right behind the heading they stand under. */
const INNER: ReadonlySet<MarkerKind> = new Set<MarkerKind>(['hanParenthesis', 'arabic', 'arabicParenthesis'])
const MARKDOWN_PREFIX = /^(?:(#{1,6}) +)?(?:\*\*|__)?/

/** How a line is to be read. */
export interface LineStyle {
  /** Level of the style the source gives the line, 0 when none. */
  readonly level: number
  readonly markdown: boolean
}

/** The candidates of a line: none, one, or a heading with the first of its sub-headings behind it ((七)矛盾化解。1.行政复议。…). */
export function candidatesIn(line: Line, { level, markdown }: LineStyle): Candidate[] {
  const prefix = markdown ? MARKDOWN_PREFIX.exec(line.folded) : undefined
  const style = level || prefix?.[1]?.length || 0
  const lead = prefix?.[0].length ?? 0
  const marker = markerOf(line.folded.slice(lead))
  if (!marker) return style > 0 ? [unnumbered(line, lead, style)] : []
  const first = numbered(line, marker, { lead, style, inner: false })
  if (!first.runIn || first.kind === 'article') return [first]
  const offset = first.end - line.start
  const next = markerOf(line.folded.slice(offset, offset + 100))
  const opens = next !== undefined && INNER.has(next.kind) && next.kind !== first.kind && next.number === 1
  if (!opens) return [first]
  const inner = { start: first.end, end: line.end, folded: line.folded.slice(offset) }
  return [{ ...first, runIn: false }, numbered(inner, next, { lead: 0, style: 0, inner: true })]
}

interface Setting {
  readonly lead: number
  readonly style: number
  readonly inner: boolean
}

function numbered(line: Line, marker: Marker, { lead, style, inner }: Setting): Candidate {
  const from = line.start + lead + marker.length
  const rest = line.folded.slice(lead + marker.length)
  const { kind, label, number } = marker
  const shared = { kind, label, number, style, inner, start: line.start, lineEnd: line.end }
  if (kind === 'article') {
    return { ...shared, end: from, title: '', plausible: true, runIn: rest !== '', listed: false, assigned: false }
  }
  const headline = headlineOf(rest)
  const title = rest.slice(0, headline.length)
  const plausible = title === '' ? rest === '' && NAMED_ALONE.has(kind) : /\p{L}/u.test(title)
  const { runIn, listed, consumed } = headline
  return { ...shared, end: from + consumed, title, plausible, runIn, listed, assigned: ASSIGNED.test(rest) }
}

/** A heading by its style alone. */
export function unnumbered(line: Line, lead: number, style: number): Candidate {
  const title = line.folded.slice(lead).replace(/[ *_#:]+$/, '')
  const shape = {
    runIn: false,
    listed: false,
    assigned: false,
    inner: false,
    plausible: title !== '' && title.length <= 80,
  }
  const span = { start: line.start, end: line.end, lineEnd: line.end }
  return { ...shape, ...span, kind: 'styled', label: '', number: 0, title, style }
}
