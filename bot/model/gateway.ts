import OpenAI from 'openai'
import { withRetry } from '../../retrieval/retry.ts'
import { within } from '../deadline.ts'
import { ModelError } from '../model.ts'
import type { TokenBudget } from './budget.ts'
import { BusinessError, type Completed, checked, estimateTokens, readAnswer } from './completion.ts'
import { complaintOf, errorOf, faultOf, isBrokenConnection, sentenceFor, translated } from './faults.ts'
import { timeLimit } from './limit.ts'
import { type Body, mended } from './mend.ts'
import type { Provider } from './providers.ts'
import { createSlots } from './slots.ts'
import { gathered } from './stream.ts'

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

/** The one way to the chat endpoint: limits, repetitions, budget and the translation of errors are here and nowhere else. */
export interface Gateway {
  readonly model: string
  readonly provider: Provider
  /** Throws ModelError. */
  complete(request: ChatRequest, signal: AbortSignal): Promise<Completed>
}

/** Work that does not listen to its signal is left alone this long after its time. */
const GRACE_MS = 1_000
const onTimeout = () => new ModelError('timeout', sentenceFor('timeout'))
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
      const request = body as unknown as OpenAI.Chat.ChatCompletionCreateParams
      const answer: unknown = await client.chat.completions.create(request, { signal })
      return checked(request.stream ? await gathered(answer as AsyncIterable<unknown>) : answer)
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
      const limit = timeLimit(signal)
      limit.start(timeoutMs)
      let spent = 0
      try {
        const work = mending(bodyOf(request, options), limit.signal)
        const answer = await within(work, timeoutMs + GRACE_MS, { signal: limit.signal, onTimeout })
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

function bodyOf(request: ChatRequest, { model, provider }: GatewayOptions): Body {
  const { temperature, maxTokens, body } = provider
  return {
    ...{ model, ...request, max_tokens: Math.min(request.max_tokens ?? maxTokens, maxTokens) },
    ...(temperature === null ? {} : { temperature }),
    ...body,
  }
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
