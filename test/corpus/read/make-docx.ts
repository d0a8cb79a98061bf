import { strToU8, zipSync } from 'fflate'

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'

/** The parts of a hand-made Word file, each the inside of its root element. */
export interface DocxParts {
  readonly body: string
  readonly styles?: string
  readonly numbering?: string
  readonly more?: Readonly<Record<string, string>>
}

/** A Word file with just these parts. */
export function makeDocx({ body, styles = '', numbering = '', more = {} }: DocxParts): Uint8Array {
  const part = (root: string, inside: string) =>
    strToU8(`<?xml version="1.0"?><w:${root} ${NAMESPACES}>${inside}</w:${root}>`)
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    'word/styles.xml': part('styles', styles),
    'word/numbering.xml': part('numbering', numbering),
    ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, strToU8(text)])),
  })
}

/** A paragraph of one run. */
export function paragraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
}

/** A paragraph of a list. */
export function item(text: string, list: number, level: number): string {
  return paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)
}

/** One level of a list definition. */
export function level(index: number, format: string, text: string, more = ''): string {
  return `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
}

/** A list definition and the lists that use it. */
export function lists(levels: string, ids: readonly number[] = [1], overrides = ''): string {
  const uses = ids.map(
    (id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="0"/>${id === ids.at(-1) ? overrides : ''}</w:num>`,
  )
  return `<w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum>${uses.join('')}`
}
