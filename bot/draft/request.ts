import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Question } from '../understand/understand.ts'
import { findYears } from '../understand/years.ts'
import { type DraftRole, roleAsked } from './roles.ts'

/** How much is to be drafted. */
export type Extent = 'section' | 'report' | 'outline'

/** A request for a draft as the rules read it. */
export interface DraftRequest {
  readonly extent: Extent
  readonly role: DraftRole | undefined
  /** The number of a part, when it is asked for by number: 第三部分. */
  readonly part: string | undefined
  readonly topic: string
  readonly prefers: 'paragraph' | 'heading' | undefined
  /** Year to write for, and year of the report to write from, as far as they were said. */
  readonly year: number | undefined
  readonly sourceYear: number | undefined
  /** The clock, when the year was said as 今年. */
  readonly thisYear: Date | undefined
  /** Bodies named to write for; documents of the body whose way of writing is to be followed. */
  readonly bodies: readonly { readonly name: string; readonly entries: readonly DocumentEntry[] }[]
  readonly style: { readonly name: string; readonly entries: readonly DocumentEntry[] } | undefined
}

const COUNT = '(?:一|个|下|出|份|段|我|点|好|先)*'
const DRAFT = '(?:起草|草拟|拟写|代拟|拟稿|撰写|续写|打(?:个|一?份)?草稿|起(?:个|一?份|一个)(?:草(?!案)|稿))'
const VERB = new RegExp(
  [
    // 起草 as a verb: first in its clause, with 一下, or behind the part it is for; 起草单位 and 起草后 are no requests.
    `(?:^|[,;: ])(?:请你?|帮我|帮忙|麻烦你?|给我|替我|现在|先|再|我[要想]|需要|能不能|能否|可以|再?来)*${DRAFT}(?!后|前|单位|机关|部门(?![^,。]*部分)|说明|过程|人(?:员|是|$)|时|阶段|程序|要求)`,
    `${DRAFT}(?:一下|下|个|一[份个段]|出来)`,
    `(?:写法|样子|格式|框架|口径|风格|体例)(?:来)?${DRAFT}`,
    `(?:部分|[那这一][段块]|报告|初稿|材料)[^,。]{0,6}${DRAFT}(?:吧|出来)?$`,
    `(?:帮我|帮忙|替我|给我|请)[^,。]{0,24}${DRAFT}(?!后|单位|部门)`,
    `(?:写|出|拟|弄|搞|做|来|给)${COUNT}[^,。看查发找]{0,24}?(?:草稿|初稿|提纲|大纲|文稿|稿子|稿$)`,
    '(?:提纲|大纲|初稿|草稿)(?:给我|帮我|先)?(?:列|出|拟|写|弄|来)(?:一?[个份下])',
    // 照甲区那段写个今年的: a way of writing to follow, and the verb.
    '(?:照着?|按照?|参考|参照|仿照?)[^,。]{2,20}(?:来|给我|再|也)?写(?:一?个|一?段|一?份|一下|(?=20|\\d{2}年|今年|本年))',
    '(?:写|出|拟)(?:一份|一个|个|份|一篇|篇)[^,。]{0,16}(?:总结|报告|材料|汇报)$',
  ].join('|'),
)
const WRITE =
  /(?:帮(?:我|忙)?|替我|请|给我|麻烦)[^,。?]{0,6}写(?!明|清|上|错|的|了|着|到|在|好)|(?:^|[,;])(?:先|再)?[写拟](?:一|个|下|段|篇|份)|^写[^了着的到明][^,。]{0,20}(?:[段块稿]|部分|那节|情况|工作)$|给(?:我)?(?:来)?一段|来一段/
/** A question about drafting, or about what was written, is none for a draft. */
const ASKS =
  /多少|多久|多长|几[件次项条部章天份]|谁|哪[家个些里]|怎么|什么|啥|有没有|写[了着过]|负责(?!人)|牵头|(?:要求|程序|规定)(?:是|有)|应当|应该|需要?经过|[写草拟][^,。]{1,}(?:要不要|用不用|需不需要|能不能|可不可以|该不该)|(?:要|得|用|必须)写[^,。]*[吗不么]$/
