import type { Library } from '../../retrieval/library.ts'
import type { Ledger } from '../ledger.ts'
import type { Corrections } from './corrections.ts'
import type { Gauges } from './metrics.ts'
import { statusText } from './status.ts'
import { createTally, type Tally } from './tally.ts'

export interface WatchOptions {
  readonly library: Library
  readonly ledger: Ledger
  readonly corrections: Corrections
  readonly model: string | undefined
  /** The clock, in milliseconds. */
  readonly now: () => number
  readonly residentBytes: () => number
}

/** How the office is doing, counted from the moment it is made. */
export interface Watch {
  readonly tally: Tally
  online(is: boolean): void
  gauges(): Gauges
  status(): Promise<string>
}

/** A watch that starts now. */
export function startWatch({ library, ledger, corrections, model, now, residentBytes }: WatchOptions): Watch {
  const tally = createTally()
  const started = now()
  let isOnline = false
  const gauges = (): Gauges => ({
    upSeconds: Math.floor((now() - started) / 1_000),
    online: isOnline,
    unanswered: ledger.unfinished().length,
    unsent: ledger.queued().length,
    documents: library.documents().length,
    residentBytes: residentBytes(),
  })
  // Who asks how things stand is waiting for the answer as well: that one does not count.
  const seenByAsker = (): Gauges => ({ ...gauges(), unanswered: Math.max(0, ledger.unfinished().length - 1) })
  const openCorrections = () => corrections.all().filter(({ kind, state }) => kind === 'wrong' && state === 'open')
  return {
    tally,
    online: (is) => {
      isOnline = is
    },
    gauges,
    status: async () =>
      statusText({
        ...{ tally, gauges: seenByAsker(), library: await library.status(), model },
        openCorrections: openCorrections().length,
      }),
  }
}
