import { boundedMap } from '../bounded.ts'
import type { Incoming } from '../channel.ts'

/** A file that was sent lately: its message has the bytes. */
export interface HeardFile {
  readonly id: string
  readonly name: string
  readonly sender: string
  /** When it came, in milliseconds. */
  readonly at: number
}

/** The files people sent lately, so that one can be spoken of. */
export interface FilesHeard {
  hear(message: Incoming, at: number): void
  /** The file that a quote shows, else the newest of the sender here. */
  find(message: Incoming, now: number): HeardFile | undefined
  /** Forgets a file that has been dealt with, so that the next 入库 is not about it. */
  done(message: Incoming, id: string): void
}

/** A file spoken of later than this is not meant. */
const LATELY_MS = 10 * 60_000
const PLACES_LIMIT = 2_000
const FILES_A_PLACE = 20

const placeOf = ({ room, sender }: Incoming) => room ?? `private ${sender.id}`

/** Remembers names and message ids, never bytes. */
export function filesHeard(): FilesHeard {
  const places = boundedMap<readonly HeardFile[]>(PLACES_LIMIT)
  return {
    hear: (message, at) => {
      const file = { id: message.id, name: message.file?.name ?? '文件', sender: message.sender.id, at }
      places.set(placeOf(message), [...(places.get(placeOf(message)) ?? []), file].slice(-FILES_A_PLACE))
    },
    find: (message, now) => {
      const recent = (places.get(placeOf(message)) ?? []).filter(({ at }) => now - at <= LATELY_MS)
      const { quote } = message
      if (quote && !quote.own) return recent.findLast(({ name }) => quote.text.includes(name))
      return recent.findLast(({ sender }) => sender === message.sender.id)
    },
    done: (message, id) => {
      places.set(
        placeOf(message),
        (places.get(placeOf(message)) ?? []).filter((file) => file.id !== id),
      )
    },
  }
}