/** 怎么写,帮我起草一下: what follows the comma asks for one. */
const PLEASE = /(?:帮我|帮忙|替我|麻烦|请你?|给我)(?:先|也|再)?(?:起草|草拟|拟|写)(?:一|个|下|份|段|吧|$)/
const STYLE_BEFORE = /(?:参考|参照|仿照|学习|借鉴|照着?|按照?|模仿|像)[^,。]{0,6}$/
const SOURCE_BEFORE = /(?:参考|参照|仿照|照着?|按照?|根据|以|用|依)(?:着)?(?:我们|本单位|区里|咱们)?[^,。\d]{0,8}$/

const SOURCE_AFTER = /^[^,。]{0,10}(?:写法|框架|格式|报告|样子|口径|底稿|稿子|结构|起草|来写|写)/

/** 怎么写,先来一版: a version is asked for, whatever stands before. */
const VERSION = /(?:来|出|给|整|搞|弄)(?:我)?(?:一|个)(?:个)?(?:版|稿|初稿|草稿)(?:$|[,。看])/

/** Whether a normalised message asks for a draft. */
export function asksDraft(text: string): boolean {
  if (VERSION.test(text)) return true
  if (!VERB.test(text) && !WRITE.test(text)) return false
  const polite = text.replace(/(?:能不能|可不可以|能否|可否|行吗|好吗|可以吗|吗)\??$/g, '')
  return !ASKS.test(polite) || (PLEASE.test(text) && !/谁|哪[家个些里]|负责(?!人)/.test(text))
}

/** Reads what is to be drafted, for whom and when, from which year and in whose way. */
export function readDraftRequest(question: Question): DraftRequest {
  const { text, now, scope } = question
  const mentions = scope.mentions.map((mention) => ({ ...mention, at: text.indexOf(mention.alias) }))
  const isStyle = ({ at, alias }: (typeof mentions)[number]): boolean =>
    at >= 0 &&
    STYLE_BEFORE.test(text.slice(0, at)) &&
    /写法|格式|样子|风格|结构|框架|体例|模板|口径|来写|写/.test(text.slice(at + alias.length, at + alias.length + 16))
  const style = mentions.find(isStyle)
  const years = findYears(text, now)
  const source = years.find(({ start, end }) => isSourceYear(text.slice(0, start), text.slice(end)))
  const target = years.filter((year) => year !== source).flatMap((mention) => mention.years)
  const topic = topicOf(text, [...mentions.map(({ alias }) => alias), ...years.map(({ printed }) => printed)])
  return {
    ...extentOf(text, topic),
    topic,
    prefers: /段|条/.test(text) ? 'paragraph' : /部分|章|节|板块/.test(text) ? 'heading' : undefined,
    year: target.length > 0 ? Math.max(...target) : undefined,
    thisYear: years.some((year) => year !== source && /^(?:今年|本年)/.test(year.printed)) ? now : undefined,
    sourceYear: source ? Math.max(...source.years) : undefined,
    bodies: mentions.filter((mention) => mention !== style).map(({ alias, entries }) => ({ name: alias, entries })),
    style: style && { name: style.alias, entries: style.entries },
  }
}

/** 按2022年报告写, 去年格式就行, 把去年那块改成今年的: the year that is written from, not for. */
function isSourceYear(before: string, after: string): boolean {
  if (/^(?:度)?(?:的)?(?:格式|写法|框架|样子|口径|模板|结构|底稿)/.test(after)) return true
  if (/把[^,。]{0,6}$/.test(before) && /^[^,。]{0,16}改[成为]/.test(after)) return true
  return SOURCE_BEFORE.test(before) && SOURCE_AFTER.test(after)
}

