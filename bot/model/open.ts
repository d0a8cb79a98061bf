import { join } from 'node:path'
import { diskBudget, type TokenBudget } from './budget.ts'
import type { ModelConfig } from './config.ts'
import { type Gateway, openaiGateway } from './gateway.ts'
import type { ModelHelp, ModelUse } from './help.ts'
import { openaiModel } from './openai-model.ts'
import { type Provider, providerFor } from './providers.ts'
import { modelHelp } from './turn.ts'

/** The surroundings of a model, given by the composition root. */
export interface ModelSurroundings {
  /** Folder of the day's token count. */
  readonly dataDir: string
  readonly now: () => Date
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
  /** From 0 to 1. */
  readonly random: () => number
  /** A sentence for the operator. */
  readonly note: (line: string) => void
  /** What was used for each question. */
  readonly used: (use: ModelUse) => void
}

/** What stands behind a configured model. */
export interface OpenedModel {
  readonly gateway: Gateway
  readonly budget: TokenBudget
  readonly provider: Provider
}

/** The endpoint of the settings with the provider's ways, as far as the settings do not say otherwise. */
export function openModel(
  config: ModelConfig & { readonly CHAT_MODEL: string },
  around: ModelSurroundings,
): OpenedModel {
  const provider = adjusted(providerFor(config.OPENAI_BASE_URL, config.MODEL_PROVIDER), config)
  const budget = diskBudget({
    ...{ file: join(around.dataDir, 'model-usage.json'), limit: config.MODEL_DAILY_TOKENS },
    ...{ now: around.now, note: around.note },
  })
  const gateway = openaiGateway({
    ...{ baseUrl: config.OPENAI_BASE_URL, apiKey: config.OPENAI_API_KEY, model: config.CHAT_MODEL, provider, budget },
    ...{ timeoutMs: longestOf(config), concurrency: config.MODEL_CONCURRENCY, attempts: config.MODEL_ATTEMPTS },
    random: around.random,
  })
  return { gateway, budget, provider }
}

function longestOf({ MODEL_TIMEOUT_SECONDS, MODEL_DRAFT_TIMEOUT_SECONDS }: ModelConfig): number {
  return Math.max(MODEL_TIMEOUT_SECONDS, MODEL_DRAFT_TIMEOUT_SECONDS) * 1_000
}

function adjusted(provider: Provider, config: ModelConfig): Provider {
  const { MODEL_TEMPERATURE: temperature, MODEL_JSON_MODE: json } = config
  return {
    ...provider,
    ...(config.MODEL_MAX_TOKENS === undefined ? {} : { maxTokens: config.MODEL_MAX_TOKENS }),
    ...(config.MODEL_CONTEXT_TOKENS === undefined ? {} : { contextTokens: config.MODEL_CONTEXT_TOKENS }),
    ...(temperature === undefined ? {} : { temperature: temperature === 'none' ? null : temperature }),
    ...(json === 'auto' ? {} : { jsonObject: json === 'on' }),
    ...(config.MODEL_EXTRA_BODY === undefined ? {} : { body: config.MODEL_EXTRA_BODY }),
  }
}

/** The help of the configured model for the core. */
export function openHelp(config: ModelConfig & { readonly CHAT_MODEL: string }, around: ModelSurroundings): ModelHelp {
  const { gateway, budget } = openModel(config, around)
  const { MODEL_PRICE_INPUT: input, MODEL_PRICE_OUTPUT: output } = config
  return modelHelp({
    ...{ model: openaiModel(gateway), budget, used: around.used, clock: around.clock },
    timeoutMs: config.MODEL_TIMEOUT_SECONDS * 1_000,
    draftTimeoutMs: config.MODEL_DRAFT_TIMEOUT_SECONDS * 1_000,
    prices: input === undefined || output === undefined ? undefined : { input, output },
    revise: async (request, context) => {
      const { revise } = await import('../draft/model/revise.ts')
      return revise(request, { ...context, gateway })
    },
  })
}
