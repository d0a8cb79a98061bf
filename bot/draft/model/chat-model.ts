import { ChatOpenAICompletions } from '@langchain/openai'
import type { Completed } from '../../model/completion.ts'
import type { ChatRequest, Gateway } from '../../model/gateway.ts'
import type { ModelUsage } from '../../model.ts'

type Requesting = ChatOpenAICompletions['completionWithRetry']

/**
 * LangChain's chat model over our gateway: messages and tools are LangChain's, but deadline, repetitions, budget, limits and
 * the translation of errors are the gateway's, and set nowhere else. `counted` hears the usage of every request.
 */
export class GatewayChatModel extends ChatOpenAICompletions {
  private readonly gateway: Gateway
  private readonly options: GatewayChatOptions
  private requests = 0

  constructor(gateway: Gateway, options: GatewayChatOptions) {
    // The key is never used: the request below does not go through LangChain's own client.
    super({ model: gateway.model, apiKey: 'none', maxTokens: options.maxTokens, maxRetries: 0, streaming: false })
    this.gateway = gateway
    this.options = options
  }

  /** One request through the gateway. Throws ModelError. */
  override completionWithRetry: Requesting = (async (request: ChatRequest) => {
    const { completion, usage } = await this.gateway.complete(plainRequest(request), this.options.signal)
    this.options.counted(usage)
    // The graph takes messages of one id for one message, and some servers give every answer the same.
    const choices = completion.choices.map((choice) => ({ ...choice, message: withReadableCalls(choice.message) }))
    return { ...completion, choices, id: `${completion.id}-${++this.requests}` }
  }) as unknown as Requesting
}

type Message = Completed['completion']['choices'][number]['message']

/** A call of a tool whose arguments are no JSON is left out: LangChain would warn on the console and call nothing. */
function withReadableCalls({ tool_calls: calls = [], ...message }: Message): Message {
  const readable = calls.filter((call) => call.type === 'function' && isJson(call.function.arguments))
  return readable.length > 0 ? { ...message, tool_calls: readable } : message
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Without what only some servers know: names on the model's own messages, the dialect of a tool's schema, empty settings. */
function plainRequest(request: ChatRequest & { readonly model?: string }): ChatRequest {
  const { model: _model, stream: _stream, messages, tools = [], ...rest } = request
  const plain = messages.map((message) => {
    if (message.role !== 'assistant') return message
    const { name: _name, ...kept } = message
    return kept
  })
  const known = tools.map((tool) => {
    if (tool.type !== 'function') return tool
    const { $schema: _dialect, ...parameters } = tool.function.parameters ?? {}
    return { ...tool, function: { ...tool.function, parameters } }
  })
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return { ...given, messages: plain, ...(known.length > 0 ? { tools: known } : {}) }
}

export interface GatewayChatOptions {
  /** The deadline of the message that is worked on. */
  readonly signal: AbortSignal
  readonly maxTokens: number
  readonly counted: (usage: ModelUsage) => void
}
