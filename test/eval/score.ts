import type { Reply } from '../../bot/schema.ts'
import { makesPoint, overlap, plain, printsValue, sameValue } from './matching.ts'
import type { Question } from './question.ts'

/** Hits out of what was wanted. */
interface Share {
  readonly hit: number
  readonly of: number
}

/** What one reply is worth against its labels. */
export interface Score {
  readonly ok: boolean
  readonly values: Share
  readonly terms: Share
  readonly items: Share & { readonly extra: number }
  /** Share of the labelled evidence that is cited; undefined when none is labelled. */
  readonly evidence: number | undefined
  readonly declined: boolean
  /** A figure was answered and it is none of the labelled ones. */
  readonly wrong: boolean
  readonly tooLong: boolean
  /** Why it is not ok, in short Chinese phrases. */
  readonly why: readonly string[]
}

/** The text of a document by the path it is cited under; undefined when it is not held. */
export type TextOf = (path: string) => string | undefined

/** One phone screen; a longer reply is a dump of passages, but for the kinds that are asked for their length. */
const SCREEN = 600
const LONG_KINDS: ReadonlySet<string> = new Set(['draft', 'section', 'task_lookup'])
const DECLINING: ReadonlySet<string> = new Set(['notfound', 'refused', 'error'])
const NOT_ANSWERING: ReadonlySet<string> = new Set(['notfound', 'clarify', 'refused'])
/** A draft may leave out this share of last year's figures: it is a text, not a table. */
const DRAFT_VALUES = 0.6

/**
 * Scores a reply by the rules of the shared scorer: every value, every point and exactly the items, within a screen;
 * evidence decides where nothing else is labelled. Two kinds are the project's own: 「clarify」 must ask back, 「command」
 * must not be declined.
 */
export function score(question: Question, reply: Reply, textOf: TextOf): Score {
  const values = valueShare(question, reply)
  const terms = share(
    question.answer_terms,
    (point) => makesPoint(point, reply.text) || makesPoint(point, plain(reply.text)),
  )
  const items = itemShare(question, reply)
  const evidence = evidenceRecall(question, reply, textOf)
  const tooLong = !LONG_KINDS.has(question.type) && reply.text.length > SCREEN
  const why = [
    ...(tooLong ? [`${reply.text.length}字,超过一屏`] : []),
    ...(declinesByRight(question)
      ? faultsOfDeclining(question, reply)
      : faults(question, reply, { values, terms, items, evidence })),
  ]
  return {
    ok: why.length === 0,
    values,
    terms,
    items,
    evidence,
    declined: !declinesByRight(question) && DECLINING.has(reply.kind),
    wrong: reply.kind === 'figure' && values.of > 0 && values.hit === 0,
    tooLong,
    why,
  }
}

function declinesByRight({ type }: Question): boolean {
  return type === 'unanswerable' || type === 'clarify'
}

function faultsOfDeclining({ type }: Question, { kind, figures }: Reply): readonly string[] {
  const declines = type === 'clarify' ? kind === 'clarify' : NOT_ANSWERING.has(kind)
  return declines && !figures?.length ? [] : [`不该作答:kind=${kind}`]
}

type Parts = Pick<Score, 'values' | 'terms' | 'items' | 'evidence'>

function faults(question: Question, reply: Reply, { values, terms, items, evidence }: Parts): readonly string[] {
  if (question.type === 'draft') return faultsOfDraft(reply, values)
  const why: string[] = []
  if (values.hit < values.of) why.push(`数值${values.hit}/${values.of}`)
  if (terms.hit < terms.of) why.push(`要点${terms.hit}/${terms.of}`)
  if (items.hit < items.of || items.extra > 0) why.push(`项${items.hit}/${items.of}多${items.extra}`)
  const labelled = values.of + terms.of + items.of > 0
  if (!labelled && evidence !== undefined && evidence < 0.5) why.push(`出处${evidence.toFixed(2)}`)
  if (question.type === 'command' && DECLINING.has(reply.kind)) why.push(`kind=${reply.kind}`)
  return why
}

function faultsOfDraft({ kind }: Reply, { hit, of }: Share): readonly string[] {
  if (kind !== 'draft') return [`kind=${kind}`]
  return hit < DRAFT_VALUES * of ? [`数值${hit}/${of}`] : []
}

function share<T>(wanted: readonly T[], hits: (one: T) => boolean): Share {
  return { hit: wanted.filter(hits).length, of: wanted.length }
}

function valueShare(question: Question, reply: Reply): Share {
  if (declinesByRight(question)) return { hit: 0, of: 0 }
  if (question.type === 'draft') {
    const text = reply.draft?.text ?? reply.text
    return share(question.answer_values, (value) => printsValue(value, text))
  }
  const given = [...(reply.figures ?? []), ...(reply.computed ?? [])]
  return share(
    question.answer_values,
    (value) => printsValue(value, reply.text) || given.some((one) => sameValue(one.value, value.value)),
  )
}

function itemShare({ answer_item_nos }: Question, { tasks = [] }: Reply): Score['items'] {
  const wanted = new Set(answer_item_nos)
  const given = new Set(tasks.map(({ no }) => no))
  if (wanted.size === 0) return { hit: 0, of: 0, extra: 0 }
  const hit = [...wanted].filter((no) => given.has(no)).length
  return { hit, of: wanted.size, extra: given.size - hit }
}

function evidenceRecall({ evidence }: Question, reply: Reply, textOf: TextOf): number | undefined {
  if (evidence.length === 0) return undefined
  const cited = [
    ...(reply.citations ?? []),
    ...(reply.figures ?? []),
    ...(reply.tasks ?? []).map(({ doc, text }) => ({ doc, quote: text })),
  ]
  const hit = evidence.filter(({ doc, quote }) =>
    cited.some((one) => overlap(quote, one.quote) >= 0.5 && isDocument({ doc, quote }, one.doc, textOf)),
  )
  return hit.length / evidence.length
}

/** Labels name a document by its file, or by a key of their own; then it is the one that holds the labelled quote. */
function isDocument({ doc, quote }: { doc: string; quote: string }, path: string, textOf: TextOf): boolean {
  return plain(path).includes(plain(doc)) || plain(textOf(path) ?? '').includes(plain(quote))
}
