import type { Library } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import type { RevisionRequest } from '../draft/model/revise.ts'
import type { Block } from '../draft/schema.ts'
import type { ModelUsage } from '../model.ts'
import type { Reply } from '../schema.ts'
import type { Question } from '../understand/understand.ts'

/** How a message that a model worked on ended. */
export type ModelOutcome =
  /** The reply is in the model's words, or was found by its understanding. */
  | 'answered'
  /** It understood the question and the rules answered. */
  | 'understood'
  /** The sources do not hold it, says the model; the rules' reply went out. */
  | 'unanswered'
  /** Its words had no support; the rules' reply went out. */
  | 'unsupported'
  | 'refused'
  | 'failed'

/** What a model did for one message, for the log: no texts. */
export interface ModelUse extends ModelUsage {
  readonly conversation: string
  readonly outcome: ModelOutcome
  /** Prompts sent, in order: understand@1, answer@1. */
  readonly prompts: readonly string[]
  readonly ms: number
  /** Yuan, where prices are configured. */
  readonly cost?: number
  /** Why it failed, for the operator. */
  readonly message?: string
}

/** A model's help with one message: all of it shares one deadline. */
export interface ModelTurn {
  /** The library to look things up in; what it finds is remembered as evidence. */
  readonly library: Library
  /** Another wording of a question that the rules could not follow, in words of the documents; no fact is added. */
  clarify(question: Question, reply: Reply): Promise<string | undefined>
  /** The reply in better words, or the same reply with a line that says why not. Never states more than it. */
  improve(question: Question, reply: Reply): Promise<Reply>
  /** Paragraphs of a draft in other words, or a sentence that says why they stay as they are. */
  revise(request: RevisionRequest): Promise<{ readonly blocks: Block[] } | { readonly line: string }>
  /** Ends the help and reports what was used. */
  end(): void
}

/** What the core has of a model. */
export interface ModelHelp {
  /** The help with one message; `end` it when the message is answered. */
  begin(conversation: string, assistance: Assistance, signal?: AbortSignal): ModelTurn
}
