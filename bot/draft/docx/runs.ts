import { HighlightColor, TextRun } from 'docx'
import type { Block, Segment, Slot } from '../schema.ts'
import { segmentText } from '../segments.ts'
import { FONT, LEVEL_FONT, SIZE } from './layout.ts'
import { fullWidth } from './punctuation.ts'

type RunFont = (typeof FONT)[keyof typeof FONT]

/** Figures that are missing are yellow, what has to be confirmed is turquoise. */
const HIGHLIGHT = { slot: HighlightColor.YELLOW, check: HighlightColor.CYAN } as const

function highlightOf(segment: Segment): (typeof HIGHLIGHT)[keyof typeof HIGHLIGHT] | undefined {
  if (segment.kind === 'text') return undefined
  return segment.kind === 'slot' && segment.filled ? undefined : HIGHLIGHT[segment.kind]
}

/** A run with its font in every script: a run that leaves eastAsia empty shows another font in Word. */
export function run(text: string, font: RunFont = FONT.body, size: number = SIZE.body): TextRun {
  return new TextRun({ text: fullWidth(text), font, size })
}

/** The runs of a paragraph: the heading in the font of its level, placeholders and marks highlighted. */
export function runsOf({ segments, level, heading = 0 }: Block, slots: readonly Slot[]): TextRun[] {
  return segments.map((segment, at) => {
    const highlight = highlightOf(segment)
    return new TextRun({
      text: fullWidth(segmentText(segment, slots)),
      font: level !== undefined && at < heading ? (LEVEL_FONT[level - 1] ?? FONT.body) : FONT.body,
      size: SIZE.body,
      ...(highlight ? { highlight } : {}),
    })
  })
}
