import type { Incoming } from './channel.ts'
import { readCommand } from './commands.ts'
import { LINES } from './serve-lines.ts'
import {
  acknowledge,
  answerFor,
  bySender,
  close,
  conversationOf,
  type Interruption,
  type Job,
  lineOrRefusal,
  log,
  type State,
  sayOnce,
} from './serving.ts'
import { normalizeQuestion } from './understand/question.ts'

/** How long message ids are remembered on disk. */
const REMEMBER_MS = 7 * 24 * 3_600_000
const ACKNOWLEDGE_MS = 2_500
const WAITING = 20
const MAX_AGE_MS = 300_000
const STOP_CHARS = 12

/** 停止 and the other words for it, however they are written. */
const isStop = ({ text }: Incoming): boolean =>
  text.length <= STOP_CHARS && readCommand(normalizeQuestion(text))?.kind === 'stop'

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
function enqueue(state: State, message: Incoming, since: number): void {
  const conversation = conversationOf(message)
  const job: Job = {
    ...{ message, conversation, since, controller: new AbortController(), admitted: false, done: false },
  }
  state.jobs.add(job)
  const due = since + (state.options.acknowledgeMs ?? ACKNOWLEDGE_MS)
  const timer = setTimeout(() => acknowledge(state, job), Math.max(0, due - state.options.now()))
  state.lanes.add(conversation, () => run(state, job).finally(() => clearTimeout(timer)))
}

/** Ends what the sender asked for here, at once, and says so. */
function stopWork(state: State, message: Incoming): void {
  const jobs = bySender(state, message)
  interrupt(state, jobs, 'cancelled')
  const ended = state.options.stopped?.(message)
  const line = jobs.length > 0 ? LINES.stopped : (ended ?? LINES.nothingToStop)
  void lineOrRefusal(state, message, line).then((text) => close(state, message, { text }))
}

/** What a message was put together from, and when its last piece was heard; now when absent. */
interface Origin {
  readonly pieces: readonly string[]
  readonly held: boolean
  readonly since?: number
}

/** Takes in a complete message: once, whatever happens. */
export function accept(state: State, message: Incoming, from: Origin): void {
  const now = state.options.now()
  if (!from.held && !state.ledger.take(message, now, from.pieces)) return
  for (const id of from.pieces) state.partOf.set(id, message.id)
  if (isStop(message)) {
    stopWork(state, message)
  } else if (state.lanes.length(conversationOf(message)) >= (state.options.waiting ?? WAITING)) {
    log(state, message, { kind: 'busy', since: now })
    close(state, message, {})
    sayOnce(state, message, LINES.busy)
  } else {
    enqueue(state, message, from.since ?? now)
  }
}

/** Leaves a question that comes while the program ends to the next start. */
function keep(state: State, message: Incoming): void {
  const { limit, now } = state.options
  const isQuestion = message.addressed && message.media === undefined && !isStop(message)
  if (isQuestion && limit?.(message) !== false) state.ledger.take(message, now())
}

/** Takes what the channel delivers. */
export function receive(state: State, message: Incoming): void {
  if (state.recalled.has(message.id)) return
  const { limit, hearFile } = state.options
  const endsWork = isStop(message) && bySender(state, message).length > 0
  if (state.stopping) {
    keep(state, message)
  } else if (message.addressed && !endsWork && limit?.(message) === false) {
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

/** Drops a question that was taken back, as a whole or in part: not yet heard out, unanswered, or its answer not yet sent. */
export function recalled(state: State, id: string): void {
  state.recalled.set(id, true)
  const held = state.gather.drop(id)
  if (held !== undefined) state.ledger.close(held, state.options.now())
  const question = state.partOf.get(id) ?? id
  const jobs = [...state.jobs].filter((job) => job.message.id === question)
  interrupt(state, jobs, 'recalled')
  state.outbox.drop(question)
}

/** Takes up what a crash left: parts not sent go out, young questions are answered, older ones get one line a person. */
export function recover(state: State): void {
  const { ledger, options, outbox } = state
  ledger.forget(options.now() - REMEMBER_MS)
  outbox.add(ledger.queued())
  const told = new Set<string>()
  for (const message of ledger.unfinished()) {
    const person = JSON.stringify([conversationOf(message), message.sender.id])
    if (options.now() - message.at.getTime() <= (options.maxAgeMs ?? MAX_AGE_MS)) enqueue(state, message, options.now())
    else {
      const line = told.has(person) ? Promise.resolve(undefined) : lineOrRefusal(state, message, LINES.late)
      void line.then((text) => close(state, message, { text }))
      told.add(person)
    }
  }
}
