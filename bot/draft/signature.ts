import { foldWidth } from '../../corpus/normalize.ts'
import type { Document } from '../../corpus/schema.ts'

/** Lines at the end that may be the signing bodies and the date. */
const LAST_LINES = 4

/** Where the closing 特此报告, the signing body and the date at the end begin; the end of the text when it is not signed. */
export function signatureStart({ text }: Pick<Document, 'text'>): number {
  const lines = [...text.matchAll(/[^\r\n]+/g)].filter(([line]) => line.trim() !== '')
  let start = text.length
  for (const line of lines.slice(-LAST_LINES).reverse()) {
    const bare = foldWidth(line[0]).replace(/\s+/g, '')
    const date = /^\(?(?:(?:19|20)\d\d|[一二][〇零○].{2})年.{1,3}月.{1,3}日\)?$/.test(bare)
    const signs = /^[^。,;:、]{2,40}(?:政府|委员会|[党市区县州镇乡]委|[局厅办院]|办公室|中心|街道)$/.test(bare)
    const closes = /^特此(?:报告|汇报)[。.]?$/.test(bare)
    if (!date && !signs && !closes) break
    start = line.index
  }
  return start
}
