import { formatOrdinal, parseOrdinal } from '../corpus/ordinals.ts'
import type { Document, Heading } from '../corpus/schema.ts'
import { headingName } from '../corpus/section.ts'
import type { DocumentEntry } from '../retrieval/library.ts'
import { citationLines, cite } from './cite.ts'
import type { Citation, Reply } from './schema.ts'
import { tellSection } from './section-parts.ts'

/** What is asked of a document's heading tree: a number of parts, all of them, one heading, or what stands under one. */
export type OutlineAsk = { readonly kind: 'count' } | { readonly kind: 'contents' } | NumberedAsk

interface NumberedAsk {
  readonly kind: 'heading' | 'section'
  readonly number: number
  readonly unit: Unit
}

/** 条 are articles, 章 chapters, 部分 headings of the first level. */
type Unit = '部分' | '章' | '条'

const NUMBERED = /第([一二三四五六七八九十百零\d]+)(?:个)?(?:大)?(部分|块|章|条)/
const ASKS_TITLE = /标题|题目|叫什么|叫啥|什么名|名字|名称|哪部分/
/** The name of a rule before the number of its article: 备案办法第五条. */
const RULE_BEFORE = /^(?:.{0,20}(?:法|条例|办法|规定|规则|细则|制度))?里?的?(?=第)/
/** Who does it and by when is asked of a task, even of one about a 目录. */
const ASKS_DUTY = /谁|牵头|负责|配合|哪家|哪个(?:部门|单位|局)|期限|完成/
const ASKS_CONTENT = /讲|说|写|内容|规定|管|要求|呢|什么|啥|是哪些|有哪些|哪几|几[块点条]|小标题|原文|怎么/

/** 目录 and 结构 by themselves or of a paper: 主动公开目录, 人员结构 are matters that papers speak of. */
const PAPER = '(?:报告|总结|材料|通知|意见|文件|办法|规定|条例|规则|细则|制度|方案|规划|纲要|法|全文|文章|正文)'
const ASKS_CONTENTS = new RegExp(
  `(?:^|[\\s的看列发给我要下个份,]|${PAPER})(?:章节|标题|整体|总体|主要)?(?:目录|结构)|框架|提纲|大纲|各部分标题|有哪些(?:部分|标题)|哪几(?:个|大|大个)?部分|标题(?:有哪些|都是|列)|[啥些]标题|什么标题`,
)
/** When it is changed and who may see it is asked of a 目录 that a rule speaks of. */
const ASKS_OF_A_LIST =
  /几[号月日天]|什么时候|啥时候|何时|哪天|多久|每年|更新|公布|公开(?!条例)|编制|调整|修[改订]|改好|要不要|能不能/
/** What the whole of a paper tells: 通知讲了哪些内容. */
const ASKS_WHAT_IT_TELLS = new RegExp(
  `^(?:[这那](?:个|份)?)?${PAPER}?里?(?:面|头)?(?:主要|都|一共|总共)*[讲写说]了?些?(?:哪些|什么|啥|哪几个?|几个?)(?:方面|事情?|内容|东西|部分)的?$`,
)

/**
 * Reads a question about headings: 一共几大部分, 第七部分标题, 目录, 框架, 第五部分讲的啥, 第二十条怎么规定; undefined for
 * anything else. `topic` is the question without the names of bodies and documents.
 */
export function readOutlineAsk(text: string, topic: string = text): OutlineAsk | undefined {
  const part = NUMBERED.exec(text)
  const number = parseOrdinal(part?.[1] ?? '')
  if (part && number !== undefined) {
    const unit: Unit = part[2] === '条' || part[2] === '章' ? part[2] : '部分'
    const isWhole = [text, topic].some((words) => words.replace(RULE_BEFORE, '') === part[0])
    if (unit !== '条' && (ASKS_TITLE.test(text) || /是(?:什么|啥)$/.test(text)))
      return { kind: 'heading', number, unit }
    if (isWhole || ASKS_CONTENT.test(text.replace(part[0], ''))) return { kind: 'section', number, unit }
  }
  if (
    /(?<!盖.{0,3})(?:多少|几)(?:个)?(?:大)?(?:部分|章)|(?:多少|几)(?:个)?大块|(?:一共|总共|共有?|报告)几块|分(?:成|为)?几(?:大)?(?:部分|块|章|个部分)/.test(
      text,
    )
  )
    return { kind: 'count' }
  if (/(?:一共|总共|全文|共有?)(?:有)?(?:多少|几)条/.test(text)) return { kind: 'count' }
  if (ASKS_WHAT_IT_TELLS.test(topic)) return { kind: 'contents' }
  if (!ASKS_DUTY.test(text) && !ASKS_OF_A_LIST.test(text) && ASKS_CONTENTS.test(topic)) return { kind: 'contents' }
  return undefined
}

