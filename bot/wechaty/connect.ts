import { connect } from 'node:net'
import type { Wechaty } from 'wechaty'
import type { PuppetChoice } from './options.ts'

const PROBE_MS = 3_000
/** The channel watches for silence itself; the vendor's watchdog would restart the connection a second time beside it. */
const VENDOR_WATCHDOG_SECONDS = 86_400

/** Whether something listens at host:port. True where there is no address to look at. */
export function reachable(puppet: PuppetChoice): Promise<boolean> {
  const endpoint = 'endpoint' in puppet ? puppet.endpoint : undefined
  const match = /^\[?([^\s\]]+?)\]?:(\d+)$/.exec(endpoint ?? '')
  const [, host, port] = match ?? []
  if (!host || !port) return Promise.resolve(true)
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) })
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(PROBE_MS, () => settle(false))
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}

/** Loads the vendor (about a second) and makes a bot, not yet started, that reports errors to `onError`. */
export async function buildBot(puppet: PuppetChoice, onError: (error: unknown) => void): Promise<Wechaty> {
  const { WechatyBuilder, log } = await import('wechaty')
  log.level('silent')
  const bot = WechatyBuilder.build(
    'instance' in puppet
      ? { puppet: puppet.instance as never }
      : {
          puppet: puppet.name as never,
          ...(puppet.memory !== undefined && { name: puppet.memory }),
          puppetOptions: {
            timeoutSeconds: VENDOR_WATCHDOG_SECONDS,
            ...(puppet.token !== undefined && { token: puppet.token }),
            ...(puppet.endpoint !== undefined && { endpoint: puppet.endpoint }),
            ...(puppet.insecure && { tls: { disable: true } }),
          } as never,
        },
  )
  // First of all listeners: an error without one ends the process.
  bot.on('error', onError)
  await bot.init()
  leaveDiskAlone(bot.puppet)
  return bot
}

/**
 * Keeps a service puppet from caching people and rooms on disk. The cache is never refreshed, and opening it throws where nobody can catch:
 * when a second process uses the same token, and when a login follows a logout before the files are closed.
 */
function leaveDiskAlone(puppet: Wechaty['puppet']): void {
  const { _payloadStore: store } = puppet as { _payloadStore?: { start?: () => Promise<void> } }
  if (store) store.start = async () => undefined
}

const WATCHED = [
  'heartbeat',
  'scan',
  'login',
  'logout',
  'ready',
  'stop',
  'start',
  'dong',
  'reset',
  'dirty',
  'message',
] as const
type Listener = (...args: never[]) => void

/**
 * Remembers the listeners a puppet has now, and later takes off those that its restarts left behind: every start of the vendor's
 * puppet adds some that its stop does not remove.
 */
export function staleListeners(puppet: Wechaty['puppet']): { forget(): void } {
  const emitter = puppet as unknown as {
    listeners(event: string): Listener[]
    off(event: string, listener: Listener): void
  }
  const kept = new Map(WATCHED.map((event) => [event, new Set(emitter.listeners(event))]))
  return {
    forget: () => {
      for (const [event, listeners] of kept)
        for (const listener of emitter.listeners(event)) if (!listeners.has(listener)) emitter.off(event, listener)
    },
  }
}
