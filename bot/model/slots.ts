/** Runs at most so many pieces of work at once; the rest wait in order. */
export interface Slots {
  /** Rejects with the signal's reason when it is aborted before a slot is free. */
  run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result>
}

/** A limit on work done side by side. */
export function createSlots(limit: number): Slots {
  let busy = 0
  const waiting: (() => void)[] = []
  const free = (): void => {
    busy--
    waiting.shift()?.()
  }
  return {
    run: async (work, signal) => {
      if (busy >= limit) await turn(waiting, signal)
      signal.throwIfAborted()
      busy++
      try {
        return await work()
      } finally {
        free()
      }
    },
  }
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const enter = (): void => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = (): void => {
      const at = waiting.indexOf(enter)
      if (at >= 0) waiting.splice(at, 1)
      reject(signal.reason)
    }
    waiting.push(enter)
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
  })
}
