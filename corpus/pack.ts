import { enumeratedItems } from './enumerate.ts'
import { remarkEnd } from './remark.ts'
import type { Span } from './schema.ts'

/** Sizes in UTF-16 units. */
export interface PassageSize {
  /** Neighbouring pieces are joined up to this length. */
  readonly target: number
  /** No piece with an inner boundary is longer than this. */
  readonly limit: number
}

/** Boundaries from the best to the worst; each keeps its sign with the piece before it. */
const BOUNDARIES: readonly RegExp[] = [/\n+/g, /[。！？!?]+[”’」』）)]*/g, /[；;]+/g, /[，,：:、\t]+/g]

/** Cuts a span at paragraph, item and sentence ends and joins the pieces up to the target; blank ends are trimmed. */
export function packed(text: string, span: Span, size: PassageSize): Span[] {
  return joined(pieces(text, span, size), size)
    .map((piece) => trimmed(text, piece))
    .filter((piece) => piece.start < piece.end)
}

function pieces(text: string, span: Span, size: PassageSize): Span[] {
  const paragraphs = cut(text, span, /\n+/g)
  return paragraphs.flatMap((paragraph) =>
    lengthOf(paragraph) <= size.limit ? [paragraph] : byItem(text, paragraph, size),
  )
}

function byItem(text: string, span: Span, size: PassageSize): Span[] {
  const starts = enumeratedItems(text, span).map((item) => item.start)
  const edges = [span.start, ...starts.filter((start) => start > span.start), span.end]
  const items = edges.slice(0, -1).map((start, index) => ({ start, end: edges[index + 1] ?? span.end }))
  return items.flatMap((item) => bySign({ text, size }, item, 1))
}

function bySign(source: { text: string; size: PassageSize }, span: Span, depth: number): Span[] {
  if (lengthOf(span) <= source.size.limit) return [span]
  const boundary = BOUNDARIES[depth]
  if (!boundary) return hardCut(source.text, span, source.size.target)
  const parts = cut(source.text, span, boundary).flatMap((part) => bySign(source, part, depth + 1))
  return joined(parts, source.size)
}

function cut(text: string, span: Span, boundary: RegExp): Span[] {
  const parts: Span[] = []
  let start = span.start
  for (const match of text.slice(span.start, span.end).matchAll(boundary)) {
    const end = Math.min(span.end, remarkEnd(text, span.start + match.index + match[0].length))
    if (end > start) parts.push({ start, end })
    start = Math.max(start, end)
  }
  if (start < span.end) parts.push({ start, end: span.end })
  return parts
}

function hardCut(text: string, span: Span, length: number): Span[] {
  const parts: Span[] = []
  let start = span.start
  while (start < span.end) {
    let end = Math.min(span.end, start + length)
    if (end < span.end && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end += 1
    parts.push({ start, end })
    start = end
  }
  return parts
}

function joined(parts: readonly Span[], size: PassageSize): Span[] {
  const result: Span[] = []
  for (const part of parts) {
    const last = result[result.length - 1]
    const short = lengthOf(part) < size.target / 4
    const room = short ? (size.target + size.limit) / 2 : size.target
    if (last && part.end - last.start <= room) result[result.length - 1] = { start: last.start, end: part.end }
    else result.push(part)
  }
  return result
}

function lengthOf(span: Span): number {
  return span.end - span.start
}

/** A span without the blanks at its ends. */
export function trimmed(text: string, span: Span): Span {
  const slice = text.slice(span.start, span.end)
  const start = span.start + (slice.length - slice.trimStart().length)
  return { start, end: Math.max(start, span.start + slice.trimEnd().length) }
}
