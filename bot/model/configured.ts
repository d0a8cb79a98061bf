import type { ModelHelp } from './help.ts'
import type { ModelSurroundings } from './open.ts'
import { refuseTracing } from './tracing.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The help of the model that the environment names, or undefined when it names none: then nothing of it is loaded. Throws
 * UsageError for bad settings, and for tracing to outside services, with a model or without.
 */
export async function configuredHelp(
  environment: Environment,
  around: ModelSurroundings,
): Promise<ModelHelp | undefined> {
  refuseTracing(environment)
  if (!environment.CHAT_MODEL?.trim()) return undefined
  const [{ readModelConfig }, { openHelp }] = await Promise.all([import('./config.ts'), import('./open.ts')])
  const config = readModelConfig(environment)
  return openHelp({ ...config, CHAT_MODEL: config.CHAT_MODEL ?? '' }, around)
}
