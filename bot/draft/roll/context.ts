import type { Document, Figure, Span } from '../../../corpus/schema.ts'
import type { Tokenizer } from '../../../retrieval/tokens.ts'
import type { Segment } from '../schema.ts'

/** What is rolled forward, and to when. */
export interface RollContext {
  readonly document: Document
  /** The text with widths folded; offsets are those of the document. */
  readonly text: string
  readonly year: number
  readonly sourceYear: number
  readonly tokenizer: Tokenizer
  /** Put before the ids of slots, so that sections of several documents can stand in one draft. */
  readonly prefix: string
  /**
   * Set when the structure is another body's: its names give way to `body`, its facts are not shown, and last year's
   * figures are looked up among `figures`.
   */
  readonly borrowed?: { readonly names: readonly string[]; readonly body: string; readonly figures: readonly Figure[] }
}

/** Words of the source that give way to something else; an empty span inserts. */
export interface Edit extends Span {
  readonly segment: Segment
}

/** Edits that stand, in the order of the text: of overlapping ones the first given wins; insertions never overlap. */
export function settle(edits: readonly Edit[]): readonly Edit[] {
  const kept: Edit[] = []
  for (const edit of edits) {
    const clash = kept.some((other) =>
      edit.start === edit.end
        ? other.start < edit.start && edit.start < other.end
        : other.start < edit.end && edit.start < other.end && other.start !== other.end,
    )
    if (!clash) kept.push(edit)
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** A mark with the words of the source year, or without them when they are another body's. */
export function checkEdit(span: Span, topic: string, { document, sourceYear, borrowed }: RollContext): Edit {
  const printed = document.text.slice(span.start, span.end)
  const last = borrowed || printed === '' ? {} : { last: { year: sourceYear, printed } }
  return { start: span.start, end: span.end, segment: { kind: 'check', topic, ...last } }
}
