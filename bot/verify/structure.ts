import { foldWidth } from '../../corpus/normalize.ts'
import { parseChineseNumeral } from '../../corpus/numerals.ts'

/** A number that orders the reply itself, with what it orders. */
export interface StructuralNumber {
  readonly start: number
  readonly end: number
  readonly value: number
  /** `source`: 〔1〕 and 原文1; `label`: 1. and 一是, consecutive from 1; `part`: (1/3). */
  readonly kind: 'source' | 'label' | 'part'
}

const SOURCE = /〔(\d{1,2})〕|原文\s?(\d{1,2})(?!\d)/g
const PART = /\((\d{1,2})\/(\d{1,2})\)/g
const N = '[一二三四五六七八九十]{1,3}'
const LABELS: readonly RegExp[] = [
  /(?<=^[^\S\n]*)(\d{1,3})[.、](?!\d)/gm,
  /(?<=^[^\S\n]*)\((\d{1,3})\)/gm,
  /([①-⑳])/g,
  new RegExp(`(?<=^[^\\S\\n]*)(${N})、`, 'gm'),
  new RegExp(`(?<=^[^\\S\\n]*)\\((${N})\\)`, 'gm'),
  new RegExp(`(?<=^|[\\n,。;:、])(${N})是`, 'gm'),
]

/** The numbers of a text that order its own parts; a list label counts only in a run 1, 2, 3… of one form. */
export function structuralNumbers(text: string): readonly StructuralNumber[] {
  const folded = foldWidth(text)
  const sources = matches(folded, SOURCE, 'source')
  const parts = matches(folded, PART, 'part')
  return [...sources, ...parts, ...LABELS.flatMap((pattern) => consecutive(matches(folded, pattern, 'label')))]
}

/** How many lines of a text are items of a list. */
export function listLines(text: string): number {
  return foldWidth(text)
    .split('\n')
    .filter((line) => /^\s*(?:\d{1,3}[.、](?!\d)|\(\d{1,3}\)|[①-⑳]|[·•-])/.test(line)).length
}

function matches(text: string, pattern: RegExp, kind: StructuralNumber['kind']): readonly StructuralNumber[] {
  return [...text.matchAll(pattern)].flatMap((match) =>
    match.slice(1).flatMap((digits, index) => {
      if (digits === undefined) return []
      const start = match.index + (index === 0 ? match[0].indexOf(digits) : match[0].lastIndexOf(digits))
      return [{ start, end: start + digits.length, value: labelValue(digits), kind }]
    }),
  )
}

function labelValue(digits: string): number {
  if (/^\d+$/.test(digits)) return Number(digits)
  const circled = digits.charCodeAt(0) - '①'.charCodeAt(0)
  return circled >= 0 && circled < 20 ? circled + 1 : (parseChineseNumeral(digits) ?? 0)
}

function consecutive(labels: readonly StructuralNumber[]): readonly StructuralNumber[] {
  let expected = 1
  return labels.filter(({ value }) => {
    if (value !== expected && value !== 1) return false
    expected = value + 1
    return true
  })
}
