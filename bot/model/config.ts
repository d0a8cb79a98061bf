import { z } from 'zod'
import { UsageError } from '../../retrieval/cli/terminal.ts'
import { PROVIDERS } from './providers.ts'

const ids = PROVIDERS.map(({ id }) => id)
const whole = (least: number, most: number) =>
  z.coerce.number('应为整数').int('应为整数').min(least, `最小 ${least}`).max(most, `最大 ${most}`)
const TEMPERATURE = '应为 0 到 2 的数,或 none(不发送)'
const price = z.coerce.number('应为每百万词元的元数,例如 2').min(0, '不能为负').optional()

const ExtraBody = z.string().transform((text, context) => {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: '应为JSON对象,例如 {"enable_thinking": false}' })
    return z.NEVER
  }
})

/** Settings of the chat model, by their names in the environment; all but CHAT_MODEL have defaults. */
export const ModelConfig = z.object({
  /** Without it no model is used and nothing of this is loaded. */
  CHAT_MODEL: z.string().trim().optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' })
    .default('https://api.openai.com/v1'),
  OPENAI_API_KEY: z.string().trim().default(''),
  /** Entry of providers.json; recognised by host and port when absent. */
  MODEL_PROVIDER: z
    .string()
    .refine((id) => ids.includes(id), `只能是 ${ids.join('、')}`)
    .optional(),
  /** For all work of the model on one message; a message ends after 60 s. */
  MODEL_TIMEOUT_SECONDS: whole(1, 55).default(20),
  MODEL_DRAFT_TIMEOUT_SECONDS: whole(1, 55).default(45),
  MODEL_ATTEMPTS: whole(1, 6).default(3),
  MODEL_CONCURRENCY: whole(1, 64).default(4),
  /** 0 is without a limit. The default is some 800 answers. */
  MODEL_DAILY_TOKENS: whole(0, 1e12).default(2_000_000),
  /** These four stand in for what providers.json says of the endpoint. */
  MODEL_MAX_TOKENS: whole(64, 1e6).optional(),
  MODEL_CONTEXT_TOKENS: whole(1_024, 1e7).optional(),
  MODEL_JSON_MODE: z.enum(['auto', 'on', 'off'], '只能是 auto、on 或 off').default('auto'),
  MODEL_TEMPERATURE: z
    .union([z.literal('none'), z.coerce.number(TEMPERATURE).min(0, TEMPERATURE).max(2, TEMPERATURE)], TEMPERATURE)
    .optional(),
  MODEL_EXTRA_BODY: ExtraBody.optional(),
  /** Yuan for a million tokens read and written: with both, the cost of each question is logged. */
  MODEL_PRICE_INPUT: price,
  MODEL_PRICE_OUTPUT: price,
})
export type ModelConfig = z.infer<typeof ModelConfig>

/** Reads the model's settings. Throws UsageError that names each bad variable, what was given and what is allowed. */
export function readModelConfig(environment: Readonly<Record<string, string | undefined>>): ModelConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const parsed = ModelConfig.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.')
    return `${name}=${/KEY/.test(name) ? '***' : (given[name] ?? '')}:${message}`
  })
  throw new UsageError(`配置有误,请改正后再启动:\n${lines.join('\n')}`)
}
