import { RetrievalError } from './errors.ts'

export interface DeadlineOptions {
  readonly deadlineMs: number
  /** What to say when time is up. */
  readonly late: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs one call across a process border. Rejects with RetrievalError (timeout) when the time is up or the caller's signal
 * is aborted, even if the call itself does not listen to the signal it is given.
 */
export async function withDeadline<Result>(
  call: (signal: AbortSignal) => Promise<Result>,
  { deadlineMs, late, signal }: DeadlineOptions,
): Promise<Result> {
  const own = new AbortController()
  let stop: (() => void) | undefined
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      own.abort()
      reject(new RetrievalError('timeout', signal?.aborted ? '检索任务已中止。' : late, { cause: signal?.reason }))
    }
  })
  const timer = setTimeout(() => stop?.(), deadlineMs)
  signal?.addEventListener('abort', () => stop?.(), { once: true, signal: own.signal })
  if (signal?.aborted) stop?.()
  try {
    return await Promise.race([stopped, own.signal.aborted ? stopped : call(own.signal)])
  } finally {
    clearTimeout(timer)
    own.abort()
  }
}
