import OpenAI from 'openai'
import { z } from 'zod'
import { withRetry } from '../../retrieval/retry.ts'
import { within } from '../deadline.ts'
import { ModelError, type ModelUsage } from '../model.ts'
import type { TokenBudget } from './budget.ts'
import { complaintIn, complaintOf, errorOf, faultOf, isBrokenConnection, sentenceFor, translated } from './faults.ts'
import { type Body, mended } from './mend.ts'
import type { Provider } from './providers.ts'
import { createSlots } from './slots.ts'

export interface GatewayOptions {
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  readonly provider: Provider
  /** Longest time for one request with its repetitions. */
  readonly timeoutMs: number
  /** Requests under way at once. */
  readonly concurrency: number
  /** How often a request is made at most when the server is busy or fails. */
  readonly attempts: number
  readonly budget: TokenBudget
  /** From 0 to 1: spreads repetitions of requests that were refused together. */
  readonly random: () => number
}

export type ChatRequest = Omit<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming, 'model'>

export interface Completed {
  /** As the server sent it; its shape has been checked as far as it is read here. */
  readonly completion: OpenAI.Chat.ChatCompletion
  /** What the model said; empty when it called tools. */
  readonly text: string
  /** The answer ended because it was too long. */
  readonly cut: boolean
  readonly usage: ModelUsage
}

/** The one way to the chat endpoint: limits, repetitions, budget and the translation of errors are here and nowhere else. */
export interface Gateway {
  readonly model: string
  readonly provider: Provider
  /** Throws ModelError. */
  complete(request: ChatRequest, signal: AbortSignal): Promise<Completed>
}

/** Requests changed by complaints of the server, at most; each change is remembered for later requests. */
const MENDINGS = 4

/** A chat endpoint that speaks the OpenAI protocol or nearly so. */
export function openaiGateway(options: GatewayOptions): Gateway {
  const { model, provider, timeoutMs, budget } = options
  const client = new OpenAI({
    ...{ baseURL: options.baseUrl, apiKey: options.apiKey || 'none', timeout: timeoutMs, fetch: plainSpoken },
    // Repeated here, in one place: the client sleeps as long as Retry-After says, which no signal can end.
    ...{ maxRetries: 0, organization: null, project: null, logLevel: 'off' },
  })
  const slots = createSlots(options.concurrency)
  const lessons: ((body: Body) => Body)[] = []
  const once = async (body: Body, signal: AbortSignal): Promise<unknown> =>
    slots.run(async () => {
      const request = body as unknown as OpenAI.Chat.ChatCompletionCreateParamsNonStreaming
      const answer: unknown = await client.chat.completions.create(request, { signal })
      return checked(answer)
    }, signal)
  const patient = (body: Body, signal: AbortSignal): Promise<unknown> =>
    withRetry(() => once(body, signal), {
      ...{ attempts: options.attempts, longestWaitMs: timeoutMs / 2, signal, passing },
      firstWaitMs: 300 + 300 * options.random(),
    })
  const mending = async (first: Body, signal: AbortSignal): Promise<unknown> => {
    let body = lessons.reduce((learnt, apply) => apply(learnt), first)
    for (let left = MENDINGS; ; left--) {
      try {
        return await patient(body, signal)
      } catch (error) {
        const complaint = complaintOf(error) ?? (error instanceof BusinessError ? error.complaint : undefined)
        const better = complaint && left > 0 ? mended(body, complaint) : undefined
        if (!better) throw error
        if (better.lesson) lessons.push(better.lesson)
        body = better.body
      }
    }
  }
  return {
    model,
    provider,
    complete: async (request, signal) => {
      const estimate = estimateTokens(JSON.stringify(request.messages))
      const hold = budget.hold(estimate + (request.max_tokens ?? 0))
      if (!hold) throw new ModelError('budget', sentenceFor('budget'))
      const limit = limited(signal, timeoutMs)
      let spent = 0
      try {
        const answer = await limit.race(mending(bodyOf(request, options), limit.signal))
        const completed = readAnswer(answer as OpenAI.Chat.ChatCompletion, estimate)
        spent = completed.usage.promptTokens + completed.usage.completionTokens
        if (completed.refusal !== undefined)
          throw new ModelError('refused', `${sentenceFor('refused')}(${completed.refusal})`)
        return completed
      } catch (error) {
        const known = error instanceof BusinessError ? errorOf(error.complaint, error) : translated(error, limit.signal)
        if (known.code === 'timeout') spent = estimate
        throw known
      } finally {
        limit.end()
        hold.settle(spent)
      }
    },
  }
}

