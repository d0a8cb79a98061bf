import type { Format } from '../schema.ts'
import { damaged, encrypted, UNSUPPORTED_EXTENSIONS, type UnsupportedKind, unsupported } from './advice.ts'
import { decodeText } from './decode.ts'
import { FORMATS } from './formats.ts'
import { isOle, rootStreams, sectorOffset } from './ole.ts'

/** How far into a file its markup is looked for, in bytes. */
const HEAD_BYTES = 4096

/** First bytes of kinds without a reader, as Latin-1 text. */
const SIGNATURES: readonly (readonly [string, UnsupportedKind])[] = [
  ['{\\rtf', 'rtf'],
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['Rar!', 'archive'],
  ['7z\xbc\xaf', 'archive'],
  ['\x1f\x8b', 'archive'],
  ['ID3', 'media'],
  ['RIFF', 'media'],
]

/** Parts that tell zip containers apart, in the order they are looked for. */
const ZIP_PARTS: readonly (readonly [RegExp, Format | UnsupportedKind])[] = [
  [/^word\/document\d*\.xml$/, 'docx'],
  [/^xl\/workbook\d*\.xml$/, 'xlsx'],
  [/^xl\/workbook\.bin$/, 'xlsb'],
  [/^ppt\//, 'ppt'],
  [/^ofd\.xml$/, 'ofd'],
  [/^content\.xml$/, 'odf'],
]

/**
 * Decides the format of a file by its bytes first and its extension second, so that a docx renamed .doc or a web page
 * saved as .doc is still read. Throws UnreadableError for kinds without a reader.
 */
export async function detectFormat(bytes: Uint8Array, fileName: string): Promise<Format> {
  const extension = extensionOf(fileName)
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1')
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf'
  if (/^PK(\x03\x04|\x05\x06)/.test(head)) return zipFormat(bytes)
  if (isOle(bytes)) return oleFormat(bytes, extension)
  const signature = SIGNATURES.find(([mark]) => head.startsWith(mark))
  if (signature !== undefined) throw unsupported(signature[1])
  return textFormat(bytes, extension)
}

function extensionOf(fileName: string): string {
  return /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
}

async function zipFormat(bytes: Uint8Array): Promise<Format> {
  const { openZip } = await import('./zip.ts')
  const { names } = openZip(bytes)
  const match = ZIP_PARTS.find(([pattern]) => names.some((name) => pattern.test(name)))
  return readable(match?.[1] ?? 'archive')
}

function readable(kind: Format | UnsupportedKind): Format {
  const row = FORMATS.find(({ format }) => format === kind)
  if (row === undefined) throw unsupported(kind as UnsupportedKind)
  return row.format
}

function oleFormat(bytes: Uint8Array, extension: string): Format {
  const streams = rootStreams(bytes)
  const named = (name: string) => streams.find((stream) => stream.name.toLowerCase() === name)
  if (named('encryptedpackage') !== undefined) throw encrypted()
  if (named('powerpoint document') !== undefined) throw unsupported('ppt')
  const word = named('worddocument')
  const foreign = UNSUPPORTED_EXTENSIONS[extension]
  if (word === undefined && (named('workbook') !== undefined || named('book') !== undefined))
    throw unsupported(extension === 'et' ? 'et' : 'xls')
  if (foreign === 'wps' || foreign === 'et' || foreign === 'dps') throw unsupported(foreign)
  if (word === undefined) throw damaged()
  if (isEncryptedDoc(bytes, sectorOffset(bytes, word.firstSector))) throw encrypted()
  return 'doc'
}

/** The fEncrypted bit of the File Information Block ([MS-DOC] 2.5.1). */
function isEncryptedDoc(bytes: Uint8Array, offset: number): boolean {
  const magic = (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8)
  return magic === 0xa5ec && ((bytes[offset + 11] ?? 0) & 0x01) !== 0
}

async function textFormat(bytes: Uint8Array, extension: string): Promise<Format> {
  const known = FORMATS.find(({ extensions }) => extensions.includes(extension))?.format
  const plain = known === 'txt' || known === 'md' || known === 'csv'
  const head = await decodeText(bytes.subarray(0, HEAD_BYTES)).catch((cause: unknown) => {
    if (plain) throw cause
    if (known !== undefined) throw damaged(cause)
    throw unsupported(UNSUPPORTED_EXTENSIONS[extension] ?? 'other')
  })
  const markup = markupKind(head.trimStart(), plain)
  if (markup !== undefined) return readable(markup)
  if (extension === 'xls' || known === 'xlsx') return 'csv'
  if (known === 'docx' || known === 'doc' || known === 'pdf' || extension === '') return 'txt'
  if (known !== undefined) return known
  throw unsupported(UNSUPPORTED_EXTENSIONS[extension] ?? 'other')
}

/** Markup that text begins with; in a file called plain text only a whole web page counts. */
function markupKind(head: string, plain: boolean): Format | UnsupportedKind | undefined {
  if (/<\?mso-application|<w:wordDocument|<pkg:package/.test(head)) return 'wordXml'
  if (/^MIME-Version:/im.test(head) && /multipart\/related/i.test(head)) return 'mht'
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html)\b/i.test(head)) return 'html'
  if (!plain && /^<(head|body|meta|title|style|div|table|p|h[1-6]|span|article|section)\b[^>]*>/i.test(head))
    return 'html'
  return undefined
}
