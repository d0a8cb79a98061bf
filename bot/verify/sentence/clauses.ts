import { foldWidth } from '../../../corpus/normalize.ts'
import type { Span } from '../../../corpus/schema.ts'
import { type FoundNumber, numbersIn } from '../numbers.ts'

/** A clause: what stands between two marks of punctuation. */
export interface Clause extends Span {
  readonly text: string
}

/** A sentence of a source, half-width, with its clauses and their numbers. */
export interface SourceSentence {
  /** Offset of the sentence in its passage. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly clauses: readonly Clause[]
}

const SENTENCE_END = /[。！!？?;；\n]+/g
/** A comma between digits belongs to the number. */
const CLAUSE_END = /(?<!\d),|,(?!\d{3})|[。！!？?;:、()【】〔〕\n\t|]/g

/** The clauses of a text, half-width, with offsets. */
export function clausesOf(text: string): readonly Clause[] {
  return cut(foldWidth(text), CLAUSE_END)
}

/** The sentences of a passage. */
export function sourceSentences(passage: string): readonly SourceSentence[] {
  const folded = foldWidth(passage)
  return cut(folded, SENTENCE_END).map(({ start, end, text }) => ({ start, end, text, clauses: clausesOf(text) }))
}

function cut(text: string, pattern: RegExp): readonly Clause[] {
  const pieces: Clause[] = []
  let start = 0
  const push = (end: number): void => {
    if (text.slice(start, end).trim() !== '') pieces.push({ start, end, text: text.slice(start, end) })
  }
  for (const match of text.matchAll(pattern)) {
    push(match.index)
    start = match.index + match[0].length
  }
  push(text.length)
  return pieces
}

/** Words that say nothing about what a number counts. */
const EMPTY = /其中|全[年市区县省州镇乡]|达到?|[共总计为是有的了与及等约各]|[年月日]/gu

/** Pairs of neighbouring characters of a text without its numbers and empty words; one character stands alone. */
export function pairsOf(text: string, numbers: readonly FoundNumber[] = numbersIn(text)): ReadonlySet<string> {
  let bare = ''
  let at = 0
  for (const { start, end } of numbers) {
    bare += `${text.slice(at, start)} `
    at = Math.max(at, end)
  }
  bare += text.slice(at)
  const runs = bare.split(/[^\p{L}\p{N}]+/u).map((run) => run.replace(EMPTY, ''))
  return new Set(runs.flatMap((run) => (run.length === 1 ? [run] : pairs(run))))
}

function pairs(run: string): readonly string[] {
  return Array.from({ length: Math.max(0, run.length - 1) }, (_, i) => run.slice(i, i + 2))
}

/** Share of `of` that is found in `within`; 0 for nothing. */
export function share(of: ReadonlySet<string>, within: ReadonlySet<string>): number {
  if (of.size === 0) return 0
  let found = 0
  for (const pair of of) if (within.has(pair)) found++
  return found / of.size
}
