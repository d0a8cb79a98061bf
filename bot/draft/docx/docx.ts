import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx'
import type { Tokenizer } from '../../../retrieval/tokens.ts'
import type { Block, Draft } from '../schema.ts'
import { slotsOf } from '../segments.ts'
import { annex } from './annex.ts'
import { CHARACTER, FONT, GRID, MARGIN, PAGE, SIZE } from './layout.ts'
import { blankLine, blockParagraph, defaultStyles, paragraphStyles, titleParagraph } from './paragraphs.ts'
import { patchPackage } from './patch.ts'
import { titleLines } from './title.ts'

/**
 * The draft as a .docx in the official format (GB/T 9704-2012, print without red head): page, margins, grid, fonts with
 * alternates, heading levels, page numbers outside, 主送, 署名, date; what is open is highlighted, and the sources stand on a
 * last page that is torn off. The same draft gives the same bytes.
 */
export async function draftDocx(draft: Draft, tokenizer: Tokenizer): Promise<Uint8Array> {
  const document = new Document({
    title: draft.title,
    creator: '兰台',
    lastModifiedBy: '兰台',
    description: `${draft.final ? '定稿' : '草稿'}${draft.version}`,
    evenAndOddHeaderAndFooters: true,
    styles: { default: defaultStyles(), paragraphStyles: paragraphStyles() },
    sections: [
      {
        properties: pageProperties(),
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [titleParagraph(titleLines(draft.title, tokenizer)), blankLine(), ...body(draft)],
      },
      {
        properties: { ...pageProperties(), type: SectionType.NEXT_PAGE },
        footers: { default: emptyFooter(), even: emptyFooter() },
        children: annex(draft),
      },
    ],
  })
  return patchPackage(new Uint8Array(await Packer.toArrayBuffer(document)), draft.at)
}

function body({ blocks }: Draft): Paragraph[] {
  const slots = slotsOf(blocks)
  return blocks.flatMap((block, at) => [
    ...(isFirstSignature(block, blocks[at - 1]) ? [blankLine(true)] : []),
    blockParagraph(block, slots, isSigning(blocks[at + 1])),
  ])
}

/** 署名 and date never stand on a page without text. */
function isSigning(next: Block | undefined): boolean {
  return next?.role === 'signature' || next?.role === 'date'
}

/** 正文下空一行 before 署名. */
function isFirstSignature(block: Block, before: Block | undefined): boolean {
  return block.role === 'signature' && before?.role !== 'signature'
}

function pageProperties() {
  return {
    page: { size: PAGE, margin: MARGIN },
    grid: { type: DocumentGridType.LINES_AND_CHARS, ...GRID },
  }
}

/** — 1 — in 4号宋体, one character in from the outer edge: right on odd pages, left on even ones. */
function pageNumber(alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const indent = alignment === AlignmentType.RIGHT ? { right: CHARACTER.pageNumber } : { left: CHARACTER.pageNumber }
  const child = (text: string) => new TextRun({ text, font: FONT.pageNumber, size: SIZE.pageNumber })
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent,
        children: [
          child('— '),
          new TextRun({ children: [PageNumber.CURRENT], font: FONT.pageNumber, size: SIZE.pageNumber }),
          child(' —'),
        ],
      }),
    ],
  })
}

const emptyFooter = (): Footer => new Footer({ children: [new Paragraph({ children: [] })] })
