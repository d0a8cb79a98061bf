import type { ExtractedText, Span } from '../schema.ts'
import { decodeText } from './decode.ts'
import { pipeTables } from './pipe-table.ts'

/** Reads a plain text file: its own text as decoded, without the byte order mark. */
export async function readText(bytes: Uint8Array): Promise<ExtractedText> {
  return { format: 'txt', text: await decodeText(bytes), tables: [], styledHeadings: [], notes: [] }
}

/** Reads a Markdown file: its own text unchanged; `#` headings are marked without their signs, tables drawn with pipes are tables, a single first-level one is the title. */
export async function readMarkdown(bytes: Uint8Array): Promise<ExtractedText> {
  const text = await decodeText(bytes)
  const styledHeadings = markdownHeadings(text)
  const first = styledHeadings.filter((heading) => heading.level === 1)
  const only = first.length === 1 ? first[0] : undefined
  const title = only && { title: text.slice(only.start, only.end) }
  return { format: 'md', text, tables: pipeTables(text), styledHeadings, notes: [], ...title }
}

function markdownHeadings(text: string): (Span & { level: number })[] {
  const headings: (Span & { level: number })[] = []
  let fence: string | undefined
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const mark = /^ {0,3}(```|~~~)/.exec(line[0])?.[1]
    if (mark !== undefined && (fence === undefined || fence === mark)) fence = fence === undefined ? mark : undefined
    const parts = fence === undefined ? /^( {0,3}(#{1,6})[ \t]+)(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line[0]) : null
    const [, lead = '', signs = '', words = ''] = parts ?? []
    if (words === '') continue
    const start = line.index + lead.length
    headings.push({ start, end: start + words.length, level: signs.length })
  }
  return headings
}
