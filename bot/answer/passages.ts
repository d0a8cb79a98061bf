import type { Document, Span } from '../../corpus/schema.ts'
import { sectionLabel } from '../../corpus/section.ts'
import type { DocumentEntry, RankedPassage } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import { citationLines, cite, type Source, shorten } from '../cite.ts'
import { heldYears } from '../documents.ts'
import type { Reply, ReplyTask } from '../schema.ts'
import { bodyName, pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { type Gist, gistOf } from './gist.ts'
import { type Extract, extractAnswer } from './procedure.ts'

/** Passages looked at; the answer stood among the first 10 for 99 of 100 tuning questions. */
const PASSAGES = 24
/** Longest line of an item in a gist. */
const ITEM_LENGTH = 90

export interface PassageOptions {
  /** The question asks for a quantity that no figure answers: only a sentence that carries most of it will do. */
  readonly strict: boolean
  readonly signal?: AbortSignal | undefined
}

/** A question about content or procedure: the sentences of the documents that answer it, with their sources. */
export async function answerFromPassages(
  question: Question,
  { library, homeOrg }: Assistance,
  { strict, signal }: PassageOptions,
): Promise<Reply> {
  const restricted = restrict(question, homeOrg)
  if ('reply' in restricted) return restricted.reply
  const hits = await library.search(
    {
      text: `${question.scope.topic} ${question.concepts.flatMap(({ forms }) => forms.map(({ text }) => text)).join(' ')}`,
      limit: PASSAGES,
      ...(restricted.docs ? { docs: restricted.docs } : {}),
      ...(question.audience ? { audience: question.audience } : {}),
    },
    signal,
  )
  const gist = gistOf(question.text, question.concepts, hits, (path) => library.document(path, question.audience))
  if (gist) return composeGist(gist, restricted.notes)
  const extracts = extractAnswer(question.text, [...question.concepts, ...question.context], hits, strict)
  if (extracts.length === 0) return notFound(question, hits, library)
  return compose(extracts, { library, audience: question.audience, notes: restricted.notes })
}

type Restriction = { readonly docs?: readonly string[]; readonly notes: readonly string[] } | { readonly reply: Reply }

/** Documents that the names and years of the question leave; a body or year that is not held ends in a refusal. */
function restrict(question: Question, homeOrg: string | undefined): Restriction {
  const { mentions, years, unheld } = question.scope
  if (mentions.length === 0 && unheld.length > 0) return { reply: unheldReply(question) }
  if (mentions.length === 0 && years.length === 0) return { notes: [] }
  const laws = mentions.filter(({ entries }) => entries.every(isLaw)).flatMap(({ entries }) => entries)
  const picked = pickDocuments(question, ['report', 'plan', 'table', 'other', 'rule', 'statute'], homeOrg)
  const [missing] = picked.missing
  if (picked.entries.length === 0 && missing) return { reply: missingReply(missing.name, missing.years, missing.held) }
  const entries = laws.length > 0 ? laws : picked.entries
  return entries.length > 0 ? { docs: entries.map(({ path }) => path), notes: picked.assumed } : { notes: [] }
}

function isLaw({ identity }: DocumentEntry): boolean {
  return identity.kind === 'statute' || identity.kind === 'rule'
}

/** 没有收录…的报告, with what is held. */
export function missingReply(name: string, years: readonly number[], held: readonly number[]): Reply {
  const has = held.length > 0 ? `现有${name}${[...held].sort((a, b) => a - b).join('、')}年的文件。` : ''
  return { kind: 'notfound', text: `未查到:没有收录${name}${years.join('、')}年的文件。\n${has}`.trim() }
}

/** Nothing is held of the place that was named; what is held instead is said and never given as the answer. */
export function unheldReply({ scope, documents }: Question): Reply {
  const names = scope.unheld.map(({ name }) => name).join('、')
  const held = heldYears(documents.filter(({ identity }) => identity.kind === 'report' || identity.kind === 'plan'))
  return { kind: 'notfound', text: `未查到:资料里没有${names}的文件。${held ? `\n现有:${held}。` : ''}` }
}

/** What was looked for, and the nearest passage as a place to look, never as the answer. */
function notFound(question: Question, hits: readonly RankedPassage[], library: Assistance['library']): Reply {
  const nearest = hits[0]
  const where = question.scope.mentions.map(({ alias }) => alias).join('、')
  const looked = `未查到:${where ? `${where}的文件` : '资料'}里没有找到「${question.text}」的内容。`
  const document = nearest && library.document(nearest.entry.path, question.audience)
  if (!nearest || !document) return { kind: 'notfound', text: `${looked}\n可回复「资料」看收录了哪些文件。` }
  const { passage, entry } = nearest
  const citations = cite([
    { entry, section: sectionLabel(document, passage.start), quote: firstSentence(passage.text) },
  ])
  return {
    kind: 'notfound',
    text: `${looked}\n最接近的一段(回复「原文1」可看):\n${citationLines(citations)}`,
    citations,
  }
}

function firstSentence(text: string): string {
  return /^\s*(?<sentence>[^。;；\n]{1,120})/.exec(text)?.groups?.sentence ?? text.trim().slice(0, 60)
}

interface Composition {
  readonly library: Assistance['library']
  readonly audience: Question['audience']
  readonly notes: readonly string[]
}

function compose(extracts: readonly Extract[], { library, audience, notes }: Composition): Reply {
  const found = extracts.map((extract) => ({ extract, document: library.document(extract.hit.entry.path, audience) }))
  const citations = cite(
    found.map(({ extract: { hit, start, text }, document }): Source => {
      return { entry: hit.entry, section: document ? sectionLabel(document, start) : '', quote: text }
    }),
  )
  const body =
    extracts.length === 1
      ? [flatten(extracts[0]?.text ?? '')]
      : extracts.map(({ text }, i) => `${flatten(text)}〔${i + 1}〕`)
  const tasks = found.flatMap(({ extract, document }) => tasksIn(extract, document))
  return {
    kind: 'answer',
    text: [...body, ...notes.map((note) => `(${note})`), citationLines(citations)].join('\n'),
    citations,
    ...(tasks.length > 0 ? { tasks } : {}),
  }
}

/** Tasks of a plan that some words are taken from: who leads and by when is worth having beside them. */
export function tasksIn({ start, end }: Span, document: Document | undefined): ReplyTask[] {
  return (document?.tasks ?? [])
    .filter((task) => task.start < end && start < task.end)
    .map(({ no, text, leadUnits, deadline, doc }) => ({
      no,
      text,
      leadUnits: [...leadUnits],
      ...(deadline ? { deadline } : {}),
      doc,
    }))
}

function composeGist({ heading, sources }: Gist, notes: readonly string[]): Reply {
  const citations = cite(sources)
  const lines = sources.map(({ quote }) => shorten(quote, ITEM_LENGTH))
  const title = sources[0]?.entry.identity.title ?? ''
  return {
    kind: 'answer',
    text: [
      `${title}「${heading.title}」:`,
      ...lines,
      ...notes.map((note) => `(${note})`),
      citationLines(citations.slice(0, 1)),
    ].join('\n'),
    citations,
  }
}

function flatten(text: string): string {
  return text.replace(/\s*\n\s*/g, '\n').trim()
}

/** Names of bodies for a line of text. */
export function namesOf(entries: readonly DocumentEntry[]): string {
  return [...new Set(entries.map(bodyName))].join('、')
}
