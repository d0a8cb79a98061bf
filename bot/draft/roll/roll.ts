import { foldWidth } from '../../../corpus/normalize.ts'
import { findNumbers } from '../../../corpus/quantities.ts'
import type { Document, Heading, Span } from '../../../corpus/schema.ts'
import type { Block, Segment } from '../schema.ts'
import { type Edit, type RollContext, settle } from './context.ts'
import {
  insideTitle,
  lawEdits,
  meetingEdits,
  numberEdits,
  ordinalEdits,
  personEdits,
  planEdits,
  tenthEdits,
  titleEdits,
} from './names.ts'
import { onceEdits } from './once.ts'
import { slotEdits } from './slots.ts'
import { dateEdits } from './years.ts'

/** The surroundings of a roll over one document. */
export function rollContext(document: Document, rest: Omit<RollContext, 'document' | 'text'>): RollContext {
  return { document, text: foldWidth(document.text), ...rest }
}

/**
 * A stretch of last year's report as this year's draft, paragraph by paragraph:
 * 1. years move on; figures become slots with last year's value; comparisons name their formula;
 * 2. meetings, dates, document numbers, versions of laws, names of persons, ordinals and dated titles are marked;
 * 3. what happens only once is marked behind its clause;
 * 4. every other word stays as it is.
 */
export function roll(span: Span, context: RollContext): Block[] {
  const edits = editsOf(span, context)
  const blocks: Block[] = []
  for (const line of linesIn(context.document.text, span)) {
    const heading = headingOf(context.document, line)
    const block = blockOf(line, heading, (piece) => segmentsOf(piece, edits, context))
    if (block) blocks.push(block)
  }
  return blocks
}

function editsOf(span: Span, context: RollContext): readonly Edit[] {
  const { document, text } = context
  const within = ({ start, end }: Span): boolean => start >= span.start && end <= span.end
  const mentions = findNumbers(text).filter(within)
  const figures = document.figures.filter(within)
  const inTitle = insideTitle(text)
  const outside = (edit: Edit): boolean => !inTitle(edit.start)
  const persons = personEdits(context, span).filter(outside)
  const names = [...persons.map(({ start, end }) => text.slice(start, end)), ...(context.borrowed?.names ?? [])]
  return settle(
    [
      ...titleEdits(context),
      ...numberEdits(mentions, context).filter(outside),
      ...meetingEdits(context, figures).filter(outside),
      ...lawEdits(context),
      ...tenthEdits(context).filter(outside),
      ...persons,
      ...slotEdits(mentions, figures, context)
        .filter(outside)
        .map((edit) => withoutNames(edit, names)),
      ...dateEdits(mentions, context),
      ...ordinalEdits(mentions, context),
      ...planEdits(mentions, context),
      ...nameEdits(context).filter(outside),
      ...onceEdits(context, span),
    ].filter(within),
  )
}

/** What is counted is not named after last year's office holder, nor after another body. */
function withoutNames(edit: Edit, names: readonly string[]): Edit {
  if (edit.segment.kind !== 'slot') return edit
  const subject = names.reduce((words, name) => words.replaceAll(name, ''), edit.segment.subject)
  return { ...edit, segment: { ...edit.segment, subject: subject || '该项' } }
}

/** The other body's names give way to the own one, longest first. */
function nameEdits({ text, borrowed }: RollContext): readonly Edit[] {
  return [...(borrowed?.names ?? [])]
    .sort((a, b) => b.length - a.length)
    .flatMap((name) => {
      const edits: Edit[] = []
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
        edits.push({ start: at, end: at + name.length, segment: { kind: 'text', text: borrowed?.body ?? '' } })
      return edits
    })
}

function linesIn(text: string, { start, end }: Span): readonly Span[] {
  return [...text.slice(start, end).matchAll(/[^\r\n]+/g)]
    .map((match) => {
      const blank = /^[\s\u3000]*/.exec(match[0])?.[0].length ?? 0
      return { start: start + match.index + blank, end: start + match.index + match[0].trimEnd().length }
    })
    .filter((line) => line.end > line.start)
}

function headingOf({ outline }: Document, line: Span): Heading | undefined {
  return outline.find(
    ({ start, end }) =>
      (start >= line.start && start < line.end && start - line.start < 2) || (start < line.start && line.start < end),
  )
}

/** Level of the numbering as official documents count it: 一、 (一) 1. (1). */
export function headingLevel({ label, level }: Heading): number {
  const folded = foldWidth(label).replace(/\s/g, '')
  if (/^[一二三四五六七八九十百]+[、.]|^第.+[部章编篇]/.test(folded)) return 1
  if (/^\([一二三四五六七八九十]+\)/.test(folded)) return 2
  if (/^\d+[.、]/.test(folded)) return 3
  return /^\(\d+\)/.test(folded) ? 4 : Math.min(level, 4)
}

function blockOf(line: Span, heading: Heading | undefined, segments: (piece: Span) => Segment[]): Block | undefined {
  if (!heading || heading.end > line.end) {
    const body = segments(line)
    return body.length > 0 ? { role: 'body', segments: body } : undefined
  }
  const head = segments({ start: line.start, end: heading.end })
  const body = segments({ start: heading.end, end: line.end })
  return { role: 'body', level: headingLevel(heading), heading: head.length, segments: [...head, ...body] }
}

/** The words of a piece with the edits in it; an insertion at a border belongs to the piece before it. */
function segmentsOf(piece: Span, edits: readonly Edit[], { document }: RollContext): Segment[] {
  const segments: Segment[] = []
  const say = (text: string): void => {
    const last = segments.at(-1)
    if (last?.kind === 'text') segments[segments.length - 1] = { kind: 'text', text: last.text + text }
    else if (text !== '') segments.push({ kind: 'text', text })
  }
  let at = piece.start
  for (const { start, end, segment } of edits) {
    const belongs = start === end ? start > piece.start && start <= piece.end : start >= piece.start && end <= piece.end
    if (!belongs) continue
    say(document.text.slice(at, start))
    if (segment.kind === 'text') say(segment.text)
    else segments.push(segment)
    at = end
  }
  say(document.text.slice(at, piece.end))
  return segments
}
