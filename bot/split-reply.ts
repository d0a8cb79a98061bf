/** The longest part in UTF-16 units: what the tightest known client route carries whole (2,000 characters), with room for a mention. */
const MAX_PART_CHARS = 1_800
/** Room kept for `(12/34)` and the line break behind it. */
const NUMBER_CHARS = 12

/** A row of a text table: cells parted by a bar, a tab, or two and more blanks. */
const TABLE_ROW = /[|｜│\t]|\S(?: {2,}|\u3000+)\S/

/** Lines, with the rows of one table held together. */
function blocksOf(paragraph: string): string[] {
  const blocks: string[] = []
  let tableRows = 0
  for (const line of paragraph.split('\n')) {
    const row = TABLE_ROW.test(line)
    if (row && tableRows > 0) blocks[blocks.length - 1] += `\n${line}`
    else blocks.push(line)
    tableRows = row ? tableRows + 1 : 0
  }
  return blocks
}

function sentencesOf(line: string): string[] {
  return line.match(/[^。！？!?；;]*[。！？!?；;]+[」』”’）)〕】]*|[^。！？!?；;]+$/g) ?? [line]
}

/** Cuts where nothing better is left, never inside a character. */
function cutHard(text: string, limit: number): string[] {
  const parts: string[] = []
  let part = ''
  for (const char of text) {
    if (part.length + char.length > limit) {
      parts.push(part)
      part = ''
    }
    part += char
  }
  return part === '' ? parts : [...parts, part]
}

interface Level {
  readonly joint: string
  readonly pieces: (text: string) => string[]
}

/** From the best place to cut to the worst: blank lines, lines (tables whole), table rows, sentences. */
const LEVELS: readonly Level[] = [
  { joint: '\n\n', pieces: (text) => text.split(/\n[ \t\u3000]*\n+/) },
  { joint: '\n', pieces: blocksOf },
  { joint: '\n', pieces: (text) => text.split('\n') },
  { joint: '', pieces: sentencesOf },
]

function pack(text: string, limit: number, level = 0): string[] {
  if (text.length <= limit) return [text]
  const rule = LEVELS[level]
  if (!rule) return cutHard(text, limit)
  const parts: string[] = []
  for (const piece of rule.pieces(text)) {
    const last = parts.at(-1)
    const joined = last === undefined ? piece : last + rule.joint + piece
    if (last !== undefined && joined.length <= limit) parts[parts.length - 1] = joined
    else parts.push(...pack(piece, limit, level + 1))
  }
  return parts
}

/**
 * Splits a reply at paragraph ends into parts of at most `limit` UTF-16 units, numbered (1/3) when there are several. A table stays
 * in one part when it fits into one; nothing is lost but the blanks at the cuts. An empty text gives no part.
 */
export function splitReply(text: string, limit: number = MAX_PART_CHARS): string[] {
  const whole = text.replace(/\r\n?/g, '\n').trim()
  if (whole === '') return []
  if (whole.length <= limit) return [whole]
  const parts = pack(whole, Math.max(1, limit - NUMBER_CHARS))
    .map((part) => part.replace(/^\n+/, '').trimEnd())
    .filter((part) => part !== '')
  return parts.length === 1 ? parts : parts.map((part, index) => `(${index + 1}/${parts.length})\n${part}`)
}
