import type { ExtractedText } from '../schema.ts'
import { type DocFile, openDoc } from './doc-binary.ts'
import { readDocLists } from './doc-lists.ts'
import { type DocParagraphProperties, type DocStyle, paragraphProperties, readDocStyles } from './doc-styles.ts'
import { type DocRow, tableRows } from './doc-table.ts'
import { type DocParagraph, paragraphsBetween } from './doc-text.ts'
import type { ListNumbers } from './list-numbers.ts'
import { type TextBuilder, textBuilder } from './text-builder.ts'

/** Numbers of built-in styles ([MS-DOC] 2.9.260). */
const TITLE_STYLE = 62
const isContents = (builtIn: number) => builtIn >= 19 && builtIn <= 27

const CELL_MARK = 0x07
/** sprmPOutLvl of body text. */
const BODY_TEXT = 9

/**
 * Reads a Word 97–2003 document ([MS-DOC]): body and text boxes with the numbers of their lists, headings by style and
 * outline level, tables with merged cells. Deleted and hidden text, running heads, contents, comments and footnotes are
 * left out (the last with a note). Documents whose structures are damaged are read for their bare text.
 */
export async function readDoc(bytes: Uint8Array): Promise<ExtractedText> {
  const extracted = structured(bytes)
  if (extracted !== undefined && extracted.text !== '') return extracted
  const { readPlainDoc } = await import('./doc-plain.ts')
  return readPlainDoc(bytes)
}

function structured(bytes: Uint8Array): ExtractedText | undefined {
  try {
    return readStructured(openDoc(bytes))
  } catch {
    // Damaged tables of properties: the bare text may still be there.
    return undefined
  }
}

interface DocContext {
  readonly properties: (place: number) => DocParagraphProperties
  readonly styles: (style: number) => DocStyle | undefined
  readonly lists: ListNumbers
  readonly builder: TextBuilder
}

function readStructured(file: DocFile): ExtractedText {
  const builder = textBuilder()
  const { body, footnotes, heads, comments, endnotes, boxes } = file.lengths
  const context = {
    properties: paragraphProperties(file),
    styles: readDocStyles(file),
    lists: readDocLists(file),
    builder,
  }
  const title = writeParagraphs(paragraphsBetween(file, 0, body), context)
  const boxStart = body + footnotes + heads + comments + endnotes
  writeParagraphs(paragraphsBetween(file, boxStart, boxStart + boxes), context)
  if (footnotes + endnotes > 0) builder.note('文中有脚注或尾注,没有读入。')
  return builder.build('doc', title)
}

/** Writes paragraphs and tables in order and returns the words in the Title style. */
function writeParagraphs(paragraphs: readonly DocParagraph[], context: DocContext): string | undefined {
  let title: string | undefined
  let rows: DocRow[] = []
  let cells: string[] = []
  let cell: string[] = []
  const endTable = () => {
    writeTable(rows, context.builder)
    rows = []
    for (const text of [...cells, ...cell]) context.builder.paragraph(text)
    cells = []
    cell = []
  }
  for (const paragraph of paragraphs) {
    const read = readParagraph(paragraph, context)
    if (read.own.endsRow) {
      rows.push({ cells, ...(read.own.definition && { definition: read.own.definition }) })
      cells = []
    } else if (read.own.inTable || paragraph.mark === CELL_MARK) {
      cell.push(read.text)
      if (paragraph.mark !== CELL_MARK) continue
      cells.push(cell.join('\n'))
      cell = []
    } else {
      endTable()
      if (isContents(read.builtIn)) continue
      if (read.builtIn === TITLE_STYLE) title ??= read.text === '' ? undefined : read.text
      context.builder.paragraph(read.text, read.headingLevel)
    }
  }
  endTable()
  return title
}

interface ReadParagraph {
  readonly text: string
  readonly own: DocParagraphProperties
  readonly builtIn: number
  readonly headingLevel?: number
}

function readParagraph({ text, place }: DocParagraph, { properties, styles, lists }: DocContext): ReadParagraph {
  const own = properties(place)
  const style = styles(own.style)
  const builtIn = style?.builtIn ?? 0
  const list = own.list ?? style?.properties.list ?? 0
  const level = own.listLevel ?? style?.properties.listLevel ?? 0
  const words = text.trim()
  const label = list === 0 || words === '' ? '' : lists.next(String(list), level)
  const outline = own.outline ?? style?.properties.outline ?? (builtIn >= 1 && builtIn <= 9 ? builtIn - 1 : BODY_TEXT)
  return { text: label + words, own, builtIn, ...(outline < BODY_TEXT ? { headingLevel: outline + 1 } : {}) }
}

/** A table of one column is layout. */
function writeTable(rows: readonly DocRow[], builder: TextBuilder): void {
  if (rows.some((row) => row.cells.length > 1)) builder.table(tableRows(rows))
  else for (const text of rows.flatMap((row) => row.cells)) builder.paragraph(text)
}
