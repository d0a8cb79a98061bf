import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { fontTable } from './fonts.ts'
import { CHARACTER, CHARACTER_SPACING, FONT, SIZE } from './layout.ts'

/** Indents are also given in characters, so that they follow the type size: w:firstLine="640" gets w:firstLineChars="200". */
function withCharacterIndents(xml: string, character: number): string {
  return xml.replace(/<w:ind\b[^>]*\/>/g, (element) =>
    element.replace(/w:(firstLine|left|right)="(\d+)"/g, (attribute, name: string, twips: string) => {
      const hundredths = Math.round((Number(twips) / character) * 100)
      return hundredths > 0 ? `w:${name}Chars="${hundredths}" ${attribute}` : attribute
    }),
  )
}

/** The default paragraph style, which the package leaves out and every other style is based on. */
function withNormal(styles: string): string {
  const { ascii, hAnsi, eastAsia, cs } = FONT.body
  const fonts = `<w:rFonts w:ascii="${ascii}" w:hAnsi="${hAnsi}" w:eastAsia="${eastAsia}" w:cs="${cs}"/>`
  const run = `<w:rPr>${fonts}<w:spacing w:val="${CHARACTER_SPACING}"/><w:sz w:val="${SIZE.body}"/><w:szCs w:val="${SIZE.body}"/></w:rPr>`
  const normal = `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/><w:jc w:val="both"/></w:pPr>${run}</w:style>`
  return styles.replace('</w:docDefaults>', `</w:docDefaults>${normal}`)
}

/**
 * What the docx package cannot write: alternate names of fonts, indents in characters; and times of the file that come from
 * the draft, so that the same draft gives the same file.
 */
export function patchPackage(bytes: Uint8Array, at: string): Uint8Array {
  const files = unzipSync(bytes)
  const patched = Object.entries(files).map(([name, content]): [string, Uint8Array] => {
    if (name === 'word/fontTable.xml') return [name, strToU8(fontTable())]
    if (name === 'docProps/core.xml')
      return [name, strToU8(strFromU8(content).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, at.replace(/\.\d+Z$/, 'Z')))]
    if (name === 'word/styles.xml')
      return [name, strToU8(withNormal(withCharacterIndents(strFromU8(content), CHARACTER.body)))]
    if (name === 'word/document.xml') return [name, strToU8(withCharacterIndents(strFromU8(content), CHARACTER.body))]
    if (/^word\/footer\d*\.xml$/.test(name))
      return [name, strToU8(withCharacterIndents(strFromU8(content), CHARACTER.pageNumber))]
    return [name, content]
  })
  // The zip format counts from 1980; a fixed time keeps the bytes the same.
  return zipSync(Object.fromEntries(patched), { level: 6, mtime: new Date('2000-01-01T00:00:00Z') })
}
