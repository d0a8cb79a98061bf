import { z } from 'zod'

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[,，、;；\n]/).map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''))

const perMinute = z.coerce.number('应为每分钟条数').int('应为整数').min(1, '最小 1').max(6_000, '最大 6000').optional()

/** The environment variables of `npm run wechat`. */
export const WechatConfig = z.object({
  /** npm name of the puppet. Nothing is chosen by default: the vendor's own default logs a personal account in. */
  WECHATY_PUPPET: z.string().trim().toLowerCase().optional(),
  WECHATY_PUPPET_SERVICE_TOKEN: z.string().trim().optional(),
  WECHATY_PUPPET_SERVICE_ENDPOINT: z
    .string()
    .trim()
    .regex(/^(?:\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, '应为 主机:端口,例如 127.0.0.1:8788')
    .optional(),
  WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .default('false')
    .transform((value) => value === 'true'),
  /** Names the bot goes by besides its nickname and its aliases in rooms. */
  BOT_NAMES: list,
  /** Beginnings of a message that speak to the bot without a mention. */
  PREFIX: list,
  /** Ids of the rooms that may ask; every room when empty. */
  ROOMS: list,
  /** Ids of the administrators. */
  ADMINS: list,
  /** Messages older than this when they come in are not answered. */
  MAX_AGE_SECONDS: z.coerce
    .number('应为秒数')
    .int('应为整数秒')
    .min(10, '最小 10')
    .max(86_400, '最大 86400')
    .default(300),
  /** Texts a minute, all together and to one room; the defaults and what is sent at once are in bot/pace.ts. */
  SEND_PER_MINUTE: perMinute,
  ROOM_SEND_PER_MINUTE: perMinute,
  /** Questions a minute that a person, and a room, may ask. */
  ASK_PER_MINUTE: perMinute.default(20),
  ROOM_ASK_PER_MINUTE: perMinute.default(60),
  /** Largest file taken in over the chat, in megabytes. */
  INGEST_MAX_MB: z.coerce.number('应为兆字节数').int('应为整数').min(1, '最小 1').max(50, '最大 50').default(20),
  /** Days that the audit and decided feedback are kept; 网络安全法 art. 21 asks for six months of logs. */
  RETENTION_DAYS: z.coerce.number('应为天数').int('应为整数').min(1, '最小 1').max(3_650, '最大 3650').default(180),
  /** Port on loopback for measurements; none when absent. */
  METRICS_PORT: z.coerce.number('应为端口号').int('应为整数').min(1, '最小 1').max(65_535, '最大 65535').optional(),
  /** True writes the texts of questions and answers into the log. */
  LOG_TEXT: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .default('false')
    .transform((value) => value === 'true'),
})
export type WechatConfig = z.infer<typeof WechatConfig>
