import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { UnreadableError } from '../errors.ts'
import type { ExtractedText } from '../schema.ts'
import { encrypted } from './advice.ts'
import { dropRunningLines } from './pdf-furniture.ts'
import { linesOf, type PdfItem, type PdfPage } from './pdf-lines.ts'
import { writePdfBlocks } from './pdf-paragraphs.ts'
import { takeRuledTables } from './pdf-ruled-table.ts'
import { type PdfRules, rulesOf } from './pdf-rules.ts'
import { textBuilder } from './text-builder.ts'

/** Fewer characters than this on a page count as no text layer: a stamp or a page number over a scan. */
const MIN_PAGE_CHARACTERS = 8

/** Above this share of characters without a meaning the text is not usable. */
const MAX_STRANGE_SHARE = 0.3

/** Most pages without text that a note lists one by one. */
const MAX_LISTED_PAGES = 10

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

/**
 * Reads a PDF by its text layer: lines joined into paragraphs, running heads, footers and page numbers left out, tables
 * told by their gaps. Throws UnreadableError `scanned` when no page has a text layer and `encrypted` when a password is
 * needed to open it.
 */
export async function readPdf(bytes: Uint8Array): Promise<ExtractedText> {
  const pdfjs = await loadPdfjs()
  const { pages, title } = await readPages(pdfjs, bytes)
  const builder = textBuilder()
  const blank = pages.filter((page) => characters(page) < MIN_PAGE_CHARACTERS).map((page) => page.number)
  if (blank.length === pages.length) {
    throw new UnreadableError(
      'scanned',
      '这份 PDF 没有文字层,应是扫描件;请先做文字识别(OCR)并核对,或找到 docx 原稿再试。',
    )
  }
  if (blank.length > 0) builder.note(blankNote(blank))
  writePdfBlocks(dropRunningLines(pages), builder)
  const extracted = builder.build('pdf')
  if (isGarbled(extracted.text)) {
    throw new UnreadableError(
      'scanned',
      '这份 PDF 的文字无法还原(字体没有附带编码);请找到 docx 原稿,或做文字识别(OCR)后再试。',
    )
  }
  return isConfirmed(title, extracted.text) ? { ...extracted, title } : extracted
}

/** Stands in for browser types that the library asks for when it loads; nothing is drawn here. */
async function loadPdfjs(): Promise<Pdfjs> {
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: class {}, configurable: true })
  }
  return import('pdfjs-dist/legacy/build/pdf.mjs')
}

async function readPages(pdfjs: Pdfjs, bytes: Uint8Array): Promise<{ pages: PdfPage[]; title: string }> {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: join(home, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(home, 'standard_fonts') + sep,
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    // Pictures are not looked at, so they are not unpacked.
    maxImageSize: 1,
  })
  try {
    const document = await task.promise
    const pages: PdfPage[] = []
    for (let number = 1; number <= document.numPages; number += 1) pages.push(await readPage(pdfjs, document, number))
    return { pages, title: await metadataTitle(document) }
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw encrypted()
    throw error
  } finally {
    await task.destroy()
  }
}

async function metadataTitle(document: PdfDocument): Promise<string> {
  const { info } = await document.getMetadata()
  const title: unknown = 'Title' in info ? info.Title : undefined
  return typeof title === 'string' ? title.trim() : ''
}

/** Many files carry the title of the file they were made from; only one that the text prints counts. */
function isConfirmed(title: string, text: string): boolean {
  return title !== '' && text.replace(/\s/g, '').includes(title.replace(/\s/g, ''))
}

/** Fonts without a map to Unicode come out as private characters. */
function isGarbled(text: string): boolean {
  const strange = text.match(/[\ue000-\uf8ff\ufffd]/g)?.length ?? 0
  return strange > text.length * MAX_STRANGE_SHARE
}

type PdfDocument = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>

async function readPage(pdfjs: Pdfjs, document: PdfDocument, number: number): Promise<PdfPage> {
  const page = await document.getPage(number)
  const viewport = page.getViewport({ scale: 1 })
  const content = await page.getTextContent()
  const items: PdfItem[] = []
  for (const item of content.items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = pdfjs.Util.transform(viewport.transform, item.transform)
    const size = Math.hypot(c, d)
    // Rotated text is a stamp, a watermark or a margin note.
    if (size === 0 || Math.abs(b) > Math.abs(a)) continue
    items.push({ text: item.str, x, y, width: item.width, size })
  }
  const rules = items.length === 0 ? { horizontal: [], vertical: [] } : await readRules(pdfjs, page, viewport.transform)
  page.cleanup()
  const { tables, rest } = takeRuledTables(items, rules)
  return { number, height: viewport.height, width: viewport.width, lines: linesOf(rest), tables }
}

type PdfDocumentPage = Awaited<ReturnType<PdfDocument['getPage']>>

async function readRules(pdfjs: Pdfjs, page: PdfDocumentPage, transform: readonly number[]): Promise<PdfRules> {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform
  return rulesOf(await page.getOperatorList(), pdfjs.OPS, [a, b, c, d, e, f])
}

function characters(page: PdfPage): number {
  const tables = page.tables.flatMap((table) => table.rows.flatMap((row) => row.map((cell) => cell.text)))
  return [...page.lines.map((line) => line.text), ...tables].join('').replace(/\s/g, '').length
}

function blankNote(pages: readonly number[]): string {
  const listed = pages.slice(0, MAX_LISTED_PAGES).join('、')
  const more = pages.length > MAX_LISTED_PAGES ? `等共 ${pages.length} 页` : ''
  return `第${listed}页${more}没有文字层,可能是扫描件或图片,没有读入;请先做文字识别(OCR)再入库。`
}
