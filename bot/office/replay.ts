import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { UsageError } from '../../retrieval/cli/terminal.ts'
import type { Assistant } from '../assistant.ts'
import type { Incoming } from '../channel.ts'
import { questionOf } from './question.ts'

/** One recorded message: a line of the log with LOG_TEXT=true, or the message alone. */
const Recorded = z.object({
  id: z.string().optional(),
  room: z.string().nullish(),
  sender: z.object({ id: z.string(), name: z.string().default('') }).default({ id: 'replay', name: '' }),
  text: z.string(),
  quote: z.object({ name: z.string(), text: z.string(), own: z.boolean() }).nullish(),
  at: z.coerce.date().optional(),
})
/** What else a log has lines of: what became of a message, without its text. */
const Event = z.object({ at: z.string(), kind: z.string() }).transform(() => undefined)
const Line = z.union([z.object({ message: Recorded }).transform(({ message }) => message), Recorded, Event])

const SHAPE =
  '每行应是 {"room":"群号","sender":{"id":"编号","name":"姓名"},"text":"问题"},或 LOG_TEXT=true 时的日志行。'

export interface ReplayOptions {
  readonly assistant: Pick<Assistant, 'ask'>
  /** For messages without a time of their own. */
  readonly now: () => Date
}

/** What was said and what the core answers to it now. */
export interface Replayed {
  readonly message: Incoming
  readonly reply: Awaited<ReturnType<Assistant['ask']>>
}

/** The message of a line; undefined for what a log holds besides: events, and sentences for the operator. */
function parseLine(line: string, number: number): z.infer<typeof Line> {
  if (!/^\ufeff?\s*\{/.test(line)) return undefined
  try {
    return Line.parse(JSON.parse(line.replace(/^\ufeff/, '')))
  } catch (cause) {
    throw new UsageError(`第${number}行不是一条消息。${SHAPE}`, { cause })
  }
}

/**
 * Asks the core again what a recorded conversation asked, person by person and room by room as it was, each seen as its room saw it.
 * Throws UsageError with the number of the line that is no message, and when there is none at all.
 */
export async function* replay(file: string, { assistant, now }: ReplayOptions): AsyncGenerator<Replayed> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  let number = 0
  let found = false
  for await (const line of lines) {
    number += 1
    const recorded = parseLine(line, number)
    if (!recorded) continue
    found = true
    const { room, quote, id, at, ...said } = recorded
    const message: Incoming = {
      ...{ ...said, id: id ?? `line-${number}`, addressed: true, at: at ?? now() },
      ...(room ? { room } : {}),
      ...(quote ? { quote } : {}),
    }
    const conversation = JSON.stringify([message.room, message.sender.id])
    const audience = message.room === undefined ? {} : { audience: [message.room] }
    const quoted = quote?.own ? quote.text : undefined
    const reply = await assistant.ask(questionOf(message), { now: message.at, conversation, quoted, ...audience })
    yield { message, reply }
  }
  if (!found) throw new UsageError(`「${file}」里没有找到消息。${SHAPE}`)
}

/** Prints a recorded conversation with what the core answers now. Throws UsageError when there is no such file. */
export async function replayFile(
  file: string | undefined,
  options: ReplayOptions & { readonly print: (line: string) => void },
): Promise<void> {
  if (!file || !existsSync(file)) throw new UsageError('--replay 后面要写一个录下的对话文件(JSONL)。')
  for await (const { message, reply } of replay(file, options))
    options.print(`${message.sender.name || message.sender.id}:${message.text}\n${reply.text}\n`)
}
