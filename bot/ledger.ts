import type { Incoming, Target } from './channel.ts'

/** One part of a reply on its way out. */
export interface StoredPart {
  readonly seq: number
  /** Id of the message it answers. */
  readonly question: string
  readonly conversation: string
  readonly target: Target
  readonly text: string
  /** Path of the file that is sent instead of the text; it goes out at most once. */
  readonly file?: string | undefined
  /** True when a send of it was begun and its end is not known: it may have gone out. */
  readonly uncertain: boolean
  /** When it was queued, in milliseconds of the clock. */
  readonly at: number
}

/** A reply about to be queued. */
export interface LedgerReply {
  readonly conversation: string
  readonly target: Target
  readonly parts: readonly string[]
  /** Path of a file that goes out behind the parts. */
  readonly file?: string | undefined
}

/** A part as it is queued, before it has a number. */
export type NewPart = Pick<StoredPart, 'conversation' | 'target' | 'text' | 'file'>

/** The parts of a reply in order: its texts, the first of which mentions the person, then its file. */
export function partsOf({ conversation, target, parts, file }: LedgerReply): readonly NewPart[] {
  const texts = parts.map((text, index) => ({
    ...{ conversation, text },
    target: index === 0 ? target : { ...target, mention: false },
  }))
  const named = file === undefined ? [] : [{ conversation, target: { ...target, mention: false }, text: '', file }]
  return [...texts, ...named]
}

/**
 * What was asked and is not answered, and what was answered and is not sent. Every method is done when it returns; on disk it survives a
 * crash at any moment. May throw when the disk fails.
 */
export interface Ledger {
  /**
   * Takes a message in, and in the same step closes silently the earlier ones that went into it, by id. False when it was taken in
   * before. `at` is the clock in milliseconds.
   */
  take(message: Incoming, at: number, pieces?: readonly string[]): boolean
  /** Messages taken in and not closed, in the order they came. */
  unfinished(): readonly Incoming[]
  /** Closes a message and queues its reply in one step; without a reply it is closed silently. Its text is kept no longer. */
  close(id: string, at: number, reply?: LedgerReply): readonly StoredPart[]
  /** The parts not yet sent, in order. */
  queued(): readonly StoredPart[]
  /** `sending` before a send begins; `queued` when it surely did not go out; `done` when it went out or is given up. */
  mark(seq: number, state: 'sending' | 'queued' | 'done'): void
  /** Forgets closed messages taken in before `at`: their ids would be taken in again. */
  forget(at: number): void
}

interface Entry {
  readonly at: number
  readonly message: Incoming | undefined
}

/** A ledger that lives as long as the process. */
export function memoryLedger(): Ledger {
  const messages = new Map<string, Entry>()
  const parts = new Map<number, StoredPart>()
  let seq = 0
  return {
    take: (message, at, pieces = []) => {
      for (const id of pieces) messages.set(id, { at: messages.get(id)?.at ?? at, message: undefined })
      if (messages.has(message.id)) return false
      messages.set(message.id, { at, message })
      return true
    },
    unfinished: () => [...messages.values()].flatMap(({ message }) => message ?? []),
    close: (id, at, reply) => {
      messages.set(id, { at: messages.get(id)?.at ?? at, message: undefined })
      const queued = (reply ? partsOf(reply) : []).map((part) => {
        seq += 1
        return { ...part, seq, question: id, uncertain: false, at }
      })
      for (const part of queued) parts.set(part.seq, part)
      return queued
    },
    queued: () => [...parts.values()],
    mark: (number, state) => {
      const part = parts.get(number)
      if (state === 'done') parts.delete(number)
      else if (part) parts.set(number, { ...part, uncertain: state === 'sending' })
    },
    forget: (at) => {
      for (const [id, entry] of messages) if (entry.at < at && !entry.message) messages.delete(id)
    },
  }
}

/**
 * A ledger that goes on in memory when the disk fails: a full disk must not silence the bot. `failed` is told the first failure; from
 * then on a restart may answer something twice or not at all.
 */
export function steadyLedger(disk: Ledger, failed: (error: unknown) => void): Ledger {
  const memory = memoryLedger()
  let broken = false
  const either = <T>(onDisk: () => T, inMemory: () => T): T => {
    try {
      if (!broken) return onDisk()
    } catch (error) {
      broken = true
      failed(error)
    }
    return inMemory()
  }
  return {
    take: (message, at, pieces) =>
      either(
        () => disk.take(message, at, pieces),
        () => memory.take(message, at, pieces),
      ),
    unfinished: () =>
      either(
        () => disk.unfinished(),
        () => memory.unfinished(),
      ),
    close: (id, at, reply) =>
      either(
        () => disk.close(id, at, reply),
        () => memory.close(id, at, reply),
      ),
    queued: () =>
      either(
        () => disk.queued(),
        () => memory.queued(),
      ),
    mark: (seq, state) =>
      either(
        () => disk.mark(seq, state),
        () => memory.mark(seq, state),
      ),
    forget: (at) =>
      either(
        () => disk.forget(at),
        () => memory.forget(at),
      ),
  }
}
