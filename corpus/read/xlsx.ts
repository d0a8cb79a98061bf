import type { Element } from '@xmldom/xmldom'
import type { ExtractedText } from '../schema.ts'
import { damaged } from './advice.ts'
import { builtInFormat } from './number-format.ts'
import { writeSheet } from './sheet-blocks.ts'
import { textBuilder } from './text-builder.ts'
import { readSheet, richText, type SheetContext } from './xlsx-sheet.ts'
import { attribute, child, children, parseXml } from './xml.ts'
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

function parsePart(zip: ZipParts, name: string): Element | undefined {
  const part = zip.part(name)
  return part === undefined ? undefined : parseXml(part)
}

function sheetEntries(zip: ZipParts, workbook: Element, workbookPart: string): SheetEntry[] {
  const relations = parsePart(zip, workbookPart.replace(/([^/]+)$/, '_rels/$1.rels'))
  const targets = new Map<string | undefined, string>()
  for (const relation of relations === undefined ? [] : children(relations)) {
    const target = attribute(relation, 'Target') ?? ''
    targets.set(attribute(relation, 'Id'), target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  const sheets = child(workbook, 'sheets')
  return [...(sheets === undefined ? [] : children(sheets))].map((sheet, index) => ({
    name: attribute(sheet, 'name') ?? '',
    hidden: /hidden/i.test(attribute(sheet, 'state') ?? ''),
    part: targets.get(sheet.getAttribute('r:id') ?? attribute(sheet, 'id')) ?? `xl/worksheets/sheet${index + 1}.xml`,
  }))
}

function sheetContext(zip: ZipParts, workbook: Element): SheetContext {
  const date1904 = attribute(child(workbook, 'workbookPr'), 'date1904')
  const strings = parsePart(zip, 'xl/sharedstrings.xml')
  return {
    date1904: date1904 === '1' || date1904 === 'true',
    strings: [...(strings === undefined ? [] : children(strings))].map(richText),
    formats: cellFormats(parsePart(zip, 'xl/styles.xml')),
  }
}

/** Format code of each cell style, in the order of cellXfs. */
function cellFormats(styles: Element | undefined): string[] {
  const custom = new Map<string, string>()
  const formats = child(styles, 'numFmts')
  for (const format of formats === undefined ? [] : children(formats)) {
    custom.set(attribute(format, 'numFmtId') ?? '', attribute(format, 'formatCode') ?? 'General')
  }
  const cells = child(styles, 'cellXfs')
  return [...(cells === undefined ? [] : children(cells))].map((cell) => {
    const id = attribute(cell, 'numFmtId') ?? '0'
    return custom.get(id) ?? builtInFormat(Number(id))
  })
}
