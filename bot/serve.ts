import { accept, interrupt, recalled, receive, recover } from './accept.ts'
import { boundedMap } from './bounded.ts'
import type { Channel, ChannelEvents, Incoming } from './channel.ts'
import { createGather } from './gather.ts'
import { createLanes } from './lanes.ts'
import { createLatch, type Latch } from './latch.ts'
import { type Ledger, memoryLedger, type StoredPart } from './ledger.ts'
import { createOutbox } from './outbox.ts'
import { createPace, DEFAULT_RATES, type Pace } from './pace.ts'
import type { State } from './serving.ts'

/** The core: one message, one reply. It may throw; it should stop when the signal is aborted. */
export type Answer = (message: Incoming, signal: AbortSignal) => Promise<Answered>

/** What is sent back: a text, and the path of a file that goes out behind it, once. */
export interface Answered {
  readonly text: string
  readonly file?: string | undefined
  /** True when it goes to the person alone, also when they asked in a room. */
  readonly privately?: boolean | undefined
}

/** Whether a message may be answered; a refusal may carry the one line that is said instead. */
export type Admission = { readonly allowed: true } | { readonly allowed: false; readonly line?: string | undefined }

/** What happened to a message, for the log: ids and timings, never a text. */
export interface ServeEvent {
  readonly kind:
    | 'answered'
    | 'failed'
    | 'deadline'
    | 'cancelled'
    | 'recalled'
    | 'shutDown'
    | 'refused'
    | 'busy'
    | 'limited'
    | 'unsent'
  readonly id: string
  readonly room?: string | undefined
  readonly person: string
  /** Milliseconds since the message came in. */
  readonly ms: number
  readonly error?: unknown
}

export interface ServeOptions {
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** Conversations answered side by side. Default 4. */
  readonly parallel?: number | undefined
  /** After this long without an answer the person is told that work goes on. Default 2,500: the line is there within 3 s. */
  readonly acknowledgeMs?: number | undefined
  /** Longest work on one message. Default 60,000. */
  readonly deadlineMs?: number | undefined
  /** How long `stop` lets work finish before people are told. Default 6,000, of the 10 s that service managers grant. */
  readonly stopMs?: number | undefined
  /** Messages that may wait in one conversation; what comes on top is turned away with a line. Default 20. */
  readonly waiting?: number | undefined
  /** What is asked and not answered, answered and not sent. In memory when absent. */
  readonly ledger?: Ledger | undefined
  /** How fast it may send. The default rates when absent. */
  readonly pace?: Pace | undefined
  /** Questions that a crash left unanswered are answered when younger, apologised for when older. Default 300,000. */
  readonly maxAgeMs?: number | undefined
  /** Who may; everybody when absent. */
  readonly admit?: ((message: Incoming) => Promise<Admission>) | undefined
  /** Called with what is addressed to the bot before anything is kept of it; false turns it away with a line. */
  readonly limit?: ((message: Incoming) => boolean) | undefined
  /** Called with every file that was sent, addressed or not; true takes it in as a message to be answered. */
  readonly hearFile?: ((message: Incoming) => boolean) | undefined
  /** Called when a person says 停止: ends what else waits for them here, and returns the sentence about it when something did. */
  readonly stopped?: ((message: Incoming) => string | undefined) | undefined
  readonly log?: ((event: ServeEvent) => void) | undefined
  /** Passed on to the channel; `recalled` also drops the question when it is not yet answered. */
  readonly events?: ChannelEvents | undefined
}

/** A conversation being served. */
export interface Serving {
  /** Resolves when no message is waiting or being answered. */
  idle(): Promise<void>
  /**
   * Answers no more messages, lets the running ones finish or tells their senders, then stops the channel. What is asked meanwhile is
   * left in the ledger for the next start.
   */
  stop(): Promise<void>
}

const TOLD_LIMIT = 5_000
const IDS_LIMIT = 2_000
/** Time for the lines that tell people about the stop, within the 10 s of a service manager. */
const FAREWELL_MS = 2_000
const PARALLEL = 4
const STOP_MS = 6_000

function atMost(promise: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    promise.finally(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

async function stop(state: State): Promise<void> {
  state.gather.flush()
  state.stopping = true
  await atMost(state.lanes.idle(), state.options.stopMs ?? STOP_MS)
  interrupt(state, state.jobs, 'shutDown')
  await atMost(
    state.lanes.idle().then(() => state.outbox.idle()),
    FAREWELL_MS,
  )
  state.outbox.stop()
  await state.channel.stop()
}

function openState(channel: Channel, answer: Answer, options: ServeOptions, link: Latch): State {
  const { now } = options
  const ledger = options.ledger ?? memoryLedger()
  const random = () => 0
  const pace =
    options.pace ??
    createPace({ overall: DEFAULT_RATES.overall, perConversation: DEFAULT_RATES.perConversation, now, random })
  const unsent = (part: StoredPart, error: unknown) =>
    options.log?.({
      ...{ kind: 'unsent' as const, id: part.question, room: part.target.room, person: part.target.person },
      ...{ ms: now() - part.at, error },
    })
  const state: State = {
    ...{ channel, answer, options, ledger, stopping: false },
    lanes: createLanes(options.parallel ?? PARALLEL),
    jobs: new Set(),
    outbox: createOutbox({ channel, ledger, pace, link, now, unsent }),
    gather: createGather({
      now,
      hold: (message, pieces) => ledger.take(message, now(), pieces),
      complete: (message, from) => accept(state, message, from),
    }),
    ...{ told: boundedMap(TOLD_LIMIT), partOf: boundedMap(IDS_LIMIT), recalled: boundedMap(IDS_LIMIT) },
  }
  return state
}

/** Watches the channel's link for the way out, and passes everything on. */
function eventsFor(state: State, link: Latch): ChannelEvents {
  const { events } = state.options
  return {
    ...events,
    recalled: (id) => {
      recalled(state, id)
      events?.recalled?.(id)
    },
    echoed: (echo) => {
      state.outbox.echoed(echo.room ?? `private ${echo.person}`, echo)
      events?.echoed?.(echo)
    },
    online: (online, why) => {
      if (online) link.open()
      else link.close()
      events?.online?.(online, why)
    },
  }
}

/**
 * Connects a channel to the core. What is addressed to the bot gets exactly one answer or one line that says why there is none:
 * 1. a message is written to the ledger before work on it starts, and never answered twice;
 * 2. messages of one conversation are answered in order, several conversations side by side;
 * 3. slow work is acknowledged, and ends in an answer or in a line at its deadline;
 * 4. 停止 ends what its sender asked for here, a recalled question is dropped;
 * 5. replies are written to the ledger, split at paragraph ends, and go out part after part, mentioning the person; what a broken link
 *    or a crash held up goes out later.
 * Resolves when the channel is listening; throws what the channel's `start` throws.
 */
export async function serve(channel: Channel, answer: Answer, options: ServeOptions): Promise<Serving> {
  const link = createLatch()
  const state = openState(channel, answer, options, link)
  let early: Incoming[] | undefined = []
  await channel.start((message) => (early ? early.push(message) : receive(state, message)), eventsFor(state, link))
  recover(state)
  for (const message of early) receive(state, message)
  early = undefined
  let stopped: Promise<void> | undefined
  return {
    idle: async () => {
      await state.lanes.idle()
      await state.outbox.idle()
    },
    stop: () => {
      stopped ??= stop(state)
      return stopped
    },
  }
}
