import { type DocFile, FIB, propertyRuns, runAt, type Sprm, sprms } from './doc-binary.ts'

/** Properties of a paragraph that decide how it is read. */
export interface DocParagraphProperties {
  readonly style: number
  /** Outline level from 0; 9 is body text. */
  readonly outline?: number
  /** One-based index of the list override; 0 for none. */
  readonly list?: number
  readonly listLevel?: number
  readonly inTable: boolean
  readonly endsRow: boolean
  /** The row's table definition. */
  readonly definition?: Sprm
}

/** A paragraph style with what it takes over from the styles it is based on. */
export interface DocStyle {
  /** Number of the built-in style; 1 to 9 are headings. */
  readonly builtIn: number
  readonly properties: DocParagraphProperties
}

const CODES = {
  style: 0x4600,
  outline: 0x2640,
  listLevel: 0x260a,
  list: 0x460b,
  inTable: 0x2416,
  endsRow: 0x2417,
  definition: 0xd608,
} as const

const PARAGRAPH_STYLE = 1
const NO_STYLE = 0xfff
const MAX_CHAIN = 20
const PLAIN: DocParagraphProperties = { style: 0, inTable: false, endsRow: false }

/** Finds the properties of the paragraph whose mark is stored at a place; styles are applied by the caller. */
export function paragraphProperties(file: DocFile): (place: number) => DocParagraphProperties {
  const runs = propertyRuns(file, FIB.paragraphPages, 13)
  return (place) => {
    const run = runAt(runs, place)
    if (run === undefined || run.properties === 0) return PLAIN
    // A length of 0 says that the next byte counts in words, without the half that the first form leaves out.
    const short = file.main.getUint8(run.properties)
    const start = short === 0 ? run.properties + 2 : run.properties + 1
    const length = short === 0 ? file.main.getUint8(run.properties + 1) * 2 : short * 2 - 1
    return readProperties(file.main, start, length)
  }
}

/** The style number, then property modifiers. */
function readProperties(data: DataView, start: number, length: number): DocParagraphProperties {
  if (length < 2) return PLAIN
  const found: { -readonly [Key in keyof DocParagraphProperties]: DocParagraphProperties[Key] } = {
    ...PLAIN,
    style: data.getUint16(start, true),
  }
  for (const sprm of sprms(data, start + 2, length - 2)) {
    if (sprm.code === CODES.style) found.style = data.getUint16(sprm.offset, true)
    else if (sprm.code === CODES.outline) found.outline = data.getUint8(sprm.offset)
    else if (sprm.code === CODES.list) found.list = Math.max(0, data.getInt16(sprm.offset, true))
    else if (sprm.code === CODES.listLevel) found.listLevel = data.getUint8(sprm.offset)
    else if (sprm.code === CODES.inTable) found.inTable = data.getUint8(sprm.offset) === 1
    else if (sprm.code === CODES.endsRow) found.endsRow = data.getUint8(sprm.offset) === 1
    else if (sprm.code === CODES.definition) found.definition = sprm
  }
  return found
}

/** The style sheet ([MS-DOC] 2.9.271) by style number. */
export function readDocStyles(file: DocFile): (style: number) => DocStyle | undefined {
  const { start, length } = file.place(FIB.styles)
  const headerBytes = file.table.getUint16(start, true)
  const count = file.table.getUint16(start + 2, true)
  const baseBytes = file.table.getUint16(start + 4, true)
  const raw: (RawStyle | undefined)[] = []
  let offset = start + 2 + headerBytes
  for (let index = 0; index < count && offset + 2 <= start + length; index += 1) {
    const size = file.table.getUint16(offset, true)
    raw.push(size === 0 ? undefined : readStyle(file.table, offset + 2, baseBytes))
    offset += 2 + size
  }
  return (style) => {
    const own = raw[style]
    return own === undefined ? undefined : { builtIn: own.builtIn, properties: inherit(raw, style) }
  }
}

interface RawStyle {
  readonly builtIn: number
  readonly base: number
  readonly properties: DocParagraphProperties
}

function readStyle(data: DataView, start: number, baseBytes: number): RawStyle | undefined {
  const kind = data.getUint16(start + 2, true)
  if ((kind & 0xf) !== PARAGRAPH_STYLE) return undefined
  const nameLength = data.getUint16(start + baseBytes, true)
  let offset = start + baseBytes + 2 + nameLength * 2 + 2
  offset += (offset - start) % 2
  const size = data.getUint16(offset, true)
  return {
    builtIn: data.getUint16(start, true) & 0xfff,
    base: kind >> 4,
    properties: readProperties(data, offset + 2, size),
  }
}

function inherit(raw: readonly (RawStyle | undefined)[], style: number): DocParagraphProperties {
  const chain: DocParagraphProperties[] = []
  for (let next = style; next !== NO_STYLE && chain.length < MAX_CHAIN; next = raw[next]?.base ?? NO_STYLE) {
    const found = raw[next]
    if (found === undefined) break
    chain.unshift(found.properties)
  }
  return Object.assign({}, PLAIN, ...chain)
}
