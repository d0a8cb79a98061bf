import { parse } from 'parse5'
import type { ExtractedText } from '../schema.ts'
import { decodeText } from './decode.ts'
import { writeHtmlBlocks } from './html-blocks.ts'
import { bare, mainContent, pageTitle } from './html-main.ts'
import { textBuilder } from './text-builder.ts'

/**
 * Reads a web page: the document without the page's furniture (navigation, header, footer, 字号, 打印, 上一篇, index
 * block), its title line first, h1 to h6 as styled headings, tables of data as tables.
 */
export async function readHtml(bytes: Uint8Array): Promise<ExtractedText> {
  const document = parse(await decodeText(bytes))
  const body = textBuilder()
  const main = mainContent(document)
  writeHtmlBlocks(main, body)
  const extracted = body.build('html')
  const title = pageTitle(document, extracted.text)
  if (title === undefined || extracted.text === '') return extracted
  if (startsWithTitle(extracted.text, title)) return { ...extracted, title }
  const whole = textBuilder()
  whole.paragraph(title, 1)
  writeHtmlBlocks(main, whole)
  return whole.build('html', title)
}

/** True when the title stands in the first lines, however it is broken. */
function startsWithTitle(text: string, title: string): boolean {
  return bare(text.slice(0, title.length + 200)).includes(bare(title))
}
