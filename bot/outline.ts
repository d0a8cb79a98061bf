import { formatOrdinal, parseOrdinal } from '../corpus/ordinals.ts'
import type { Document, Heading } from '../corpus/schema.ts'
import type { DocumentEntry } from '../retrieval/library.ts'
import { citationLines, cite } from './cite.ts'
import type { Citation, Reply } from './schema.ts'

/** What is asked of a document's heading tree. */
export type OutlineAsk =
  | { readonly kind: 'count' }
  | { readonly kind: 'contents' }
  | { readonly kind: 'heading'; readonly number: number; readonly level: number }

/** Reads a question about headings: 一共几大部分, 第七部分标题, 目录, 框架; undefined for anything else. */
export function readOutlineAsk(text: string): OutlineAsk | undefined {
  const part = /第([一二三四五六七八九十\d]+)(?:个)?(?:大)?(?:部分|块|章)/.exec(text)
  if (part && /标题|题目|叫什么|叫啥|什么名|是什么|是啥|名字|名称|哪部分/.test(text)) {
    return { kind: 'heading', number: parseOrdinal(part[1] ?? '') ?? 0, level: 1 }
  }
  if (/(?:多少|几)(?:个)?(?:大)?(?:部分|块|章)|分(?:成|为)?几(?:大)?(?:部分|块|章|个部分)/.test(text))
    return { kind: 'count' }
  if (/目录|框架|提纲|大纲|各部分标题|结构|有哪些(?:部分|标题)|哪几(?:大)?部分|标题(?:有哪些|都是|列)/.test(text))
    return { kind: 'contents' }
  return undefined
}

/** Answers from the heading tree of one document; a heading that is not printed is said to be missing, never made up. */
export function answerOutline(ask: OutlineAsk, entry: DocumentEntry, document: Document): Reply {
  const top = topHeadings(document)
  const source = (heading: Heading | undefined): Citation[] =>
    cite([
      { entry, section: '', quote: heading ? document.text.slice(heading.start, heading.end) : entry.identity.title },
    ])
  if (top.length === 0) return { kind: 'notfound', text: `未查到:${entry.identity.title}没有印出分级标题。` }
  if (ask.kind === 'heading') return headingReply(ask.number, { entry, document, top })
  const lines = [
    `${entry.identity.title}共${top.length}个部分:`,
    ...top.map((heading) => contentsLine(document, heading, ask.kind === 'contents')),
    ...detailLines(document),
    ...document.notes.filter((note) => note.includes('标题')).map((note) => `注:${note}`),
  ]
  const citations = source(top[0])
  return { kind: 'outline', text: [...lines, citationLines(citations)].join('\n'), citations }
}

function headingReply(
  number: number,
  { entry, document, top }: { entry: DocumentEntry; document: Document; top: readonly Heading[] },
): Reply {
  const heading = top.find((candidate) => candidate.number === number)
  if (!heading) {
    const labels = top.map(({ label }) => label.replace(/[、,.]$/, '')).filter(Boolean)
    const text = `未查到:${entry.identity.title}没有印出第${formatOrdinal(number)}部分的标题。\n印出的一级标题是:${labels.join('、')}。`
    return { kind: 'notfound', text }
  }
  const citations = cite([{ entry, section: '', quote: document.text.slice(heading.start, heading.end) }])
  const text = [
    `${heading.label}${heading.title}`,
    `(全文共${top.length}个部分,回复「目录」看全部)`,
    citationLines(citations),
  ].join('\n')
  return { kind: 'outline', text, citations }
}

/** Headings of the first level; in a statute its chapters, or its articles when it has none. */
export function topHeadings({ outline }: Document): readonly Heading[] {
  return outline.filter(({ level }) => level === 1)
}

function contentsLine({ outline }: Document, heading: Heading, withChildren: boolean): string {
  const index = outline.indexOf(heading)
  const children = outline.filter(({ parent, title }) => parent === index && title !== '')
  const line = `${heading.label}${heading.title}`
  if (!withChildren || children.length === 0 || children.length > 12) return line
  return `${line}\n${children.map(({ label, title }) => `  ${label}${title}`).join('\n')}`
}

function detailLines({ outline, tasks }: Document): string[] {
  const parents = new Set(outline.map(({ parent }) => parent))
  const deepest = outline.filter(({ level, title }, i) => level >= 2 && title !== '' && !parents.has(i)).length
  const parts = [...(deepest > 0 ? [`${deepest}个小标题`] : []), ...(tasks.length > 0 ? [`${tasks.length}项任务`] : [])]
  return parts.length > 0 ? [`共${parts.join('、')}。`] : []
}
