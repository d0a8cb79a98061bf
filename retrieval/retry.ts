import { setTimeout as sleep } from 'node:timers/promises'

export interface RetryOptions {
  /** How often the call is made at most. */
  readonly attempts: number
  /** Wait before the second attempt; doubled for each further one. */
  readonly firstWaitMs: number
  /** A server that asks for a longer wait than this is not waited for. */
  readonly longestWaitMs: number
  readonly signal?: AbortSignal | undefined
  /** Whether the error may pass by itself, and how long the server asks to wait, if it does. */
  readonly passing: (error: unknown) => { readonly waitMs?: number | undefined } | undefined
}

/**
 * The one place where calls to a vendor are repeated; only for calls that may be made twice. Throws the last error of the
 * call. No jitter: one process makes one call at a time.
 */
export async function withRetry<Result>(call: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const { attempts, firstWaitMs, longestWaitMs, signal, passing } = options
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      const pass = passing(error)
      const waitMs = pass?.waitMs ?? firstWaitMs * 2 ** (attempt - 1)
      if (!pass || attempt >= attempts || waitMs > longestWaitMs || signal?.aborted) throw error
      await sleep(waitMs, undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
}
