import { errorName } from './office/tally.ts'
import type { ServeEvent } from './serve.ts'
import type { Offence } from './verify.ts'

/** One JSON line about a message: when, what became of it, ids and milliseconds; of an error its name and code. Never a text. */
export function logLine({ error, ...event }: ServeEvent, at: Date): string {
  return JSON.stringify({
    at: at.toISOString(),
    ...event,
    ...(error === undefined ? {} : { error: errorName(error) }),
  })
}

/** One JSON line about an answer that the number guard held back: of what kinds its faults were. Never their words. */
export function heldBackLine(offences: readonly Offence[], at: Date): string {
  return JSON.stringify({ at: at.toISOString(), kind: 'heldBack', offences: offences.map(({ kind }) => kind) })
}
