import { ChatOpenAICompletions } from '@langchain/openai'
import type { ChatRequest, Gateway } from '../../model/gateway.ts'

type Requesting = ChatOpenAICompletions['completionWithRetry']

/**
 * LangChain's chat model over our gateway: messages and tools are LangChain's, but deadline, repetitions, budget, limits and
 * the translation of errors are the gateway's, and set nowhere else. `counted` hears the usage of every request.
 */
export class GatewayChatModel extends ChatOpenAICompletions {
  private readonly gateway: Gateway
  private readonly options: GatewayChatOptions

  constructor(gateway: Gateway, options: GatewayChatOptions) {
    // The key is never used: the request below does not go through LangChain's own client.
    super({ model: gateway.model, apiKey: 'none', maxTokens: options.maxTokens, maxRetries: 0, streaming: false })
    this.gateway = gateway
    this.options = options
  }

  /** One request through the gateway. Throws ModelError. */
  override completionWithRetry: Requesting = (async (request: ChatRequest & { readonly model?: string }) => {
    const { model: _model, ...body } = request
    const sent = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
    const { completion, usage } = await this.gateway.complete(sent as unknown as ChatRequest, this.options.signal)
    this.options.counted(usage)
    return completion
  }) as unknown as Requesting
}

export interface GatewayChatOptions {
  /** The deadline of the message that is worked on. */
  readonly signal: AbortSignal
  readonly maxTokens: number
  readonly counted: (usage: Awaited<ReturnType<Gateway['complete']>>['usage']) => void
}
