import type { BoundedMap } from './bounded.ts'
import type { Channel, Incoming, Target } from './channel.ts'
import { within } from './deadline.ts'
import type { Gather } from './gather.ts'
import type { Lanes } from './lanes.ts'
import type { Ledger } from './ledger.ts'
import type { Outbox } from './outbox.ts'
import type { Answer, Answered, ServeEvent, ServeOptions } from './serve.ts'
import { explainFailure, LINES } from './serve-lines.ts'
import { splitReply } from './split-reply.ts'

/** Why work on a message was broken off. */
export type Interruption = 'deadline' | 'cancelled' | 'recalled' | 'shutDown'

/** One message that waits for its answer or is being answered. */
export interface Job {
  readonly message: Incoming
  readonly conversation: string
  /** When it was heard, in milliseconds. */
  readonly since: number
  readonly controller: AbortController
  /** When its sender was told that work goes on. */
  acknowledgedAt?: number
  /** True once it is known that its sender may use the bot. */
  admitted: boolean
  done: boolean
}

/** What `serve` keeps while it runs. */
export interface State {
  readonly channel: Channel
  readonly answer: Answer
  readonly options: ServeOptions
  readonly lanes: Lanes
  readonly jobs: Set<Job>
  readonly ledger: Ledger
  readonly outbox: Outbox
  readonly gather: Gather
  /** When a line that is said once in a while was said last. */
  readonly told: BoundedMap<number>
  /** Of a message that went into another one, the id of that one. */
  readonly partOf: BoundedMap<string>
  /** Ids of messages that were taken back lately. */
  readonly recalled: BoundedMap<true>
  stopping: boolean
}

const ONCE_IN_MS = 10 * 60_000
const DEADLINE_MS = 60_000

/** Where something is said, and by whom. */
type Place = { readonly room?: string | undefined; readonly sender: Incoming['sender'] }

/** The key of the conversation a message belongs to: its room, or the private chat with its sender. */
export const conversationOf = (message: Place): string => message.room ?? `private ${message.sender.id}`

/** Reports what happened to a message; `since` is when it came in, in the milliseconds of the clock. */
export function log(
  state: State,
  message: Incoming,
  event: { kind: ServeEvent['kind']; since: number; error?: unknown },
): void {
  const { kind, since, error } = event
  const ms = state.options.now() - since
  state.options.log?.({ kind, id: message.id, room: message.room, person: message.sender.id, ms, error })
}

/** Where an answer to the message goes. */
function targetOf({ room, sender }: Place): Target {
  return { ...(room !== undefined && { room }), person: sender.id, name: sender.name }
}

/** Says a line in passing, behind what is already on its way, unless it is no longer wanted when its turn comes. */
function say(state: State, message: Incoming, text: string, wanted: () => boolean = () => true): void {
  state.outbox.say({ conversation: conversationOf(message), target: targetOf(message), text, wanted })
}

/** Closes a message: with a reply, which is queued in the same step, or silently. */
export function close(state: State, message: Incoming, answered: Partial<Answered>): void {
  const { text, file, privately } = answered
  const parts = text === undefined ? [] : splitReply(text)
  const to = privately ? { ...message, room: undefined } : message
  const reply = { conversation: conversationOf(to), target: targetOf(to), parts, file }
  state.outbox.add(state.ledger.close(message.id, state.options.now(), reply))
}

/** The line for who may use the bot; for others the line of their refusal, when one is due. */
export async function lineOrRefusal(state: State, message: Incoming, line: string): Promise<string | undefined> {
  try {
    const admission = (await state.options.admit?.(message)) ?? { allowed: true }
    return admission.allowed ? line : admission.line
  } catch {
    return undefined
  }
}

/** Says a line, but not again to the same person in the same conversation within ten minutes; strangers get their refusal instead. */
export function sayOnce(state: State, message: Incoming, line: string): void {
  const key = JSON.stringify([line, conversationOf(message), message.sender.id])
  const last = state.told.get(key)
  const now = state.options.now()
  if (last !== undefined && now - last < ONCE_IN_MS) return
  state.told.set(key, now)
  void lineOrRefusal(state, message, line).then((text) => {
    if (text !== undefined) say(state, message, text)
  })
}

/** What the sender of the message has asked in this conversation and has no answer to yet. */
export const bySender = (state: State, message: Incoming): Job[] =>
  [...state.jobs].filter(
    (job) => job.conversation === conversationOf(message) && job.message.sender.id === message.sender.id,
  )

/** Tells the person that work goes on, once for all they have asked here until then. */
export function acknowledge(state: State, job: Job): void {
  const isTold = ({ acknowledgedAt }: Job) => acknowledgedAt !== undefined && acknowledgedAt >= job.since
  if (job.done || job.controller.signal.aborted || bySender(state, job.message).some(isTold)) return
  job.acknowledgedAt = state.options.now()
  void lineFor(state, job, LINES.acknowledged).then((text) => {
    if (text !== undefined) say(state, job.message, text, () => text !== LINES.acknowledged || !job.done)
  })
}

/** What may be said to the sender of a job in place of an answer. */
async function lineFor(state: State, job: Job, line: string | undefined): Promise<string | undefined> {
  return job.admitted || line === undefined ? line : lineOrRefusal(state, job.message, line)
}

function endLine(state: State, error: unknown, interruption: Interruption | undefined): string | undefined {
  switch (interruption) {
    case 'cancelled':
    case 'recalled':
      return undefined
    case 'shutDown':
      return LINES.shutDown
    case 'deadline':
      return LINES.deadline(Math.round((state.options.deadlineMs ?? DEADLINE_MS) / 1_000))
    case undefined:
      return explainFailure(error)
    default:
      return interruption satisfies never
  }
}

type Result =
  | ({ readonly kind: 'answered' } & Answered)
  | { readonly kind: 'refused'; readonly text?: string | undefined }

async function work(state: State, job: Job): Promise<Result> {
  const { message, controller } = job
  const admission = (await state.options.admit?.(message)) ?? { allowed: true }
  if (!admission.allowed) return { kind: 'refused', text: admission.line }
  job.admitted = true
  return { kind: 'answered', ...(await state.answer(message, controller.signal)) }
}

/** What answers the job: the core's reply, or the line that stands for it; without a text when nothing is to be said. */
export async function answerFor(state: State, job: Job): Promise<Partial<Answered>> {
  const { message, controller } = job
  const { signal } = controller
  const onTimeout = () => {
    controller.abort('deadline' satisfies Interruption)
    return new Error('deadline')
  }
  try {
    signal.throwIfAborted()
    const result = await within(work(state, job), state.options.deadlineMs ?? DEADLINE_MS, { signal, onTimeout })
    if (result.kind === 'answered' && result.text.trim() === '') throw new Error('empty reply')
    log(state, message, { kind: result.kind, since: job.since })
    const { kind: _, ...answered } = result
    return answered
  } catch (error) {
    const interruption = signal.aborted ? (signal.reason as Interruption) : undefined
    log(state, message, { kind: interruption ?? 'failed', since: job.since, error })
    return { text: await lineFor(state, job, endLine(state, error, interruption)) }
  }
}
