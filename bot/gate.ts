import { boundedMap } from './bounded.ts'
import type { Channel, Incoming } from './channel.ts'
import type { Admission } from './serve.ts'

export interface GateOptions {
  /** Ids of the rooms that may; empty lets every room and every person in. */
  readonly rooms: readonly string[]
  /** Ids of the administrators, who may everywhere in private. */
  readonly admins: readonly string[]
  readonly isMember?: Channel['isMember']
}

const TOLD_LIMIT = 10_000
const ALLOWED: Admission = { allowed: true }

const LINES = {
  room: (id: string) => `本群还没有开通。请管理员把群号 ${id} 加到 ROOMS 里。`,
  person: (id: string) => `您还没有开通使用。请联系管理员(您的编号:${id})。`,
  unknown: '暂时查不到您在哪个群里,请稍后再试。',
}

async function inAllowedRoom(person: string, options: GateOptions): Promise<boolean> {
  for (const room of options.rooms) if (await options.isMember?.(room, person)) return true
  return false
}

/**
 * Who may use the bot: rooms by id, and in private the administrators and the members of those rooms. Others get one polite line,
 * once; after that silence. A person who has left the rooms is a stranger with the next message.
 */
export function createGate(options: GateOptions): (message: Incoming) => Promise<Admission> {
  const told = boundedMap<true>(TOLD_LIMIT)
  const refuse = (key: string, line: string): Admission => {
    if (told.has(key)) return { allowed: false }
    told.set(key, true)
    return { allowed: false, line }
  }
  return async ({ room, sender }) => {
    if (options.rooms.length === 0) return ALLOWED
    if (room !== undefined) return options.rooms.includes(room) ? ALLOWED : refuse(`room ${room}`, LINES.room(room))
    if (options.admins.includes(sender.id)) return ALLOWED
    try {
      return (await inAllowedRoom(sender.id, options))
        ? ALLOWED
        : refuse(`person ${sender.id}`, LINES.person(sender.id))
    } catch {
      return { allowed: false, line: LINES.unknown }
    }
  }
}
