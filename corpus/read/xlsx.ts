import type { ExtractedText } from '../schema.ts'
import { damaged } from './advice.ts'
import { builtInFormat } from './number-format.ts'
import { writeSheet } from './sheet-blocks.ts'
import { textBuilder } from './text-builder.ts'
import { readSheet, richText, type SheetContext } from './xlsx-sheet.ts'
import { child, parseXml, type XmlElement } from './xml.ts'
import { openZip, type ZipParts } from './zip.ts'

interface SheetEntry {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

/**
 * Reads a workbook (ECMA-376): every visible sheet in order, numbers and dates as they are displayed, formulas by their
 * saved results. Title and note rows around a table become paragraphs; the title, or else the sheet's name, its caption.
 */
export async function readXlsx(bytes: Uint8Array): Promise<ExtractedText> {
  const zip = openZip(bytes)
  const workbookPart = zip.names.find((name) => /^xl\/workbook\d*\.xml$/.test(name)) ?? ''
  const workbook = parsePart(zip, workbookPart)
  if (workbook === undefined) throw damaged()
  const context = sheetContext(zip, workbook)
  const builder = textBuilder()
  const sheets = sheetEntries(zip, workbook, workbookPart)
  const visible = sheets.filter((sheet) => !sheet.hidden)
  for (const { name, part } of visible) {
    const root = parsePart(zip, part)
    if (root === undefined) continue
    const sheet = readSheet(root, context)
    writeSheet(sheet, builder, { name, named: visible.length > 1 || !/^(sheet|工作表)\d*$/i.test(name) })
    if (sheet.uncomputed > 0) {
      builder.note(
        `工作表「${name}」有 ${sheet.uncomputed} 个公式没有保存结果;请用 Excel 或 WPS 打开并保存一次再入库。`,
      )
    }
  }
  const hidden = sheets.filter((sheet) => sheet.hidden)
  if (hidden.length > 0) builder.note(`隐藏的工作表没有读入:${hidden.map((sheet) => sheet.name).join('、')}。`)
  return builder.build('xlsx')
}

function parsePart(zip: ZipParts, name: string): XmlElement | undefined {
  const part = zip.part(name)
  return part === undefined ? undefined : parseXml(part)
}

function sheetEntries(zip: ZipParts, workbook: XmlElement, workbookPart: string): SheetEntry[] {
  const relations = parsePart(zip, workbookPart.replace(/([^/]+)$/, '_rels/$1.rels'))
  const targets = new Map<string | undefined, string>()
  for (const relation of relations?.children ?? []) {
    const target = relation.attributes.get('Target') ?? ''
    targets.set(relation.attributes.get('Id'), target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  const sheets = child(workbook, 'sheets')
  return [...(sheets?.children ?? [])].map((sheet, index) => ({
    name: sheet.attributes.get('name') ?? '',
    hidden: /hidden/i.test(sheet.attributes.get('state') ?? ''),
    part: targets.get(sheet.attributes.get('id')) ?? `xl/worksheets/sheet${index + 1}.xml`,
  }))
}

function sheetContext(zip: ZipParts, workbook: XmlElement): SheetContext {
  const date1904 = child(workbook, 'workbookPr')?.attributes.get('date1904')
  const strings = parsePart(zip, 'xl/sharedstrings.xml')
  return {
    date1904: date1904 === '1' || date1904 === 'true',
    strings: [...(strings?.children ?? [])].map(richText),
    formats: cellFormats(parsePart(zip, 'xl/styles.xml')),
  }
}

/** Format code of each cell style, in the order of cellXfs. */
function cellFormats(styles: XmlElement | undefined): string[] {
  const custom = new Map<string, string>()
  const formats = child(styles, 'numFmts')
  for (const format of formats?.children ?? []) {
    custom.set(format.attributes.get('numFmtId') ?? '', format.attributes.get('formatCode') ?? 'General')
  }
  const cells = child(styles, 'cellXfs')
  return [...(cells?.children ?? [])].map((cell) => {
    const id = cell.attributes.get('numFmtId') ?? '0'
    return custom.get(id) ?? builtInFormat(Number(id))
  })
}
