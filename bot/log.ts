import { errorName } from './office/tally.ts'
import type { ServeEvent } from './serve.ts'

/** One JSON line about a message: when, what became of it, ids and milliseconds; of an error its name and code. Never a text. */
export function logLine({ error, ...event }: ServeEvent, at: Date): string {
  return JSON.stringify({
    at: at.toISOString(),
    ...event,
    ...(error === undefined ? {} : { error: errorName(error) }),
  })
}
