import { attributeOf, collapse, type HtmlElement, isBlock, walk } from './html-dom.ts'
import { isFurnitureLine } from './html-furniture.ts'
import type { MainContent } from './html-main.ts'
import { readHtmlTable } from './html-table.ts'
import { formatNumber } from './numbering-format.ts'
import type { TextBuilder } from './text-builder.ts'

/** Longest heading, in characters; longer ones are paragraphs dressed up. */
const MAX_HEADING = 120

/** Number formats of <ol type>. */
const LIST_FORMATS: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
}

interface OpenList {
  readonly format: string | undefined
  next: number
}

/** Writes the lines, headings, list numbers and tables of the document; lines of page furniture are left out. */
export function writeHtmlBlocks({ root, isLeftOut }: MainContent, builder: TextBuilder): void {
  let line = ''
  let level: number | undefined
  const lists: OpenList[] = []
  const flush = () => {
    const text = collapse(line).trim()
    line = ''
    if (text === '' || isFurnitureLine(text)) return
    builder.paragraph(text, level !== undefined && text.length <= MAX_HEADING ? level : undefined)
  }
  const skip = (element: HtmlElement) => {
    if (isLeftOut(element)) return true
    const table = element.tagName === 'table' ? readHtmlTable(element) : undefined
    if (table === undefined) return false
    flush()
    builder.table(table.rows, table)
    return true
  }
  for (const event of walk(root, skip)) {
    if (event.kind === 'text') {
      line += event.text
      continue
    }
    const { tagName } = event.element
    if (tagName === 'br' && event.kind === 'enter') flush()
    if (!isBlock(event.element)) continue
    flush()
    if (/^h[1-6]$/.test(tagName)) level = event.kind === 'enter' ? Number(tagName[1]) : undefined
    if (tagName === 'ol' || tagName === 'ul') {
      if (event.kind === 'enter') lists.push(openList(event.element))
      else lists.pop()
    }
    if (tagName === 'li' && event.kind === 'enter') line += listLabel(event.element, lists.at(-1))
  }
  flush()
}

function openList(element: HtmlElement): OpenList {
  const start = Number.parseInt(attributeOf(element, 'start'), 10)
  const plain = element.tagName === 'ul' || /list-style[^;]*none/i.test(attributeOf(element, 'style'))
  const format = plain ? undefined : (LIST_FORMATS[attributeOf(element, 'type')] ?? 'decimal')
  return { format, next: Number.isFinite(start) ? start : 1 }
}

/** The number a browser shows before a list item, unless the item prints one itself. */
function listLabel(item: HtmlElement, list: OpenList | undefined): string {
  if (list?.format === undefined) return ''
  const own = Number.parseInt(attributeOf(item, 'value'), 10)
  const number = Number.isFinite(own) ? own : list.next
  list.next = number + 1
  return `${formatNumber(number, list.format)}.`
}
