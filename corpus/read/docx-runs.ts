import { child, isOn, type XmlElement } from './xml.ts'

/** The words of a paragraph and what hangs on it. */
export interface ParagraphContent {
  readonly text: string
  /** Contents of text boxes, in order. */
  readonly boxes: readonly XmlElement[]
  readonly footnotes: number
}

/** Elements whose text is not part of what a person reads. */
const LEFT_OUT = new Set([
  'del',
  'moveFrom',
  'pPr',
  'rPr',
  'instrText',
  'delText',
  'rt',
  'sdtPr',
  'fldChar',
  'annotationRef',
  'txbxContent',
])

/** Elements that stand for characters. */
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: ' ',
  ptab: ' ',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '-',
}

/** Collects the text of a paragraph: insertions kept, deletions and hidden runs left out, fields by their result. */
export function paragraphText(paragraph: XmlElement): ParagraphContent {
  const content = { text: '', boxes: [] as XmlElement[], footnotes: 0 }
  collect(paragraph, content)
  return content
}

function collect(element: XmlElement, content: { text: string; boxes: XmlElement[]; footnotes: number }): void {
  for (const item of element.children) {
    const name = item.name
    if (name === 't') content.text += item.text
    else if (name in CHARACTERS) content.text += CHARACTERS[name]
    else if (name === 'txbxContent') content.boxes.push(item)
    else if (name === 'footnoteReference' || name === 'endnoteReference') content.footnotes += 1
    else if (name === 'AlternateContent') {
      const chosen = child(item, 'Choice') ?? child(item, 'Fallback')
      if (chosen !== undefined) collect(chosen, content)
    } else if (name === 'sym') content.text += symbol(item)
    else if (name === 'r' && isOn(child(child(item, 'rPr'), 'vanish'))) continue
    else if (!LEFT_OUT.has(name)) collect(item, content)
  }
}

/** Check boxes drawn with symbol fonts; other symbols have no character of their own. */
function symbol(element: XmlElement): string {
  const code = element.attributes.get('char')?.toUpperCase()
  if (code === 'F0FE' || code === '00FE' || code === 'F052' || code === '0052') return '☑'
  return code === 'F0A8' || code === '00A8' || code === 'F0A3' || code === '00A3' ? '☐' : ''
}
