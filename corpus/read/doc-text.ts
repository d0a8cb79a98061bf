import { type DocFile, FIB, propertyRuns, runAt, sprms, utf16 } from './doc-binary.ts'

/** A paragraph or cell of the document: its words, the mark that ends it, and where that mark is stored. */
export interface DocParagraph {
  readonly text: string
  /** 0x0d for a paragraph, 0x07 for a cell or the end of a row, 0x0c for a page or section. */
  readonly mark: number
  /** Offset of the mark in the main stream, by which its properties are found. */
  readonly place: number
}

/** A piece of the text ([MS-DOC] 2.8.35): characters from `from` on, stored at `place`. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly place: number
  readonly bytesPerCharacter: 1 | 2
}

const MARKS = new Set([0x0d, 0x07, 0x0c])
const FIELD_BEGIN = 0x13
const FIELD_SEPARATOR = 0x14
const FIELD_END = 0x15

/** Characters that stand for something else. */
const REPLACED: Readonly<Record<number, string>> = { 9: ' ', 11: '\n', 14: '\n', 30: '-', 31: '' }

/** Paragraphs between two character positions: deletions, hidden text and field codes left out, fields by their result. */
export function paragraphsBetween(file: DocFile, from: number, to: number): DocParagraph[] {
  const isHidden = hiddenAt(file)
  const paragraphs: DocParagraph[] = []
  let text = ''
  const fields: boolean[] = []
  for (const { code, place } of characters(file, from, to)) {
    if (code === FIELD_BEGIN) fields.push(true)
    else if (code === FIELD_SEPARATOR) fields[fields.length - 1] = false
    else if (code === FIELD_END) fields.pop()
    else if (MARKS.has(code)) {
      paragraphs.push({ text, mark: code, place })
      text = ''
    } else if (!fields.includes(true) && !isHidden(place))
      text += REPLACED[code] ?? (code < 0x20 ? '' : String.fromCharCode(code))
  }
  if (text !== '') paragraphs.push({ text, mark: 0x0d, place: -1 })
  return paragraphs
}

function* characters(file: DocFile, from: number, to: number): Generator<{ code: number; place: number }> {
  for (const piece of pieces(file)) {
    const first = Math.max(from, piece.from)
    const last = Math.min(to, piece.to)
    if (first >= last) continue
    const start = piece.place + (first - piece.from) * piece.bytesPerCharacter
    const text = pieceText(file.main, start, last - first, piece.bytesPerCharacter)
    for (let index = 0; index < text.length; index += 1) {
      yield { code: text.charCodeAt(index), place: start + index * piece.bytesPerCharacter }
    }
  }
}

function pieceText(main: DataView, start: number, length: number, bytesPerCharacter: 1 | 2): string {
  if (bytesPerCharacter === 2) return utf16(main, start, length)
  return new TextDecoder('windows-1252').decode(new Uint8Array(main.buffer, main.byteOffset + start, length))
}

/** The piece table; grpprls before it are skipped. */
function pieces(file: DocFile): Piece[] {
  const { start, length } = file.place(FIB.pieces)
  let offset = start
  while (offset < start + length && file.table.getUint8(offset) === 1)
    offset += 3 + file.table.getUint16(offset + 1, true)
  if (file.table.getUint8(offset) !== 2) throw new Error('no piece table')
  const count = Math.floor((file.table.getUint32(offset + 1, true) - 4) / 12)
  const base = offset + 5
  return Array.from({ length: count }, (_, index) => {
    const stored = file.table.getUint32(base + (count + 1) * 4 + index * 8 + 2, true)
    const compressed = (stored & 0x40000000) !== 0
    const place = stored & 0x3fffffff
    return {
      from: file.table.getUint32(base + index * 4, true),
      to: file.table.getUint32(base + index * 4 + 4, true),
      place: compressed ? place / 2 : place,
      bytesPerCharacter: compressed ? 1 : 2,
    }
  })
}

const DELETED = 0x0800
const HIDDEN = 0x083c
const ENTRY_BYTES = 1

/** Tells whether the character stored at a place is deleted or hidden. */
function hiddenAt(file: DocFile): (place: number) => boolean {
  const runs = propertyRuns(file, FIB.characterPages, ENTRY_BYTES).map((run) => ({
    ...run,
    hidden: isHidden(file.main, run.properties),
  }))
  const hidden = runs.filter((run) => run.hidden)
  return hidden.length === 0 ? () => false : (place) => runAt(hidden, place) !== undefined
}

function isHidden(main: DataView, properties: number): boolean {
  if (properties === 0) return false
  for (const { code, data, offset } of sprms(main, properties + 1, main.getUint8(properties))) {
    if ((code === DELETED || code === HIDDEN) && data.getUint8(offset) === 1) return true
  }
  return false
}
