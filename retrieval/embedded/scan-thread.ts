import type { Worker } from 'node:worker_threads'
import { RetrievalError } from '../errors.ts'
import { startWorker } from '../start-worker.ts'
import type { Candidates } from './columns.ts'
import type { RankedSlot } from './memory-index.ts'
import type { Vectors } from './vectors.ts'

/** One scan, as it is sent to the thread; blocks and columns are shared memory, the rest is copied. */
export interface ScanJob {
  readonly job: number
  readonly blocks: readonly Float32Array[]
  readonly dimension: number
  readonly changed: readonly number[] | 'all'
  readonly query: Float32Array
  readonly candidates: Candidates
  /** Nearest by signs that are compared exactly. */
  readonly keep: number
  readonly limit: number
}

export interface ScanAnswer {
  readonly job: number
  readonly best: readonly RankedSlot[]
}

/** Ranks by inner product in another thread. */
export interface ScanThread {
  /** The best of the candidates. Throws RetrievalError when the thread fails or takes too long. */
  scan(
    vectors: Vectors,
    query: { vector: Float32Array; candidates: Candidates; limit: number },
  ): Promise<readonly RankedSlot[]>
  close(): Promise<void>
}

/**
 * Nearest by signs that are compared exactly, and how many times the wanted number that is at least: 2,000 of 100,000
 * synthetic vectors hold 99.9 % of the ten nearest (npm run bench).
 */
const keepAtLeast = 2000
const keepTimes = 20

/** A scan of 100,000 takes 15 ms; starting the thread 250 ms. */
const deadlineMs = 5000

interface Waiting {
  readonly resolve: (best: readonly RankedSlot[]) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/** Starts at the first scan; a thread that died is started again by the next one. It never keeps the process alive. */
export function createScanThread(): ScanThread {
  let worker: Worker | undefined
  let jobs = 0
  const waiting = new Map<number, Waiting>()
  const settle = (job: number): Waiting | undefined => {
    const entry = waiting.get(job)
    clearTimeout(entry?.timer)
    waiting.delete(job)
    if (waiting.size === 0) worker?.unref()
    return entry
  }
  const lose = (cause?: unknown) => {
    worker = undefined
    const error = new RetrievalError('failed', '向量检索线程中断。', { cause })
    for (const job of [...waiting.keys()]) settle(job)?.reject(error)
  }
  const start = (): Worker => {
    const started = startWorker(new URL('./scan-worker.ts', import.meta.url))
    started.on('message', ({ job, best }: ScanAnswer) => settle(job)?.resolve(best))
    started.on('error', lose)
    started.on('exit', () => started === worker && lose())
    return started
  }
  return {
    scan: (vectors, { vector, candidates, limit }) =>
      new Promise((resolve, reject) => {
        const fresh = worker === undefined
        worker ??= start()
        const job = jobs++
        const changed = vectors.takeChanged()
        const timer = setTimeout(() => {
          settle(job)
          reject(new RetrievalError('timeout', '向量检索超时。'))
        }, deadlineMs)
        waiting.set(job, { resolve, reject, timer })
        worker.ref()
        worker.postMessage({
          job,
          blocks: vectors.blocks(),
          dimension: vectors.dimension,
          changed: fresh ? 'all' : changed,
          query: vector,
          candidates,
          keep: Math.max(keepAtLeast, limit * keepTimes),
          limit,
        } satisfies ScanJob)
      }),
    close: async () => {
      const running = worker
      worker = undefined
      await running?.terminate()
      for (const job of [...waiting.keys()]) settle(job)?.reject(new RetrievalError('failed', '索引已关闭。'))
    },
  }
}
