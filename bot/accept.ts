import type { Incoming } from './channel.ts'
import { LINES } from './serve-lines.ts'
import {
  acknowledge,
  answerFor,
  bySender,
  close,
  conversationOf,
  type Interruption,
  type Job,
  log,
  type State,
  sayOnce,
} from './serving.ts'

/** How long message ids are remembered on disk. */
const REMEMBER_MS = 7 * 24 * 3_600_000
const ACKNOWLEDGE_MS = 2_500
const WAITING = 20
const MAX_AGE_MS = 300_000

async function run(state: State, job: Job): Promise<void> {
  const answered = await answerFor(state, job)
  job.done = true
  state.jobs.delete(job)
  close(state, job.message, answered)
}

/** Breaks off work; its senders are told only when the program ends. */
export function interrupt(state: State, jobs: Iterable<Job>, reason: Interruption): void {
  for (const job of jobs) {
    job.controller.abort(reason)
    if (reason !== 'shutDown') state.jobs.delete(job)
  }
}

/** Queues a message that is in the ledger for its answer. */
function enqueue(state: State, message: Incoming): void {
  const conversation = conversationOf(message)
  const since = state.options.now()
  const job: Job = { message, conversation, since, controller: new AbortController(), acknowledged: false, done: false }
  state.jobs.add(job)
  const timer = setTimeout(() => acknowledge(state, job), state.options.acknowledgeMs ?? ACKNOWLEDGE_MS)
  state.lanes.add(conversation, () => run(state, job).finally(() => clearTimeout(timer)))
}

/** Takes in a complete message: once, whatever happens. */
export function accept(state: State, message: Incoming, from: { pieces: readonly string[]; held: boolean }): void {
  const now = state.options.now()
  const known = !from.held && !state.ledger.take(message, now)
  for (const id of from.pieces) state.ledger.close(id, now)
  if (known) return
  if (message.text.trim() === '停止') {
    const jobs = bySender(state, message)
    interrupt(state, jobs, 'cancelled')
    close(state, message, { text: jobs.length > 0 ? LINES.stopped : LINES.nothingToStop })
  } else if (state.lanes.length(conversationOf(message)) >= (state.options.waiting ?? WAITING)) {
    log(state, message, { kind: 'busy', since: now })
    close(state, message, {})
    sayOnce(state, message, LINES.busy)
  } else {
    enqueue(state, message)
  }
}

/** Takes what the channel delivers. */
export function receive(state: State, message: Incoming): void {
  if (state.stopping) return
  const { limit, hearFile } = state.options
  if (message.addressed && message.text.trim() !== '停止' && limit?.(message) === false) {
    log(state, message, { kind: 'limited', since: state.options.now() })
    sayOnce(state, message, LINES.limited)
  } else if (message.media === 'file' && hearFile?.(message)) {
    accept(state, { ...message, addressed: true }, { pieces: [], held: false })
  } else if (message.media !== undefined && message.addressed) {
    sayOnce(state, message, LINES.media)
  } else {
    state.gather.hear(message)
  }
}

/** Drops a question that was taken back: unanswered, or its answer not yet sent. */
export function recalled(state: State, id: string): void {
  const jobs = [...state.jobs].filter((job) => job.message.id === id)
  interrupt(state, jobs, 'recalled')
  state.outbox.drop(id)
}

/** Takes up what a crash left: parts not sent go out, young questions are answered, older ones get one line a person. */
export function recover(state: State): void {
  const { ledger, options, outbox } = state
  ledger.forget(options.now() - REMEMBER_MS)
  outbox.add(ledger.queued())
  const told = new Set<string>()
  for (const message of ledger.unfinished()) {
    const person = JSON.stringify([conversationOf(message), message.sender.id])
    if (options.now() - message.at.getTime() <= (options.maxAgeMs ?? MAX_AGE_MS)) enqueue(state, message)
    else {
      close(state, message, told.has(person) ? {} : { text: LINES.late })
      told.add(person)
    }
  }
}
