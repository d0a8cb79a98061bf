import type { BaseMessage } from '@langchain/core/messages'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import type { z } from 'zod'

/** One message of a prompt, ready to be sent. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** What is said to a model and the shape of what must come back. */
export interface Prompt<Values extends Readonly<Record<string, string>>, Output> {
  /** Name and version; the version goes up with every change of the wording. */
  readonly id: string
  /** An object at the root, optional values as null. */
  readonly output: z.ZodType<Output>
  /** The messages with the values filled in; braces and fences in values stay what they are, text. */
  messages(values: Values): Promise<readonly PromptMessage[]>
}

export interface PromptDefinition<Output> {
  readonly id: string
  /** Templates in f-string form: {name} is filled in, a literal brace is written twice. */
  readonly system: string
  readonly user: string
  readonly output: z.ZodType<Output>
}

/** A prompt of a system message and a user message. */
export function prompt<Values extends Readonly<Record<string, string>>, Output>(
  definition: PromptDefinition<Output>,
): Prompt<Values, Output> {
  const { id, system, user, output } = definition
  const template = ChatPromptTemplate.fromMessages<Values>([
    ['system', system],
    ['user', user],
  ])
  return { id, output, messages: async (values) => (await template.formatMessages(values)).map(plainMessage) }
}

const ROLES: Readonly<Record<string, PromptMessage['role']>> = { system: 'system', human: 'user', ai: 'assistant' }

/** A LangChain message as plain data; its content as one string, which every server takes. */
export function plainMessage(message: BaseMessage): PromptMessage {
  return { role: ROLES[message.type] ?? 'user', content: message.text }
}
