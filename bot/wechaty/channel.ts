import { type Channel, ChannelError } from '../channel.ts'
import { within } from '../deadline.ts'
import { createLatch, type Latch } from '../latch.ts'
import { type Connection, closeConnection, openConnection } from './connection.ts'
import { isBroken, startFailure } from './failure.ts'
import { fetchOneFile, sendOneFile } from './files.ts'
import { CALL_MS, type WechatyOptions } from './options.ts'
import { type SendContext, sendParts } from './send.ts'

const START_MS = 20_000
const PATIENCE_MS = 30_000
const STOPPED = new ChannelError('stopped', '通道已停止。')

interface Running {
  readonly connection: Promise<Connection>
  /** Aborted by `stop`. */
  readonly life: AbortController
  readonly link: Latch
}

async function start(running: Running, hopeless: Promise<never>, options: WechatyOptions): Promise<void> {
  const unreachable = () => startFailure(new Error('unreachable'), options.puppet)
  try {
    const { supervisor } = await running.connection
    await within(Promise.race([supervisor.started, hopeless]), options.startTimeoutMs ?? START_MS, {
      signal: running.life.signal,
      onTimeout: unreachable,
    })
  } catch (error) {
    running.life.abort(STOPPED)
    await running.connection.then(closeConnection, () => undefined)
    throw error instanceof ChannelError ? error : startFailure(error, options.puppet)
  }
}

async function readyToSend(running: Running, patienceMs: number, signal: AbortSignal | undefined): Promise<void> {
  const { life, link } = running
  const onTimeout = () => new ChannelError('unreachable', '没有连上微信,没有发出。')
  const passed = within(link.passed(), patienceMs, { signal: life.signal, onTimeout })
  await (signal ? within(passed, patienceMs, { signal, onTimeout }) : passed)
}

/**
 * WeChat over a Wechaty puppet. The vendor is loaded by `start`, not before. The connection is kept up until `stop`; messages come
 * in once, in order, and never the bot's own, those of official accounts, or old ones; texts go out by one call each.
 */
export function wechatyChannel(options: WechatyOptions): Channel {
  let running: Running | undefined
  const connected = async (): Promise<Connection> => {
    if (!running || running.life.signal.aborted) throw STOPPED
    return running.connection
  }

  const sending = async (): Promise<SendContext> => {
    const { bot, names, ownTexts } = await connected()
    const ready = (by: AbortSignal | undefined) =>
      readyToSend(running as Running, options.sendPatienceMs ?? PATIENCE_MS, by)
    return { puppet: bot.puppet, names, ownTexts, ready }
  }

  return {
    name: 'wechaty',
    start: async (receive, events = {}) => {
      if (running) throw new ChannelError('failed', '这个通道已经启动过。')
      const link = createLatch()
      let hopeless = (_error: ChannelError) => {}
      const lost = new Promise<never>((_, reject) => {
        hopeless = reject
      })
      lost.catch(() => undefined)
      const connection = openConnection({ options, receive, events, link, hopeless })
      running = { connection, life: new AbortController(), link }
      await start(running, lost, options)
    },
    send: async (target, parts, signal) => sendParts(await sending(), target, parts, signal),
    sendFile: async (target, path, signal) => sendOneFile(await sending(), target, { path, signal }),
    fetchFile: async (id, limitBytes, signal) =>
      fetchOneFile((await connected()).bot.puppet, id, { limitBytes, signal }),
    isMember: async (room, person) => {
      const { bot } = await connected()
      await readyToSend(running as Running, options.sendPatienceMs ?? PATIENCE_MS, undefined)
      const onTimeout = () => new ChannelError('timeout', '微信一侧没有回音,查不到群成员。')
      const members = await within(bot.puppet.roomMemberList(room), CALL_MS, { onTimeout }).catch((error) => {
        if (error instanceof ChannelError) throw error
        throw new ChannelError(isBroken(error) ? 'unreachable' : 'failed', '查不到群成员。', { cause: error })
      })
      return members.includes(person)
    },
    stop: async () => {
      if (!running || running.life.signal.aborted) return
      running.life.abort(STOPPED)
      await running.connection.then(closeConnection, () => undefined)
    },
  }
}
