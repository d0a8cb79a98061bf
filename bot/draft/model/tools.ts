import { Document } from '@langchain/core/documents'
import { tool } from 'langchain'
import { z } from 'zod'
import { sectionLabel } from '../../../corpus/section.ts'
import { fenced } from '../../../prompts/fence.ts'
import type { Assistance } from '../../assistance.ts'
import { withoutOrders } from '../../model/instructions.ts'
import { screen } from '../../screen.ts'
import { normalizeForMatching } from '../../text.ts'
import type { Question } from '../../understand/understand.ts'
import { ChineseTextSplitter } from './splitter.ts'

/** What the tools read. */
export interface ToolContext {
  readonly question: Question
  readonly assistance: Assistance
  /** Documents and quotes that the draft was written from. */
  readonly sources: readonly { readonly doc: string; readonly section: string; readonly quote: string }[]
  readonly signal: AbortSignal
}

const PASSAGES = 4
const FIGURES = 10
const PIECES = 6
const NOTHING = '没有找到。'

/** The few tools of the drafting loop: find passages, find figures, read last year's section. They only read. */
export function draftTools(context: ToolContext) {
  return [
    tool(({ query }) => findPassages(query, context), {
      name: 'find_passages',
      description: '在本单位收录的文件里找与某事有关的段落,看是怎么写的。',
      schema: z.object({ query: z.string().min(1).max(100).describe('要找的事,例如 行政复议调解') }),
    }),
    tool(({ name }) => findFigures(name, context), {
      name: 'find_figures',
      description: '查收录的报告里某个指标叫什么、怎么表述、有哪些年份。数值不可写进草稿。',
      schema: z.object({ name: z.string().min(1).max(40).describe('指标名,例如 行政复议申请') }),
    }),
    tool(({ part }) => readSection(part, context), {
      name: 'read_last_section',
      description: '读草稿所依据的上一年那一节原文。',
      schema: z.object({ part: z.int().min(1).max(PIECES).describe('第几部分,从1开始') }),
    }),
  ]
}

async function findPassages(query: string, { question, assistance, signal }: ToolContext): Promise<string> {
  const { audience } = question
  const hits = await assistance.library.search(
    { text: query, limit: PASSAGES, ...(audience ? { audience } : {}) },
    signal,
  )
  const shown = hits
    .filter(({ passage }) => screen(passage.text).length === 0)
    .map(({ entry, passage }, at) => {
      const document = assistance.library.document(entry.path, audience)
      const section = document ? sectionLabel(document, passage.start) : ''
      const names = { 编号: String(at + 1), 文件: withoutOrders(entry.identity.title), 章节: withoutOrders(section) }
      return fenced('资料', withoutOrders(passage.text), names)
    })
  return shown.join('\n') || NOTHING
}

async function findFigures(name: string, { question, assistance }: ToolContext): Promise<string> {
  const wanted = normalizeForMatching(name)
  const found = question.documents.flatMap(({ path }) =>
    (assistance.library.document(path, question.audience)?.figures ?? []).filter(
      ({ indicator, subject }) =>
        normalizeForMatching(indicator).includes(wanted) || normalizeForMatching(subject).includes(wanted),
    ),
  )
  const lines = found.slice(0, FIGURES).map(({ org, year, quote }) => `${org}${year}年:${withoutOrders(quote)}`)
  return lines.length > 0 ? fenced('资料', lines.filter((line) => screen(line).length === 0).join('\n')) : NOTHING
}

async function readSection(part: number, { sources }: ToolContext): Promise<string> {
  const documents = sources.map(({ quote, section }) => new Document({ pageContent: quote, metadata: { section } }))
  const piece = (await new ChineseTextSplitter().transformDocuments(documents))[part - 1]
  if (!piece || screen(piece.pageContent).length > 0) return NOTHING
  return fenced('资料', withoutOrders(piece.pageContent), { 章节: String(piece.metadata.section ?? '') })
}
