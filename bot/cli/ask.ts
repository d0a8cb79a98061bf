import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { UsageError } from '../../retrieval/cli/terminal.ts'
import type { Assistant } from '../assistant.ts'
import type { Reply } from '../schema.ts'
import { parseClock } from './clock.ts'

/** One line of a batch: a conversation of its own. */
const BatchLine = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string(),
  history: z.array(z.string()).nullish(),
  now: z.string().nullish(),
})

/** One line of the result of a batch. */
export interface BatchResult {
  readonly id: string | number
  readonly reply: Reply
  readonly elapsedMs: number
}

export interface BatchOptions {
  readonly assistant: Assistant
  readonly now: Date
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
}

/**
 * Answers a file of questions, one JSON object a line, in order. Throws UsageError with the number of the line that is
 * not a question.
 */
export async function* askBatch(file: string, { assistant, now, clock }: BatchOptions): AsyncGenerator<BatchResult> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const { id, question, history, now: asOf } = parseLine(line, number)
    const started = clock()
    const reply = await assistant.ask(question, { history: history ?? [], now: asOf ? parseClock(asOf) : now })
    yield { id, reply, elapsedMs: Math.round((clock() - started) * 10) / 10 }
  }
}

function parseLine(line: string, number: number): z.infer<typeof BatchLine> {
  let value: unknown
  try {
    value = JSON.parse(line.replace(/^\ufeff/, ''))
  } catch {
    throw new UsageError(`第${number}行不是JSON:${line.slice(0, 40)}。每行应是 {"id":"1","question":"问题"}。`)
  }
  const parsed = BatchLine.safeParse(value)
  if (!parsed.success) throw new UsageError(`第${number}行缺少 id 或 question。每行应是 {"id":"1","question":"问题"}。`)
  return parsed.data
}

/** Writes the results of a batch as JSON lines to a file, or prints them. Throws before the first question when the file cannot be written. */
export async function writeResults(
  results: AsyncIterable<BatchResult>,
  { out, print }: { readonly out: string | undefined; readonly print: (line: string) => void },
): Promise<void> {
  const file = out === undefined ? undefined : await open(out, 'w')
  try {
    for await (const result of results) {
      const line = JSON.stringify(result)
      if (file) await file.write(`${line}\n`)
      else print(line)
    }
  } finally {
    await file?.close()
  }
}
