import { readStream } from './ole.ts'

/** The two streams of a Word 97–2003 document and what its file information block ([MS-DOC] 2.5) says of them. */
export interface DocFile {
  readonly main: DataView
  readonly table: DataView
  /** Characters of the body, the footnotes, the running heads, the comments, the endnotes and the text boxes. */
  readonly lengths: {
    readonly body: number
    readonly footnotes: number
    readonly heads: number
    readonly comments: number
    readonly endnotes: number
    readonly boxes: number
  }
  /** Place of a structure in the table stream by its index in FibRgFcLcb97. */
  readonly place: (index: number) => { readonly start: number; readonly length: number }
}

/** Indexes into FibRgFcLcb97 ([MS-DOC] 2.5.6). */
export const FIB = { styles: 1, characterPages: 12, paragraphPages: 13, pieces: 33, lists: 73, overrides: 74 } as const

const WORD_97 = 0x00c1
const PAIRS_OFFSET = 0x9a

/** Opens the streams. Throws when they are missing or older than Word 97, and RangeError when they are cut. */
export function openDoc(bytes: Uint8Array): DocFile {
  const main = view(readStream(bytes, 'WordDocument'))
  if (main.getUint16(0, true) !== 0xa5ec || main.getUint16(2, true) < WORD_97) throw new Error('not Word 97–2003')
  const table = view(readStream(bytes, (main.getUint16(0x0a, true) & 0x0200) === 0 ? '0Table' : '1Table'))
  const count = (offset: number) => Math.max(0, main.getInt32(offset, true))
  return {
    main,
    table,
    lengths: {
      body: count(0x4c),
      footnotes: count(0x50),
      heads: count(0x54),
      comments: count(0x5c),
      endnotes: count(0x60),
      boxes: count(0x64),
    },
    place: (index) => ({
      start: main.getUint32(PAIRS_OFFSET + index * 8, true),
      length: main.getUint32(PAIRS_OFFSET + index * 8 + 4, true),
    }),
  }
}

function view(bytes: Uint8Array | undefined): DataView {
  if (bytes === undefined) throw new Error('a stream of the document is missing')
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** UTF-16 characters. Throws RangeError beyond the end. */
export function utf16(data: DataView, offset: number, length: number): string {
  if (offset + length * 2 > data.byteLength) throw new RangeError('text beyond the end')
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(
    new Uint8Array(data.buffer, data.byteOffset + offset, length * 2),
  )
}

/** One property modifier: its code and where its operand stands. */
export interface Sprm {
  readonly code: number
  readonly data: DataView
  readonly offset: number
}

/** Operand sizes by the top three bits of the code ([MS-DOC] 2.6.1); 0 is said by the operand itself. */
const OPERAND_BYTES = [1, 1, 2, 4, 2, 2, 0, 3] as const

/** Table definitions count their length in two bytes. */
const LONG_OPERANDS = new Set([0xd608, 0xd606])

/** The property modifiers of a list of `length` bytes at `start`. */
export function* sprms(data: DataView, start: number, length: number): Generator<Sprm> {
  const end = Math.min(start + length, data.byteLength)
  for (let offset = start; offset + 2 < end; ) {
    const code = data.getUint16(offset, true)
    const fixed = OPERAND_BYTES[code >> 13] ?? 1
    yield { code, data, offset: offset + 2 }
    if (fixed > 0) offset += 2 + fixed
    else if (LONG_OPERANDS.has(code)) offset += 3 + data.getUint16(offset + 2, true)
    else offset += 3 + data.getUint8(offset + 2)
  }
}

const PAGE_BYTES = 512

/** A stretch of the main stream that has one set of properties; offsets in bytes. */
export interface PropertyRun {
  readonly from: number
  readonly to: number
  /** Where its property bytes begin in the main stream, or 0 for none. */
  readonly properties: number
}

/** The runs of all formatted disk pages ([MS-DOC] 2.9.55, 2.9.179), ordered by place. */
export function propertyRuns(file: DocFile, index: number, entryBytes: number): PropertyRun[] {
  const { start, length } = file.place(index)
  const pages = Math.floor((length - 4) / 8)
  const runs: PropertyRun[] = []
  for (let page = 0; page < pages; page += 1) {
    const base = (file.table.getUint32(start + (pages + 1) * 4 + page * 4, true) & 0x3fffff) * PAGE_BYTES
    const count = file.main.getUint8(base + PAGE_BYTES - 1)
    for (let run = 0; run < count; run += 1) {
      const offset = file.main.getUint8(base + (count + 1) * 4 + run * entryBytes) * 2
      runs.push({
        from: file.main.getUint32(base + run * 4, true),
        to: file.main.getUint32(base + run * 4 + 4, true),
        properties: offset === 0 ? 0 : base + offset,
      })
    }
  }
  return runs.sort((a, b) => a.from - b.from)
}

/** The run that holds a byte of the main stream. */
export function runAt(runs: readonly PropertyRun[], place: number): PropertyRun | undefined {
  let low = 0
  let high = runs.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const run = runs[middle]
    if (run === undefined) return undefined
    if (place < run.from) high = middle - 1
    else if (place >= run.to) low = middle + 1
    else return run
  }
  return undefined
}
