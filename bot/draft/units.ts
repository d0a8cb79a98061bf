import { enumeratedItems } from '../../corpus/enumerate.ts'
import type { Document, Heading, Span } from '../../corpus/schema.ts'
import { headingAt, headingName, sectionLabel } from '../../corpus/section.ts'
import { roleLines, roleOf } from './roles.ts'
import { signatureStart } from './signature.ts'

/** A part of a report that a draft can be written from. */
export interface Unit extends Span {
  readonly kind: 'heading' | 'paragraph' | 'item'
  /** The words that say what it is about: the heading, or the first clause. */
  readonly lead: string
  /** Short section name for citations. */
  readonly section: string
  /** True when it holds other units. */
  readonly whole: boolean
}

type Part = Omit<Unit, 'whole'>

/**
 * Every heading, paragraph and enumerated item of a report, but for problems and plans, which are found by what they are,
 * and for a paragraph that is all there is under its heading.
 */
export function unitsOf(document: Document): readonly Unit[] {
  const { outline, text } = document
  const lines = roleLines(document)
  const excluded: readonly Span[] = [
    ...outline
      .filter(({ title, level }) => level <= 2 && roleOf(title) !== undefined)
      .map(({ start, body }) => ({ start, end: body.end })),
    ...lines,
  ]
  const headings = outline.map((heading): Part => {
    const end = trimmedEnd(text, { start: heading.end, end: workEnd(document, heading, lines) })
    const { start } = heading
    return { kind: 'heading', start, end, lead: headingName(heading), section: sectionLabel(document, start) }
  })
  const parts = [...headings, ...paragraphsOf(document, headings)].filter(
    ({ start, end }) => end > start && !excluded.some((span) => span.start <= start && start < span.end),
  )
  return parts.map((part) => ({ ...part, whole: parts.some((other) => other !== part && holds(part, other)) }))
}

/** Where the work of a heading ends: before problems and plans that follow without a heading of their own, and the signature. */
export function workEnd(document: Document, { end, body }: Heading, lines = roleLines(document)): number {
  const follows = lines.find(({ start }) => start > end && start < body.end)
  return Math.min(follows?.start ?? body.end, signatureStart(document))
}

const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end

function trimmedEnd(text: string, { start, end }: Span): number {
  return start + text.slice(start, end).trimEnd().length
}

/** Paragraphs under a heading, and the items inside them; a paragraph that is the heading's own line is the heading. */
function paragraphsOf(document: Document, headings: readonly Part[]): readonly Part[] {
  const { text, outline } = document
  const first = outline[0]?.start ?? 0
  return [...text.slice(first, signatureStart(document)).matchAll(/[^\r\n]+/g)].flatMap((match): readonly Part[] => {
    const start = first + match.index + (/^[\s\u3000]*/.exec(match[0])?.[0].length ?? 0)
    const end = first + match.index + match[0].trimEnd().length
    const section = sectionLabel(document, start)
    const items = enumeratedItems(text, { start, end }).map(
      (item): Part => ({ kind: 'item', start: item.start, end: item.end, lead: leadOf(text, item), section }),
    )
    const own = headingAt(outline, start)
    const isHeading = outline[own]?.start !== undefined && (outline[own]?.start ?? 0) >= start
    const paragraph: Part = { kind: 'paragraph', start, end, lead: leadOf(text, { start, end }), section }
    if (items.length > 1) return items
    const under = outline[own]
    const only = under !== undefined && text.slice(under.end, start).trim() === '' && headings[own]?.end === end
    return isHeading || only ? [] : [paragraph]
  })
}

/** The first clause up to its full stop, at most this many characters: 五是改革信访工作制度。 */
const LONGEST_LEAD = 40

function leadOf(text: string, { start, end }: Span): string {
  return /^[^。;；]*/.exec(text.slice(start, Math.min(end, start + LONGEST_LEAD)))?.[0] ?? ''
}