/** Answers from the heading tree of one document; a heading that is not printed is said to be missing, never made up. */
export function answerOutline(ask: OutlineAsk, entry: DocumentEntry, document: Document): Reply {
  const top = topHeadings(document)
  if (top.length === 0) return { kind: 'notfound', text: `未查到:${entry.identity.title}没有印出分级标题。` }
  if (ask.kind === 'heading' || ask.kind === 'section') return numberedReply(ask, { entry, document })
  const citations = quotesOf(entry, document, top)
  const lines = [
    `${entry.identity.title}共${countsOf(document, top)}:`,
    ...top.map((heading) => contentsLine(document, heading, ask.kind === 'contents')),
    ...detailLines(document),
    ...document.notes.filter((note) => note.includes('标题')).map((note) => `注:${note}`),
  ]
  return { kind: 'outline', text: [...lines, citationLines(citations)].join('\n'), citations }
}

function quotesOf(entry: DocumentEntry, { text }: Document, headings: readonly Heading[]): Citation[] {
  const quotes = headings.length > 0 ? headings.map(({ start, end }) => text.slice(start, end)) : [entry.identity.title]
  return cite(quotes.map((quote) => ({ entry, section: '', quote })))
}

/** 10个部分; 5章、21条. */
function countsOf({ outline }: Document, top: readonly Heading[]): string {
  const articles = outline.filter(({ label }) => isArticle(label)).length
  const chapters = top.filter(({ label }) => /^第.+章/.test(label)).length
  if (chapters > 0) return `${chapters}章${articles > 0 ? `、${articles}条` : ''}`
  return articles === top.length ? `${articles}条` : `${top.length}个部分`
}

function isArticle(label: string): boolean {
  return /^第.+条/.test(label)
}

interface Held {
  readonly entry: DocumentEntry
  readonly document: Document
}

function numberedReply(ask: NumberedAsk, held: Held): Reply {
  const { entry, document } = held
  const among = headingsOf(ask.unit, document)
  const heading = among.find(({ number }) => number === ask.number)
  if (!heading) return missingReply(ask, { ...held, among })
  if (ask.kind === 'section') return tellSection({ entry, document, heading, body: heading.body })
  const citations = quotesOf(entry, document, heading ? [heading] : [])
  const lines = [headingName(heading), `(全文共${countsOf(document, among)},回复「目录」看全部)`]
  return { kind: 'outline', text: [...lines, citationLines(citations)].join('\n'), citations }
}

function headingsOf(unit: Unit, document: Document): readonly Heading[] {
  if (unit === '条') return document.outline.filter(({ label }) => isArticle(label))
  return topHeadings(document).filter(({ label }) => !isArticle(label))
}

function missingReply(
  { number, unit }: NumberedAsk,
  { entry, document, among }: Held & { readonly among: readonly Heading[] },
): Reply {
  const name = `第${formatOrdinal(number)}${unit}`
  if (unit === '条' && among.length > 0) {
    const last = among.at(-1)
    const citations = quotesOf(entry, document, last ? [last] : [])
    const text = `未查到:${entry.identity.title}没有${name},条文到${last?.label.trim() ?? ''}为止。\n${citationLines(citations)}`
    return { kind: 'notfound', text, citations }
  }
  const top = topHeadings(document)
  const between = restarted(
    document,
    top.findLast((heading) => (heading.number ?? number) < number),
  )
  const lines = [
    `未查到:${entry.identity.title}没有印出${name}的标题。`,
    ...between.map((heading) => `该处正文从「${headingName(heading)}」重新编号,上面没有标题。`),
    '印出的一级标题是:',
    ...top.map((heading) => headingName(heading)),
  ]
  const shown = quotesOf(entry, document, [...between, ...top])
  return { kind: 'notfound', text: [...lines, citationLines(shown)].join('\n'), citations: shown }
}

/** Where the sub-headings of a part begin again at one: the part whose own heading is not printed begins there. */
function restarted({ outline }: Document, part: Heading | undefined): readonly Heading[] {
  const children = part ? outline.filter(({ parent }) => outline[parent] === part) : []
  return children
    .slice(1)
    .filter(({ number }) => number === 1)
    .slice(0, 1)
}

/** Headings of the first level; in a statute its chapters, or its articles when it has none. */
export function topHeadings({ outline }: Document): readonly Heading[] {
  return outline.filter(({ level }) => level === 1)
}

function contentsLine({ outline }: Document, heading: Heading, withChildren: boolean): string {
  const index = outline.indexOf(heading)
  const children = outline.filter(({ parent, title }) => parent === index && title !== '')
  const line = headingName(heading)
  if (!withChildren || children.length === 0 || children.length > 12) return line
  return `${line}\n${children.map((child) => `  ${headingName(child)}`).join('\n')}`
}

/** What stands below the first level: headings that have none under them, and tasks. */
function detailLines({ outline, tasks }: Document): string[] {
  const parents = new Set(outline.map(({ parent }) => parent))
  const leaves = outline.filter(({ level, title }, i) => level > 1 && title !== '' && !parents.has(i)).length
  const parts = [...(leaves > 0 ? [`${leaves}个小标题`] : []), ...(tasks.length > 0 ? [`${tasks.length}项任务`] : [])]
  return parts.length > 0 ? [`共${parts.join('、')}。`] : []
}
