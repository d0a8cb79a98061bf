import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { RetrievalError } from './errors.ts'

/** Documents of an invented district that ship with the project. */
export const sampleCorpus = fileURLToPath(new URL('../corpus/sample', import.meta.url))

const url = z.url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' }).optional()

/** Settings of the retrieval room, by their names in the environment. */
export const RetrievalConfig = z
  .object({
    DATA_DIR: z.string().default('./data'),
    CORPUS_DIR: z.string().default(sampleCorpus),
    STORE: z.enum(['embedded', 'qdrant'], { error: '只能是 embedded 或 qdrant' }).default('embedded'),
    QDRANT_URL: url,
    QDRANT_API_KEY: z.string().optional(),
    /** Name of the index in Qdrant, so that several offices can share a server. */
    QDRANT_COLLECTION: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, '只能用字母、数字、下划线和短横,至多64个')
      .default('lantai'),
    EMBEDDINGS: z.enum(['local', 'none', 'openai'], { error: '只能是 local、none 或 openai' }).default('local'),
    EMBEDDING_MODEL: z.string().optional(),
    MODEL_DIR: z.string().optional(),
    OPENAI_BASE_URL: url,
    OPENAI_API_KEY: z.string().optional(),
  })
  .refine(({ STORE, QDRANT_URL }) => STORE !== 'qdrant' || QDRANT_URL !== undefined, {
    path: ['QDRANT_URL'],
    error: 'STORE=qdrant 时必须给出,例如 http://localhost:6333',
  })
  .refine(({ EMBEDDINGS, EMBEDDING_MODEL }) => EMBEDDINGS !== 'openai' || EMBEDDING_MODEL !== undefined, {
    path: ['EMBEDDING_MODEL'],
    error: 'EMBEDDINGS=openai 时必须给出模型名',
  })
export type RetrievalConfig = z.infer<typeof RetrievalConfig>

/**
 * Settings from the environment; an empty value counts as not given. Throws RetrievalError that names each bad variable,
 * what was given and what is allowed.
 */
export function readRetrievalConfig(environment: Readonly<Record<string, string | undefined>>): RetrievalConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const parsed = RetrievalConfig.safeParse(given)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.')
    const secret = /KEY|TOKEN/.test(name)
    return `${name}=${secret ? '***' : (given[name] ?? '')}:${message}`
  })
  throw new RetrievalError('badInput', `配置有误,请改正后再启动:${problems.join(';')}。`)
}
