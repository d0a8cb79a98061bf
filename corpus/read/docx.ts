import { UnreadableError } from '../errors.ts'
import type { ExtractedText } from '../schema.ts'
import { damaged } from './advice.ts'
import { writeBlocks } from './docx-blocks.ts'
import { readNumbering } from './docx-numbering.ts'
import { readStyles } from './docx-styles.ts'
import { textBuilder } from './text-builder.ts'
import { child, parseXml, type XmlElement } from './xml.ts'
import { openZip, type ZipParts } from './zip.ts'

/**
 * Reads a Word document (ECMA-376): paragraphs with the numbers of their lists, headings by style and outline level,
 * tables, text boxes after the paragraph they hang on. Left out: deleted and hidden text, headers and footers, the
 * table of contents, comments and footnotes (the last with a note).
 */
export async function readDocx(bytes: Uint8Array): Promise<ExtractedText> {
  const zip = openZip(bytes)
  const main = mainPart(zip)
  const body = child(parsePart(zip, main), 'body')
  if (body === undefined) throw damaged()
  const folder = main.replace(/[^/]*$/, '')
  const styles = readStyles(parsePart(zip, `${folder}styles.xml`))
  const numbers = readNumbering(parsePart(zip, `${folder}numbering.xml`), styles)
  const builder = textBuilder()
  const found = writeBlocks(body, { styles, numbers, builder })
  if (found.footnotes > 0) builder.note(`文中有 ${found.footnotes} 处脚注或尾注,没有读入。`)
  const extracted = builder.build('docx')
  if (extracted.text === '' && zip.names.some((name) => name.startsWith(`${folder}media/`))) throw onlyPictures()
  const title = found.title ?? titleFromProperties(zip, extracted.text)
  return title === undefined ? extracted : { ...extracted, title }
}

function onlyPictures(): UnreadableError {
  return new UnreadableError('scanned', '文档里只有图片,没有文字;请先做文字识别(OCR)并核对,保存为有文字的 docx 再试。')
}

function parsePart(zip: ZipParts, name: string): XmlElement | undefined {
  const part = zip.part(name)
  return part === undefined ? undefined : parseXml(part)
}

/** The part named by the package's relations, or the usual one. */
function mainPart(zip: ZipParts): string {
  const relations = parsePart(zip, '_rels/.rels')
  for (const relation of relations?.children ?? []) {
    const target = relation.attributes.get('Target')?.replace(/^\//, '')
    if (relation.attributes.get('Type')?.endsWith('/officeDocument') && target !== undefined) return target
  }
  return 'word/document.xml'
}

/** The title property, when the text confirms it: many files carry that of the file they were copied from. */
function titleFromProperties(zip: ZipParts, text: string): string | undefined {
  const title = child(parsePart(zip, 'docprops/core.xml'), 'title')?.text?.trim()
  if (title === undefined || title === '') return undefined
  return text.replace(/\s/g, '').includes(title.replace(/\s/g, '')) ? title : undefined
}
