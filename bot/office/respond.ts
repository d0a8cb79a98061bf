import type { Library } from '../../retrieval/library.ts'
import type { Assistant } from '../assistant.ts'
import type { Incoming } from '../channel.ts'
import type { Reply } from '../schema.ts'
import type { Asker } from './asker.ts'
import { atDesk, type DeskAnswer, type DeskOptions } from './desk.ts'
import { readDeskCommand } from './desk-command.ts'
import { readFeedback, recordFeedback } from './feedback.ts'
import { questionOf } from './question.ts'

export interface RespondOptions extends DeskOptions {
  readonly library: Library
  readonly assistant: Assistant
}

const fileHint = (name: string): string =>
  `收到《${name}》。要入库请回复「入库」,可写明给谁看,如「入库 所有人」「入库 群 群号」「入库 角色 法制科」。`

const said = (answer: DeskAnswer): Reply & DeskAnswer => ({ kind: 'command', ...answer })

/**
 * The way of a message through the office: a file that was sent → a command of the desk → an answer the intake waits for → feedback on a
 * quoted answer → a question for the assistant.
 */
export async function respond(
  message: Incoming,
  { asker, signal }: { readonly asker: Asker; readonly signal: AbortSignal },
  options: RespondOptions,
): Promise<Reply & DeskAnswer> {
  const { intake, corrections, library, assistant, now } = options
  const { audience, isAdmin } = asker
  const by = { audience, signal }
  if (message.file) return said({ text: (await intake.answer(message, by)) ?? fileHint(message.file.name) })
  const command = readDeskCommand(message.text)
  if (command) return said(await atDesk(command, { message, asker, signal }, options))
  const taken = isAdmin ? await intake.answer(message, by) : undefined
  if (taken !== undefined) return said({ text: taken })
  const feedback = message.quote?.own ? readFeedback(message.text) : undefined
  if (feedback) return said({ text: recordFeedback(feedback, message, { corrections, library, audience, now: now() }) })
  const conversation = JSON.stringify([message.room, message.sender.id])
  return assistant.ask(questionOf(message), {
    ...{ now: new Date(now()), conversation, signal },
    ...(audience ? { audience } : {}),
  })
}
