/** A text in its normal form, with the way back to the original. */
export interface NormalizedText {
  readonly text: string
  /** Offset in the original of the character at `offset` of the normal form; the original's length at the end. */
  toOriginal(offset: number): number
}

/** Zero-width and control characters that print nothing; tab and line feed are kept. */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]|[\ufe00-\ufe0f]/
const BLANK = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/
/** Blocks whose characters have a single-character compatibility form: radicals of PDF fonts, ideographs, widths. */
const COMPATIBLE = /[\u2e80-\u2fdf\uf900-\ufaff\uff01-\uffee]/
const FOLDABLE =
  /[\u0000-\u0008\u000b\u000c\r\u000e-\u001f\u007f\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2e80-\u2fdf\u3000\uf900-\ufaff\ufeff-\uffee\ufff9-\ufffb]|[\ufe00-\ufe0f]/g

function foldCharacter(character: string): string {
  if (character === '\r' || character === '\u2028' || character === '\u2029') return '\n'
  if (BLANK.test(character) || INVISIBLE.test(character)) return ' '
  if (!COMPATIBLE.test(character)) return character
  const folded = character.normalize('NFKC')
  return folded.length === 1 ? folded : character
}

/**
 * Full-width letters, digits and punctuation as half-width, compatibility ideographs as ordinary ones, odd blanks and
 * invisible characters as spaces, carriage returns as line feeds. The length never changes: offsets stay valid.
 */
export function foldWidth(text: string): string {
  return text.replace(FOLDABLE, foldCharacter)
}

const HAN_OR_PUNCTUATION = /[\u2018-\u201d\u2026\u2014\u3001-\u303f\u3400-\u9fff]/
const JOINED = /[0-9A-Za-z%,.:;()\u2018-\u201d\u2026\u2014\u3001-\u303f\u3400-\u9fff]/

/** A run of spaces says nothing between Chinese characters, or between one and a number or a letter. */
function isIdle(before: string, after: string): boolean {
  const han = HAN_OR_PUNCTUATION.test(before) || HAN_OR_PUNCTUATION.test(after)
  return han && JOINED.test(before) && JOINED.test(after)
}

/** Whether the character at `index` disappears: invisible, the \r of \r\n, or (a space) part of an idle run. */
function isDropped(original: string, folded: string, index: number): boolean {
  const character = original.charAt(index)
  if (character === '\r') return original.charAt(index + 1) === '\n'
  return folded.charAt(index) === ' ' && INVISIBLE.test(character)
}

/**
 * The normal form used for matching: `foldWidth`, invisible characters removed, \r\n as one line feed, and the spaces
 * that typesetting leaves inside Chinese (总 则, 收到 16 件) removed. Linear in the length.
 */
export function normalize(text: string): NormalizedText {
  const folded = foldWidth(text)
  const kept: number[] = []
  const pieces: string[] = []
  let index = 0
  while (index < folded.length) {
    if (isDropped(text, folded, index)) {
      index += 1
      continue
    }
    const end = folded.charAt(index) === ' ' ? endOfSpaces(folded, index) : index + 1
    const before = pieces[pieces.length - 1] ?? '\n'
    if (folded.charAt(index) !== ' ' || !isIdle(before, folded.charAt(end) || '\n')) {
      pieces.push(folded.charAt(index))
      kept.push(index)
    }
    index = end
  }
  return { text: pieces.join(''), toOriginal: (offset) => kept[offset] ?? text.length }
}

function endOfSpaces(text: string, start: number): number {
  let end = start
  while (text.charAt(end) === ' ') end += 1
  return end
}
