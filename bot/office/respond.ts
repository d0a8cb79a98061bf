import type { Library } from '../../retrieval/library.ts'
import type { Assistant } from '../assistant.ts'
import type { Incoming } from '../channel.ts'
import { readCommand } from '../commands.ts'
import type { Reply } from '../schema.ts'
import { normalizeQuestion } from '../understand/question.ts'
import type { Asker } from './asker.ts'
import { atDesk, type DeskAnswer, type DeskOptions } from './desk.ts'
import { readDeskCommand } from './desk-command.ts'
import { readFeedback, recordFeedback } from './feedback.ts'
import type { FilesHeard, HeardFile } from './files-heard.ts'
import type { Intake } from './intake.ts'
import { type By, SAY } from './intake-file.ts'
import { questionOf } from './question.ts'

export interface RespondOptions extends DeskOptions {
  readonly library: Library
  readonly assistant: Assistant
  readonly heard: FilesHeard
}

const HINTS = {
  admin: (name: string) =>
    `收到《${name}》。要入库请回复「入库」,可写明给谁看,如「入库 所有人」「入库 群 群号」「入库 角色 法制科」。`,
  noDraft: '现在没有打开的草稿,这个文件用不上。请先说「起草…」,再发填数的表格。',
  noFile: '没有看到文件。请先把表格发来,再说「填表」。',
  cancelled: '等着入库的文件也已取消,没有保存。',
  desk: '管理员:状态 · 授权 · 授权名单 · 入库 · 下架 · 纠错列表',
}
/** What fills the open draft from the file sent before. */
const FILL = /^(?:填表|按(?:这个|这张)?(?:表|文件)填(?:数|上)?)[。.!！]?$/
const HELP = /^(?:帮助|help)$/i

/** What the desk says; that a file is marked goes to its sender alone, like the refusal of a marked message. */
const said = (answer: DeskAnswer): Reply & DeskAnswer => ({
  kind: answer.text === SAY.marked ? 'refused' : 'command',
  ...answer,
})

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
  if (message.file) return takeFile(message, by, options)
  if (FILL.test(message.text.trim())) {
    const heard = options.heard.find(message, now())
    return heard ? fill(message, { heard, by }, options) : said({ text: HINTS.noFile })
  }
  const command = readDeskCommand(message.text)
  if (command) return said(await atDesk(command, { message, asker, signal }, options))
  const taken = isAdmin ? await intake.answer(message, by) : undefined
  if (taken !== undefined) return said({ text: taken })
  const feedback = message.quote?.own ? readFeedback(message.text) : undefined
  if (feedback) return said({ text: recordFeedback(feedback, message, { corrections, library, audience, now: now() }) })
  const reply = await assistant.ask(questionOf(message), { ...asking(message, by, now()), signal })
  return { ...reply, text: [reply.text, alsoDone(message, { isAdmin, intake })].filter(Boolean).join('\n') }
}

/** What the desk adds to the reply of the assistant: that 清空 ended an intake too, and an administrator's commands to the help. */
function alsoDone(
  message: Incoming,
  { isAdmin, intake }: { readonly isAdmin: boolean; readonly intake: Intake },
): string | undefined {
  const command = readCommand(normalizeQuestion(message.text))?.kind
  if (command === 'forget') return intake.cancel(message) && HINTS.cancelled
  return isAdmin && HELP.test(message.text.trim()) ? HINTS.desk : undefined
}

function asking({ room, sender, quote }: Incoming, { audience }: By, now: number) {
  const quoted = quote?.own ? quote.text : undefined
  return {
    now: new Date(now),
    conversation: JSON.stringify([room, sender.id]),
    quoted,
    ...(audience ? { audience } : {}),
  }
}

/** A file that was sent to the bot: for the intake that waits for it, or for the draft that is open. */
async function takeFile(message: Incoming, by: By, options: RespondOptions): Promise<Reply & DeskAnswer> {
  const taken = await options.intake.answer(message, by)
  if (taken !== undefined) return said({ text: taken })
  const name = message.file?.name ?? ''
  if (options.admins.includes(message.sender.id)) return said({ text: HINTS.admin(name) })
  return fill(message, { heard: { id: message.id, name, sender: message.sender.id, at: options.now() }, by }, options)
}

async function fill(
  message: Incoming,
  { heard, by }: { readonly heard: HeardFile; readonly by: By },
  { intake, assistant, now }: RespondOptions,
): Promise<Reply & DeskAnswer> {
  const file = await intake.read(heard, by.signal)
  if (typeof file === 'string') return said({ text: file })
  return (await assistant.fill(file, asking(message, by, now()))) ?? { kind: 'clarify', text: HINTS.noDraft }
}
