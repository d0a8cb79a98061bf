import { paragraphText } from './docx-runs.ts'
import { integer, outlineLevel, type ParagraphStyle } from './docx-styles.ts'
import type { ListNumbers } from './list-numbers.ts'
import type { TextBuilder } from './text-builder.ts'
import { child, value, type XmlElement } from './xml.ts'

/** What the blocks are written with. */
export interface DocxContext {
  readonly styles: ReadonlyMap<string, ParagraphStyle>
  readonly numbers: ListNumbers
  readonly builder: TextBuilder
}

/** A paragraph ready to be placed. */
export interface DocxParagraph {
  readonly text: string
  readonly style: ParagraphStyle | undefined
  readonly headingLevel?: number
  /** Paragraphs of its text boxes. */
  readonly boxes: readonly XmlElement[]
  readonly footnotes: number
}

/** Containers that pass their blocks on. */
const CONTAINERS = new Set(['sdtContent', 'customXml', 'ins', 'moveTo', 'txbxContent', 'smartTag', 'body'])

/** Paragraphs and tables below `container`, inside content controls and insertions too, tables of contents excepted. */
export function* blocks(container: XmlElement): Generator<XmlElement> {
  for (const element of container.children) {
    const name = element.name
    if (name === 'p' || name === 'tbl') yield element
    else if (name === 'sdt') {
      const content = child(element, 'sdtContent')
      if (content !== undefined && !isContentsControl(element)) yield* blocks(content)
    } else if (name === 'AlternateContent') {
      const chosen = child(element, 'Choice') ?? child(element, 'Fallback')
      if (chosen !== undefined) yield* blocks(chosen)
    } else if (CONTAINERS.has(name)) yield* blocks(element)
  }
}

function isContentsControl(control: XmlElement): boolean {
  const gallery = value(child(child(control, 'sdtPr'), 'docPartObj'), 'docPartGallery')
  return gallery === 'Table of Contents'
}

/** Reads one paragraph; the list number is counted even where the paragraph is not used. */
export function readParagraph(element: XmlElement, context: DocxContext): DocxParagraph {
  const properties = child(element, 'pPr')
  const styleId = value(properties, 'pStyle') ?? ''
  const style = context.styles.get(styleId)
  const content = paragraphText(element)
  const own = value(properties, 'outlineLvl')
  const headingLevel = own === undefined ? style?.headingLevel : outlineLevel(own)
  const text = content.text.trim()
  const label = text === '' ? '' : listLabel(properties, { id: styleId, style }, context)
  const level = headingLevel === undefined ? {} : { headingLevel }
  return { text: `${label}${text}`, style, boxes: content.boxes, footnotes: content.footnotes, ...level }
}

function listLabel(
  properties: XmlElement | undefined,
  paragraph: { readonly id: string; readonly style: ParagraphStyle | undefined },
  { numbers }: DocxContext,
): string {
  const numbering = child(properties, 'numPr')
  const own = value(numbering, 'numId')
  const numberId = own ?? paragraph.style?.numberId
  if (numberId === undefined || numberId === '0' || child(numbering, 'del') !== undefined) return ''
  const level =
    integer(value(numbering, 'ilvl')) ??
    (own === undefined ? paragraph.style?.numberLevel : 0) ??
    numbers.linkedLevel(numberId, paragraph.id)
  return numbers.next(numberId, level)
}
