import type { Mentioned } from './channel.ts'
import {
  countMentions,
  cutListedMention,
  mentionedNames,
  mentionsEveryone,
  readMentions,
  readPrefix,
  trimAddressees,
} from './mentions.ts'
import { readQuote } from './quotes.ts'

/** What is known about the place a message was said in. */
export interface Place {
  /** True in a room, false in a private chat. */
  readonly room: boolean
  /** Every name the bot goes by here: nickname, room alias, configured names. */
  readonly names: readonly string[]
  /** Names of other members, where known. */
  readonly others?: readonly string[]
  readonly prefixes?: readonly string[]
  /** The mention list the client sent, where it sent one, and the bot's id in it. */
  readonly mentionIds?: readonly string[]
  readonly selfId?: string
  /** Recognises a text the bot itself sent here lately. */
  readonly isOwnText?: (quoted: string) => boolean
}

/** Why a message is taken as meant for the bot. */
type AddressedBy = 'private' | 'mention' | 'quote' | 'prefix'

export interface Addressed {
  /** What was said to the bot, mentions of it and the quoted part taken off. */
  readonly text: string
  readonly quote?: { readonly name: string; readonly text: string; readonly own: boolean }
  /** Absent when the message is not meant for the bot. */
  readonly by?: AddressedBy
  /** True when only a mention without a blank behind it speaks for the bot: another member's longer name would undo it. */
  readonly doubtful: boolean
  /** True when it is said to others by name, or to everybody, and not to the bot. */
  readonly elsewhere: boolean
  /** The other people that a text for the bot mentions. */
  readonly others?: readonly Mentioned[]
  /** The name that a text for somebody else calls, when no list tells who is meant: the bot may have been renamed. */
  readonly called?: string
}

/** Control, zero-width and direction characters: they carry no words, and hide names. Line breaks, tabs and U+2005 stay. */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g

function tidy(text: string): string {
  return text
    .replaceAll('\u2005', ' ')
    .replace(/^[\s,，、:：;；]+/, '')
    .trimEnd()
}

function readOwn(place: Place, quote: { name: string; text: string } | undefined): Addressed['quote'] {
  if (!quote) return undefined
  const named = place.names.some((name) => name.trim() !== '' && name.trim() === quote.name)
  return { ...quote, own: named || (place.isOwnText?.(quote.text) ?? false) }
}

/** A list of many more people than the text names is a call to everybody, by whatever word: some puppets write it as all members. */
const listsEveryone = (text: string, ids: readonly string[]): boolean => {
  const named = countMentions(text)
  return named > 0 && new Set(ids).size > named + 1
}

/** Whether a text that is not for the bot is for people it mentions: by the list, by a name it begins with, or for everybody. */
const namesOthers = (text: string, { mentionIds = [] }: Place): boolean =>
  mentionIds.length > 0 || /^\s*[@＠]/.test(text) || mentionsEveryone(text)

const calledIn = (text: string, { mentionIds = [] }: Place): string | undefined =>
  mentionIds.length > 0 || mentionsEveryone(text) ? undefined : mentionedNames(text)[0]

/** Who is mentioned besides the bot in a text without the bot's mentions. */
function othersIn(text: string, { mentionIds = [], selfId }: Place): readonly Mentioned[] {
  if (mentionsEveryone(text)) return []
  const ids = mentionIds.filter((id) => id !== selfId)
  return ids.length > 0 ? ids.map((id) => ({ id })) : mentionedNames(text).map((name) => ({ name }))
}

/** The text without the bot's mentions, and whether one of them names the bot. */
function readCall(text: string, place: Place): { text: string; by?: 'mention'; glued: boolean } {
  const ids = place.mentionIds ?? []
  const index = place.selfId === undefined ? -1 : ids.indexOf(place.selfId)
  const read = readMentions(text, place.names, place.others)
  // A list that accounts for every mention in the text and lacks the bot: somebody else goes by the bot's name.
  const meansOthers = index < 0 && ids.length > 0 && countMentions(text) <= ids.length
  if (read.hit !== 'none') {
    return meansOthers
      ? { text, glued: false }
      : { text: read.text, by: 'mention', glued: read.hit === 'glued' && index < 0 }
  }
  if (index < 0 || mentionsEveryone(text) || listsEveryone(text, ids)) return { text, glued: false }
  return { text: cutListedMention(text, index, ids.length), by: 'mention', glued: false }
}

/**
 * Decides whether a message is meant for the bot (product.md §2) and what is said to it: a private chat always; in a room a
 * mention by list or by text, a quote of the bot's own message, or a prefix. A mention inside the quoted part does not count,
 * nor does a call to everybody.
 */
export function readAddressed(raw: string, place: Place): Addressed {
  const read = readQuote(raw.replace(/\r\n?/g, '\n').replace(INVISIBLE, ''))
  const quote = readOwn(place, read.quote)
  const call = readCall(read.text, place)
  const prefixed = readPrefix(trimAddressees(call.text), place.prefixes ?? [])
  const by = !place.room
    ? 'private'
    : (call.by ?? (quote?.own ? 'quote' : prefixed !== undefined ? 'prefix' : undefined))
  const text = tidy(prefixed ?? trimAddressees(call.text))
  const elsewhere = by === undefined && namesOthers(read.text, place)
  const doubtful = by === 'mention' && call.glued && !quote?.own
  const called = by === undefined ? calledIn(read.text, place) : undefined
  const others = by === undefined ? [] : othersIn(call.text, place)
  return {
    ...{ text, doubtful, elsewhere },
    ...(quote && { quote }),
    ...(by && { by }),
    ...(called && { called }),
    ...(others.length > 0 && { others }),
  }
}
