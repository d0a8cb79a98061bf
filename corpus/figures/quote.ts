import type { Span } from '../schema.ts'
import { clauseEnd, clauseStart } from './sentence.ts'

/** A quote shorter than this takes the clause before it along, so that it can be understood alone. */
const SHORTEST = 12
/** Longer clauses are cut at a comma-like sign: a quote stays one line on a phone. */
const LONGEST = 44
const BEFORE = 30

function cut(text: string, span: Span, number: Span): Span {
  if (span.end - span.start <= LONGEST) return span
  let start = span.start
  if (number.start - start > BEFORE) {
    const pause = text.indexOf('、', number.start - BEFORE)
    start = pause >= 0 && pause < number.start - 8 ? pause + 1 : number.start - BEFORE
  }
  const limit = Math.max(number.end, start + LONGEST)
  if (span.end <= limit) return { start, end: span.end }
  const pause = text.slice(number.end, limit).search(/[、和及]/)
  return { start, end: pause >= 0 ? number.end + pause : limit }
}

/** The clause that carries the number, taking clauses before it along while it says too little; within the sentence. */
export function quoteSpan(text: string, sentence: Span, number: Span): Span {
  let start = clauseStart(text, number.start, sentence.start)
  const end = clauseEnd(text, number.end, sentence.end)
  const span = cut(text, { start, end }, number)
  if (span.start > start) return span
  while (start > sentence.start && end - start < SHORTEST) {
    const previous = clauseStart(text, start - 1, sentence.start)
    if (span.end - previous > LONGEST) break
    start = previous
  }
  const skipped =
    /^[\s,;:)、]*(?:\(?[一二三四五六七八九十\d]{1,3}[).、]|[一二三四五六七八九十]{1,3}[是要])?\(?/.exec(
      text.slice(start, number.start),
    )?.[0].length ?? 0
  const trailing = /\s*$/.exec(text.slice(number.end, span.end))?.[0].length ?? 0
  return { start: start + skipped, end: span.end - trailing }
}
