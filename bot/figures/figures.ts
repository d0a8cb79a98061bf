import type { DocumentEntry } from '../../retrieval/library.ts'
import { missingReply, unheldReply } from '../answer/passages.ts'
import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { bodyName, groupByBody, type Picked, pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { asksForQuantity, splitAsks } from './asks.ts'
import { chooseBody, composeFigures, figuresNotFound } from './compose.ts'
import { candidatesIn, FIGURE_KINDS } from './gather.ts'
import type { Candidate } from './rank.ts'
import { type Selection, selectFigures, settle } from './select.ts'

/** What the figures held say to a question. */
export interface FigureAnswer {
  readonly reply: Reply
  /** False when passages may still hold an answer that is no figure (days of a rule). */
  readonly final: boolean
}

/**
 * Answers a question for a quantity from the figures of the documents: the figure with its sentence, several side by
 * side when the documents give several scopes, a question back when several bodies fit, or what is held instead.
 * Undefined when the question is none of figures.
 */
export function answerFigures(question: Question, assistance: Assistance): FigureAnswer | undefined {
  if (!asksForQuantity(question.text) && !isFigureFollowUp(question)) return undefined
  const { scope } = question
  if (scope.mentions.some(({ entries }) => entries.every(({ identity }) => isLaw(identity.kind)))) return undefined
  if (scope.mentions.length === 0 && scope.unheld.length > 0) return { reply: unheldReply(question), final: true }
  const picked = pickDocuments(question, FIGURE_KINDS, assistance.homeOrg)
  const selections = select(question, picked, assistance)
  const found = selections.filter(({ chosen }) => chosen.length > 0)
  const context = { question, picked, assistance }
  if (found.length > 0) {
    const open = picked.open ? openBodies(question, assistance) : []
    return { reply: open.length > 1 ? chooseBody(open) : composeFigures(selections, context), final: true }
  }
  const [missing] = picked.missing
  if (missing) return { reply: missingReply(missing.name, missing.years, missing.held), final: true }
  if (scope.mentions.length === 0) return undefined
  const rate = selections.every(({ ask }) => ask.hint.strict && ask.hint.units.includes('%'))
  return { reply: figuresNotFound(selections, context), final: rate }
}

function isLaw(kind: string): boolean {
  return kind === 'statute' || kind === 'rule'
}

function isFigureFollowUp({ previous, context }: Question): boolean {
  return previous?.reply.kind === 'figure' && context.length > 0
}

/** Documents of each body that would answer by itself. */
function openBodies(question: Question, assistance: Assistance): readonly DocumentEntry[] {
  const picked = pickDocuments(question, FIGURE_KINDS, assistance.homeOrg)
  return groupByBody(picked.entries).flatMap(({ entries }) => {
    const selections = select(question, { ...picked, entries }, assistance)
    return selections.flatMap(({ chosen }) => chosen.slice(0, 1).map(({ candidate }) => candidate.entry)).slice(0, 1)
  })
}

function select(question: Question, picked: Picked, assistance: Assistance): readonly Selection[] {
  const candidates = candidatesFor(question, picked, assistance)
  const asks = splitAsks(ownTopic(question), assistance.tokenizer)
  const found = asks.map((ask, at) => {
    const before = asks.slice(0, at).flatMap(({ concepts }) => concepts)
    return selectFigures(ask, [...before, ...question.context], candidates)
  })
  return settle(found, candidates)
}

/** The question's own topic: a follow-up's inherited words are context, not part of what is asked. */
function ownTopic({ text, scope, context }: Question): string {
  return context.length > 0 || scope.topic.trim() === '' ? text : scope.topic
}

/** Of each body the figures of its newest year; those of plans stand until the plan ends. */
function newest(candidates: readonly Candidate[]): readonly Candidate[] {
  const latest = new Map<string, number>()
  for (const { entry, figure } of candidates) {
    const year =
      entry.identity.kind === 'report'
        ? (entry.identity.year ?? figure.year)
        : entry.identity.kind === 'plan'
          ? 0
          : figure.year
    latest.set(bodyName(entry), Math.max(latest.get(bodyName(entry)) ?? 0, year))
  }
  return candidates.filter(
    ({ entry, figure }) => entry.identity.kind === 'plan' || figure.year === latest.get(bodyName(entry)),
  )
}

function candidatesFor(question: Question, picked: Picked, { library }: Assistance): readonly Candidate[] {
  const years = question.scope.years.flatMap((mention) => mention.years)
  if (years.length === 0) return newest(candidatesIn(picked.entries, { question, library }))
  const bodies = new Set([...picked.missing.map(({ name }) => name), ...picked.entries.map(bodyName)])
  const named = new Set(question.scope.mentions.flatMap(({ entries }) => entries))
  const entries = question.documents.filter(
    (entry) => FIGURE_KINDS.includes(entry.identity.kind) && (bodies.has(bodyName(entry)) || named.has(entry)),
  )
  return candidatesIn(entries, { question, library }).filter(({ figure }) => years.includes(figure.year))
}
