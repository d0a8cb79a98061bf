import { boundedMap } from './bounded.ts'
import type { Echo } from './channel.ts'
import type { StoredPart } from './ledger.ts'

/** Tells by what the chat shows whether a part has gone out. */
export interface Echoes {
  /** The part is being sent, or it is not known whether it was. One a conversation. */
  watch(part: StoredPart): void
  /** It went out as `text`, which the chat has not shown yet. */
  sent(part: StoredPart, text: string): void
  forget(part: StoredPart): void
  /** The watched part that the chat shows, if it does. */
  heard(conversation: string, echo: Echo): StoredPart | undefined
}

/** What a channel puts before the first part in a room. */
const MENTION = /^@[^\u2005\n]{1,64}\u2005/
/** Chats date messages in whole seconds, by a clock of their own. */
const CLOCK_SKEW_MS = 5_000
const UNSEEN_LIMIT = 5_000
const KEY_CHARS = 64

const keyOf = (conversation: string, text: string) =>
  JSON.stringify([conversation, text.length, text.slice(-KEY_CHARS)])

/** Matches what the chat shows to parts; `again` is the mark of a part that is sent a second time. */
export function createEchoes(again: string): Echoes {
  const watched = new Map<string, StoredPart>()
  /** How often the chat is still to show a text that is known to have gone out: the same line may be said twice. */
  const unseen = boundedMap<number>(UNSEEN_LIMIT)

  return {
    watch: (part) => {
      watched.set(part.conversation, part)
    },
    sent: (part, text) => {
      const key = keyOf(part.conversation, text)
      unseen.set(key, (unseen.get(key) ?? 0) + 1)
    },
    forget: (part) => {
      if (watched.get(part.conversation)?.seq === part.seq) watched.delete(part.conversation)
    },
    heard: (conversation, echo) => {
      const text = echo.text.replace(MENTION, '')
      const key = keyOf(conversation, text)
      const expected = unseen.get(key) ?? 0
      if (expected > 0) {
        unseen.set(key, expected - 1)
        return undefined
      }
      const part = watched.get(conversation)
      // The same words may have been said before: only what is no older than the part can be the part.
      if (!part || echo.at.getTime() < part.at - CLOCK_SKEW_MS) return undefined
      return text === part.text || text === `${again}${part.text}` ? part : undefined
    },
  }
}
