import { type BoundedMap, boundedMap } from '../bounded.ts'
import { within } from '../deadline.ts'
import { CALL_MS, type Puppet } from './options.ts'

/** Who is called what. Nothing here throws: a name that cannot be had is ''. */
export interface Names {
  /** Nickname and room alias of the bot. */
  own(room: string | undefined): Promise<string[]>
  /**
   * The same, asked anew, for a mention of a name nobody goes by: the bot may have been renamed. Undefined when that name was asked for
   * within a minute, or the room asks too often.
   */
  ownAnew(room: string, called: string): Promise<string[] | undefined>
  /** The name a person is shown under: the room alias, else the nickname. */
  display(person: string, room: string | undefined): Promise<string>
  /** Nicknames of the other members of a room, of at most 500. */
  others(room: string): Promise<string[]>
  /** Forgets what was cached, for instance after a login. */
  forget(): void
}

/** Changes of names come without an event to rely on. A stale name is used once more while the fresh one is fetched. */
const FRESH_MS = 5 * 60_000
const CACHE_LIMIT = 2_000
const MEMBERS_LIMIT = 500
/** One doubtful mention asks for every name in the room: a flood of them must not. */
const MEMBERS_FRESH_MS = 30_000
const ROOMS_LIMIT = 100
/** Unknown names that one room may have the bot's own name asked anew for, in a minute. */
const ANEW_A_MINUTE = 6
const MINUTE_MS = 60_000
const DIRTY_EVENT_MS = 1_000
/** The vendor's numbers for what is stale. */
const DIRTY = { contact: 2, roomMember: 4 }

const timed = <T>(call: Promise<T>) => within(call, CALL_MS, { onTimeout: () => new Error('timeout') })

interface Dirty {
  readonly payloadType: number
  readonly payloadId: string
}

/**
 * Has cached data thrown away on both sides: a service puppet keeps payloads on disk for ever. The vendor's own way to wait for
 * this leaves a rejection unhandled when the link is down.
 */
async function invalidate(puppet: Puppet, type: number, id: string): Promise<void> {
  let heard = (_event: Dirty) => {}
  const event = new Promise<void>((resolve) => {
    heard = ({ payloadType, payloadId }) => {
      if (payloadType === type && payloadId === id) resolve()
    }
  })
  puppet.on('dirty', heard)
  try {
    await timed(Promise.resolve(puppet.dirtyPayload(type, id)))
    await within(event, DIRTY_EVENT_MS, { onTimeout: () => new Error('timeout') })
  } catch {
    // The link is down or the puppet does not tell: the cached data is used.
  } finally {
    puppet.off('dirty', heard)
  }
}

const nickname = async (puppet: Puppet, person: string) => (await timed(puppet.contactPayload(person))).name ?? ''
const alias = async (puppet: Puppet, room: string, person: string) =>
  (await timed(puppet.roomMemberPayload(room, person))).roomAlias ?? ''

async function othersIn(puppet: Puppet, room: string, self: string): Promise<string[]> {
  const members = await timed(puppet.roomMemberList(room)).catch(() => [])
  const others = members.filter((member) => member !== self).slice(0, MEMBERS_LIMIT)
  return Promise.all(others.map((person) => nickname(puppet, person).catch(() => '')))
}

/** Fetches and caches names over the puppet; `self` is the id of the bot, `now` the clock in milliseconds. */
export function puppetNames(puppet: Puppet, self: () => string, now: () => number): Names {
  const cache: BoundedMap<{ readonly value: Promise<string>; readonly at: number }> = boundedMap(CACHE_LIMIT)

  const members: BoundedMap<{ readonly value: Promise<string[]>; readonly at: number }> = boundedMap(ROOMS_LIMIT)

  const unknownNames: BoundedMap<ReadonlyMap<string, number>> = boundedMap(ROOMS_LIMIT)

  const renew = (key: string, fetch: () => Promise<string>): Promise<string> => {
    const known = cache.get(key)
    const value = fetch().catch(() => {
      cache.delete(key)
      return known?.value ?? ''
    })
    cache.set(key, { value, at: now() })
    return value
  }
  const cached = (key: string, fetch: () => Promise<string>): Promise<string> => {
    const known = cache.get(key)
    if (known && now() - known.at < FRESH_MS) return known.value
    const value = renew(key, fetch)
    return known?.value ?? value
  }
  const askNickname = async (person: string) => {
    await invalidate(puppet, DIRTY.contact, person)
    return nickname(puppet, person)
  }
  const askAlias = async (room: string) => {
    await invalidate(puppet, DIRTY.roomMember, room)
    return alias(puppet, room, self())
  }
  const freshNickname = (person: string) => cached(`person ${person}`, () => askNickname(person))
  const ownAlias = (room: string) => cached(`alias ${room}`, () => askAlias(room))
  const isNews = (room: string, called: string): boolean => {
    const lately = [...(unknownNames.get(room) ?? [])].filter(([, at]) => now() - at < MINUTE_MS)
    if (lately.length >= ANEW_A_MINUTE || lately.some(([name]) => name === called)) return false
    unknownNames.set(room, new Map([...lately, [called, now()]]))
    return true
  }

  return {
    own: async (room) => {
      const names = await Promise.all([freshNickname(self()), room === undefined ? '' : ownAlias(room)])
      return names.filter((name) => name !== '')
    },
    ownAnew: async (room, called) => {
      if (!isNews(room, called)) return undefined
      const names = await Promise.all([
        renew(`person ${self()}`, () => askNickname(self())),
        renew(`alias ${room}`, () => askAlias(room)),
      ])
      return names.filter((name) => name !== '')
    },
    display: async (person, room) => {
      const shown = room === undefined ? '' : await alias(puppet, room, person).catch(() => '')
      return shown || freshNickname(person)
    },
    others: async (room) => {
      const known = members.get(room)
      if (known && now() - known.at < MEMBERS_FRESH_MS) return known.value
      const value = othersIn(puppet, room, self()).then((names) => names.filter((name) => name !== ''))
      members.set(room, { value, at: now() })
      return value
    },
    forget: () => {
      cache.clear()
      members.clear()
    },
  }
}
