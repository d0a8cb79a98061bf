import type { DocumentEntry } from '../../retrieval/library.ts'
import { tasksIn } from '../answer/compose.ts'
import type { Assistance } from '../assistance.ts'
import { citationLines, cite } from '../cite.ts'
import { heldYears } from '../documents.ts'
import type { Citation, Reply } from '../schema.ts'
import { bodyName, type Picked } from '../understand/pick.ts'
import { besideMentions } from '../understand/places.ts'
import type { Question } from '../understand/understand.ts'
import { type FigureAsk, residueOf, wantedOf } from './asks.ts'
import { actingUnit, type Candidate } from './candidate.ts'
import { rowOf } from './rows.ts'
import { MOST_SHOWN, type Selection } from './select.ts'
import { leadOf, replyFigureOf, sourceOf, statementOf } from './state.ts'

export interface ComposeContext {
  readonly question: Question
  readonly picked: Picked
  readonly assistance: Assistance
}

interface Shown {
  readonly ask: FigureAsk
  readonly all: readonly Candidate[]
  readonly candidates: readonly Candidate[]
}

/** The reply for figures that were found: figures first, then scope, then what was assumed or not found, then sources. */
export function composeFigures(selections: readonly Selection[], context: ComposeContext): Reply {
  const { question, assistance } = context
  const shown: readonly Shown[] = selections.map(({ ask, chosen }) => ({
    ask,
    all: chosen,
    candidates: chosen.slice(0, MOST_SHOWN),
  }))
  const candidates = unique(shown.flatMap((part) => part.candidates))
  const citations = cite(candidates.map(sourceOf))
  const lines = unique(shown.flatMap((part) => linesOf(part, shown, citations)))
  const tasks = candidates.flatMap(({ figure }) =>
    tasksIn(figure, assistance.library.document(figure.doc, question.audience)),
  )
  return {
    kind: 'figure',
    text: [...lines, ...notesOf(candidates, context), citationLines(citations, true)].join('\n'),
    figures: candidates.map(replyFigureOf),
    citations,
    ...(tasks.length > 0 ? { tasks } : {}),
  }
}

function linesOf({ ask, all, candidates }: Shown, parts: readonly Shown[], citations: readonly Citation[]): string[] {
  const [first] = candidates
  if (!first) return saidElsewhere(ask, parts) ? [] : [`未查到:${wantedOf(ask)}。`]
  if (candidates.length === 1) return [`${leadOf(first)}${statementOf(first)}。`]
  const mark = (candidate: Candidate): string => {
    const { quote, entry } = sourceOf(candidate)
    const n = citations.find((citation) => citation.quote === quote && citation.doc === entry.path)?.n
    return citations.length > 1 && n ? `〔${n}〕` : ''
  }
  const more = all.length > MOST_SHOWN ? ['还有几处未列,可以加上范围或单位再问。'] : []
  return [
    `${leadOf(first)}${isOneIndicator(candidates) ? `有${candidates.length}个口径` : ''}:`,
    ...candidates.map((candidate) => `· ${statementOf(candidate)}${mark(candidate)}`),
    ...(isContradicted(candidates) ? ['几份文件的数不一致,请核对后引用。'] : []),
    ...more,
  ]
}

function isOneIndicator(candidates: readonly Candidate[]): boolean {
  const [first] = candidates
  return (
    first?.figure.indicatorId !== undefined &&
    candidates.every(
      (one) =>
        one.figure.indicatorId === first.figure.indicatorId &&
        one.figure.unit === first.figure.unit &&
        rowOf(one) === rowOf(first),
    )
  )
}

/** One body, one year, one thing counted, two documents, two values. */
function isContradicted(candidates: readonly Candidate[]): boolean {
  const words = ({ own }: Candidate): string => [...new Set(own)].sort().join('')
  return candidates.some((one) =>
    candidates.some(
      (other) => one.entry !== other.entry && words(one) === words(other) && one.figure.value !== other.figure.value,
    ),
  )
}

/** A piece of the question that found nothing by itself but whose words stand in what another piece found (几个村、几个社区). */
function saidElsewhere({ text }: FigureAsk, parts: readonly Shown[]): boolean {
  const clauses = parts.flatMap(({ candidates }) => candidates.map(({ clause, whole }) => clause + whole)).join('')
  return clauses !== '' && [...residueOf(text)].every((character) => clauses.includes(character))
}

/** Several bodies fit and none was named: one short question back, with what is held. */
export function chooseBody(entries: readonly DocumentEntry[]): Reply {
  const [first] = entries
  return {
    kind: 'clarify',
    text: `想查哪个地方、哪一年?有这项数的文件:${heldYears(entries)}。\n直接回地名即可,如「${first ? bodyName(first) : ''}」。`,
  }
}

function notesOf(candidates: readonly Candidate[], { question, picked }: ComposeContext): string[] {
  const beside = besideMentions(question.text, question.scope.unheld)
  return [
    ...scopeLines(candidates),
    ...picked.missing.map(({ name, years }) => `(没有收录${name}${years.join('、')}年的报告。)`),
    ...(beside.length > 0 ? [`(资料里没有${beside.join('、')}的文件,没法放在一起比。)`] : []),
    ...[...question.notes, ...picked.assumed].map((note) => `(${note})`),
    ...assumedBody(question, { candidates, picked }),
    ...(candidates.some(({ entry }) => entry.identity.kind === 'plan') && !ASKS_PLAN.test(question.text)
      ? ['(这是方案定的数,不是完成数。)']
      : []),
  ]
}

const ASKS_PLAN = /方案|规划|计划|要|目标|打算|任务|应当|至少/

/** Qualifiers that the statement does not say itself. */
function scopeLines(candidates: readonly Candidate[]): string[] {
  const [only] = candidates
  if (!only || candidates.length > 1) return []
  const said = leadOf(only) + statementOf(only)
  const { scope: printed, quote } = only.figure
  const unit = actingUnit(only)
  const scope = [
    ...(unit !== undefined && !quote.includes(unit) && !quote.includes(unit.slice(0, 2)) ? [unit] : []),
    ...printed.filter((words) => !/^[我本]/.test(words) && words !== '其中'),
  ].filter((words) => !said.includes(words))
  return scope.length > 0 ? [`口径:${scope.join(',')}。`] : []
}

/** No body was named and no home body assumed: the line says whose figure it is. */
function assumedBody(
  { scope }: Question,
  { candidates, picked }: { readonly candidates: readonly Candidate[]; readonly picked: Picked },
): string[] {
  if (scope.mentions.length > 0 || picked.assumed.length > 0 || candidates.length === 0) return []
  const names = unique(candidates.map(({ entry, figure }) => `${bodyName(entry)}${figure.year}年`))
  return [`(没有说明地方,这是${names.join('、')}的数。)`]
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
