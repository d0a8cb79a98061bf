import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import { citationLines, cite } from '../cite.ts'
import type { Reply, ReplyComputed } from '../schema.ts'
import { bodyName, type Picked, pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { splitAsks } from './asks.ts'
import { replyFigureOf, sourceOf, statementOf } from './compose.ts'
import { difference, growth } from './compute.ts'
import { type Candidate, candidateOf } from './rank.ts'
import { selectFigures } from './select.ts'

const KINDS = ['report', 'table', 'plan', 'other'] as const
const COMPARES =
  /比|谁|哪家|哪个(?:地方|区|县|市)|差多少|相差|多多少|少多少|各(?:是|有)?(?:多少|几)|分别|对比|高还是低|高多少|低多少|最多|最少/
const TREND = /近.{1,3}年|历年|逐年|这几年|每年|各年|变化|趋势|走势|列(?:个|下|一下)?表/

/** One row: a body in a year with its figure, or none. */
interface Row {
  readonly name: string
  readonly year: number | undefined
  readonly candidate: Candidate | undefined
}

/**
 * Compares one indicator between bodies, or between years of one body: a row each, then differences and growth with their
 * formula. Undefined when the question names fewer than two sides. Different units or scopes are shown and not computed.
 */
export function answerComparison(question: Question, assistance: Assistance): Reply | undefined {
  const { scope, text } = question
  const years = [...new Set(scope.years.flatMap((mention) => mention.years))]
  const named = scope.mentions.filter(({ entries }) =>
    entries.some(({ identity }) => KINDS.includes(identity.kind as 'report')),
  )
  const overYears = years.length > 1 || TREND.test(text)
  if (named.length < 2 && !overYears) return undefined
  if (named.length >= 2 && !COMPARES.test(text) && !/多少|几|率/.test(text)) return undefined
  const picked = pickDocuments(
    named.length >= 2 && years.length === named.length ? withoutYears(question) : question,
    KINDS,
    assistance.homeOrg,
  )
  const entries = named.length < 2 && years.length === 0 ? everyYear(question, picked) : picked.entries
  const rows = rowsOf(entries, { question, assistance, years })
  if (!rows.some(({ candidate }) => candidate)) return undefined
  return compose(rows, picked)
}

/** 「甲区17年和乙区24年」: each body's own year is taken from what is held, since one year belongs to one body. */
function withoutYears(question: Question): Question {
  return { ...question, scope: { ...question.scope, years: [] } }
}

function everyYear({ documents }: Question, picked: Picked): readonly DocumentEntry[] {
  const names = new Set(picked.entries.map(bodyName))
  return documents.filter((entry) => names.has(bodyName(entry)) && KINDS.includes(entry.identity.kind as 'report'))
}

interface RowContext {
  readonly question: Question
  readonly assistance: Assistance
  readonly years: readonly number[]
}

function rowsOf(entries: readonly DocumentEntry[], { question, assistance, years }: RowContext): readonly Row[] {
  const [ask, ...rest] = splitAsks(question.scope.topic, assistance.tokenizer)
  if (!ask) return []
  const context = [...rest.flatMap(({ concepts }) => concepts), ...question.context]
  const sides = new Map<string, DocumentEntry[]>()
  for (const entry of entries) {
    const key = `${bodyName(entry)}\u0001${entry.identity.year ?? ''}`
    sides.set(key, [...(sides.get(key) ?? []), entry])
  }
  return [...sides].map(([key, group]) => {
    const [name = '', year] = key.split('\u0001')
    const candidates = group.flatMap((entry) => {
      const document = assistance.library.document(entry.path, question.audience)
      return document ? document.figures.map((figure) => candidateOf(figure, entry, document.text)) : []
    })
    const fitting = candidates.filter(({ figure }) => years.length < 2 || years.includes(figure.year))
    const best = selectFigures(ask, context, fitting).chosen[0]
    return { name, year: year ? Number(year) : undefined, candidate: best?.candidate }
  })
}

function compose(rows: readonly Row[], picked: Picked): Reply {
  const found = rows.flatMap(({ candidate }) => (candidate ? [candidate] : []))
  const citations = cite(found.map(sourceOf))
  const computed = computedOf(rows)
  const lines = rows.map(({ name, year, candidate }) =>
    candidate ? `${name} ${candidate.figure.year}年 ${statementOf(candidate)}` : `${name} ${year ?? ''}年 未查到`,
  )
  const notes = [
    ...computed.map(({ label, formula, value, unit }) => `${label}:${value}${unit}(${formula})`),
    ...cautions(found),
    ...picked.missing.map(({ name, years }) => `没有收录${name}${years.join('、')}年的文件。`),
  ]
  return {
    kind: 'figure',
    text: [...lines, ...notes, citationLines(citations)].join('\n'),
    figures: found.map(({ figure }) => replyFigureOf(figure)),
    ...(computed.length > 0 ? { computed } : {}),
    citations,
  }
}

/** Differences between the two sides, or from year to year; only figures of one unit are computed with. */
function computedOf(rows: readonly Row[]): ReplyComputed[] {
  const sides = rows.flatMap(({ name, candidate }) => (candidate ? [{ name, figure: candidate.figure }] : []))
  const units = new Set(sides.map(({ figure }) => figure.unit))
  if (sides.length < 2 || units.size > 1) return []
  const oneBody = new Set(sides.map(({ name }) => name)).size === 1
  if (!oneBody) return sides.length === 2 ? [difference(sides[0]!, sides[1]!)] : []
  const ordered = [...sides].sort((a, b) => a.figure.year - b.figure.year)
  return ordered.slice(1).flatMap((later, i) => {
    const earlier = ordered[i]
    return earlier ? [difference(later, earlier), ...growth(later.figure, earlier.figure)] : []
  })
}

function cautions(found: readonly Candidate[]): string[] {
  const units = new Set(found.map(({ figure }) => figure.unit))
  const years = new Set(found.map(({ figure }) => figure.year))
  const bodies = new Set(found.map(({ entry }) => bodyName(entry)))
  if (units.size > 1) return [`单位不同(${[...units].join('、')}),口径可能不一,只列不比。`]
  if (bodies.size > 1 && years.size > 1) return ['年份不同,数字可列,不宜直接比高低。']
  return []
}
