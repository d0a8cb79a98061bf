import { UnreadableError } from '../../corpus/errors.ts'
import { RetrievalError } from '../../retrieval/errors.ts'
import type { Assistant } from '../assistant.ts'
import { ChannelError, type Incoming } from '../channel.ts'
import { createLanes } from '../lanes.ts'
import type { Reply } from '../schema.ts'
import { PROMPT, type TerminalChannel } from '../terminal.ts'

export interface ChatOptions {
  readonly assistant: Assistant
  readonly channel: TerminalChannel
  readonly now: () => Date
  /** Shown before the first prompt. */
  readonly greeting: string
}

const CONVERSATION = 'terminal'
const MAX_FILE_BYTES = 50 * 1024 * 1024

/**
 * Terminal chat: one conversation until 退出, end of input or Ctrl-C, each line answered in its turn. With piped input each question is
 * printed before its answer. A store that fails is told and may be back by the next question; anything else that the assistant throws
 * ends the talk and is thrown.
 */
export async function chat({ assistant, channel, now, greeting }: ChatOptions): Promise<void> {
  const turns = createLanes(1)
  let failure: { readonly error: unknown } | undefined
  let fail = () => {}
  const failed = new Promise<void>((resolve) => {
    fail = resolve
  })
  const answer = async (message: Incoming) => {
    const to = { person: message.sender.id }
    const said = message.file ? `填表 ${message.file.name}` : message.text
    if (!channel.interactive) await channel.send(to, [`${PROMPT}${said}`])
    const reply = await answerTo(message, { assistant, channel, now }).catch(unavailable)
    await channel.send(to, [reply.text])
    if (reply.draft?.file) await channel.sendFile?.(to, reply.draft.file)
    await channel.send(to, [''])
  }
  await channel.start((message) =>
    turns.add(CONVERSATION, async () => {
      if (failure) return
      await answer(message).catch((error: unknown) => {
        failure = { error }
        fail()
      })
    }),
  )
  await channel.send({ person: CONVERSATION }, [greeting])
  await Promise.race([channel.ended, failed])
  await turns.idle()
  await channel.stop()
  if (failure) throw failure.error
}

function unavailable(error: unknown): Reply {
  if (error instanceof RetrievalError) return { kind: 'clarify', text: error.message }
  throw error
}

/** A file fills the open draft; everything else is a message. */
async function answerTo(
  message: Incoming,
  { assistant, channel, now }: Pick<ChatOptions, 'assistant' | 'channel' | 'now'>,
): Promise<Reply> {
  const at = { now: now(), conversation: CONVERSATION }
  if (!message.file) return assistant.ask(message.text, at)
  try {
    const file = await channel.fetchFile?.(message.id, MAX_FILE_BYTES)
    const filled = file && (await assistant.fill(file, at))
    return filled ?? { kind: 'clarify', text: '现在没有打开的草稿。请先说「起草…」。' }
  } catch (error) {
    if (error instanceof ChannelError) return { kind: 'clarify', text: error.message }
    const why = error instanceof UnreadableError ? error.message : '请检查路径。'
    return { kind: 'clarify', text: `文件「${message.file.name}」读不出来:${why}` }
  }
}
