import { blocks, type DocxContext, type DocxParagraph, readParagraph } from './docx-paragraph.ts'
import { type DocxTable, readTable } from './docx-table.ts'
import type { XmlElement } from './xml.ts'

/** What was met on the way besides text. */
export interface DocxFindings {
  title?: string
  footnotes: number
}

/** Writes every paragraph and table below `container`, in order. */
export function writeBlocks(container: XmlElement, context: DocxContext): DocxFindings {
  const findings: DocxFindings = { footnotes: 0 }
  for (const block of blocks(container)) {
    if (block.name === 'p') writeParagraph(readParagraph(block, context), context, findings)
    else writeTable(readTable(block, context), context, findings)
  }
  return findings
}

function writeParagraph(paragraph: DocxParagraph, context: DocxContext, findings: DocxFindings): void {
  findings.footnotes += paragraph.footnotes
  if (paragraph.style?.isContents !== true) {
    if (paragraph.style?.isTitle === true && paragraph.text !== '') findings.title ??= paragraph.text
    context.builder.paragraph(paragraph.text, paragraph.headingLevel)
  }
  for (const box of paragraph.boxes) findings.footnotes += writeBlocks(box, context).footnotes
}

/** A table of one column is layout, and its cells are paragraphs. */
function writeTable(table: DocxTable, context: DocxContext, findings: DocxFindings): void {
  findings.footnotes += table.footnotes
  if (table.rows.every((row) => row.length <= 1)) {
    for (const paragraph of table.paragraphs) writeParagraph(paragraph, context, { footnotes: 0 })
    return
  }
  context.builder.table(table.rows, table.headerRows > 0 ? { headerRows: table.headerRows } : {})
}
