import type { Wechaty } from 'wechaty'
import { ChannelError, type ChannelEvents, type Incoming } from '../channel.ts'
import { within } from '../deadline.ts'
import type { Latch } from '../latch.ts'
import { buildBot, reachable, staleListeners } from './connect.ts'
import { isBroken, startFailure } from './failure.ts'
import { type Names, puppetNames } from './names.ts'
import type { Puppet, WechatyOptions } from './options.ts'
import { type OwnTexts, ownTexts } from './own-texts.ts'
import { receiveFrom } from './receive.ts'
import { supervise } from './supervise.ts'
import type { Supervisor } from './supervised.ts'

const STOP_MS = 8_000
/** The vendor's numbers of a code that waits to be scanned: Waiting, Timeout. */
const SCAN_WAITS = [2, 5]
/** The vendor's number of contact data in its caches. */
const CONTACT_PAYLOAD = 2

/** A bot that is kept connected. */
export interface Connection {
  readonly bot: Wechaty
  readonly names: Names
  readonly ownTexts: OwnTexts
  readonly supervisor: Supervisor
  readonly receiving: { stop(): void }
}

/** What a connection is made for. */
export interface Setting {
  readonly options: WechatyOptions
  readonly receive: (message: Incoming) => void
  readonly events: ChannelEvents
  /** Open while texts can be sent. */
  readonly link: Latch
  /** Rejects a start that no further try can mend. */
  readonly hopeless: (error: ChannelError) => void
}

/** Starts the bot the first time, its puppet later; the vendor's start resolves although nothing was started. */
function starter(bot: Wechaty, errors: { last: unknown }): () => Promise<void> {
  let first = true
  return async () => {
    errors.last = undefined
    if (first) await bot.start()
    else await bot.puppet.start()
    if (bot.puppet.state.active() !== true) throw errors.last ?? new Error('the puppet did not start')
    first = false
  }
}

/** The id of the account, known also while a connection is made anew. */
function accountOf(puppet: Puppet): () => string {
  let id = ''
  return () => {
    if (puppet.isLoggedIn) id = puppet.currentUserId
    return id
  }
}

function watch(puppet: Puppet, supervisor: Supervisor, setting: Setting, names: Names): void {
  const alive = () => supervisor.alive()
  puppet.on('heartbeat', alive).on('dong', alive).on('message', alive).on('ready', alive).on('dirty', alive)
  puppet.on('login', () => {
    names.forget()
    supervisor.login()
    setting.link.open()
    // Asked for now, so that it is known when the link breaks before the first message.
    void names.own(undefined)
  })
  puppet.on('logout', () => {
    setting.link.close()
    supervisor.logout('微信已退出登录。')
  })
  puppet.on('scan', ({ qrcode, status }) => {
    supervisor.scan()
    if (qrcode && SCAN_WAITS.includes(status)) setting.options.showCode?.(qrcode)
  })
}

/** Asks for an event in two ways: not every puppet answers a ding, and every one tells what has become stale. */
function ask(puppet: Puppet): void {
  try {
    puppet.ding('alive')
    Promise.resolve(puppet.dirtyPayload(CONTACT_PAYLOAD, puppet.currentUserId)).catch(() => undefined)
  } catch {
    // No answer is answer enough.
  }
}

/** Passes on why a start failed: each reason once, until another one comes. */
function failureTeller(setting: Setting): (error: unknown) => void {
  let told = ''
  return (error) => {
    const failure = startFailure(error, setting.options.puppet)
    if (failure.code !== 'unreachable') setting.hopeless(failure)
    if (failure.message === told) return
    told = failure.message
    setting.events.notice?.(`${failure.message}正在重试。`)
  }
}

function superviseBot(bot: Wechaty, errors: { last: unknown }, setting: Setting): Supervisor {
  const { options, events, link } = setting
  const { puppet } = bot
  let stale: { forget(): void } | undefined
  const start = starter(bot, errors)
  const target = {
    start: () => {
      stale ??= staleListeners(puppet)
      return start()
    },
    stop: async () => {
      link.close()
      await puppet.stop()
      stale?.forget()
    },
    active: () => puppet.state.active() === true,
    pending: () => puppet.state.pending(),
    loggedIn: () => puppet.isLoggedIn,
    reachable: () => reachable(options.puppet),
    ding: () => ask(puppet),
  }
  return supervise(target, {
    now: options.now,
    random: options.random,
    online: (online, why) => events.online?.(online, why),
    notice: (sentence) => events.notice?.(sentence),
    failed: failureTeller(setting),
    hung: (sentence) => events.failed?.(new ChannelError('failed', sentence)),
  })
}

/** Loads the vendor and begins to connect; rejects when the puppet cannot be loaded at all. */
export async function openConnection(setting: Setting): Promise<Connection> {
  const { options } = setting
  const errors: { last: unknown } = { last: undefined }
  let supervisor: Supervisor | undefined
  const bot = await buildBot(options.puppet, (error) => {
    errors.last = error
    if (!isBroken(error)) return
    setting.link.close()
    supervisor?.broken('与 puppet 服务的连接断了')
  })
  const { puppet } = bot
  const self = accountOf(puppet)
  const names = puppetNames(puppet, self, options.now)
  const own = ownTexts()
  const receiving = receiveFrom({ puppet, self, options, names, ownTexts: own }, setting.receive, setting)
  supervisor = superviseBot(bot, errors, setting)
  watch(puppet, supervisor, setting, names)
  return { bot, names, ownTexts: own, supervisor, receiving }
}

/** Stops receiving, and the bot, within a bounded time. */
export async function closeConnection({ bot, supervisor, receiving }: Connection): Promise<void> {
  receiving.stop()
  await supervisor.stop()
  await within(bot.stop(), STOP_MS, { onTimeout: () => new Error('timeout') }).catch(() => undefined)
}
