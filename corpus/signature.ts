import { type Line, linesOf } from './lines.ts'
import { isoDate } from './years.ts'

/** Who signed a document and when, as its last lines say. */
export interface Signature {
  readonly body?: string
  /** ISO yyyy-mm-dd. */
  readonly date?: string
}

const ORGAN =
  /^(?:中共|中国共产党)?[\u4e00-\u9fff、 ()]{1,38}(?:人民政府|政府|委员会|党委|[市区县州镇乡工省党]委|局|厅|司|办公室|[政府市区县州]办|院|中心|办事处|领导小组|总队|支队|大队|公司|协会|联合会|党组|部)$/
const DATE_LINE =
  /^[(]?(?:(?:19|20)\d{2}|[一二][〇零○OoО0九].{2}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?[\d一二三四五六七八九十]{1,3} ?日[)]?$/
const SIGNED_AND_DATED = /^(.{2,40}?)[ ]*((?:(?:19|20)\d{2}|二[〇零○O].{2}) ?年.{1,3}月.{1,3}日)$/

/** The last standing date of a text and the organs printed above it; an organ alone at the end counts as well. */
export function signatureOf(text: string): Signature {
  const lines = linesOf(text.length > 200000 ? text.slice(-200000) : text)
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index]?.folded ?? ''
    if (line.length > 60) continue
    const joint = SIGNED_AND_DATED.exec(line)
    if (joint?.[1] && ORGAN.test(joint[1])) return compact(joint[1], isoDate(joint[2] ?? ''))
    if (!DATE_LINE.test(line)) continue
    const body = organsAbove(lines, index)
    if (body || index >= lines.length - 6) return compact(body, isoDate(line))
  }
  const last = lines[lines.length - 1]?.folded ?? ''
  return ORGAN.test(last) && lines.length > 3 ? { body: last } : {}
}

function compact(body: string | undefined, date: string | undefined): Signature {
  return { ...(body ? { body: body.trim() } : {}), ...(date ? { date } : {}) }
}

function organsAbove(lines: readonly Line[], index: number): string | undefined {
  const organs: string[] = []
  for (let at = index - 1; at >= Math.max(0, index - 3); at -= 1) {
    const line = lines[at]?.folded ?? ''
    if (!ORGAN.test(line)) break
    organs.unshift(line)
  }
  return organs.length > 0 ? organs.join(' ') : undefined
}
