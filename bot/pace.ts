import { boundedMap } from './bounded.ts'

/** How much may be sent: so many at once, then so many a minute. */
export interface Rate {
  readonly burst: number
  readonly perMinute: number
}

export interface PaceOptions {
  readonly overall: Rate
  readonly perConversation: Rate
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** From 0 to 1: waits are stretched by up to a third, for a machine's even beat stands out. */
  readonly random: () => number
}

/** Spreads what is sent over time. */
export interface Pace {
  /** Takes a turn for the conversation and returns how many milliseconds to wait for it; 0 is at once. */
  turn(conversation: string): number
}

/** Rates with their bursts: an answer of many parts, and a few of them side by side, go out at once. */
export const ratesOf = (overallPerMinute: number, conversationPerMinute: number) => ({
  overall: { burst: 30, perMinute: overallPerMinute },
  perConversation: { burst: 20, perMinute: conversationPerMinute },
})

/** Far above what a busy office asks: it only stops a runaway. */
export const DEFAULT_RATES = ratesOf(1_200, 900)

/** For a personal account that a puppet in this process logs in: accounts that sent more than 40 a minute have been banned. */
export const PERSONAL_RATES = ratesOf(40, 20)

const CONVERSATIONS_LIMIT = 10_000

/** Generic cell rate algorithm (ITU-T I.371): one timestamp for each rate, no timers, no lists. */
export function createPace(options: PaceOptions): Pace {
  const conversations = boundedMap<number>(CONVERSATIONS_LIMIT)
  let overall = 0

  /** When the turn is, and the new theoretical arrival time. */
  const next = (arrival: number, rate: Rate, now: number) => {
    const interval = 60_000 / rate.perMinute
    const at = Math.max(now, arrival - interval * (rate.burst - 1))
    return { at, arrival: Math.max(now, arrival) + interval }
  }

  return {
    turn: (conversation) => {
      const now = options.now()
      const own = next(conversations.get(conversation) ?? 0, options.perConversation, now)
      const all = next(overall, options.overall, now)
      conversations.set(conversation, own.arrival)
      overall = all.arrival
      const wait = Math.max(own.at, all.at) - now
      return wait <= 0 ? 0 : wait * (1 + options.random() / 3)
    },
  }
}
