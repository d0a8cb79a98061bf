import { ChannelError, type Target } from '../channel.ts'
import { within } from '../deadline.ts'
import { sendFailure } from './failure.ts'
import type { Names } from './names.ts'
import { CALL_MS, type Puppet } from './options.ts'
import type { OwnTexts } from './own-texts.ts'

export interface SendContext {
  readonly puppet: Puppet
  readonly names: Names
  readonly ownTexts: OwnTexts
  /** Resolves when the connection is up, rejects with ChannelError when it does not come back in time. */
  readonly ready: (signal: AbortSignal | undefined) => Promise<void>
}

/** What phones write after a mention; clients highlight the name up to it. */
const MENTION_END = '\u2005'

async function mentionOf(target: Target, names: Names): Promise<string> {
  const name = (await names.display(target.person, target.room)) || target.name || ''
  return name === '' ? '' : `@${name}${MENTION_END}`
}

/**
 * Sends one part by a single call, so that it is known whether it went out: the vendor's `say` makes further calls behind it, and
 * fails when one of them does.
 */
async function sendPart(context: SendContext, target: Target, text: string): Promise<void> {
  const { puppet, ownTexts } = context
  const conversation = target.room ?? target.person
  const mentioned = target.room !== undefined && target.mention !== false
  const body = mentioned ? (await mentionOf(target, context.names)) + text : text
  ownTexts.add(conversation, text)
  const call = puppet.messageSendText(conversation, body, mentioned ? [target.person] : [])
  const onTimeout = () => new ChannelError('unknown', '微信一侧没有回音,不知道发出没有。')
  await within(Promise.resolve(call), CALL_MS, { onTimeout })
}

/** Sends the parts in order, mentioning the person in a room on the first; see the contract of `Channel.send`. */
export async function sendParts(
  context: SendContext,
  target: Target,
  parts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const [sent, part] of parts.entries()) {
    try {
      signal?.throwIfAborted()
      await context.ready(signal)
      await sendPart(context, sent === 0 ? target : { ...target, mention: false }, part)
    } catch (error) {
      const failure = sendFailure(error)
      throw new ChannelError(failure.code, failure.message, { cause: error, sent })
    }
  }
}
