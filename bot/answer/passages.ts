import type { DocumentKind } from '../../corpus/schema.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import { asksForQuantity } from '../figures/asks.ts'
import type { Reply } from '../schema.ts'
import { tellSection } from '../section-parts.ts'
import { normalizeForMatching } from '../text.ts'
import { conceptMatch } from '../understand/concepts.ts'
import { bodyName, isLaw } from '../understand/pick.ts'
import { narrowest } from '../understand/scope.ts'
import type { Question } from '../understand/understand.ts'
import { composeExtracts } from './compose.ts'
import { asksHowLong, expectedOf } from './expected.ts'
import type { Extract } from './extend.ts'
import { extractsFor } from './extracts.ts'
import { gistOf } from './gist.ts'
import { lookUpPassages } from './look-up.ts'
import { composeNotFound } from './not-found.ts'

export interface PassageOptions {
  /** The question asks for a quantity that no figure answers: only a sentence that carries most of it will do. */
  readonly strict: boolean
  /** Only documents of these kinds. */
  readonly kinds?: readonly DocumentKind[] | undefined
  readonly signal?: AbortSignal | undefined
}

/** A question about content or procedure: the sentences of the documents that answer it, with their sources. */
export async function answerFromPassages(
  question: Question,
  assistance: Assistance,
  { strict, kinds, signal }: PassageOptions,
): Promise<Reply> {
  const own = ofItsOwn(question, assistance)
  if (own) {
    const reply = await answerFromPassages(own, assistance, { strict, kinds, signal })
    if (reply.kind === 'answer') return reply
  }
  const found = await lookUpPassages(question, assistance, { kinds, signal })
  if ('reply' in found) return found.reply
  const read = (path: string) => assistance.library.document(path, question.audience)
  const gist = gistOf(question.text, question.concepts, found.hits, read)
  if (gist) return tellSection({ ...gist, notes: [...found.notes, ...question.notes] })
  const { extracts, ranking } = await extractsFor(question, { ...found, strict }, { assistance, signal })
  if (extracts.length > 0) {
    const ofYear = extracts.some(({ hit }) => !isLaw(hit.entry))
    const notes = [...(ofYear ? found.notes : []), ...olderThanNewest(question, extracts), ...question.notes]
    return composeExtracts(extracts, { read, notes })
  }
  return composeNotFound(question, { ranking, read })
}

/** No year was asked for and an older report than the newest of its body answers: which year it is of is said. */
function olderThanNewest({ scope, documents }: Question, extracts: readonly Extract[]): readonly string[] {
  const told = extracts[0]?.hit.entry
  if (scope.years.length > 0 || told?.identity.kind !== 'report' || told.identity.year === undefined) return []
  const years = documents
    .filter((entry) => entry.identity.kind === 'report' && bodyName(entry) === bodyName(told))
    .map(({ identity }) => identity.year ?? 0)
  const newest = Math.max(...years)
  return newest > told.identity.year ? [`这是${told.identity.year}年报告写的,最新的报告是${newest}年`] : []
}

/** Whether a rule may answer: the question asks for a kind of thing that rules lay down (days, a permission), not for a count. */
export function mayStandInRule({ asking, context, scope }: Question): boolean {
  return expectedOf(context.length > 0 ? scope.topic : asking).some(({ kind }) => kind !== 'number')
}

/** What has to be handed in, built or kept: 要交几份, 得配几名. */
const MUST_BE =
  /(?:要|得|须|应当?|该|需要?|至少|最少|不少于)\p{Script=Han}{0,4}?(?:几|多少)(?:个?[份枚本张套式名人位次]|学时|课时|个?小时)|几份(?:材料|文本)/u

/** Times that were measured, not laid down. */
const MEASURED = /平均|实际|缩短|压缩|提速|提高|目前|一共/

/**
 * Whether a question without a body and a year asks how many there have to be or how long something may take: a rule
 * answers it before any count of a year.
 */
export function asksWhatMustBe({ text, scope }: Question): boolean {
  if (scope.mentions.length + scope.years.length > 0) return false
  return MUST_BE.test(text) || (asksHowLong(text) && !MEASURED.test(text))
}

/** Whether a follow-up asks the same of something else as a question that a rule answered: 那重大决策呢. No figure answers it. */
export function asksTheSameOfRule({ text, previous, context, concepts, documents }: Question): boolean {
  if (previous?.reply.kind !== 'answer' || asksForQuantity(text)) return false
  if (context.length === 0 && concepts !== previous.question.concepts) return false
  const [cited] = previous.reply.citations ?? []
  return documents.some((entry) => entry.path === cited?.doc && isLaw(entry))
}

/**
 * A follow-up whose new matter none of the documents of the turn before speaks of, asked of all documents: 那规范性文件呢 after
 * a question on one rule. Undefined for any other question.
 */
function ofItsOwn(question: Question, { library }: Pick<Assistance, 'library'>): Question | undefined {
  const { previous, scope, context, concepts, text, audience, documents } = question
  const carried = scope.mentions.length > 0 && scope.mentions.every(({ alias }) => !text.includes(alias))
  if (!previous || !carried || context.length === 0 || concepts.length === 0) return undefined
  const here = new Set(narrowest(scope.mentions).flatMap(({ entries }) => entries))
  const speaks = (entry: DocumentEntry): boolean => {
    const text = normalizeForMatching(`${entry.identity.title}${library.document(entry.path, audience)?.text ?? ''}`)
    return concepts.every((concept) => conceptMatch(concept, text) > 0.5)
  }
  const spoken = [...here].some(speaks) || !documents.some((entry) => !here.has(entry) && speaks(entry))
  return spoken ? undefined : { ...question, scope: { ...scope, mentions: [], years: [] } }
}

/** Before asking back whose count is meant: a rule may say how many there have to be, or a plan, or a notice. */
const RULES = ['rule', 'statute'] as const
const PLANS = ['plan'] as const
const NOTICES = ['other'] as const

/** The kinds of documents that may say what must be, in turn; none where the question asks for no such thing. */
export function sayingWhatMustBe(question: Question, isCount: boolean): readonly (readonly DocumentKind[])[] {
  if (!asksWhatMustBe(question)) return []
  if (!asksHowLong(question.text)) return [RULES, PLANS, NOTICES]
  return isCount ? [RULES, PLANS] : []
}
