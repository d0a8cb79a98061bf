import { boundedMap } from './bounded.ts'
import type { Incoming } from './channel.ts'
import { opensQuestion } from './commands.ts'

export interface GatherOptions {
  /** Called for a message about to be held back, before it is known whether more follows, with the ids of what went into it; false drops it. */
  readonly hold: (message: Incoming, pieces: readonly string[]) => boolean
  /**
   * Called for a message that is complete. `pieces` are the ids of earlier messages that went into it; `held` whether it was held;
   * `since` when its last piece was heard, by the clock.
   */
  readonly complete: (
    message: Incoming,
    from: { readonly pieces: readonly string[]; readonly held: boolean; readonly since: number },
  ) => void
  /** The clock, in milliseconds. */
  readonly now: () => number
}

/** Puts together what one person types in a row. */
export interface Gather {
  hear(message: Incoming): void
  /** Drops what is held and has the message with this id in it; returns the id under which it was held. */
  drop(id: string): string | undefined
  /** Completes at once what is held. */
  flush(): void
}

/** After the bare name of the bot the question may follow without it. */
const BARE_MS = 3_000
/** After the bot has asked what is wanted, or the person has announced a text, their next message is for it. */
const EXPECTING_MS = 60_000
const EXPECTING_LIMIT = 5_000
/** After 请看下面这段: the text it announces may follow. No longer, for the line that work goes on is due within 3 s. */
const ANNOUNCED_MS = 2_500
/** A text as long as this may be a paste that the client cut in two. */
const LONG_CHARS = 1_000
const PASTE_MS = 1_500
const MAX_CHARS = 100_000

interface Held {
  readonly message: Incoming
  readonly pieces: readonly string[]
  readonly since: number
  readonly timer: NodeJS.Timeout
}

const isBare = (message: Incoming): boolean => (message.text === '' && !message.quote) || opensQuestion(message.text)
const announces = (message: Incoming): boolean => /[:：]$/.test(message.text)
const isLong = (message: Incoming): boolean => message.text.length >= LONG_CHARS && message.text.length < MAX_CHARS
const keyOf = (message: Incoming): string => JSON.stringify([message.room ?? null, message.sender.id])

function join(earlier: Incoming, later: Incoming): Incoming {
  const quote = later.quote ?? earlier.quote
  const pieces = opensQuestion(earlier.text) ? [later.text] : [earlier.text, later.text]
  const text = pieces.filter((piece) => piece !== '').join('\n')
  return { ...later, ...(quote && { quote }), text, addressed: true }
}

/** How long a message waits for more, in milliseconds; 0 for one that is complete. */
function waitOf(message: Incoming): number {
  if (isBare(message)) return message.room === undefined ? 0 : BARE_MS
  if (isLong(message)) return PASTE_MS
  return announces(message) ? ANNOUNCED_MS : 0
}

/**
 * A bare mention, or one with words that only open a question, waits a moment for the question behind it, a text that ends with a colon for what it announces, a long text for the rest
 * of the paste; everything else is complete at once.
 * What follows counts as said to the bot even without a mention, unless it is said to somebody else by name.
 */
export function createGather({ hold, complete, now }: GatherOptions): Gather {
  const waiting = new Map<string, Held>()
  const expectedUntil = boundedMap<number>(EXPECTING_LIMIT)

  const release = (key: string) => {
    const entry = waiting.get(key)
    if (!entry) return
    clearTimeout(entry.timer)
    waiting.delete(key)
    if (isBare(entry.message) || announces(entry.message)) expectedUntil.set(key, now() + EXPECTING_MS)
    complete(entry.message, { pieces: entry.pieces, held: true, since: entry.since })
  }
  const offer = (key: string, message: Incoming, pieces: readonly string[]) => {
    const wait = waitOf(message)
    if (wait === 0) return complete(message, { pieces, held: false, since: now() })
    if (!hold(message, pieces)) return
    const timer = setTimeout(() => release(key), wait)
    waiting.set(key, { message, pieces, since: now(), timer })
  }

  return {
    hear: (message) => {
      if (message.media !== undefined) return
      const key = keyOf(message)
      const entry = waiting.get(key)
      const toOthers = message.elsewhere || (!entry && message.quote?.own === false)
      const expected = !toOthers && now() < (expectedUntil.get(key) ?? 0)
      expectedUntil.delete(key)
      if (message.elsewhere) return
      if (entry) {
        clearTimeout(entry.timer)
        waiting.delete(key)
        offer(key, join(entry.message, message), [...entry.pieces, entry.message.id])
      } else if (message.addressed || expected) {
        offer(key, { ...message, addressed: true }, [])
      }
    },
    drop: (id) => {
      const found = [...waiting].find(([, { message, pieces }]) => message.id === id || pieces.includes(id))
      if (!found) return undefined
      const [key, { message, timer }] = found
      clearTimeout(timer)
      waiting.delete(key)
      return message.id
    },
    flush: () => {
      for (const key of [...waiting.keys()]) release(key)
    },
  }
}
