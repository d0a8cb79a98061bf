import { type Line, linesOf } from './lines.ts'
import { markerOf } from './markers.ts'
import { leadingDivisions } from './region.ts'
import type { Evidence, ExtractedText } from './schema.ts'
import { periodIn } from './years.ts'

/** A title and where it was found. */
export interface Title {
  readonly title: string
  readonly from: Evidence
  readonly notes: readonly string[]
}

/** Nouns that end the title of an official document; kinds of documents per 党政机关公文处理工作条例 §8 and practice. */
const NOUN =
  '报告|总结|方案|规划|计划|要点|纲要|意见|办法|规定|细则|制度|规则|规程|章程|条例|法|决定|决议|通知|通报|公告|通告|公报|说明|清单|台账|台帐|表|统计|数据|白皮书|年报|纪要|请示|批复|函|指引|指南|预案|标准|情况|安排|述职|汇报|讲话|发言|措施|机制|目录|问答|解答|手册|须知|汇编|流程'
const BRACKET = '[(〔（][^()（）〔〕\\n]{1,30}[)〕）]'
const TITLE_END = new RegExp(`(?:${NOUN})(?: ?${BRACKET})*$`)
const SUFFIX_LINE =
  /^[(〔](?:(?:19|20)\d{2}.{0,3}(?:19|20)\d{2}年?|.{0,8}(?:试行|暂行|草案|草稿|讨论稿|送审稿|征求意见稿|修订稿|修订|修正|摘要|节选).{0,4})[)〕]$/
const FURNITURE =
  /^(?:索引号|发布|来源|字号|字体|当前位置|您的位置|首页|附件|附表|主题词|抄送|文号|发文|分享|浏览|打印|作者|责任编辑|信息来源|今天是|目录|点击)|[>»|]|\.(?:com|cn|gov)|[,。;!?:]$/
const ORGAN_END =
  /(?:人民政府|政府|委员会|党委|[市区县州镇乡工省]委|局|厅|办公室|院|中心|办事处|公司|[省市区县州旗镇乡]|街道)$/
const CUT_SHORT = /(?:关于|的|和|与|及|、|暨|二[〇零○O]?.{0,2}|年度?|《[^》]*)$/
const FRAGMENT = /^(?:[〇零○一二三四五六七八九]{1,3}年|年|的|情况|工作|建设|\d{1,3}年)/
const HEAD_LINES = 40

/** The title: from the text, then the source's metadata, then the file name, then inferred from the opening. */
export function titleOf(extracted: ExtractedText, fileName: string): Title | undefined {
  const name = titleFromFileName(fileName)
  const printed = titleFromText(extracted)
  if (printed) {
    const fuller = name && name !== printed && name.endsWith(printed) && !periodIn(printed)
    return fuller
      ? { title: name, from: 'fileName', notes: ['标题按文件名补全'] }
      : { title: printed, from: 'text', notes: [] }
  }
  const styled = extracted.title?.trim()
  // The one first-level heading of a Markdown file is its title, whatever it ends with.
  const isMarked = extracted.format === 'md' && styled !== undefined && styled.length >= 4 && styled.length <= 60
  if (styled && (isMarked || TITLE_END.test(styled))) return { title: styled, from: 'text', notes: [] }
  return name ? { title: name, from: 'fileName', notes: ['标题取自文件名'] } : undefined
}

/** Whether a line ends with a noun that closes the title of a document: 报告, 实施方案(2021—2025年). */
export function endsLikeTitle(line: string): boolean {
  return TITLE_END.test(line)
}

/** A file name as a title, without its extension, copy marks and dates; undefined when it says too little. */
export function titleFromFileName(fileName: string): string | undefined {
  const base = fileName.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z0-9]{1,5}$/, '')
  const name = base
    .replace(/^[\d\s._-]+(?=[\u4e00-\u9fff])/, (lead) => (/(?:19|20)\d{2}$/.test(lead) ? lead : ''))
    .replace(/(?:[\s_-]*(?:\(\d+\)|（\d+）|副本|最终版?|定稿|终稿|修改稿|初稿|final|v\d+|\d{6,8}))+$/i, '')
    .trim()
  const han = name.match(/[\u4e00-\u9fff]/g)?.length ?? 0
  if (han < 4) return undefined
  return TITLE_END.test(name) || (han >= 6 && periodIn(name)) ? name : undefined
}

function titleFromText(extracted: ExtractedText): string | undefined {
  const lines = headLines(extracted)
  const found = lines.flatMap((_, index) => titleAt(lines, index) ?? [])
  const best = [...found].sort((one, other) => scoreOf(other, found) - scoreOf(one, found))[0]
  return best?.replace(/(?<!委) +(?=[\u4e00-\u9fff(《])|(?<=[\u4e00-\u9fff]) +(?=[^\u4e00-\u9fff])/g, '')
}

/** Lines before the first numbered heading, without marks of the source format. */
function headLines(extracted: ExtractedText): Line[] {
  const all = linesOf(extracted.text.slice(0, 20000)).slice(0, HEAD_LINES)
  const stop = all.findIndex((line) => markerOf(line.folded.replace(/^[#* ]+/, '')) !== undefined)
  return (stop < 0 ? all : all.slice(0, stop)).map((line) => ({
    ...line,
    folded: line.folded.replace(/^#+ +|\*\*/g, '').replace(/^(?:标题|名 ?称|文件名称) ?: ?/, ''),
  }))
}

/** The title that ends on a line, with the lines before that it continues and a bracketed line after it. */
function titleAt(lines: readonly Line[], index: number): string | undefined {
  const last = lines[index]?.folded ?? ''
  if (!isPiece(last) || !TITLE_END.test(last)) return undefined
  let title = last
  for (let at = index - 1; at >= Math.max(0, index - 3); at -= 1) {
    const before = lines[at]?.folded ?? ''
    if (!isPiece(before) || !continues(before, title)) break
    title = /委$/.test(before) && leadingDivisions(title).length > 0 ? `${before} ${title}` : before + title
  }
  const suffix = lines[index + 1]?.folded ?? ''
  const full = SUFFIX_LINE.test(suffix) ? title + suffix : title
  return full.length >= 4 && full.length <= 90 ? full : undefined
}

function isPiece(line: string): boolean {
  return (
    line.length >= 2 &&
    line.length <= 80 &&
    !FURNITURE.test(line) &&
    !/[。;!?\t]/.test(line) &&
    !/[〔[]\d{4}[〕\]]\d/.test(line)
  )
}

function continues(before: string, after: string): boolean {
  if (before.length > 45 || /文件$|[★☆]|^(?:绝密|机密|秘密)/.test(before)) return false
  if (/^的/.test(after)) return true
  if (TITLE_END.test(before)) return false
  if (CUT_SHORT.test(before) || FRAGMENT.test(after) || /^关于/.test(before)) return true
  return ORGAN_END.test(before) && (leadingDivisions(after).length === 0 || /[区市县州旗镇乡省]委$/.test(before))
}

function scoreOf(title: string, all: readonly string[]): number {
  const dated = periodIn(title) ? 3 : 0
  const placed = leadingDivisions(title).length > 0 ? 3 : 0
  const long = title.length >= 8 ? 1 : -2
  const notice = /通知$/.test(title) && all.some((other) => other !== title && title.includes(other)) ? -6 : 0
  const loose = /(?:表|情况|法|安排|说明|目录|数据|统计)$/.test(title) && title.length < 10 ? -1 : 0
  const cut = all.some((other) => other.length > title.length && other.startsWith(title)) ? -2 : 0
  return dated + placed + long + notice + loose + cut
}