/** A signal that is also aborted after a time; `race` ends then even if the work does not listen. */
function limited(outer: AbortSignal, timeoutMs: number) {
  const controller = new AbortController()
  const stop = (): void => controller.abort(outer.reason)
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  outer.addEventListener('abort', stop, { once: true })
  if (outer.aborted) stop()
  const { signal } = controller
  const onTimeout = () => new ModelError('timeout', sentenceFor('timeout'))
  return {
    signal,
    race: <Result>(work: Promise<Result>) => within(work, timeoutMs + 1_000, { signal, onTimeout }),
    end: () => {
      clearTimeout(timer)
      outer.removeEventListener('abort', stop)
      controller.abort()
    },
  }
}

function bodyOf(request: ChatRequest, { model, provider }: GatewayOptions): Body {
  const { temperature, maxTokens, body } = provider
  return {
    ...{ model, ...request, max_tokens: Math.min(request.max_tokens ?? maxTokens, maxTokens) },
    ...(temperature === null ? {} : { temperature }),
    ...body,
  }
}

/** An error that came inside an answer with status 200. */
class BusinessError extends Error {
  override readonly name = 'BusinessError'
  readonly complaint: NonNullable<ReturnType<typeof complaintIn>>

  constructor(complaint: NonNullable<ReturnType<typeof complaintIn>>) {
    super(complaint.message)
    this.complaint = complaint
  }
}

const Answer = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]).nullish(),
          refusal: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
})

function checked(answer: unknown): unknown {
  if (Answer.safeParse(answer).success) return answer
  const complaint = complaintIn(answer)
  if (complaint) throw new BusinessError(complaint)
  throw new ModelError('failed', '模型服务的应答不是对话格式,请检查 OPENAI_BASE_URL(通常以 /v1 结尾)')
}

/** Finish reasons by which content inspection shows itself: OpenAI and Azure, GLM and Hunyuan. */
const REFUSED_FINISH = /content_?filter|sensitive|refusal|safety/i

function readAnswer(
  completion: OpenAI.Chat.ChatCompletion,
  estimate: number,
): Completed & { refusal: string | undefined } {
  const { choices, usage } = Answer.parse(completion)
  const { message, finish_reason: finish } = choices[0]!
  const parts = message.content ?? ''
  const text = typeof parts === 'string' ? parts : parts.map((part) => part.text ?? '').join('')
  const refused = message.refusal || (REFUSED_FINISH.test(finish ?? '') ? finish : undefined)
  return {
    ...{ completion, text, cut: finish === 'length', refusal: refused ?? undefined },
    usage: {
      requests: 1,
      promptTokens: usage?.prompt_tokens ?? estimate,
      completionTokens: usage?.completion_tokens ?? estimateTokens(text),
    },
  }
}

/** An upper estimate: no tokenizer in use needs more than one token for a Chinese character or for two others. */
export function estimateTokens(text: string): number {
  const han = text.match(/[\u2e80-\u9fff\uff00-\uffef]/g)?.length ?? 0
  return han + Math.ceil((text.length - han) / 2)
}

/** 408, 409, 429, 5xx, broken connections, and business errors that say the same. */
function passing(error: unknown): { waitMs?: number | undefined } | undefined {
  const complaint = error instanceof BusinessError ? error.complaint : complaintOf(error)
  if (complaint) return faultOf(complaint).passing ? { waitMs: complaint.waitMs } : undefined
  return isBrokenConnection(error) ? {} : undefined
}

/** The client reads errors under `error` only; servers that put code and message at the root are made to fit. */
async function plainSpoken(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (response.ok) return response
  const text = await response.text()
  const { status, headers } = response
  const kept = new Headers([...headers].filter(([name]) => !/^content-(?:length|encoding)$/.test(name)))
  const bare = /^\s*\{/.test(text) && !/^\s*\{\s*"error"\s*:/.test(text)
  return new Response(bare ? `{"error":${text}}` : text, { status, headers: kept })
}
