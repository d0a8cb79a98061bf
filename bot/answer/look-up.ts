import type { DocumentKind } from '../../corpus/schema.ts'
import type { Audience, Library, RankedPassage } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { isLaw, pickDocuments } from '../understand/pick.ts'
import { narrowest } from '../understand/scope.ts'
import type { Question } from '../understand/understand.ts'
import { asAsked } from './asked.ts'
import { missingReply, unheldReply } from './missing.ts'

/** Passages looked at; the answer stood among the first 24 for 99 of 100 tuning questions. */
const PASSAGES = 24

/** Passages that may answer, best first by words and meaning, and what was assumed to find them. */
export interface LookedUp {
  readonly hits: readonly RankedPassage[]
  /** The documents searched; undefined for all. */
  readonly docs: readonly string[] | undefined
  /** Said in the reply: 按最新的2024年作答. */
  readonly notes: readonly string[]
}

export interface LookingUp {
  /** Only documents of these kinds, where the question names none. */
  readonly kinds?: readonly DocumentKind[] | undefined
  readonly signal?: AbortSignal | undefined
}

function named({ documents }: Question, kinds: LookingUp['kinds']): readonly string[] | undefined {
  return kinds && documents.filter(({ identity }) => kinds.includes(identity.kind)).map(({ path }) => path)
}

/** Searches the documents that the question names; a body or year that is not held ends in a reply that says so. */
export async function lookUpPassages(
  question: Question,
  { library, homeOrg }: Pick<Assistance, 'library' | 'homeOrg'>,
  { kinds, signal }: LookingUp = {},
): Promise<LookedUp | { readonly reply: Reply }> {
  const restricted = restrict(question, homeOrg)
  if ('reply' in restricted) return restricted
  const { docs = named(question, kinds), notes } = restricted
  const hits = await searchIn({ text: asAsked(question).text, docs, audience: question.audience }, library, signal)
  return { hits, docs, notes }
}

export interface SearchRequest {
  readonly text: string
  readonly docs: readonly string[] | undefined
  readonly audience: Audience | undefined
}

/** The passages nearest to a text, of some documents or of all that the asker may see. */
export async function searchIn(
  { text, docs, audience }: SearchRequest,
  library: Library,
  signal?: AbortSignal,
): Promise<readonly RankedPassage[]> {
  return library.search({ text, limit: PASSAGES, ...(docs ? { docs } : {}), ...(audience ? { audience } : {}) }, signal)
}

type Restriction = { readonly docs?: readonly string[]; readonly notes: readonly string[] } | { readonly reply: Reply }

/** Documents that the names and years of the question leave; a body or year that is not held ends in a refusal. */
function restrict(question: Question, homeOrg: string | undefined): Restriction {
  const spokenOf = documentSpokenOf(question)
  if (spokenOf) return { docs: [spokenOf], notes: [] }
  const { years, unheld } = question.scope
  const mentions = narrowest(question.scope.mentions)
  if (mentions.length === 0 && unheld.length > 0) return { reply: unheldReply(question) }
  if (mentions.length === 0 && years.length === 0) return { notes: [] }
  const laws = mentions.filter(({ entries }) => entries.every(isLaw)).flatMap(({ entries }) => entries)
  const picked = pickDocuments(question, ['report', 'plan', 'table', 'other', 'rule', 'statute'], homeOrg)
  const [missing] = picked.missing
  if (picked.entries.length === 0 && missing) return { reply: missingReply(missing.name, missing.years, missing.held) }
  const entries = laws.length > 0 ? laws : picked.entries
  return entries.length > 0 ? { docs: entries.map(({ path }) => path), notes: picked.assumed } : { notes: [] }
}

/** 这个办法, 该通知: the one that the answer before was taken from. */
const THIS_DOCUMENT = /[这该此](?:个|份|部|项)?(?:办法|规定|规则|条例|细则|规程|通知|方案|意见(?!箱)|指南|文件|制度)/

function documentSpokenOf({ text, previous, documents }: Question): string | undefined {
  const [cited] = previous?.reply.citations ?? []
  return THIS_DOCUMENT.test(text) ? documents.find(({ path }) => path === cited?.doc)?.path : undefined
}
