import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { createAgent, createMiddleware, modelCallLimitMiddleware } from 'langchain'
import type { PromptMessage } from '../../../prompts/prompt.ts'
import type { Gateway } from '../../model/gateway.ts'
import { ModelError, type ModelUsage } from '../../model.ts'
import { GatewayChatModel } from './chat-model.ts'
import { draftTools, type ToolContext } from './tools.ts'

export interface AgentOptions extends ToolContext {
  readonly gateway: Gateway
  readonly maxTokens: number
  readonly counted: (usage: ModelUsage) => void
}

/** Requests of one run: three looks at the documents and the answer, with one to spare. */
const MODEL_CALLS = 5
/** Steps of LangChain's graph that so many requests take, with their tools and middleware. */
const STEPS = 40

/** Throws what a tool throws: without it the error goes to the model as text, which then writes on without its sources. */
const throughErrors = createMiddleware({
  name: 'throughErrors',
  wrapToolCall: async (request, handler) => handler(request),
})

/**
 * Runs the drafting loop: the model may look things up a few times and then says its text, which is returned as it stands.
 * Throws ModelError; what a tool throws ends the run as well.
 */
export async function runAgent(messages: readonly PromptMessage[], options: AgentOptions): Promise<string> {
  const { gateway, signal, maxTokens, counted } = options
  const agent = createAgent({
    model: new GatewayChatModel(gateway, { signal, maxTokens, counted }),
    tools: draftTools(options),
    middleware: [throughErrors, modelCallLimitMiddleware({ runLimit: MODEL_CALLS, exitBehavior: 'error' })],
  })
  // A system prompt as an option is sent as a list of parts, which some servers refuse; a message is sent as text.
  const said = messages.map(({ role, content }) => new MESSAGES[role](content))
  try {
    const { messages: all } = await agent.invoke({ messages: said }, { signal, recursionLimit: STEPS })
    return all.at(-1)?.text ?? ''
  } catch (error) {
    throw rooted(error, signal)
  }
}

const MESSAGES = { system: SystemMessage, user: HumanMessage, assistant: AIMessage } as const

/** LangChain wraps errors; ours is among the causes. */
function rooted(error: unknown, signal: AbortSignal): ModelError {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof ModelError) return at
  if (signal.aborted) return new ModelError('timeout', '起草没有在规定时间内完成', { cause: error })
  const said = error instanceof Error ? error.message.slice(0, 200) : String(error)
  return new ModelError('failed', `起草的过程中断(${said})`, { cause: error })
}
