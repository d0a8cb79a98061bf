import { enumeratedItems } from '../corpus/enumerate.ts'
import type { Document, Heading, Span } from '../corpus/schema.ts'
import { headingName, sectionLabel } from '../corpus/section.ts'
import type { DocumentEntry } from '../retrieval/library.ts'
import { shownText } from './answer/show.ts'
import { citationLines, cite, type Source, shorten } from './cite.ts'
import type { Reply } from './schema.ts'
import { normalizeForMatching } from './text.ts'
import { type Concept, conceptMatch } from './understand/concepts.ts'

/** Parts told of one section; more are counted, not shown. */
const PARTS_SHOWN = 9
/** One part, and a section that has no parts: one phone screen together. */
const PART_LENGTH = 110
const CHAPTER_PART_LENGTH = 64
const WHOLE_LENGTH = 330

/** A piece of a document that is told: a section, or a paragraph that opens like one. */
export interface Told {
  readonly entry: DocumentEntry
  readonly document: Document
  /** What it stands under; absent for a paragraph of a text without headings. */
  readonly heading?: Heading | undefined
  /** The body of the heading, or the part of it that is told. */
  readonly body: Span
  /** What is asked about within it: only the points that speak of it are told, when some do and some do not. */
  readonly about?: readonly Concept[] | undefined
  /** Said under the text, in brackets. */
  readonly notes?: readonly string[]
}

/** The points of a section, each an exact slice: its sub-headings with their first sentence, or its items 一是…;二是…. */
export function sectionParts({
  document,
  heading,
  body,
}: Pick<Told, 'document' | 'heading' | 'body'>): readonly Span[] {
  const index = heading?.body === body ? document.outline.indexOf(heading) : -1
  const children = index < 0 ? [] : document.outline.filter(({ parent }) => parent === index)
  if (children.length > 0) return children.map((child) => ({ start: child.start, end: endOfPoint(document, child) }))
  return enumeratedItems(document.text, body)
}

/** A sub-heading is told with the sentence that follows it. */
function endOfPoint({ text }: Document, { end, body }: Heading): number {
  const sentence = /^[\s\u3000]*[^。;；\n]+[。;；]?/.exec(text.slice(body.start, body.end))
  return sentence ? Math.max(end, body.start + sentence[0].trimEnd().length) : end
}

/** Tells a section by its points, in the words of the document; one without points by its first sentences. */
export function tellSection(told: Told): Reply {
  const { entry, document, heading, body, notes = [] } = told
  const section = heading ? sectionLabel(document, heading.start) : ''
  const name = heading ? headingName(heading) : ''
  const all = sectionParts(told)
  const parts = partsAbout(all, told)
  const source = ({ start, end }: Span): Source => ({ entry, section, quote: document.text.slice(start, end).trim() })
  const opening = firstSentences(told)
  const whole = { start: heading?.body === body ? heading.start : opening.start, end: opening.end }
  const sources = all.length > 1 ? parts.slice(0, PARTS_SHOWN).map(source) : [source(whole)]
  const citations = cite(sources)
  const lines =
    all.length > 1
      ? [
          `${name}(${parts.length < all.length ? '其中有关的' : `共${all.length}条`}):`,
          ...pointLines(sources, document),
          ...restLine(parts.length),
        ]
      : [...(heading?.title ? [`${name}:`] : []), shownText(document.text.slice(opening.start, opening.end))]
  const place = citationLines(citations.slice(0, 1))
  return { kind: 'answer', text: [...lines, ...notes.map((note) => `(${note})`), place].join('\n'), citations }
}

/** The points that speak of what is asked about; all of them when none does, or nothing is asked about. */
function partsAbout(all: readonly Span[], { document: { text }, about = [] }: Told): readonly Span[] {
  const folded = all.map(({ start, end }) => normalizeForMatching(text.slice(start, end)))
  const telling = about.filter((concept) => folded.some((part) => conceptMatch(concept, part) === 0))
  const carried = folded.map((part) => telling.filter((concept) => conceptMatch(concept, part) > 0).length)
  const most = Math.max(0, ...carried)
  return most === 0 ? all : all.filter((_, i) => carried[i] === most)
}

function pointLines(sources: readonly Source[], { outline }: Document): readonly string[] {
  const length = outline.some(({ label }) => /^第.+条/.test(label)) ? CHAPTER_PART_LENGTH : PART_LENGTH
  return sources.map(({ quote }, i) => {
    const words = quote.replace(/^#{1,6}\s+|\*\*|__/gm, '')
    const numbered = /^\s*(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|[一二三四五六七八九十]+是|第)/.test(words)
    return `${numbered ? '' : `${i + 1}. `}${shorten(words, length)}`
  })
}

function restLine(count: number): readonly string[] {
  return count > PARTS_SHOWN ? ['(其余未列出)'] : []
}

/** As many whole sentences of the body as a screen takes, the first one at least. */
function firstSentences({ document, body }: Told): Span {
  const text = document.text.slice(body.start, body.end)
  const start = text.length - text.trimStart().length
  let end = start
  for (const match of text.matchAll(/[。！!？?]|[;；\n](?=\s*\S)|$/g)) {
    const to = (match.index ?? 0) + match[0].length
    if (end > start && to - start > WHOLE_LENGTH) break
    end = to
  }
  return { start: body.start + start, end: body.start + end }
}
