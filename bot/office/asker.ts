import type { Audience, Library } from '../../retrieval/library.ts'
import type { Channel, Incoming } from '../channel.ts'
import { isUnrestricted, openRooms } from '../gate.ts'
import type { Permits } from './permits.ts'

export interface AskerOptions {
  readonly rooms: readonly string[]
  readonly admins: readonly string[]
  readonly permits: Permits
  readonly library: Library
  readonly isMember?: Channel['isMember'] | undefined
}

/** Who asks, and what they may see where they ask. */
export interface Asker {
  readonly isAdmin: boolean
  /** Undefined: everything. */
  readonly audience: Audience | undefined
}

/** Rooms of the person that documents are kept for; a room that cannot be asked counts as not theirs. */
async function roomsOf(person: string, { rooms, permits, library, isMember }: AskerOptions): Promise<string[]> {
  if (!isMember) return []
  const roles = new Set(['*', ...permits.all().flatMap((permit) => permit.roles)])
  const named = new Set(library.documents().flatMap(({ audience }) => audience.filter((reader) => !roles.has(reader))))
  const restricted = !isUnrestricted({ rooms, permits })
  const candidates = restricted ? openRooms({ rooms, permits }).filter((room) => named.has(room)) : [...named]
  const inside = await Promise.all(candidates.map((room) => isMember(room, person).catch(() => false)))
  return candidates.filter((_, index) => inside[index])
}

/**
 * In a room everybody reads the answer: it holds what the room and the room's roles may see, whoever asks. In private a person sees
 * what their rooms and their own roles may see, and an administrator everything. Membership is asked anew each time: who was removed
 * from a room loses it at once.
 */
export async function askerOf({ room, sender }: Incoming, options: AskerOptions): Promise<Asker> {
  const isAdmin = options.admins.includes(sender.id)
  const rolesOf = (kind: 'room' | 'person', id: string) => {
    const permit = options.permits.of(kind, id)
    return permit?.allowed ? permit.roles : []
  }
  if (room !== undefined) return { isAdmin, audience: [room, ...rolesOf('room', room)] }
  if (isAdmin) return { isAdmin, audience: undefined }
  return { isAdmin, audience: [...(await roomsOf(sender.id, options)), ...rolesOf('person', sender.id)] }
}
