import { boundedMap } from '../bounded.ts'

/** What the bot said lately in each conversation, to know its own words when they are quoted under whatever name. */
export interface OwnTexts {
  add(conversation: string, text: string): void
  has(conversation: string, text: string): boolean
}

const LIMIT = 2_000
/** Enough to tell texts apart; clients may cut a quoted text short. */
const KEY_CHARS = 48
/** Shorter texts are anybody's words. */
const MIN_CHARS = 6

function keyOf(conversation: string, text: string): string | undefined {
  const words = text.replace(/^[@＠][^\u2005\n]{1,64}\u2005/, '').replace(/\s+/g, '')
  return words.length < MIN_CHARS ? undefined : `${conversation} ${words.slice(0, KEY_CHARS)}`
}

/** A memory of at most 2,000 texts, of which it keeps the beginnings only. */
export function ownTexts(): OwnTexts {
  const texts = boundedMap<true>(LIMIT)
  return {
    add: (conversation, text) => {
      const key = keyOf(conversation, text)
      if (key !== undefined) texts.set(key, true)
    },
    has: (conversation, text) => {
      const key = keyOf(conversation, text)
      return key !== undefined && texts.has(key)
    },
  }
}
