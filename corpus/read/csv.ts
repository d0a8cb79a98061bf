import type { ExtractedText } from '../schema.ts'
import { decodeText } from './decode.ts'
import { textBuilder } from './text-builder.ts'

/** Reads a comma-, tab- or semicolon-separated file as one table (RFC 4180, quotes doubled inside quotes). */
export async function readCsv(bytes: Uint8Array): Promise<ExtractedText> {
  const text = await decodeText(bytes)
  const builder = textBuilder()
  const rows = parseCsv(text, delimiterOf(text)).filter((row) => row.some((cell) => cell.trim() !== ''))
  builder.table(rows.map((row) => row.map((cell) => ({ text: cell }))))
  return builder.build('csv')
}

/** The separator that is most frequent in the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, 4096).split(/[\r\n]/, 1)[0] ?? ''
  const counted = [',', '\t', ';'].map((mark) => ({ mark, count: first.split(mark).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark
}

function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]]
  let position = 0
  while (position <= text.length) {
    const field = text[position] === '"' ? quotedField(text, position + 1) : { value: '', end: position }
    const end = endOfField(text, field.end, delimiter)
    rows.at(-1)?.push(field.value + text.slice(field.end, end))
    if (end < text.length && text[end] !== delimiter) rows.push([])
    position = text.startsWith('\r\n', end) ? end + 2 : end + 1
  }
  return rows
}

/** The field whose opening quote stands before `start`, and where what follows its closing quote begins. */
function quotedField(text: string, start: number): { value: string; end: number } {
  let close = text.indexOf('"', start)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  const end = close === -1 ? text.length : close
  return { value: text.slice(start, end).replaceAll('""', '"'), end: Math.min(end + 1, text.length) }
}

function endOfField(text: string, start: number, delimiter: string): number {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === delimiter || text[index] === '\n' || text[index] === '\r') return index
  }
  return text.length
}
