import { parentPort } from 'node:worker_threads'
import { UnreadableError } from '../errors.ts'
import type { Format } from '../schema.ts'
import { formatRow } from './formats.ts'
import type { IsolatedAnswer } from './isolate.ts'

// A library may fail once more after its file has been answered; the next file must not suffer for it.
process.on('uncaughtException', () => undefined)
process.on('unhandledRejection', () => undefined)

/** Entry of the reading thread: answers each message with one IsolatedAnswer. */
parentPort?.on('message', ({ bytes, format }: { bytes: Uint8Array; format: Format }) => {
  answerFor(bytes, format).then((answer) => parentPort?.postMessage(answer))
})
parentPort?.postMessage({ kind: 'ready' } satisfies IsolatedAnswer)

async function answerFor(bytes: Uint8Array, format: Format): Promise<IsolatedAnswer> {
  try {
    const read = await formatRow(format).load()
    return { kind: 'read', extracted: await read(bytes) }
  } catch (error) {
    if (error instanceof UnreadableError) return { kind: 'failed', code: error.code, message: error.message }
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
