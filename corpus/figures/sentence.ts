import type { NumberMention } from '../quantities/mention.ts'
import { findNumbers } from '../quantities.ts'
import type { Span, Table } from '../schema.ts'

/** A stretch of prose between full stops or semicolons, with the numbers that stand in it. Offsets are into the folded text. */
export interface Sentence extends Span {
  readonly mentions: readonly NumberMention[]
  /** Follows the sentence before after a semicolon: its year still holds. */
  readonly joined: boolean
}

/** Half-width punctuation ends sentences with a point; behind a digit, a letter or 一 at the start of a line it ends none. */
const POINT = String.raw`(?<=[\p{Script=Han}%)"”’》])(?<!(?:^|[\n。;])[ ]{0,4}[(]?[一二三四五六七八九十]{1,3})\.`

/** What ends a sentence of figures, as the source of a regular expression with the flag u. */
export const SENTENCE_END = String.raw`[。!?！？;；\n]|${POINT}`

const SENTENCE = new RegExp(`(?:(?!${POINT})[^。!?！？;\\n])+`, 'gu')

/** The prose sentences of a text whose width has been folded; tables are left out. Linear in the length of the text. */
export function sentencesOf(text: string, tables: readonly Table[]): Sentence[] {
  const mentions = findNumbers(text)
  const sentences: Sentence[] = []
  let next = 0
  for (const match of text.matchAll(SENTENCE)) {
    const start = match.index
    const end = start + match[0].length
    while (next < mentions.length && mentions[next]!.start < start) next++
    const first = next
    while (next < mentions.length && mentions[next]!.start < end) next++
    if (next === first || tables.some((table) => table.start < end && start < table.end)) continue
    sentences.push({ start, end, mentions: mentions.slice(first, next), joined: text[start - 1] === ';' })
  }
  return sentences
}

const BOUNDARY = /[,:()]/

/** 村(居), 乡镇(街道): a bracket this short without a number is part of the word before it. */
const SHORT_BRACKET = /^\([^()\d,;:%]{1,5}\)/

function inShortBracket(text: string, at: number): boolean {
  if (text[at] === '(') return SHORT_BRACKET.test(text.slice(at, at + 8))
  const open = text.lastIndexOf('(', at)
  return open >= 0 && at - open <= 6 && SHORT_BRACKET.test(text.slice(open, at + 1))
}

/** Whether the character ends a clause: a comma between digits or a bracket inside a word does not. */
function isBoundary(text: string, at: number): boolean {
  if (!BOUNDARY.test(text[at]!)) return false
  if (text[at] === '(' || text[at] === ')') return !inShortBracket(text, at)
  return !(/\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? ''))
}

/** Where the clause of an offset starts, not before `floor`. */
export function clauseStart(text: string, offset: number, floor: number): number {
  let at = offset
  while (at > floor && !isBoundary(text, at - 1)) at--
  return at
}

/** Where the clause of an offset ends, not after `ceiling`. */
export function clauseEnd(text: string, offset: number, ceiling: number): number {
  let at = offset
  while (at < ceiling && !isBoundary(text, at)) at++
  return at
}
