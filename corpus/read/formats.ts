import type { ExtractedText, Format } from '../schema.ts'

/** Turns the bytes of one file into text; throws UnreadableError, or whatever its library throws on damaged bytes. */
type Reader = (bytes: Uint8Array) => Promise<ExtractedText>

/** One row of the table of formats. To add a format: write its reader, add a row here and a rule in detect.ts. */
export interface FormatRow {
  readonly format: Format
  /** Extensions in lower case, without the dot. */
  readonly extensions: readonly string[]
  /** Read in a worker thread, because its parser may hang, recurse or swell on damaged bytes. */
  readonly isolated: boolean
  /** Loads the reader and, with it, its libraries. */
  readonly load: () => Promise<Reader>
}

/** Every format that can be read. */
export const FORMATS: readonly FormatRow[] = [
  {
    format: 'txt',
    extensions: ['txt', 'text'],
    isolated: false,
    load: async () => (await import('./text.ts')).readText,
  },
  {
    format: 'md',
    extensions: ['md', 'markdown'],
    isolated: false,
    load: async () => (await import('./text.ts')).readMarkdown,
  },
  {
    format: 'html',
    extensions: ['html', 'htm', 'xhtml', 'shtml'],
    isolated: true,
    load: async () => (await import('./html.ts')).readHtml,
  },
  {
    format: 'csv',
    extensions: ['csv', 'tsv'],
    isolated: false,
    load: async () => (await import('./csv.ts')).readCsv,
  },
  {
    format: 'docx',
    extensions: ['docx', 'docm', 'dotx'],
    isolated: true,
    load: async () => (await import('./docx.ts')).readDocx,
  },
  {
    format: 'doc',
    extensions: ['doc', 'dot'],
    isolated: true,
    load: async () => (await import('./doc.ts')).readDoc,
  },
  {
    format: 'pdf',
    extensions: ['pdf'],
    isolated: true,
    load: async () => (await import('./pdf.ts')).readPdf,
  },
  {
    format: 'xlsx',
    extensions: ['xlsx', 'xlsm', 'xltx'],
    isolated: true,
    load: async () => (await import('./xlsx.ts')).readXlsx,
  },
]

/** The row of a format. */
export function formatRow(format: Format): FormatRow {
  const row = FORMATS.find((candidate) => candidate.format === format)
  if (row === undefined) throw new Error(`no reader for ${format}`)
  return row
}
