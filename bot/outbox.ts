import { type Channel, ChannelError, type Echo, type Target } from './channel.ts'
import { within } from './deadline.ts'
import { deliverFile } from './deliver-file.ts'
import { createEchoes, type Echoes } from './echoes.ts'
import { createLanes } from './lanes.ts'
import type { Latch } from './latch.ts'
import type { Ledger, StoredPart } from './ledger.ts'
import type { Pace } from './pace.ts'

/** A line that is said in passing and not kept, such as an acknowledgement. */
interface Line {
  readonly conversation: string
  readonly target: Target
  readonly text: string
  /** Asked when its turn comes; a line that is no longer wanted is not sent. */
  readonly wanted: () => boolean
}

export interface OutboxOptions {
  readonly channel: Channel
  readonly ledger: Ledger
  readonly pace: Pace
  /** Open while the channel can send. */
  readonly link: Latch
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** Told what will not be sent. */
  readonly unsent: (part: StoredPart, error: unknown) => void
}

/** Sends what is queued, in order within a conversation. */
export interface Outbox {
  add(parts: readonly StoredPart[]): void
  say(line: Line): void
  /** Drops what is not yet sent of the reply to a message. */
  drop(question: string): void
  /** The bot's own message as the chat shows it: a part whose end was unknown has gone out. */
  echoed(conversation: string, echo: Echo): void
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>
  /** Ends sending; what is not sent stays in the ledger. */
  stop(): void
}

/** Conversations sent to side by side. */
const SENDERS = 16
const RETRY_MS = [500, 2_000, 8_000]
/** Sends of one part whose end is unknown, or that the other side refused, before it is given up. */
const MAX_TRIES = 3
/** An answer that is later than this is no answer any more. */
const MAX_AGE_MS = 60 * 60_000
/** Nor is a line in passing that comes later than this. */
const LINE_AGE_MS = 2 * 60_000
/** Says that a part may be there already: the end of its first send is unknown. */
const AGAIN = '(补发)'
const SHOWN_MS = 1_000

interface State {
  readonly options: OutboxOptions
  readonly life: AbortController
  /** The parts not yet sent, by their number. */
  readonly waiting: Map<number, StoredPart>
  readonly echoes: Echoes
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
}

/** Waits until the link is up and it is the conversation's turn. Throws when the outbox ends, or after an hour. */
async function untilTurn(conversation: string, { options, life }: State): Promise<void> {
  const onTimeout = () => new ChannelError('unreachable', '长时间没有连上微信,没有发出。')
  await within(options.link.passed(), MAX_AGE_MS, { signal: life.signal, onTimeout })
  const wait = options.pace.turn(conversation)
  if (wait > 0) await pause(wait, life.signal)
  life.signal.throwIfAborted()
}

type Outcome = { readonly kind: 'sent' } | { readonly kind: ChannelError['code']; readonly error: unknown }

async function send(state: State, part: StoredPart): Promise<Outcome> {
  const { options, life, echoes, waiting } = state
  options.ledger.mark(part.seq, 'sending')
  echoes.watch(part)
  const text = part.uncertain ? `${AGAIN}${part.text}` : part.text
  try {
    await options.channel.send(part.target, [text], life.signal)
    if (waiting.has(part.seq)) echoes.sent(part, text)
    return { kind: 'sent' }
  } catch (error) {
    if (!waiting.has(part.seq)) return { kind: 'sent' }
    return { kind: error instanceof ChannelError ? error.code : 'failed', error }
  }
}

/** Gives the chat a moment to show, after a reconnection, that the part had gone out. */
async function untilShown(state: State, part: StoredPart): Promise<void> {
  state.echoes.watch(part)
  await pause(SHOWN_MS, state.life.signal)
}

function settle(state: State, part: StoredPart, error?: unknown): void {
  state.waiting.delete(part.seq)
  state.echoes.forget(part)
  state.options.ledger.mark(part.seq, 'done')
  if (error !== undefined) state.options.unsent(part, error)
}

/** Sends one part until it is out, given up, or dropped. */
async function deliver(state: State, first: StoredPart): Promise<void> {
  const { options, life, waiting } = state
  let part = first
  let tries = 0
  for (let round = 0; waiting.has(part.seq) && !life.signal.aborted; round++) {
    if (round > 0) await pause(RETRY_MS[Math.min(round, RETRY_MS.length) - 1] ?? 0, life.signal)
    await untilTurn(part.conversation, state).catch(() => undefined)
    if (part.uncertain && part.file === undefined) await untilShown(state, part)
    if (life.signal.aborted || !waiting.has(part.seq)) return
    if (options.now() - part.at > MAX_AGE_MS)
      return settle(state, part, new ChannelError('timeout', '过了一小时没有发出。'))
    if (part.file !== undefined) {
      if (await sendFile(state, part)) return
      continue
    }
    const outcome = await send(state, part)
    if (outcome.kind === 'sent') return settle(state, part)
    if (outcome.kind === 'unreachable' || outcome.kind === 'stopped') {
      options.ledger.mark(part.seq, part.uncertain ? 'sending' : 'queued')
      continue
    }
    tries += 1
    if (tries >= MAX_TRIES) return settle(state, part, outcome.error)
    part = { ...part, uncertain: true }
  }
}

/** False when the file surely did not go out and is to be tried again. */
async function sendFile(state: State, part: StoredPart): Promise<boolean> {
  const { options, life } = state
  options.ledger.mark(part.seq, 'sending')
  const outcome = await deliverFile(options.channel, part, life.signal)
  if (outcome.kind === 'later') {
    options.ledger.mark(part.seq, 'queued')
    return false
  }
  settle(state, part, outcome.kind === 'given up' ? outcome.error : undefined)
  if (outcome.kind === 'given up')
    await options.channel.send(part.target, [outcome.line], life.signal).catch(() => undefined)
  return true
}

async function say(state: State, line: Line, since: number): Promise<void> {
  await untilTurn(line.conversation, state)
  if (state.options.now() - since <= LINE_AGE_MS && line.wanted())
    await state.options.channel.send(line.target, [line.text], state.life.signal)
}

/**
 * The way out: parts of one conversation go one after the other, conversations side by side. A part that surely did not go out is sent
 * again when the link is back; one whose end is unknown is sent again with a mark, unless the chat shows that it arrived.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const state: State = { options, life: new AbortController(), waiting: new Map(), echoes: createEchoes(AGAIN) }
  const lanes = createLanes(SENDERS)
  return {
    add: (parts) => {
      for (const part of parts) {
        state.waiting.set(part.seq, part)
        lanes.add(part.conversation, () => deliver(state, part))
      }
    },
    say: (line) => {
      const since = options.now()
      lanes.add(line.conversation, () => say(state, line, since))
    },
    drop: (question) => {
      for (const part of state.waiting.values()) if (part.question === question) settle(state, part)
    },
    echoed: (conversation, echo) => {
      const part = state.echoes.heard(conversation, echo)
      if (part) settle(state, part)
    },
    idle: () => lanes.idle(),
    stop: () => state.life.abort(new ChannelError('stopped', '通道已停止。')),
  }
}
