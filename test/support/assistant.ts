import { type Assistant, openAssistant } from '../../bot/assistant.ts'
import type { GatewayOptions } from '../../bot/model/gateway.ts'
import type { ModelUse } from '../../bot/model/help.ts'
import { openaiModel } from '../../bot/model/openai-model.ts'
import { type HelpOptions, modelHelp } from '../../bot/model/turn.ts'
import type { Library } from '../../retrieval/library.ts'
import { openTemporary } from '../../retrieval/open.ts'
import { readDocument } from '../../retrieval/read-document.ts'
import { gatewayTo, temporaryBudget } from './model.ts'

export const NOW = new Date(2025, 2, 1, 12)

/** An assistant with a model, and what it used. */
export interface ModelAssistant {
  readonly assistant: Assistant
  readonly used: readonly ModelUse[]
}

/** A library of the given folders, by words alone. */
export async function libraryOf(...folders: readonly string[]): Promise<Library & { close(): Promise<void> }> {
  const { library } = await openTemporary(folders, { read: readDocument, now: () => NOW, embedder: undefined })
  return library
}

/** An assistant over a library whose model is a server at `url`. */
export async function assistantWith(
  library: Library,
  url: string,
  options: Partial<GatewayOptions> & Partial<Pick<HelpOptions, 'timeoutMs' | 'prices'>> & { homeOrg?: string } = {},
): Promise<ModelAssistant> {
  const used: ModelUse[] = []
  const { timeoutMs = 2_000, prices, homeOrg, ...rest } = options
  const budget = options.budget ?? temporaryBudget()
  const gateway = gatewayTo(url, { ...rest, timeoutMs, budget })
  const help = modelHelp({
    ...{ model: openaiModel(gateway), budget, timeoutMs, draftTimeoutMs: timeoutMs, prices },
    ...{ used: (use: ModelUse) => void used.push(use), clock: () => performance.now() },
    revise: async (request, context) => {
      const { revise } = await import('../../bot/draft/model/revise.ts')
      return revise(request, { ...context, gateway })
    },
  })
  return { assistant: await openAssistant({ library, model: help, ...(homeOrg ? { homeOrg } : {}) }), used }
}
