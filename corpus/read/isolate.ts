import { Worker } from 'node:worker_threads'
import { type UnreadableCode, UnreadableError } from '../errors.ts'
import type { ExtractedText, Format } from '../schema.ts'
import { damaged } from './advice.ts'

/** One file for the worker thread. */
export interface IsolatedJob {
  readonly bytes: Uint8Array
  readonly format: Format
  readonly timeoutMs: number
}

/** What the worker thread answers. */
export type IsolatedAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly extracted: ExtractedText }
  | { readonly kind: 'failed'; readonly code?: UnreadableCode; readonly message: string }

/** Longest time a worker may take to start, in milliseconds; measured at 200 to 400 ms on two busy cores. */
const START_TIMEOUT_MS = 20_000

/** Heap of the worker in MB: an XML tree of 64 MB fits; what needs more is reported as too large. */
const HEAP_MB = 1024

/** Memory the process may gain while one file is read: the heap, and unpacked parts beside it. */
const MAX_GROWTH_BYTES = 1536 * 1024 * 1024

/** How often the memory is looked at, in milliseconds. */
const WATCH_MS = 50

interface Lane {
  /** The job before this one; jobs run one after another. */
  tail: Promise<unknown>
  worker: Worker | undefined
}

/** The thread is kept between files: starting one costs more than reading most files. It never keeps the process alive. */
const lane: Lane = { tail: Promise.resolve(), worker: undefined }

/**
 * Reads one file in a worker thread that is stopped when it takes too long or too much memory, so that no damaged file
 * can hang or crash the process. Throws UnreadableError.
 */
export function readIsolated(job: IsolatedJob): Promise<ExtractedText> {
  const turn = lane.tail.then(() => runJob(job))
  lane.tail = turn.catch(() => undefined)
  return turn
}

async function runJob(job: IsolatedJob): Promise<ExtractedText> {
  const worker = lane.worker ?? (await startWorker())
  worker.ref()
  worker.postMessage({ bytes: job.bytes, format: job.format })
  try {
    const answer = await nextAnswer(worker, job.timeoutMs)
    worker.unref()
    if (answer.kind === 'read') return answer.extracted
    throw failure(answer)
  } catch (error) {
    if (error instanceof UnreadableError && error.code !== 'timeout') throw error
    await discard(worker)
    throw error instanceof UnreadableError ? error : stoppedBy(error)
  }
}

function failure(answer: IsolatedAnswer): UnreadableError {
  if (answer.kind !== 'failed') return damaged()
  if (answer.code === undefined) return damaged(new Error(answer.message))
  return new UnreadableError(answer.code, answer.message)
}

function stoppedBy(error: unknown): UnreadableError {
  const memory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (!memory) return damaged(error)
  return new UnreadableError('tooLarge', '文件内容过多,读取时内存不足;请拆成几个文件后再试。', { cause: error })
}

async function discard(worker: Worker): Promise<void> {
  if (lane.worker === worker) lane.worker = undefined
  await worker.terminate()
}

async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('worker-boot.mjs', import.meta.url), {
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  // What the libraries print is of no use to people; unread it would pile up, and reading it would keep the process alive.
  worker.stdout.destroy()
  worker.stderr.destroy()
  // A thread may die between two files; the next one gets a new thread.
  worker.on('error', () => undefined)
  worker.on('exit', () => {
    if (lane.worker === worker) lane.worker = undefined
  })
  lane.worker = worker
  try {
    await nextAnswer(worker, START_TIMEOUT_MS)
  } catch (error) {
    await discard(worker)
    throw error instanceof UnreadableError ? error : damaged(error)
  }
  return worker
}

/**
 * The next message. Rejects with the worker's error, with UnreadableError `timeout`, or, since buffers are outside the
 * heap limit, with the error of a full heap when the process has grown by MAX_GROWTH_BYTES.
 */
function nextAnswer(worker: Worker, timeoutMs: number): Promise<IsolatedAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer)
      clearInterval(watch)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      act()
    }
    const onMessage = (answer: IsolatedAnswer) => settle(() => resolve(answer))
    const onError = (error: unknown) => settle(() => reject(error))
    const onExit = () => settle(() => reject(new Error('the reading thread ended')))
    const timer = setTimeout(() => settle(() => reject(timedOut(timeoutMs))), timeoutMs)
    const before = process.memoryUsage.rss()
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > MAX_GROWTH_BYTES) settle(() => reject(outOfMemory()))
    }, WATCH_MS)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}

function outOfMemory(): Error {
  return Object.assign(new Error('the reading thread takes too much memory'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
}

function timedOut(timeoutMs: number): UnreadableError {
  const seconds = Math.max(1, Math.round(timeoutMs / 1000))
  return new UnreadableError(
    'timeout',
    `读取超过 ${seconds} 秒,已停止;文件可能损坏或过于复杂,请另存为 docx 或拆分后再试。`,
  )
}
