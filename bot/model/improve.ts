import { answerPrompt, answerValues, type NumberedPassage } from '../../prompts/answer.ts'
import { condensePrompt, condenseValues } from '../../prompts/condense.ts'
import type { PromptMessage } from '../../prompts/prompt.ts'
import { correctMessages } from '../../prompts/repair.ts'
import type { CitedSentences } from '../../prompts/sentences.ts'
import { guard } from '../guard.ts'
import type { ModelFault } from '../model.ts'
import type { Reply } from '../schema.ts'
import type { Question } from '../understand/understand.ts'
import type { Naming } from '../verify/sentence/names.ts'
import { citedReply, type Supported } from './cited-reply.ts'
import type { StepContext } from './context.ts'
import { type Evidence, evidenceFor, quotesAsEvidence } from './evidence.ts'
import { withoutOrders } from './instructions.ts'
import { isRelevant, judge, type Verdict } from './verdict.ts'

/** What became of the attempt to say a reply better. */
export type Improvement =
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'unanswered' | 'unsupported' }
  | { readonly kind: 'refused' | 'failed'; readonly fault?: ModelFault; readonly message: string }

const ANSWER_TOKENS = 800
/** Characters of an answer, and of one that tells several items: one phone screen is about 500 with its sources. */
const ANSWER_LIMIT = 200
const CONDENSED_LIMIT = 320
/** A reply of the rules longer than a screen is told in points. */
const SCREEN = 500

/** Only answers in sentences are said again; figures, lists of tasks and outlines are exact as they are. */
export function canImprove({ kind, citations = [] }: Reply): boolean {
  return kind === 'answer' && citations.length > 0
}

/**
 * Has the model say a reply of the rules better, from the passages behind it. Every sentence is held against the passages
 * it cites; what has no support is corrected once, then dropped; when the sentence that answers is gone, or the reply
 * would not pass the number guard, the rules' reply stands.
 */
export async function improve(question: Question, reply: Reply, context: StepContext): Promise<Improvement> {
  const request = requestFor(question, reply, context)
  if (request.evidence.length === 0) return { kind: 'unanswered' }
  const naming = namingOf(question, context)
  const messages = await request.messages
  const first = await context.ask(request.prompt, messages, ANSWER_TOKENS)
  if (first.kind !== 'ok') return first
  if (!first.value.answered || first.value.sentences.length === 0) return { kind: 'unanswered' }
  let verdict = judge(first.value, request.evidence, naming)
  if (verdict.problems.length > 0 && !context.signal.aborted) {
    const again = await context.ask(request.prompt, await corrected(messages, first.value, verdict), ANSWER_TOKENS)
    if (again.kind === 'ok' && again.value.answered)
      verdict = better(verdict, judge(again.value, request.evidence, naming))
  }
  return settled(verdict, { question, reply, context, inPoints: request.prompt.id === condensePrompt.id })
}

/** What the person asks, with the question it goes on from. */
export function askedText({ text, context, previous }: Question): string {
  return previous && context.length > 0 ? `${previous.question.text}\n接着问:${text}` : text
}

interface Request {
  readonly prompt: typeof answerPrompt
  readonly evidence: readonly Evidence[]
  readonly messages: Promise<readonly PromptMessage[]>
}

function requestFor(question: Question, reply: Reply, { assistance, hits, room }: StepContext): Request {
  const { library } = assistance
  const { documents } = question
  if (reply.text.length > SCREEN && (reply.citations?.length ?? 0) > 1) {
    const evidence = quotesAsEvidence(reply, { library, documents })
    const values = condenseValues(
      withoutOrders(askedText(question)),
      evidence satisfies readonly NumberedPassage[],
      CONDENSED_LIMIT,
    )
    return { prompt: condensePrompt, evidence, messages: condensePrompt.messages(values) }
  }
  const evidence = evidenceFor(reply, { library, documents, hits, room })
  return {
    ...{ prompt: answerPrompt, evidence },
    messages: answerPrompt.messages(answerValues(withoutOrders(askedText(question)), evidence, ANSWER_LIMIT)),
  }
}

async function corrected(
  messages: readonly PromptMessage[],
  said: CitedSentences,
  { problems }: Verdict,
): Promise<readonly PromptMessage[]> {
  return [...messages, ...(await correctMessages({ said: JSON.stringify(said), problems }))]
}

/** The correction, unless the first attempt had more that stands. */
function better(first: Verdict, second: Verdict): Verdict {
  if (second.firstStands !== first.firstStands) return second.firstStands ? second : first
  return second.supported.length >= first.supported.length || second.problems.length === 0 ? second : first
}

function settled(
  verdict: Verdict,
  { question, reply, context, inPoints }: { question: Question; reply: Reply; context: StepContext; inPoints: boolean },
): Improvement {
  if (!verdict.firstStands || !isRelevant(verdict.supported, question, reply)) return { kind: 'unsupported' }
  if (inPoints && !coversAll(verdict.supported, reply)) return { kind: 'unsupported' }
  const said = citedReply(verdict.supported, reply, inPoints)
  const { offences } = guard(said, question, context.assistance)
  if (offences.length === 0) return { kind: 'answered', reply: said }
  context.assistance.heldBack?.(offences)
  return { kind: 'unsupported' }
}

/** A list that is told shorter loses none of its points. */
function coversAll(supported: readonly Supported[], { citations = [] }: Reply): boolean {
  return citations.every(({ n }) => supported.some(({ sources }) => sources.some((source) => source.n === n)))
}

function namingOf({ documents }: Question, { assistance }: StepContext): Naming {
  const names = documents.flatMap(({ identity: { region, body, aliases } }) => [region, body, ...aliases])
  return {
    tokenizer: assistance.tokenizer,
    bodies: [...new Set(names.filter((name): name is string => name !== undefined && name.length > 1))],
  }
}
