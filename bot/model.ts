import type { z } from 'zod'

/** One message to a chat model. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** One question to a model and the shape its answer must have. */
export interface ModelRequest<Output> {
  /** Versioned id of the prompt, for the log: answer@1. */
  readonly prompt: string
  readonly messages: readonly ModelMessage[]
  /** An object at the root; optional values as null. */
  readonly schema: z.ZodType<Output>
  /** Longest answer, in tokens. */
  readonly maxTokens: number
  /** The deadline of the message that is worked on. */
  readonly signal: AbortSignal
}

/** What was spent; tokens as the server counts them, or an estimate where it does not say. */
export interface ModelUsage {
  readonly requests: number
  readonly promptTokens: number
  readonly completionTokens: number
}

export const NO_USAGE: ModelUsage = { requests: 0, promptTokens: 0, completionTokens: 0 }

/** What went wrong with a request; `rubbish` is an answer that does not have the shape, even after one repair. */
export type ModelFault =
  | 'timeout'
  | 'unreachable'
  | 'unauthorized'
  | 'unpaid'
  | 'busy'
  | 'budget'
  | 'rejected'
  | 'rubbish'
  | 'failed'

/** The outcomes of a request. Not an exception in sight: a model that fails is an ordinary thing. */
export type ModelResult<Output> =
  | { readonly kind: 'ok'; readonly value: Output; readonly usage: ModelUsage }
  /** The provider's content inspection, or the model itself, will not touch this text. Not to be tried again. */
  | { readonly kind: 'refused'; readonly message: string; readonly usage: ModelUsage }
  | { readonly kind: 'failed'; readonly fault: ModelFault; readonly message: string; readonly usage: ModelUsage }

/** A chat model behind one request: never throws, ends when the signal is aborted. */
export interface Model {
  readonly name: string
  /** How much of a conversation the model takes in, in tokens. */
  readonly contextTokens: number
  ask<Output>(request: ModelRequest<Output>): Promise<ModelResult<Output>>
}

/** Thrown inside the model adapters; `message` is a Chinese sentence for the operator that says how to mend it. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly code: ModelFault | 'refused'

  constructor(code: ModelFault | 'refused', message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** Both usages together. */
export function addUsage(one: ModelUsage, other: ModelUsage): ModelUsage {
  return {
    requests: one.requests + other.requests,
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
  }
}
