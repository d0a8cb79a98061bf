import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { z } from 'zod'
import { ModelError, type ModelFault } from '../model.ts'

/** What a server holds against a request, wherever it says so. */
export interface Complaint {
  /** HTTP status; absent when the error came inside an answer with status 200. */
  readonly status: number | undefined
  readonly code: string
  readonly message: string
  /** Wait that the server asks for. */
  readonly waitMs?: number | undefined
}

/** Content inspection, by code or words: DeepSeek, DashScope, GLM (1301), Azure and OpenAI, Moonshot, Ark, MiniMax (1026, 1027), Hunyuan, Qianfan. */
const REFUSED =
  /content exists risk|data_?inspection|inappropriate content|content[_ ]?(?:filter|policy|violation|safety)|contentfilter|high risk|sensitive ?(?:content|words?)|sensitivecontent|sensitive(?=["\s]|$)|responsible ?ai|敏感|不安全|安全审核|审核不通过|违规|^(?:1301|1026|1027)$/i
const UNPAID =
  /insufficient[_ ]?(?:quota|balance|funds)|arrear|billing|余额不足|欠费|quota.{0,20}exhausted|^(?:1113|30001)$/i
const BUSY =
  /rate.?limit|too many requests|overload|throttl|server.{0,10}busy|concurren|限流|繁忙|请求过多|频率|并发|^(?:1302|1303|1305|1312|20035)$/i
const UNKNOWN_MODEL =
  /model.{0,40}(?:not (?:exist|found)|does not exist|unavailable)|模型.{0,12}不存在|^(?:1211|20012)$/i

const BusinessError = z.object({
  error: z
    .union([
      z.string(),
      z.object({
        code: z.union([z.string(), z.number()]).nullish(),
        type: z.string().nullish(),
        message: z.string().nullish(),
      }),
    ])
    .nullish(),
  code: z.union([z.string(), z.number()]).nullish(),
  msg: z.string().nullish(),
  message: z.string().nullish(),
  base_resp: z.object({ status_code: z.number(), status_msg: z.string().nullish() }).nullish(),
})

/** An error that came with status 200, in any of the places where providers put it. */
export function complaintIn(body: unknown): Complaint | undefined {
  const parsed = BusinessError.safeParse(body)
  if (!parsed.success) return undefined
  const { error, code, msg, message, base_resp: base } = parsed.data
  const of = (said: string, number: unknown): Complaint => ({
    status: undefined,
    code: String(number ?? ''),
    message: said,
  })
  if (typeof error === 'string') return of(error, code)
  if (error) return of(error.message ?? '', error.code ?? error.type)
  if (base && base.status_code !== 0) return of(base.status_msg ?? '', base.status_code)
  return code != null || msg != null ? of(msg ?? message ?? '', code) : undefined
}

/** What an error of the client says; undefined when no server said anything. */
export function complaintOf(error: unknown): Complaint | undefined {
  if (!(error instanceof APIError) || error.status === undefined) return undefined
  const inner = complaintIn({ error: error.error }) ?? complaintIn(error.error)
  const code = inner?.code || error.code || error.type || ''
  const message = inner?.message || error.message
  return { status: error.status, code: String(code), message, waitMs: waitOf(error.headers) }
}

/** Retry-After in seconds or as a date, or its millisecond cousin. */
function waitOf(headers: Headers | undefined): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (milliseconds >= 0) return milliseconds
  const after = headers?.get('retry-after') ?? ''
  const seconds = Number(after)
  if (after !== '' && seconds >= 0) return seconds * 1000
  const [until, sent] = [Date.parse(after), Date.parse(headers?.get('date') ?? '')]
  return Number.isNaN(until) || Number.isNaN(sent) ? undefined : Math.max(0, until - sent)
}

/** What kind of failure a complaint is, and whether the same request may succeed a little later. */
export function faultOf({ status, code, message }: Complaint): { fault: ModelFault | 'refused'; passing: boolean } {
  const says = (pattern: RegExp): boolean => pattern.test(code) || pattern.test(message)
  if (says(REFUSED)) return { fault: 'refused', passing: false }
  if (status === 402 || says(UNPAID)) return { fault: 'unpaid', passing: false }
  if (status === 401 || status === 403) return { fault: 'unauthorized', passing: false }
  if (says(UNKNOWN_MODEL)) return { fault: 'rejected', passing: false }
  if (status === 429 || says(BUSY)) return { fault: 'busy', passing: true }
  if (status === 408 || status === 409 || (status !== undefined && status >= 500))
    return { fault: 'failed', passing: true }
  return { fault: status === undefined ? 'failed' : 'rejected', passing: false }
}

/** A complaint as the error that is passed on. */
export function errorOf(complaint: Complaint, cause?: unknown): ModelError {
  const { fault } = faultOf(complaint)
  const said = [complaint.status, complaint.code, complaint.message.slice(0, 200)].filter(Boolean).join(' ')
  return new ModelError(fault, `${SENTENCES[fault]}(${said})`, { cause })
}

/** An error of the client, the network or our own deadline as a ModelError. */
export function translated(error: unknown, signal: AbortSignal): ModelError {
  if (error instanceof ModelError) return error
  if (signal.aborted || error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError)
    return new ModelError('timeout', SENTENCES.timeout, { cause: error })
  const complaint = complaintOf(error)
  if (complaint) return errorOf(complaint, error)
  if (isBrokenConnection(error)) return new ModelError('unreachable', SENTENCES.unreachable, { cause: error })
  return new ModelError('failed', SENTENCES.failed, { cause: error })
}

/** The connection could not be made, or broke within the answer (undici: TypeError terminated). */
export function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof APIConnectionError || (error instanceof TypeError && /terminated|fetch failed/.test(error.message))
  )
}

const SENTENCES: Readonly<Record<ModelFault | 'refused', string>> = {
  refused: '模型服务的内容审核拒绝了这段文字',
  timeout: '模型没有在规定时间内应答,可调大 MODEL_TIMEOUT_SECONDS 或换用更快的模型',
  unreachable: '连不上模型服务,请检查 OPENAI_BASE_URL 和网络',
  unauthorized: '模型服务不认这个密钥,请检查 OPENAI_API_KEY',
  unpaid: '模型服务的余额或额度用完了,请充值或更换密钥',
  busy: '模型服务限流或繁忙,请稍后再试,或调小 MODEL_CONCURRENCY',
  budget: '今日的模型额度(MODEL_DAILY_TOKENS)已用完,改按规则作答,明天恢复',
  rejected: '模型服务不接受请求,请检查 OPENAI_BASE_URL 和 CHAT_MODEL',
  rubbish: '模型的输出不合要求,修正一次后仍然不行',
  failed: '模型服务出错',
}

/** The sentence for a fault, without what the server said. */
export function sentenceFor(fault: ModelFault | 'refused'): string {
  return SENTENCES[fault]
}
