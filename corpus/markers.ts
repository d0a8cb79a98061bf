import { formatOrdinal, parseOrdinal } from './ordinals.ts'

/** The ways official documents number their headings, headings that have only a style, and the edge of an annex. */
export type MarkerKind =
  | 'part'
  | 'book'
  | 'chapter'
  | 'section'
  | 'article'
  | 'han'
  | 'hanParenthesis'
  | 'arabic'
  | 'decimal'
  | 'subdecimal'
  | 'arabicParenthesis'
  | 'arabicHalf'
  | 'circled'
  | 'styled'
  | 'boundary'

/** A number at the start of a line. */
export interface Marker {
  readonly kind: MarkerKind
  readonly label: string
  readonly number: number
  /** Index in the line of the first character after the label and the blanks that follow it. */
  readonly length: number
}

const HAN = '[零〇○一二三四五六七八九十百]{1,7}'
const ENCLOSED: readonly (readonly [MarkerKind, number, number])[] = [
  ['hanParenthesis', 0x3220, 10],
  ['arabicParenthesis', 0x2474, 20],
  ['circled', 0x2460, 20],
  ['circled', 0x2776, 10],
]

/** GB/T 9704-2012 §7.3.3 orders the levels of a document 一、 (一) 1. (1); statutes use 编 章 节 条. */
const PATTERNS: readonly (readonly [MarkerKind, RegExp])[] = [
  ['part', new RegExp(`^第 ?(${HAN}|\\d{1,2}) ?部分[ 、:.*]*`)],
  ['book', new RegExp(`^第 ?(${HAN}|\\d{1,2}) ?(?:分编|编|篇)(?=[ 、:.]|$|[^ ]{1,30}$)[ 、:.*]*`)],
  ['chapter', new RegExp(`^第 ?(${HAN}|\\d{1,3}) ?章[ 、:.*]*`)],
  ['section', new RegExp(`^第 ?(${HAN}|\\d{1,2}) ?节[ 、:.*]*`)],
  [
    'article',
    new RegExp(
      `^第 ?(${HAN}|\\d{1,3}) ?条(?:之${HAN})?(?![第、的款项]|[至到和及与或]者?第|规定|所[称列述]|中的|中规定)[ :.*]*`,
    ),
  ],
  ['han', new RegExp(`^(${HAN}) ?[、.](?! ?${HAN}[、.级类线产])[ 、.*]*`)],
  ['hanParenthesis', new RegExp(`^(${HAN})\\)[ 、.*]*`)],
  ['hanParenthesis', new RegExp(`^\\( ?(${HAN}) ?\\)[ 、.*]*`)],
  ['subdecimal', /^\d{1,2}\.\d{1,2}\.(\d{1,2})\.?(?: +|(?=[\u4e00-\u9fff]{4}))/],
  ['decimal', /^\d{1,2}\.(\d{1,2})\.?(?: +|(?=[\u4e00-\u9fff]{4}))(?![万亿千百个件人次元倍%年月日])/],
  ['arabic', /^(\d{1,3}) ?[、.](?!\d(?!\d{3} ?年))[ 、.*]*/],
  ['arabicParenthesis', /^\( ?(\d{1,3}) ?\)[ 、.*]*/],
  ['arabicHalf', /^(\d{1,3})\)[ 、.*]*/],
]

/** The number that opens a line (folded to half width, without leading blanks), if it has the form of a heading's. */
export function markerOf(line: string): Marker | undefined {
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(line)
    const number = match ? parseOrdinal(match[1] ?? '') : undefined
    if (match && number !== undefined) {
      return { kind, label: match[0].replace(/[ *]+$/, ''), number, length: match[0].length }
    }
  }
  return enclosedMarker(line)
}

function enclosedMarker(line: string): Marker | undefined {
  const code = line.charCodeAt(0)
  for (const [kind, first, count] of ENCLOSED) {
    if (code < first || code >= first + count) continue
    const length = line.length - line.slice(1).replace(/^[ 、.]+/, '').length
    return { kind, label: line.charAt(0), number: code - first + 1, length }
  }
  return undefined
}

/** How a label of this kind with another number would be printed, for naming one that is missing. */
export function labelOf(kind: MarkerKind, number: number): string {
  const han = formatOrdinal(number)
  switch (kind) {
    case 'part':
      return `第${han}部分`
    case 'book':
      return `第${han}编`
    case 'chapter':
      return `第${han}章`
    case 'section':
      return `第${han}节`
    case 'article':
      return `第${han}条`
    case 'han':
      return `${han}、`
    case 'hanParenthesis':
      return `(${han})`
    case 'arabicParenthesis':
      return `(${number})`
    case 'arabicHalf':
      return `${number})`
    case 'circled':
      return String.fromCharCode(0x245f + number)
    case 'arabic':
    case 'decimal':
    case 'subdecimal':
    case 'styled':
    case 'boundary':
      return `${number}.`
    default:
      return kind satisfies never
  }
}
