import { QdrantClient } from '@qdrant/js-client-rest'
import { withDeadline } from '../deadline.ts'
import { RetrievalError } from '../errors.ts'
import { withRetry } from '../retry.ts'

export interface QdrantServer {
  /** For example http://127.0.0.1:6333; without a port 6333 is meant, as with every client of Qdrant. */
  readonly url: string
  readonly apiKey?: string
  /** For one request; default 15 seconds. */
  readonly deadlineMs?: number
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Not to be repeated, because doing it twice is not the same as once. Everything else is repeated up to three times. */
  readonly once?: boolean
}

/** Makes one request with deadline and retries; throws RetrievalError only. */
export type Call = <Result>(
  request: (client: QdrantClient) => Promise<Result>,
  options?: CallOptions,
) => Promise<Result>

/** What the client and fetch throw, as far as it is looked at. */
interface VendorError {
  readonly name?: unknown
  readonly message?: unknown
  readonly status?: unknown
  readonly data?: { readonly status?: { readonly error?: unknown } }
  readonly retry_after?: unknown
}

/**
 * The way to a server. The key goes as a plain header, because the client otherwise prints a warning and takes https for
 * granted; the version is checked by `checkVersion`, because the client only prints a warning.
 */
export function qdrantCall({ url, apiKey, deadlineMs = 15_000 }: QdrantServer): Call {
  const prefix = validUrl(url).pathname.replace(/\/+$/, '')
  const client = new QdrantClient({
    url: prefix ? url.slice(0, url.indexOf(prefix, url.indexOf('//') + 2)) : url,
    ...(prefix && { prefix }),
    ...(apiKey && { headers: { 'api-key': apiKey } }),
    timeout: deadlineMs,
    checkCompatibility: false,
  })
  const late = `Qdrant(${url})${Math.round(deadlineMs / 1000)} 秒内没有应答,请检查它的负载后再试。`
  return async (request, { signal, once } = {}) => {
    try {
      return await withRetry(() => withDeadline(() => request(client), { deadlineMs, late, signal }), {
        attempts: once ? 1 : 3,
        firstWaitMs: 200,
        longestWaitMs: 2000,
        signal,
        passing,
      })
    } catch (error) {
      throw translated(error, url)
    }
  }
}

function validUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed
  throw new RetrievalError('badInput', `QDRANT_URL「${url}」不是网址,应形如 http://127.0.0.1:6333。`)
}

function isUnreachable({ name, message }: VendorError): boolean {
  return name === 'TypeError' && /fetch failed|terminated/.test(String(message))
}

/** A gateway before the server answered instead of it; the client stumbles over what is no JSON. */
function isOfGateway({ name, status }: VendorError): boolean {
  return name === 'SyntaxError' || status === 502 || status === 504
}

function passing(error: unknown): { readonly waitMs?: number } | undefined {
  const vendor = error as VendorError
  if (isUnreachable(vendor) || isOfGateway(vendor)) return {}
  if (typeof vendor.retry_after === 'number') return { waitMs: vendor.retry_after * 1000 }
  const status = Number(vendor.status)
  return status === 429 || status === 503 ? {} : undefined
}

/** One sentence for each way a server can fail. */
function translated(error: unknown, url: string): RetrievalError {
  if (error instanceof RetrievalError) return error
  const vendor = error as VendorError
  const said = String(vendor.data?.status?.error ?? vendor.message ?? error).slice(0, 200)
  const make = (code: RetrievalError['code'], message: string) => new RetrievalError(code, message, { cause: error })
  if (isUnreachable(vendor))
    return make('unreachable', `连不上 Qdrant(${url}),请检查它是否在运行、QDRANT_URL 是否正确。`)
  if (isOfGateway(vendor))
    return make('unreachable', `Qdrant(${url})前面的网关在报错,请检查 Qdrant 是否在运行、QDRANT_URL 是否正确。`)
  if (vendor.name === 'QdrantClientTimeoutError') return make('timeout', `Qdrant(${url})没有按时应答,请稍后再试。`)
  if (vendor.status === 401 || vendor.status === 403) {
    return make('unauthorized', `Qdrant(${url})不认这个密钥,请检查 QDRANT_API_KEY。`)
  }
  if (/dimension error/i.test(said)) {
    return make(
      'incompatible',
      `向量维数与 Qdrant 中的集合不符(${said});换过模型请用 npm run ingest -- --reembed 重做向量。`,
    )
  }
  if (vendor.status === 404) {
    return make('notFound', `Qdrant(${url})里没有要找的集合,可能被删除了:${said}。请重新启动并用 npm run ingest 入库。`)
  }
  if (vendor.status === 429) return make('failed', `Qdrant(${url})限流,请稍后再试。`)
  return make('failed', `Qdrant(${url})拒绝或未能完成请求:${said}`)
}

/**
 * The oldest server that is accepted. What this adapter asks for is older (query batches 1.10, has_vector and strict mode
 * 1.13); 1.16 is the first whose own rank fusion, {rrf: {k}}, follows the formula of `fuse`, and the oldest that is promised.
 */
const minimumVersion = '1.16.0'

/** Throws RetrievalError (incompatible) when the server is too old, or is no Qdrant. */
export async function checkVersion(call: Call, url: string, signal?: AbortSignal): Promise<void> {
  const { version } = await call((client) => client.versionInfo(), { signal })
  const [major = 0, minor = 0] = /^\d+\.\d+/.exec(String(version))?.[0].split('.').map(Number) ?? []
  const [leastMajor = 0, leastMinor = 0] = minimumVersion.split('.').map(Number)
  if (major === 0) throw new RetrievalError('incompatible', `${url} 上的不是 Qdrant,请检查 QDRANT_URL。`)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  throw new RetrievalError('incompatible', `Qdrant 版本 ${version} 太旧,至少要 ${minimumVersion},请升级服务器。`)
}
