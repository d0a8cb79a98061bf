import { linesOf } from './lines.ts'

/** 保守国家秘密法 art. 14 names the grades; GB/T 9704-2012 §7.2.2 prints them with ★ and the term at the top left. */
const GRADE =
  /(?:绝 ?密|机 ?密|秘 ?密) ?[★☆*] ?(?:\d{1,2} ?(?:年|个月)|[一二三四五六七八九十]{1,3}(?:年|个月)|长期|永久|启封|解密)?|(?:绝密|机密|秘密) ?(?:\d{1,2}年|长期|永久)(?= |$)/
const GRADE_ALONE = /^(?:密级 ?[:] ?)?(?:绝 ?密|机 ?密|秘 ?密)(?:级|文件)?$/
const INTERNAL =
  /^[【[(]?(?:内部资料|内部文件|内部材料|内部使用|工作秘密|会议纪要密)[,、 ]{0,2}(?:不得公开|不得外传|严禁外传|注意保存|注意保管|请勿外传|不得扩散|妥善保管)?[】\])!。]?$/
const FORBIDDEN =
  /(?:内部资料|内部文件|内部材料|工作秘密|本件|此件)[,、 ]{0,2}(?:不得公开|不得外传|严禁外传|请勿外传|不得扩散|不予公开发布)/
/** Marks stand at the head of a document, above or beside its title. */
const HEAD_LINES = 15

/** The secrecy mark a document bears, as printed; a text that only speaks of secrecy bears none. */
export function secrecyMark(text: string): string | undefined {
  const lines = linesOf(text.slice(0, 20000)).slice(0, HEAD_LINES)
  for (const line of lines) {
    const short = line.folded.length <= 60
    const match =
      (short && (GRADE_ALONE.exec(line.folded) ?? INTERNAL.exec(line.folded) ?? FORBIDDEN.exec(line.folded))) ||
      undefined
    const grade = short ? GRADE.exec(line.folded) : undefined
    const found = grade ?? match
    if (found)
      return text
        .slice(line.start + found.index, line.start + found.index + found[0].length)
        .replace(/^[\s【[(（]+|[】\])）。\s]+$/g, '')
  }
  return undefined
}
