import type { DocumentEntry } from '../../retrieval/library.ts'
import { missingReply, unheldReply } from '../answer/passages.ts'
import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { bodyName, type Picked, pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { asksForQuantity, splitAsks } from './asks.ts'
import { composeFigures, figuresNotFound } from './compose.ts'
import { type Candidate, candidateOf } from './rank.ts'
import { selectFigures, settle } from './select.ts'

const KINDS = ['report', 'table', 'plan', 'other'] as const

/**
 * Answers a question for a quantity from the figures of the documents: the figure with its sentence, several side by
 * side when the documents give several scopes, or what is held instead. Undefined when the question is none of figures.
 */
export function answerFigures(question: Question, assistance: Assistance): Reply | undefined {
  if (!asksForQuantity(question.text) && !isFigureFollowUp(question)) return undefined
  const { scope } = question
  if (
    scope.mentions.some(({ entries }) =>
      entries.every(({ identity }) => identity.kind === 'statute' || identity.kind === 'rule'),
    )
  )
    return undefined
  if (scope.mentions.length === 0 && scope.unheld.length > 0) return unheldReply(question)
  const picked = pickDocuments(question, KINDS, assistance.homeOrg)
  const candidates = candidatesFor(question, picked, assistance)
  const asks = splitAsks(scope.topic.trim() === '' ? question.text : ownTopic(question), assistance.tokenizer)
  const found = asks.map((ask, at) => {
    const before = asks.slice(0, at).flatMap(({ concepts }) => concepts)
    return selectFigures(ask, [...before, ...question.context], candidates)
  })
  const selections = settle(found, candidates)
  if (selections.some(({ chosen }) => chosen.length > 0))
    return composeFigures(selections, { question, picked, assistance })
  const [missing] = picked.missing
  if (missing) return missingReply(missing.name, missing.years, missing.held)
  return scope.mentions.length > 0 ? figuresNotFound(selections, { question, picked, assistance }) : undefined
}

function isFigureFollowUp({ previous, context }: Question): boolean {
  return previous?.reply.kind === 'figure' && context.length > 0
}

/** The question's own topic: a follow-up's inherited words are context, not part of what is asked. */
function ownTopic({ text, scope, context }: Question): string {
  return context.length > 0 ? text : scope.topic
}

function candidatesFor(
  { scope, documents, audience }: Question,
  picked: Picked,
  { library }: Assistance,
): readonly Candidate[] {
  const years = scope.years.flatMap((mention) => mention.years)
  const bodies = new Set(picked.missing.map(({ name }) => name))
  const also = documents.filter(
    (entry) => bodies.has(bodyName(entry)) || scope.mentions.some(({ entries }) => entries.includes(entry)),
  )
  const entries: readonly DocumentEntry[] =
    years.length > 0 ? [...new Set([...picked.entries, ...also])] : picked.entries
  return entries.flatMap((entry) => {
    const document = library.document(entry.path, audience)
    if (!document) return []
    return document.figures
      .filter(({ year }) => years.length === 0 || years.includes(year))
      .map((figure) => candidateOf(figure, entry, document.text))
  })
}
