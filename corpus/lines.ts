import { foldWidth } from './normalize.ts'
import type { Span } from './schema.ts'

/** One line of a text that prints something, without the blanks at its ends. */
export interface Line extends Span {
  /** The line folded to half width; its characters keep their offsets (`start` + index). */
  readonly folded: string
}

/** The non-blank lines of a text in order. */
export function linesOf(text: string): Line[] {
  const folded = foldWidth(text)
  const lines: Line[] = []
  let start = 0
  while (start <= folded.length) {
    const feed = folded.indexOf('\n', start)
    const end = feed < 0 ? folded.length : feed
    const line = trimmed(folded, start, end)
    if (line) lines.push(line)
    start = end + 1
  }
  return lines
}

function trimmed(folded: string, from: number, to: number): Line | undefined {
  let start = from
  let end = to
  while (start < end && isBlank(folded.charCodeAt(start))) start += 1
  while (end > start && isBlank(folded.charCodeAt(end - 1))) end -= 1
  return start < end ? { start, end, folded: folded.slice(start, end) } : undefined
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9
}
