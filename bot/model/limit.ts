/** A time limit that also ends when the work around it does. */
export interface TimeLimit {
  readonly signal: AbortSignal
  /** Starts the clock, at the first call only. */
  start(timeoutMs: number): void
  /** Lets go of the timer and of the outer signal. */
  end(): void
}

/** A limit inside an outer signal; until `start` only the outer signal ends it. */
export function timeLimit(outer: AbortSignal | undefined): TimeLimit {
  const controller = new AbortController()
  const stop = (): void => controller.abort(outer?.reason)
  let timer: NodeJS.Timeout | undefined
  outer?.addEventListener('abort', stop, { once: true })
  if (outer?.aborted) stop()
  return {
    signal: controller.signal,
    start: (timeoutMs) => {
      timer ??= setTimeout(() => controller.abort(), timeoutMs)
    },
    end: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', stop)
    },
  }
}
