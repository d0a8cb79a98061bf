import { UnreadableError } from '../../corpus/errors.ts'
import type { Document } from '../../corpus/schema.ts'
import type { DocumentReader } from '../../retrieval/ingest.ts'

/**
 * A reader for text files whose first line is the title and whose every other line is a passage. A file that starts with
 * 「坏」 cannot be read; a line 「密级:…」 marks it.
 */
export const plainReader: DocumentReader = async ({ bytes, path, hash }) => {
  const text = new TextDecoder().decode(bytes)
  if (text.startsWith('坏')) throw new UnreadableError('damaged', '文件已损坏,请重新导出后再试。')
  return plainDocument(path, text, hash)
}

/** The document of such a file. */
function plainDocument(path: string, text: string, hash = path): Document {
  const [title = ''] = text.split('\n')
  const year = /(\d{4})年/.exec(title)?.[1]
  const region = /[\p{Script=Han}]{2,3}区/u.exec(title)?.[0]
  const secrecyMark = /^密级:(.+)$/m.exec(text)?.[1]
  const passages: Document['passages'][number][] = []
  let start = title.length + 1
  for (const line of text.split('\n').slice(1)) {
    if (line !== '') {
      passages.push({ seq: passages.length, start, end: start + line.length, text: line, heading: -1, path: [] })
    }
    start += line.length + 1
  }
  return {
    path,
    hash,
    format: 'txt',
    text,
    identity: {
      title,
      titleFrom: 'text',
      kind: 'report',
      aliases: region ? [region.slice(0, -1)] : [],
      ...(region ? { region } : {}),
      ...(year ? { year: Number(year) } : {}),
      ...(secrecyMark ? { secrecyMark } : {}),
      notes: [],
    },
    outline: [],
    passages,
    figures: [],
    tasks: [],
    notes: [],
  }
}
