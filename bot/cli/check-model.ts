import { UsageError } from '../../retrieval/cli/terminal.ts'
import { loadTokenizer } from '../../retrieval/tokens.ts'
import type { ModelSurroundings } from '../model/open.ts'
import { refuseTracing } from '../model/tracing.ts'

/**
 * `--check-model`: tries the endpoint of the environment and prints one screen. Resolves to whether it can be used; throws
 * UsageError when none is configured or a setting is bad.
 */
export async function checkConfiguredModel(
  environment: Readonly<Record<string, string | undefined>>,
  around: ModelSurroundings & { readonly print: (line: string) => void },
): Promise<boolean> {
  refuseTracing(environment)
  const [{ readModelConfig }, { openModel }, { checkModel }] = await Promise.all([
    import('../model/config.ts'),
    import('../model/open.ts'),
    import('../model/check.ts'),
  ])
  const config = readModelConfig(environment)
  if (!config.CHAT_MODEL)
    throw new UsageError(
      '没有设置 CHAT_MODEL,现在不用模型,全部按规则作答。\n要用模型,请设置 OPENAI_BASE_URL、OPENAI_API_KEY 和 CHAT_MODEL(可写在 .env 里)。',
    )
  const opened = openModel({ ...config, CHAT_MODEL: config.CHAT_MODEL }, around)
  return checkModel({ ...opened, config, tokenizer: await loadTokenizer(), clock: around.clock, print: around.print })
}
