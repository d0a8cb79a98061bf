import { boundedMap } from './bounded.ts'
import type { Channel, ChannelEvents, Incoming } from './channel.ts'
import { createLanes } from './lanes.ts'
import { LINES } from './serve-lines.ts'
import {
  acknowledge,
  bySender,
  conversationOf,
  type Interruption,
  type Job,
  log,
  type State,
  say,
  sayOnce,
  textFor,
} from './serving.ts'

/** The core: one message, one reply. It may throw; it should stop when the signal is aborted. */
export type Answer = (message: Incoming, signal: AbortSignal) => Promise<{ readonly text: string }>

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
  /** How long `stop` lets work finish before people are told. Default 7,000, of the 10 s that service managers grant. */
  readonly stopMs?: number | undefined
  /** Messages that may wait in one conversation; what comes on top is turned away with a line. Default 20. */
  readonly waiting?: number | undefined
  /** Who may; everybody when absent. */
  readonly admit?: ((message: Incoming) => Promise<Admission>) | undefined
  /** One sentence for people about an error of the core. */
  readonly explain?: ((error: unknown) => string) | undefined
  readonly log?: ((event: ServeEvent) => void) | undefined
  /** Passed on to the channel; `recalled` also drops the question when it is not yet answered. */
  readonly events?: ChannelEvents | undefined
}

/** A conversation being served. */
export interface Serving {
  /** Resolves when no message is waiting or being answered. */
  idle(): Promise<void>
  /** Takes no more messages, lets the running ones finish or tells their senders, then stops the channel. */
  stop(): Promise<void>
}

const TOLD_LIMIT = 5_000
/** Time for the lines that tell people about the stop, within the 10 s of a service manager. */
const FAREWELL_MS = 2_000
const DEFAULTS = { parallel: 4, acknowledgeMs: 2_500, stopMs: 7_000, waiting: 20 }

async function run(state: State, job: Job): Promise<void> {
  const text = await textFor(state, job)
  job.done = true
  state.jobs.delete(job)
  if (text !== undefined) await say(state, job.message, text)
}

function interrupt(state: State, jobs: Iterable<Job>, reason: Interruption): void {
  for (const job of jobs) {
    job.controller.abort(reason)
    if (reason !== 'shutDown') state.jobs.delete(job)
  }
}

function enqueue(state: State, message: Incoming): void {
  const conversation = conversationOf(message)
  const since = state.options.now()
  if (state.lanes.length(conversation) >= (state.options.waiting ?? DEFAULTS.waiting)) {
    log(state, message, { kind: 'busy', since })
    sayOnce(state, message, LINES.busy)
    return
  }
  const job: Job = { message, conversation, since, controller: new AbortController(), acknowledged: false, done: false }
  state.jobs.add(job)
  const timer = setTimeout(() => acknowledge(state, job), state.options.acknowledgeMs ?? DEFAULTS.acknowledgeMs)
  state.lanes.add(conversation, () => run(state, job).finally(() => clearTimeout(timer)))
}

function receive(state: State, message: Incoming): void {
  if (state.stopping || !message.addressed) return
  if (message.media !== undefined) {
    sayOnce(state, message, LINES.media)
  } else if (message.text.trim() === '停止') {
    const jobs = bySender(state, message)
    interrupt(state, jobs, 'cancelled')
    void say(state, message, jobs.length > 0 ? LINES.stopped : LINES.nothingToStop)
  } else {
    enqueue(state, message)
  }
}

function recalled(state: State, id: string): void {
  const jobs = [...state.jobs].filter((job) => job.message.id === id)
  interrupt(state, jobs, 'recalled')
}

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
  state.stopping = true
  await atMost(state.lanes.idle(), state.options.stopMs ?? DEFAULTS.stopMs)
  interrupt(state, state.jobs, 'shutDown')
  await atMost(state.lanes.idle(), FAREWELL_MS)
  await state.channel.stop()
}

/**
 * Connects a channel to the core. What is addressed to the bot gets exactly one answer or one line that says why there is none:
 * 1. messages of one conversation are answered in order, several conversations side by side;
 * 2. slow work is acknowledged, and ends in an answer or in a line at its deadline;
 * 3. 停止 ends what its sender asked for here, a recalled question is dropped;
 * 4. replies go out split at paragraph ends, part after part, mentioning the person.
 * Resolves when the channel is listening; throws what the channel's `start` throws.
 */
export async function serve(channel: Channel, answer: Answer, options: ServeOptions): Promise<Serving> {
  const state: State = {
    channel,
    answer,
    options,
    lanes: createLanes(options.parallel ?? DEFAULTS.parallel),
    jobs: new Set(),
    outgoing: new Map(),
    told: boundedMap(TOLD_LIMIT),
    stopping: false,
  }
  await channel.start((message) => receive(state, message), {
    ...options.events,
    recalled: (id) => {
      recalled(state, id)
      options.events?.recalled?.(id)
    },
  })
  let stopped: Promise<void> | undefined
  return {
    idle: () => state.lanes.idle(),
    stop: () => {
      stopped ??= stop(state)
      return stopped
    },
  }
}
