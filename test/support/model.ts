import { join } from 'node:path'
import { diskBudget, type TokenBudget } from '../../bot/model/budget.ts'
import { type Gateway, type GatewayOptions, openaiGateway } from '../../bot/model/gateway.ts'
import { openaiModel } from '../../bot/model/openai-model.ts'
import { providerFor } from '../../bot/model/providers.ts'
import type { Model } from '../../bot/model.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A budget on disk of its own. */
export function temporaryBudget(limit = 0): TokenBudget {
  const file = join(temporaryFolder(), 'model-usage.json')
  return diskBudget({ file, limit, now: () => new Date(2025, 2, 1), note: () => undefined })
}

/** The real gateway to a local server, with short times. */
export function gatewayTo(baseUrl: string, options: Partial<GatewayOptions> = {}): Gateway {
  return openaiGateway({
    ...{ baseUrl, apiKey: 'test', model: 'fake', provider: providerFor(baseUrl, 'deepseek') },
    ...{ timeoutMs: 2_000, concurrency: 4, attempts: 3, budget: options.budget ?? temporaryBudget(), random: () => 0 },
    ...options,
  })
}

/** The real model adapter to a local server. */
export function modelTo(baseUrl: string, options: Partial<GatewayOptions> = {}): Model {
  return openaiModel(gatewayTo(baseUrl, options))
}
