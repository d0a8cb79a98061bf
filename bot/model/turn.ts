import type { Library, RankedPassage } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import type { Revision, RevisionContext, RevisionRequest } from '../draft/model/revise.ts'
import type { Block } from '../draft/schema.ts'
import { addUsage, type Model, ModelError, type ModelUsage, NO_USAGE } from '../model.ts'
import type { Reply } from '../schema.ts'
import { SENSITIVE_NAMES, type Sensitive, screen } from '../screen.ts'
import type { Question } from '../understand/understand.ts'
import type { TokenBudget } from './budget.ts'
import { clarify, isUnsure } from './clarify.ts'
import type { StepContext } from './context.ts'
import type { ModelHelp, ModelOutcome, ModelTurn, ModelUse } from './help.ts'
import { askedText, canImprove, type Improvement, improve } from './improve.ts'
import { timeLimit } from './limit.ts'

export interface HelpOptions {
  readonly model: Model
  readonly budget: TokenBudget
  /** For all the model does about one message, and about one change of a draft, which takes several requests. */
  readonly timeoutMs: number
  readonly draftTimeoutMs: number
  /** Rewords paragraphs of a draft; loaded when it is first called. Throws ModelError. */
  readonly revise: (request: RevisionRequest, context: Omit<RevisionContext, 'gateway'>) => Promise<Revision>
  /** Yuan for a million tokens read and written. */
  readonly prices?: { readonly input: number; readonly output: number } | undefined
  /** Told once a message on which a model was asked. */
  readonly used: (use: ModelUse) => void
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
}

const LINES = {
  unavailable: '(模型不可用,以上为原文摘录)',
  unsupported: '(模型的改写未通过核对,以上为原文摘录)',
  budget: '(今日模型额度已用完,以上为原文摘录;今天之内都按规则作答)',
  screened: (names: string) => `(内容含${names},未发给模型,以上为原文摘录)`,
}

const DRAFT_LINES = {
  unavailable: '模型不可用,草稿没有改动',
  unsupported: '模型改写的文字没有通过核对,草稿没有改动',
  budget: '今日模型额度已用完,草稿没有改动',
  screened: (names: string) => `内容含${names},未发给模型,草稿没有改动`,
}

/** Share of the model's context that passages may fill; the rest is for the rules of the prompt and the answer. */
const PASSAGE_SHARE = 0.5
/** More characters than this distract, whatever the model takes in. */
const MOST_ROOM = 6_000

/** The help of a model, message by message. */
export function modelHelp(options: HelpOptions): ModelHelp {
  return {
    begin: (conversation, assistance, signal) => begin({ ...options, conversation, assistance }, signal),
  }
}

interface Beginning extends HelpOptions {
  readonly conversation: string
  readonly assistance: Assistance
}

function begin(beginning: Beginning, outer: AbortSignal | undefined): ModelTurn {
  const { clock, assistance } = beginning
  const { library } = assistance
  const started = clock()
  const hits: RankedPassage[] = []
  const deadline = timeLimit(outer)
  const log: Log = { usage: NO_USAGE, prompts: [], outcome: 'unanswered', message: undefined }
  const watched: Library = {
    ...library,
    search: async (query, signal) => {
      const found = await library.search(query, signal)
      hits.push(...found)
      return found
    },
  }
  const context: StepContext = {
    ...{ assistance, hits, signal: deadline.signal },
    room: Math.min(MOST_ROOM, Math.floor(beginning.model.contextTokens * PASSAGE_SHARE)),
    ask: async ({ id, output }, messages, maxTokens) => {
      log.prompts.push(id)
      deadline.start(beginning.timeoutMs)
      const request = { prompt: id, messages, schema: output, maxTokens, signal: deadline.signal }
      const result = await beginning.model.ask(request)
      log.usage = addUsage(log.usage, result.usage)
      return result
    },
  }
  return {
    library: watched,
    clarify: (question, reply) => clarified(question, reply, { context, log }),
    revise: (request) => {
      deadline.start(beginning.draftTimeoutMs)
      return revised(request, { ...beginning, context, log })
    },
    improve: (question, reply) => improved(question, reply, { context, log, budget: beginning.budget }),
    end: () => {
      deadline.end()
      if (log.prompts.length > 0) beginning.used(useOf(beginning, log, clock() - started))
    },
  }
}

