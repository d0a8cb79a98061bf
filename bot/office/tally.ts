import type { ServeEvent } from '../serve.ts'

/** Counts and times of what happened to messages; never ids or texts. */
export interface Tally {
  count(event: Pick<ServeEvent, 'kind' | 'ms'> & { readonly error?: unknown }, at: number): void
  /** How many messages ended in each way. */
  readonly ends: ReadonlyMap<ServeEvent['kind'], number>
  /** How many answers took at most so many milliseconds, cumulative, with their sum. */
  readonly times: {
    readonly buckets: readonly (readonly [number, number])[]
    readonly count: number
    readonly sumMs: number
  }
  /** The last failures, newest last: when, and the name and code of the error. */
  readonly errors: readonly { readonly at: number; readonly what: string }[]
}

const BUCKETS_MS = [100, 300, 1_000, 3_000, 10_000, 30_000, 60_000]
const ERRORS_KEPT = 5

/** The name and code of an error: its message may hold words of a document or a question. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? `:${error.code}` : ''
  return `${error.name}${code}`
}

/** An empty tally. */
export function createTally(): Tally {
  const ends = new Map<ServeEvent['kind'], number>()
  const within = BUCKETS_MS.map(() => 0)
  const errors: { at: number; what: string }[] = []
  let count = 0
  let sumMs = 0
  return {
    count: ({ kind, ms, error }, at) => {
      ends.set(kind, (ends.get(kind) ?? 0) + 1)
      if (error !== undefined && (kind === 'failed' || kind === 'unsent' || kind === 'deadline')) {
        errors.push({ at, what: `${kind} ${errorName(error)}` })
        errors.splice(0, errors.length - ERRORS_KEPT)
      }
      if (kind !== 'answered') return
      count += 1
      sumMs += ms
      for (const [index, limit] of BUCKETS_MS.entries()) if (ms <= limit) within[index] = (within[index] ?? 0) + 1
    },
    ends,
    get times() {
      return { buckets: BUCKETS_MS.map((limit, index) => [limit, within[index] ?? 0] as const), count, sumMs }
    },
    errors,
  }
}
