import type { Document } from '../corpus/schema.ts'
import type { Assistance } from './assistance.ts'
import { citationLines } from './cite.ts'
import { draftSupport } from './draft/support.ts'
import type { Citation, Reply } from './schema.ts'
import type { Question } from './understand/understand.ts'
import type { Support } from './verify/grounds.ts'
import { checkReply, type Offence } from './verify.ts'

export interface Guarded {
  readonly reply: Reply
  /** What was at fault in the reply that was held back; empty when it passed. */
  readonly offences: readonly Offence[]
}

/**
 * Lets a reply out only when every number in it is supported (see verify). What fails is replaced by the bare quotes of
 * its sources, or, when it has none, by a sentence that says so.
 */
export function guard(reply: Reply, question: Question, assistance: Assistance): Guarded {
  const verdict = checkReply(reply, supportOf(reply, question, assistance))
  if (verdict.passed) return { reply, offences: [] }
  return { reply: quotesOnly(reply), offences: verdict.offences }
}

/**
 * What this reply may draw its numbers from: the documents it cites (their titles, and their headings for an outline), the
 * figures of these documents that it states, what the person said, the years that documents are held of, and for a reply that says what is
 * held the titles of everything.
 */
function supportOf(reply: Reply, question: Question, { library, conversations, drafts }: Assistance): Support {
  const read = (path: string) => library.document(path, question.audience)
  const cited = [...new Set([...(reply.citations ?? []), ...(reply.tasks ?? [])].map(({ doc }) => doc))]
  const documents = cited.flatMap((path) => read(path) ?? [])
  const listsHeld = LISTS_HELD.has(reply.kind)
  const outlines = reply.kind === 'outline' || reply.kind === 'notfound' ? documents.map(({ outline }) => outline) : []
  const tellsTasks = TELLS_TASKS.has(reply.kind) || (reply.tasks?.length ?? 0) > 0
  const turns = conversations.of(question.conversation).turns
  const draft = draftSupport(reply.kind === 'draft' ? drafts : undefined, question.conversation, reply.draft?.file)
  return {
    evidence: [
      ...draft.evidence,
      ...(listsHeld ? question.documents : documents).map(({ identity }) => identity.title),
      ...(listsHeld ? ['最后一条'] : []),
      ...question.documents.flatMap(({ identity: { year, yearTo } }) => [`${year ?? ''}年`, `${yearTo ?? ''}年`]),
      ...outlines.flatMap((outline) => outline.map(({ label, title }) => label + title)),
      ...(tellsTasks ? documents.flatMap(({ tasks }) => tasks.map(({ deadline }) => deadline ?? '')) : []),
      ...documents.flatMap(({ text, figures }) =>
        figures.flatMap(({ scope }) => scope).filter((words) => text.includes(words)),
      ),
    ],
    said: [
      ...draft.said,
      question.raw,
      question.text,
      ...turns.flatMap((turn) => [turn.question.raw, turn.question.text]),
    ],
    given: [
      ...draft.given,
      ...question.scope.years.flatMap(({ years }) => years),
      ...turns.flatMap(({ question: before }) => before.scope.years.flatMap(({ years }) => years)),
      ...documents.flatMap((document) => valuesOf(document, reply.citations ?? [])),
      ...outlines.flatMap((outline) => [outline.length, ...countsOf(outline)]),
      ...(tellsTasks ? documents.flatMap(({ tasks }) => countsIn(tasks)) : []),
      ...(listsHeld ? [question.documents.length] : []),
    ],
    textOf: (path) => read(path)?.text,
  }
}

/** Replies that tell what is held. */
const LISTS_HELD: ReadonlySet<Reply['kind']> = new Set(['notfound', 'clarify', 'command'])

/** Replies that name tasks of a plan by their numbers, also those not shown. */
const TELLS_TASKS: ReadonlySet<Reply['kind']> = new Set(['tasks', 'outline', 'notfound'])

/** Numbers of tasks, of how many of them there may be, and of units that take part in one. */
function countsIn(tasks: Document['tasks']): readonly number[] {
  return tasks.flatMap(({ no, otherUnits }, at) => [no, at + 1, otherUnits.length])
}

/** The figures of the clauses and rows that are quoted: a cell of a table prints 438.6, its header says 万元. */
function valuesOf({ path, figures }: Document, citations: readonly Citation[]): readonly number[] {
  const quotes = new Set(citations.filter(({ doc }) => doc === path).map(({ quote }) => quote))
  return figures.filter(({ quote }) => quotes.has(quote)).map(({ value }) => value)
}

/** How many headings there are of each level, and how many below the first have none under them. */
function countsOf(outline: Document['outline']): readonly number[] {
  const levels = outline.map(({ level }) => level)
  const parents = new Set(outline.map(({ parent }) => parent))
  const leaves = outline.filter(({ level, title }, i) => level > 1 && title !== '' && !parents.has(i)).length
  return [...[...new Set(levels)].map((level) => levels.filter((other) => other === level).length), leaves]
}

function quotesOnly({ citations = [] }: Reply): Reply {
  if (citations.length === 0)
    return { kind: 'error', text: '这一问没有通过数字核对,未发出。请换个问法,或回复「资料」看收录了哪些文件。' }
  return { kind: 'answer', text: ['以下为原文摘录:', citationLines(citations, true)].join('\n'), citations }
}
