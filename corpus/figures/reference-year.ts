import { yearsIn } from '../quantities/calendar.ts'
import type { NumberMention } from '../quantities/mention.ts'
import { clauseStart, type Sentence } from './sentence.ts'

const COMPARED = /(?:较|比|同比|环比|与|同|跟|相比|对比|相较于?|相对于?)[ ]?$/
/** 自2017年3月1日起, 2016年底以前印发的: the date bounds something else than the figure's year. */
const BOUNDS_BEFORE = /(?:自|从|由|《|〔)[ ]?$/
const BOUNDS_AFTER =
  /^(?:底|末|初|年底|年末)?(?:以前|之前|前|起|后|之后|至今|同期|相比|为基数|[^,;。]{0,6}(?:印发|制定|出台|实施|颁布|建成|启动)的)/
const RELATIVE = /上一?年度?(?!结转|末|底)|去年|前年/g

/** 上年, 去年, 前年 in the number's own words as a year before `year`, undefined when they only compare. */
export function relativeYear(head: string, year: number): number | undefined {
  // 比上年的52件 is last year's number; 比上年减少 only compares.
  const found = [...head.matchAll(RELATIVE)].filter(
    ({ 0: word, index }) =>
      !COMPARED.test(head.slice(Math.max(0, index - 4), index)) || /^的?[ ]?$/.test(head.slice(index + word.length)),
  )
  const word = found.at(-1)?.[0]
  return word === undefined ? undefined : word === '前年' ? year - 2 : year - 1
}

/** 34件(2020年22件),受理30件: a year in brackets holds within them. */
function leavesBracket(between: string): boolean {
  return /^[^(]*\)/.test(between.replace(/\([^()]*\)/g, ''))
}

/** Whether the words before a number leave a bracket open. */
export function isInBracket(before: string): boolean {
  return /\([^)]*$/.test(before)
}

function isClaim(text: string, mention: NumberMention, sentence: Sentence, offset: number): boolean {
  if (mention.kind !== 'date' || mention.zone === 'title' || mention.end > offset) return false
  if (leavesBracket(text.slice(mention.end, offset))) return false
  const before = text.slice(Math.max(sentence.start, mention.start - 4), mention.start)
  if (
    COMPARED.test(before) ||
    BOUNDS_BEFORE.test(before) ||
    BOUNDS_AFTER.test(text.slice(mention.end, mention.end + 14))
  )
    return false
  // A year in an earlier clause holds on only where that clause starts with it: 2020年,…; 对2019年工作作了总结 does not.
  const start = clauseStart(text, mention.start, sentence.start)
  const opens = /^(?:[一二三四五六七八九十]{1,3}是)?(?:截至|截止|在|到|至)?[ ]?$/.test(text.slice(start, mention.start))
  return opens || clauseStart(text, offset, sentence.start) <= mention.start
}

/** The year the sentence states for a number, the last one before it; undefined when it states none. */
export function statedYear(text: string, sentence: Sentence, offset: number): number | undefined {
  return sentence.mentions
    .filter((mention) => isClaim(text, mention, sentence, offset))
    .flatMap((mention) => yearsIn(mention.printed).slice(-1))
    .at(-1)
}

const PLANS = /计划|打算|安排|部署|思路|下一步|下步|重点|目标/

const FUTURE = /(?:下一?步|今后|明年|(?:19|20)\d{2}年)[^,]{0,8}(?:打算|计划|安排|思路|目标|任务|重点)|工作打算|努力方向/

/** 三、存在问题和2023年工作思路: what is wrong now stands in it before what is planned. */
const MIXED = /(?:问题|不足|困难|短板|差距)[^,]*(?:打算|计划|安排|部署|思路|下一步|下步|目标|任务|重点)/

/**
 * Whether an offset under a heading of problems and plans still stands among the problems: before the sentence that
 * begins with 下一步, 今后 or the year after the one reported. `from` is where the heading ends.
 */
export function tellsProblems(text: string, offset: number, section: Section): boolean {
  if (!MIXED.test(section.heading)) return false
  const next = section.reported === undefined ? '明年' : `${section.reported + 1}年`
  const turning = new RegExp(`(?:^|[\\n。;.])[^,。;\\n]{0,8}?(?:下一?步|今后|明年|${next})`)
  const at = turning.exec(text.slice(section.from, section.to))
  return at !== null && offset < section.from + at.index
}

/** A part of a document under one heading. */
export interface Section {
  readonly heading: string
  readonly from: number
  readonly to: number
  /** The year the document reports on. */
  readonly reported: number | undefined
}

/** The words by which a heading above announces plans (下步工作打算), empty for what was done in the report's own year. */
export function plansIn(headings: readonly string[], reported: number | undefined): string[] {
  const found = headings.map((heading) => FUTURE.exec(heading)?.[0]).find((words) => words !== undefined)
  return found === undefined || yearsIn(found)[0] === reported ? [] : [found]
}

/** The year of a section that makes plans for another year (三、2021年工作打算), undefined for other sections. */
export function plannedYear(headings: readonly string[]): number | undefined {
  for (const heading of [...headings].reverse()) {
    const years = yearsIn(heading)
    if (years.length === 1 && PLANS.test(heading)) return years[0]
  }
  return undefined
}