interface Log {
  usage: ModelUsage
  readonly prompts: string[]
  outcome: ModelOutcome
  message: string | undefined
}

interface Working {
  readonly context: StepContext
  readonly log: Log
}

async function clarified(question: Question, reply: Reply, { context, log }: Working): Promise<string | undefined> {
  if (!isUnsure(question, reply, context.assistance.homeOrg) || screen(question.raw).length > 0) return undefined
  const result = await clarify(question, context)
  if (result.kind !== 'ok') note(log, result.kind, result.message)
  else if (result.value !== undefined) log.outcome = 'understood'
  return result.kind === 'ok' ? result.value : undefined
}

async function improved(
  question: Question,
  reply: Reply,
  { context, log, budget }: Working & { budget: TokenBudget },
): Promise<Reply> {
  if (!canImprove(reply)) return reply
  const found = screen(`${question.raw}\n${askedText(question)}`)
  if (found.length > 0) return withLine(reply, LINES.screened(namesOf(found)))
  const result = await improve(question, reply, context)
  note(log, result.kind, 'message' in result ? result.message : undefined)
  return result.kind === 'answered' ? result.reply : withLine(reply, lineFor(result, budget))
}

async function revised(
  request: RevisionRequest,
  { context, log, revise }: Working & Pick<HelpOptions, 'revise'>,
): Promise<{ readonly blocks: Block[] } | { readonly line: string }> {
  log.prompts.push('draft@1')
  const counted = (usage: ModelUsage): void => {
    log.usage = addUsage(log.usage, usage)
  }
  try {
    const revision = await revise(request, { signal: context.signal, counted })
    note(log, revision.kind === 'revised' ? 'answered' : 'unsupported', undefined)
    switch (revision.kind) {
      case 'revised':
        return { blocks: revision.blocks }
      case 'unsupported':
        return { line: DRAFT_LINES.unsupported }
      case 'screened':
        return { line: DRAFT_LINES.screened(namesOf(revision.marks)) }
      default:
        return revision satisfies never
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    note(log, error.code === 'refused' ? 'refused' : 'failed', error.message)
    return { line: error.code === 'budget' ? DRAFT_LINES.budget : DRAFT_LINES.unavailable }
  }
}

const namesOf = (marks: readonly Sensitive[]): string => marks.map((mark) => SENSITIVE_NAMES[mark]).join('、')

function note(log: Log, outcome: ModelOutcome, message: string | undefined): void {
  log.outcome = outcome
  log.message = message ?? log.message
}

function lineFor(result: Exclude<Improvement, { kind: 'answered' }>, budget: TokenBudget): string | undefined {
  switch (result.kind) {
    case 'unanswered':
      return undefined
    case 'unsupported':
      return LINES.unsupported
    case 'refused':
    case 'failed':
      if (!('fault' in result) || result.fault !== 'budget') return LINES.unavailable
      return budget.isFirstTelling() ? LINES.budget : undefined
    default:
      return result satisfies never
  }
}

function withLine(reply: Reply, line: string | undefined): Reply {
  return line === undefined ? reply : { ...reply, text: `${reply.text}\n${line}` }
}

function useOf({ conversation, prices }: Beginning, { usage, prompts, outcome, message }: Log, ms: number): ModelUse {
  const cost = prices && (usage.promptTokens * prices.input + usage.completionTokens * prices.output) / 1e6
  return {
    ...{ conversation, outcome, prompts, ms: Math.round(ms), ...usage },
    ...(cost === undefined ? {} : { cost }),
    ...(message === undefined ? {} : { message }),
  }
}
