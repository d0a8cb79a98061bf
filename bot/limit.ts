import { boundedMap } from './bounded.ts'
import type { Incoming } from './channel.ts'
import type { Rate } from './pace.ts'

export interface LimitOptions {
  readonly perPerson: Rate
  readonly perRoom: Rate
  /** The clock, in milliseconds. */
  readonly now: () => number
}

const HOLDERS_LIMIT = 10_000

/** How much may be asked: a third of a minute's questions at once, at least ten, then so many a minute. */
export const askRates = (
  personPerMinute: number,
  roomPerMinute: number,
): Pick<LimitOptions, 'perPerson' | 'perRoom'> => ({
  perPerson: { burst: Math.max(10, Math.ceil(personPerMinute / 3)), perMinute: personPerMinute },
  perRoom: { burst: Math.max(10, Math.ceil(roomPerMinute / 3)), perMinute: roomPerMinute },
})

/**
 * Whether a question is still within what a person and a room may ask (generic cell rate algorithm, ITU-T I.371). What is turned away
 * counts for nothing: one person's flood leaves the rest of the room its share.
 */
export function createLimit({ perPerson, perRoom, now }: LimitOptions): (message: Incoming) => boolean {
  const arrivals = boundedMap<number>(HOLDERS_LIMIT)
  return ({ room, sender }) => {
    const at = now()
    const wanted = [{ key: `person ${sender.id}`, rate: perPerson }]
    if (room !== undefined) wanted.push({ key: `room ${room}`, rate: perRoom })
    const isFree = wanted.every(({ key, rate }) => {
      const interval = 60_000 / rate.perMinute
      return (arrivals.get(key) ?? 0) - interval * (rate.burst - 1) <= at
    })
    if (!isFree) return false
    for (const { key, rate } of wanted)
      arrivals.set(key, Math.max(at, arrivals.get(key) ?? 0) + 60_000 / rate.perMinute)
    return true
  }
}
