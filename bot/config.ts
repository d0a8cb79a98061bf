import { z } from 'zod'
import { UsageError } from '../retrieval/cli/terminal.ts'
import { RetrievalConfig } from '../retrieval/config.ts'
import { ModelConfig } from './model/config.ts'
import { WechatConfig } from './wechat-config.ts'

/** Settings of the bot room; the retrieval room and the model have their own schemas. Values come from the environment and .env. */
const BotConfig = WechatConfig.extend({
  /** The office's own body, assumed where a question names none. */
  HOME_ORG: z.string().trim().min(2, '至少两个字,例如 云溪区').optional(),
})
type BotConfig = z.infer<typeof BotConfig>

/** The settings of an assistant: where its documents are, and how it talks. */
export interface Settings {
  readonly retrieval: RetrievalConfig
  readonly bot: BotConfig
}

/**
 * Reads every setting at once, those of a model too, whether one is used or not; an empty value counts as not given. Throws
 * UsageError that names each bad variable, what was given and what is allowed.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const [retrieval, bot, model] = [
    RetrievalConfig.safeParse(given),
    BotConfig.safeParse(given),
    ModelConfig.safeParse(given),
  ]
  if (retrieval.success && bot.success && model.success) return { retrieval: retrieval.data, bot: bot.data }
  const lines = [retrieval, bot, model].flatMap(({ error }) =>
    (error?.issues ?? []).map(({ path, message }) => {
      const name = path.join('.')
      return `${name}=${/KEY|TOKEN/.test(name) ? '***' : (given[name] ?? '')}:${message}`
    }),
  )
  throw new UsageError(`配置有误,请改正后再启动:\n${[...new Set(lines)].join('\n')}`)
}
