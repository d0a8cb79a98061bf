import { boundedMap } from './bounded.ts'
import { type Channel, ChannelError, type Incoming } from './channel.ts'
import { readDeskCommand } from './office/desk-command.ts'
import type { Permits } from './office/permits.ts'
import type { Admission } from './serve.ts'

export interface GateOptions {
  /** Ids of the rooms that may; empty, and with no room or person ever allowed in the chat, lets everybody in. */
  readonly rooms: readonly string[]
  /** Ids of the administrators, who may everywhere in private, and may open a room. */
  readonly admins: readonly string[]
  readonly isMember?: Channel['isMember'] | undefined
  /** What was allowed and withdrawn in the chat; nothing when absent. */
  readonly permits?: Permits
  /** The clock, in milliseconds, for what was told when. */
  readonly now?: () => number
}

const TOLD_LIMIT = 10_000
const ALLOWED: Admission = { allowed: true }

const LINES = {
  room: (id: string) => `本群还没有开通。请管理员在本群@我说「授权」,或把群号 ${id} 加到 ROOMS 里。`,
  person: (id: string) => `您还没有开通使用。请联系管理员(您的编号:${id})。`,
  unknown: '暂时查不到您在哪个群里,请稍后再试。',
}

/** The rooms that are open now: of the configuration and of the chat. */
export function openRooms({ rooms, permits }: Pick<GateOptions, 'rooms' | 'permits'>): readonly string[] {
  const decided = (permits?.all() ?? []).filter(({ kind }) => kind === 'room')
  const withdrawn = new Set(decided.filter(({ allowed }) => !allowed).map(({ id }) => id))
  const granted = decided.filter(({ allowed }) => allowed).map(({ id }) => id)
  return [...new Set([...rooms, ...granted])].filter((id) => !withdrawn.has(id))
}

/** Whether nobody has ever said who may: then everybody may, in every room that is not withdrawn. */
export function isUnrestricted({ rooms, permits }: Pick<GateOptions, 'rooms' | 'permits'>): boolean {
  return rooms.length === 0 && (permits?.all().length ?? 0) === 0
}

/**
 * A room that the chat refuses to tell of (the bot was removed from it) has no members for us. One that does not answer hides no
 * member of another, but leaves it open whether the person is in none: then this throws, and at once when the link is down.
 */
async function inOpenRoom(person: string, options: GateOptions): Promise<boolean> {
  let unsure: unknown
  for (const room of openRooms(options)) {
    try {
      if (await options.isMember?.(room, person)) return true
    } catch (error) {
      const code = error instanceof ChannelError ? error.code : 'unknown'
      if (code === 'unreachable' || code === 'stopped') throw error
      if (code !== 'failed') unsure = error
    }
  }
  if (unsure !== undefined) throw unsure
  return false
}

/** Says whether a line was not yet said; a disk that fails costs the memory across restarts, not the answer. */
function teller({ permits, now = () => 0 }: GateOptions): (key: string) => boolean {
  const told = boundedMap<true>(TOLD_LIMIT)
  const inMemory = (key: string) => {
    const isNew = !told.has(key)
    told.set(key, true)
    return isNew
  }
  return (key) => {
    try {
      return permits ? permits.tellOnce(key, now()) : inMemory(key)
    } catch {
      return inMemory(key)
    }
  }
}

/**
 * Who may use the bot: rooms by id, and in private the administrators, the people allowed by id and the members of those rooms; never
 * who was withdrawn. Others get one polite line, once, also across restarts; after that silence. A person who has left the rooms is a
 * stranger with the next message.
 */
export function createGate(options: GateOptions): (message: Incoming) => Promise<Admission> {
  const isNew = teller(options)
  const refuse = (key: string, line: string): Admission => (isNew(key) ? { allowed: false, line } : { allowed: false })
  return async ({ room, sender, text }) => {
    const { admins, permits } = options
    const isAdmin = admins.includes(sender.id)
    if (isAdmin && (room === undefined || readDeskCommand(text)?.kind === 'permit')) return ALLOWED
    const person = permits?.of('person', sender.id)
    if (person?.allowed === false) return refuse(`person ${sender.id}`, LINES.person(sender.id))
    if (isUnrestricted(options)) return ALLOWED
    if (room !== undefined)
      return openRooms(options).includes(room) ? ALLOWED : refuse(`room ${room}`, LINES.room(room))
    if (person?.allowed) return ALLOWED
    try {
      return (await inOpenRoom(sender.id, options)) ? ALLOWED : refuse(`person ${sender.id}`, LINES.person(sender.id))
    } catch {
      return { allowed: false, line: LINES.unknown }
    }
  }
}
