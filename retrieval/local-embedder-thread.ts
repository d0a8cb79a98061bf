import type { Worker } from 'node:worker_threads'
import type { Embedder } from './embedder.ts'
import { type RetrievalCode, RetrievalError } from './errors.ts'
import { startWorker } from './start-worker.ts'

/** What the worker is started with. */
export interface EmbedWorkerData {
  /** Folder of model_quantized.onnx and tokenizer.json. */
  readonly directory: string
  /** Threads inside one matrix product. */
  readonly threads: number
}

export type EmbedRequest =
  | { readonly type: 'embed'; readonly id: number; readonly text: string }
  | { readonly type: 'close' }

export type EmbedReply =
  | { readonly type: 'ready' }
  | { readonly type: 'vector'; readonly id: number; readonly vector: Float32Array | undefined }
  | { readonly type: 'failed'; readonly code: RetrievalCode; readonly message: string }

export interface EmbedThreadOptions extends EmbedWorkerData {
  /** How long loading, or one text, may take before the thread is given up as hung. */
  readonly deadlineMs: number
}

/** A worker thread that holds the model and takes one text at a time, questions before passages. */
export interface EmbedThread {
  readonly embed: Embedder['embed']
  readonly alive: () => boolean
  readonly close: () => Promise<void>
}

interface Task {
  readonly text: string
  readonly settle: (vector: Float32Array | undefined) => void
  readonly fail: (error: RetrievalError) => void
  readonly cancelled: () => boolean
}

/** Resolves when the model is loaded; throws RetrievalError (notFound, corrupt, incompatible, timeout, failed). */
export async function startEmbedThread(options: EmbedThreadOptions): Promise<EmbedThread> {
  const { directory, threads, deadlineMs } = options
  const worker = startWorker(new URL('./local-embedder-worker.ts', import.meta.url), { directory, threads })
  await ready(worker, deadlineMs)
  worker.unref()
  const queue = taskQueue(worker, deadlineMs)
  return {
    alive: queue.alive,
    embed: (texts, kind, signal) => embedAll(texts, signal, (task) => queue.push(kind, task)),
    close: async () => {
      queue.stop(new RetrievalError('failed', '本地向量模型已关闭。'))
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.ref()
      worker.postMessage({ type: 'close' } satisfies EmbedRequest)
      const kill = setTimeout(() => void worker.terminate(), 2000)
      await ended
      clearTimeout(kill)
    },
  }
}

async function ready(worker: Worker, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (code: RetrievalCode, message: string, cause?: unknown) =>
        reject(new RetrievalError(code, message, { cause }))
      timer = setTimeout(() => fail('timeout', '本地向量模型载入超时。'), deadlineMs)
      worker.once('message', (reply: EmbedReply) => {
        if (reply.type === 'failed') fail(reply.code, reply.message)
        else resolve()
      })
      // Both stay: removing all listeners of a Worker also removes those by which Node delivers its messages.
      worker.on('error', (cause) => fail('failed', '本地向量模型无法启动。', cause))
      worker.on('exit', () => fail('failed', '本地向量模型未能启动,线程已退出。'))
    })
  } catch (error) {
    await worker.terminate()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

type Waiting = Readonly<Record<'question' | 'passage', Task[]>>

/** One text is in the thread at a time, so a question waits for one passage at most (about 15 ms). */
function taskQueue(worker: Worker, deadlineMs: number) {
  const waiting: Waiting = { question: [], passage: [] }
  let running: { readonly id: number; readonly task: Task; readonly timer: NodeJS.Timeout } | undefined
  let stopped: RetrievalError | undefined
  let lastId = 0
  const stop = (reason: RetrievalError): void => {
    if (stopped) return
    stopped = reason
    clearTimeout(running?.timer)
    for (const task of [...(running ? [running.task] : []), ...waiting.question, ...waiting.passage]) task.fail(reason)
  }
  const hung = (): void => {
    stop(new RetrievalError('timeout', `本地向量模型 ${Math.round(deadlineMs / 1000)} 秒内没有应答。`))
    void worker.terminate()
  }
  const next = (): void => {
    if (running || stopped) return
    const task = nextTask(waiting)
    worker[task ? 'ref' : 'unref']()
    if (!task) return
    lastId += 1
    running = { id: lastId, task, timer: setTimeout(hung, deadlineMs) }
    worker.postMessage({ type: 'embed', id: lastId, text: task.text } satisfies EmbedRequest)
  }
  worker.on('message', (reply: EmbedReply) => {
    if (reply.type !== 'vector' || reply.id !== running?.id) return
    clearTimeout(running.timer)
    const { task } = running
    running = undefined
    task.settle(reply.vector)
    next()
  })
  worker.on('error', (cause) => stop(new RetrievalError('failed', '本地向量模型的线程出错。', { cause })))
  worker.on('exit', () => stop(new RetrievalError('failed', '本地向量模型的线程已退出。')))
  const push = (kind: 'question' | 'passage', task: Task): void => {
    if (!stopped) waiting[kind].push(task)
    else task.fail(stopped)
    next()
  }
  return { push, stop, alive: () => !stopped }
}

function nextTask(waiting: Waiting): Task | undefined {
  for (;;) {
    const task = waiting.question.shift() ?? waiting.passage.shift()
    if (!task?.cancelled()) return task
  }
}

/** Settles when every text has its vector, at the first failure, or as soon as the signal is aborted. */
function embedAll(
  texts: readonly string[],
  signal: AbortSignal | undefined,
  push: (task: Task) => void,
): Promise<readonly (Float32Array | undefined)[]> {
  if (texts.length === 0) return Promise.resolve([])
  return new Promise((resolve, reject) => {
    const vectors = new Array<Float32Array | undefined>(texts.length).fill(undefined)
    let missing = texts.length
    let over = false
    const finish = (error?: RetrievalError): void => {
      over = true
      signal?.removeEventListener('abort', aborted)
      if (error) reject(error)
      else resolve(vectors)
    }
    const aborted = () => finish(new RetrievalError('timeout', '计算向量的任务已中止。', { cause: signal?.reason }))
    if (signal?.aborted) return aborted()
    signal?.addEventListener('abort', aborted)
    texts.forEach((text, index) => {
      const settle = (vector: Float32Array | undefined): void => {
        vectors[index] = vector
        missing -= 1
        if (missing === 0 && !over) finish()
      }
      push({ text, settle, fail: (error) => !over && finish(error), cancelled: () => over })
    })
  })
}
