import type { Figure } from '../../corpus/schema.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'
import { tasksIn } from '../answer/passages.ts'
import type { Assistance } from '../assistance.ts'
import { citationLines, cite, type Source } from '../cite.ts'
import { heldYears } from '../documents.ts'
import type { Reply, ReplyFigure } from '../schema.ts'
import { bodyName, type Picked } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { type FigureAsk, residueOf } from './asks.ts'
import type { Candidate } from './rank.ts'
import { MOST_SHOWN, type Selection } from './select.ts'

export interface ComposeContext {
  readonly question: Question
  readonly picked: Picked
  readonly assistance: Assistance
}

/** The reply for figures that were found: figures first, then scope, then what was assumed or not found, then sources. */
export function composeFigures(
  selections: readonly Selection[],
  { question, picked, assistance }: ComposeContext,
): Reply {
  const shown: readonly Shown[] = selections.map(({ ask, chosen }) => ({
    ask,
    all: chosen,
    candidates: chosen.slice(0, MOST_SHOWN).map(({ candidate }) => candidate),
  }))
  const candidates = unique(shown.flatMap((part) => part.candidates))
  const citations = cite(candidates.map(sourceOf))
  const lines = unique(shown.flatMap(linesOf))
  const tasks = candidates.flatMap(({ figure }) =>
    tasksIn(figure, assistance.library.document(figure.doc, question.audience)),
  )
  const notes = [
    ...scopeLines(candidates),
    ...missingLines(picked),
    ...picked.assumed.map((note) => `(${note})`),
    ...assumedBody(question, candidates),
  ]
  return {
    kind: 'figure',
    text: [...lines, ...notes, citationLines(citations, true)].join('\n'),
    figures: candidates.map(({ figure }) => replyFigureOf(figure)),
    citations,
    ...(tasks.length > 0 ? { tasks } : {}),
  }
}

interface Shown {
  readonly ask: FigureAsk
  readonly all: readonly unknown[]
  readonly candidates: readonly Candidate[]
}

function linesOf({ ask, all, candidates }: Shown, _: number, parts: readonly Shown[]): string[] {
  const [first] = candidates
  if (!first) return saidElsewhere(ask, parts) ? [] : [`未查到:${ask.text.trim()}。`]
  if (candidates.length === 1) return [`${leadOf(first)}${statementOf(first)}。`]
  const more = all.length > MOST_SHOWN ? ['更多的没有列出,可以加上年份、范围或单位再问。'] : []
  const scopes =
    new Set(candidates.map(({ figure }) => figure.indicatorId)).size === 1 && first.figure.indicatorId !== undefined
  const lead = scopes ? `${leadOf(first)}有${candidates.length}个口径:` : `${leadOf(first)}:`
  return [lead, ...candidates.map((candidate) => `· ${statementOf(candidate)}`), ...more]
}

/** A piece of the question that found nothing by itself but whose words stand in what another piece found (几个村、几个社区). */
function saidElsewhere({ text }: FigureAsk, parts: readonly Shown[]): boolean {
  const quotes = parts.flatMap(({ candidates }) => candidates.map(({ clause }) => clause)).join('')
  return quotes !== '' && [...residueOf(text)].every((character) => quotes.includes(character))
}

/** Several bodies fit and none was named: one short question back, with what is held. */
export function chooseBody(entries: readonly DocumentEntry[]): Reply {
  const [first] = entries
  return {
    kind: 'clarify',
    text: `想查哪个地方、哪一年?有这项数的文件:${heldYears(entries)}。\n直接回地名即可,如「${first ? bodyName(first) : ''}」。`,
  }
}

/** The refusal: what was looked for, and the figures nearest to it without presenting them as the answer. */
export function figuresNotFound(selections: readonly Selection[], { question, picked }: ComposeContext): Reply {
  const names = [...new Set(picked.entries.map((entry) => `${bodyName(entry)}${entry.identity.year ?? ''}年`))].join(
    '、',
  )
  const near = unique(selections.flatMap((selection) => selection.near.map(({ candidate }) => candidate))).slice(0, 3)
  const lines = [`未查到:${names}的文件里没有「${question.scope.topic.trim() || question.text}」的数字。`]
  if (near.length === 0) return { kind: 'notfound', text: lines.join('\n') }
  const citations = cite(near.map(sourceOf))
  lines.push(`相近的有:${near.map((candidate) => statementOf(candidate)).join(',')}。`, citationLines(citations))
  return { kind: 'notfound', text: lines.join('\n'), citations }
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}

export function sourceOf({ entry, figure }: Candidate): Source {
  return { entry, section: figure.section, quote: figure.quote }
}

function leadOf({ entry, figure }: Candidate): string {
  return entry.identity.kind === 'plan' ? `${entry.identity.title}:` : `${bodyName(entry)}${figure.year}年`
}

/** The number as printed; a table cell whose unit stands in the header gets it back. */
function printedWithUnit({ printed, value, unit }: Figure): string {
  const bare = Number(printed.replace(/[,\s]/g, ''))
  if (unit === '' || Number.isNaN(bare)) return printed
  if (unit === '元' && value !== bare) return `${printed}${value === bare * 1e8 ? '亿元' : '万元'}`
  return `${printed}${unit}`
}

/** What is counted with its number as printed; a part is told as part of its total. */
export function statementOf({ figure, entry }: Candidate): string {
  const place = bodyName(entry)
  const own = figure.subject.startsWith(place) ? figure.subject.slice(place.length) : figure.subject
  const subject = own.replace(/-(?=[^-]+$)/, '中,').replaceAll('-', ' ')
  return subject.includes(figure.printed) ? subject : `${subject}${printedWithUnit(figure)}`
}

function scopeLines(candidates: readonly Candidate[]): string[] {
  if (candidates.length !== 1) return []
  const scope = (candidates[0]?.figure.scope ?? []).filter((words) => !/^[我本]/.test(words))
  return scope.length > 0 ? [`口径:${scope.join(',')}。`] : []
}

function missingLines({ missing }: Picked): string[] {
  return missing.map(({ name, years }) => `(没有收录${name}${years.join('、')}年的文件。)`)
}

/** No body was named: the line says whose figure it is. */
function assumedBody({ scope }: Question, candidates: readonly Candidate[]): string[] {
  if (scope.mentions.length > 0 || candidates.length === 0) return []
  const names = [...new Set(candidates.map(({ entry }) => `${bodyName(entry)}${entry.identity.year ?? ''}年`))]
  return [`(没有说明地方,这是${names.join('、')}的数。)`]
}

/** A figure in the shape of product.md §4. */
export function replyFigureOf({
  org,
  year,
  indicator,
  value,
  unit,
  printed,
  quote,
  doc,
  section,
}: Figure): ReplyFigure {
  return { org, year, indicator, value, unit, printed, quote, doc, section }
}
