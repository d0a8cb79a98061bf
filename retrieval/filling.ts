import type { Embedder } from './embedder.ts'
import type { VectorEngine } from './engine.ts'
import { type FillOptions, fillVectors } from './fill.ts'

/** Fills vectors in the background while questions are answered from words. */
export interface Filling {
  /** Looks for points without vectors, now or when the present round is over; call it after each change of the index. */
  wake(): void
  /** How many points have a vector, of how many; undefined before the first batch. */
  progress(): { readonly done: number; readonly total: number } | undefined
  /** Why the last round failed, as a sentence; the next `wake` tries again. */
  failure(): string | undefined
  /** Settles when nothing is left to do or the last round failed; never rejects. */
  idle(): Promise<void>
  /** Stops between two batches and waits for the present one. */
  stop(): Promise<void>
}

/** Starts asleep. Errors end a round, not the process. */
export function backgroundFilling(
  engine: VectorEngine,
  embedder: Embedder,
  options: Omit<FillOptions, 'signal' | 'progress'>,
): Filling {
  const control = new AbortController()
  let round: Promise<void> | undefined
  let again = false
  let progress: { done: number; total: number } | undefined
  let failure: string | undefined
  const run = async (): Promise<void> => {
    do {
      again = false
      try {
        await fillVectors(engine, embedder, {
          ...options,
          signal: control.signal,
          progress: (done, total) => {
            progress = { done, total }
          },
        })
        failure = undefined
      } catch (error) {
        if (!control.signal.aborted) failure = error instanceof Error ? error.message : String(error)
      }
    } while (again && !control.signal.aborted)
    round = undefined
  }
  return {
    wake: () => {
      again = true
      if (!control.signal.aborted) round ??= run()
    },
    progress: () => progress,
    failure: () => failure,
    idle: async () => round,
    stop: async () => {
      control.abort()
      await round
    },
  }
}
