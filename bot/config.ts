import { z } from 'zod'
import { UsageError } from '../retrieval/cli/terminal.ts'
import { WechatConfig } from './wechat-config.ts'

/** Settings of the bot room; the retrieval room has its own schema. Values come from the environment and .env. */
const BotConfig = WechatConfig.extend({
  /** The office's own body, assumed where a question names none. */
  HOME_ORG: z.string().trim().min(2, '至少两个字,例如 云溪区').optional(),
})
export type BotConfig = z.infer<typeof BotConfig>

/** Reads the bot's settings. Throws UsageError that names the variable, what was given and what is allowed. */
export function readBotConfig(environment: Readonly<Record<string, string | undefined>>): BotConfig {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = BotConfig.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.')}=${given[path.join('.')] ?? ''}:${message}`,
  )
  throw new UsageError(`配置有误,请改正后再启动:\n${lines.join('\n')}`)
}