function extentOf(text: string, topic: string): Pick<DraftRequest, 'extent' | 'role' | 'part'> {
  const part = /第([一二三四五六七八九十\d]+)(?:个)?(?:大)?(?:部分|章|节|块)/.exec(text)?.[1]
  if (part) return { extent: 'section', role: undefined, part }
  const role = roleAsked(topic)
  if (role) return { extent: 'section', role, part: undefined }
  if (/提纲|大纲|框架|目录/.test(text) && topic === '') return { extent: 'outline', role: undefined, part: undefined }
  const whole = topic === '' || /全文|整篇|整份|全稿|通稿/.test(text)
  return { extent: whole ? 'report' : 'section', role: undefined, part: undefined }
}

const NOISE = new RegExp(
  [
    '^(?:请(?!示)|麻烦|帮我|帮忙|给我|替我)+|帮(?:我|忙)|麻烦你?|替我|你先|一下|先给?|再给?',
    '起(?:个|一?份|一个)(?:草|稿)|起草|草拟|拟写|代拟|拟稿|撰写|续写|(?:打|写|出|拟|弄|搞|做|来|给)(?:我)?(?:个|一?份|一?个)?(?=草稿|初稿|提纲|大纲|文稿|稿)',
    '草稿|初稿|提纲|大纲|文稿|全文|整篇|整份|全稿|通稿|稿子|写法|格式|样子|框架|目录|(?:^|\\s)写(?:个|一?份|一?篇|一?段|下)?|写$|怎么|列$|稿$',
    '(?:参考|参照|仿照|借鉴|模仿|按照|照着)|(?:^|\\s)[按照把将](?=\\s|$)|改[成为]|来写|就行|即可|就好',
    '(?:出|写|来|给|拟|弄)(?:我)?(?=一|个|份|段|\\s|$)|(?:^|\\s)(?:个|一个|一份|份)(?=\\s|$)',
    '(?:先)?(?:来|出|给|整|搞|弄)?(?:一|个)(?:个)?版|那一?[段块个节条]|这一?[段块个节条]|一[段块份篇节章个]|[段块]$|部分|板块|章节|(?:的)?内容$|方面$|^个',
    '第[一二三四五六七八九十\\d]+(?:个)?(?:大)?(?:章|节|块)?|(?:工作)?(?:总结|汇报|材料)$',
    '(?:本|我们|咱们)(?:单位|区里?|县里?|市里?|镇|局)?|年度|(?:法治政府建设)?(?:工作|情况)*(?:的)?报告(?=$|\\s)|^法治政府建设$|(?<=.{2})(?:工作)?情况$',
    '能不能|可不可以|能否|可否|[吗呢吧啊的了]|不要和.{0,6}重复',
  ].join('|'),
  'g',
)

/** A clause that gives a figure, or announces some. */
const GIVES = /\d\s*(?:万|亿)?(?:[件人次项个份起名批期场户家条宗元%]|百分)|^(?:数据|数字|情况)?(?:如下|是|为)?$/

/** 参照甲区那段给我写复议应诉: the model to follow ends at the verb, the topic comes after. */
const MODEL_THEN_VERB =
  /(?:参考|参照|仿照?|借鉴|照着?|按照)[^,，;；。:：]*?(?:写(?!法)(?:个|一?[个段份下])?|起草|草拟|拟写)(?=[^,，;；。:：]*\p{Script=Han}{2})/u

/** The words of the request that say what the section is about. */
export function topicOf(text: string, taken: readonly string[]): string {
  let topic = text
    .split(/[,，;；:：\n]/)
    .filter((clause) => !GIVES.test(clause))
    .join(',')
  for (const words of [...taken].sort((a, b) => b.length - a.length)) topic = topic.replaceAll(words, ' ')
  return topic
    .replace(MODEL_THEN_VERB, ' ')
    .replace(/[,，;；。:：]?\s*[^,，;；。:：]*(?:参考|参照|仿照|借鉴)[^,，;；。:：]*$/, ' ')
    .replace(/["“”‘’']/g, '')
    .trim()
    .replace(NOISE, ' ')
    .trim()
    .replace(NOISE, ' ')
    .replace(/[^\p{Script=Han}\p{L}\p{N}+、]+/gu, ' ')
    .trim()
    .replace(/^[、\s]+|[、\s]+$/g, '')
}
