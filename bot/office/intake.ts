import type { Audience } from '../../retrieval/library.ts'
import { boundedMap } from '../bounded.ts'
import type { Incoming } from '../channel.ts'
import type { HeardFile } from './files-heard.ts'
import { type By, type IntakeOptions, putAway, type ReadFile, readSent, SAY } from './intake-file.ts'
import { namesReaders, parseReaders } from './readers.ts'

/** Takes in documents that administrators send. */
export interface Intake {
  /** 入库: with the file quoted or sent before; else waits for it. `readers` as said, may be empty. */
  begin(message: Incoming, readers: string, by: By): Promise<string>
  /** What an administrator says while a file waits for an answer; undefined when it is not about it. */
  answer(message: Incoming, by: By): Promise<string | undefined>
  /** Whether the sender was told to send a file here. */
  isWaiting(message: Incoming): boolean
  /** Forgets the file that waits, or is waited for; the sentence about it, undefined when there is none. */
  cancel(message: Incoming): string | undefined
  /** Reads and screens a file that was sent, for another use; a sentence when it cannot be read. */
  read(file: HeardFile, signal: AbortSignal): Promise<ReadFile | string>
  /** The path taken in last here by the sender. */
  last(message: Incoming): string | undefined
}

interface Pending {
  readonly at: number
  readonly stage: 'file' | 'readers' | 'confirm'
  readonly readers: string
  readonly file?: ReadFile
}

const PATIENCE_MS = 10 * 60_000
/** Files kept in memory between two messages of their administrators. */
const PENDING_LIMIT = 8
const LAST_LIMIT = 200

const keyOf = ({ room, sender }: Incoming) => JSON.stringify([room ?? null, sender.id])

/** The intake: fetch, read, screen, ask for whom, put on the shelf, index, report. What is refused never touches the disk. */
export function createIntake(options: IntakeOptions): Intake {
  const pending = boundedMap<Pending>(PENDING_LIMIT)
  const lastTaken = boundedMap<string>(LAST_LIMIT)
  const { now } = options
  const waiting = (message: Incoming): Pending | undefined => {
    const entry = pending.get(keyOf(message))
    return entry && now() - entry.at <= PATIENCE_MS ? entry : undefined
  }
  const next = (message: Incoming, entry: Omit<Pending, 'at'>, say: string): string => {
    pending.set(keyOf(message), { ...entry, at: now() })
    return say
  }

  const store = async (message: Incoming, file: ReadFile, { audience, by }: { audience: Audience; by: By }) => {
    pending.delete(keyOf(message))
    const outcome = await putAway(file, { audience, by, room: message.room }, options)
    if (outcome.path !== undefined) lastTaken.set(keyOf(message), outcome.path)
    return outcome.text
  }
  const goOn = async (message: Incoming, file: ReadFile, { readers, by }: { readers: string; by: By }) => {
    const said = readers === '' && message.room !== undefined ? '本群' : readers
    const audience = said === '' ? undefined : parseReaders(said, message.room)
    const { title } = file.document.identity
    if (!audience)
      return next(message, { stage: 'readers', readers: '', file }, said === '' ? SAY.whom(title) : SAY.readers)
    if (file.found.includes('phone')) return next(message, { stage: 'confirm', readers: said, file }, SAY.phones(title))
    return store(message, file, { audience, by })
  }
  const take = async (message: Incoming, heard: HeardFile, { readers, by }: { readers: string; by: By }) => {
    pending.delete(keyOf(message))
    const file = await readSent(heard, options, by.signal)
    options.heard.done(message, heard.id)
    return typeof file === 'string' ? file : goOn(message, file, { readers, by })
  }

  return {
    begin: async (message, readers, by) => {
      if (!options.shelf || !options.fetchFile) return SAY.noShelf
      if (readers !== '' && !parseReaders(readers, message.room)) return SAY.readers
      const entry = waiting(message)
      if (entry?.file && entry.stage === 'readers') return goOn(message, entry.file, { readers, by })
      const heard = options.heard.find(message, now())
      if (heard) return take(message, heard, { readers, by })
      return next(message, { stage: 'file', readers }, SAY.send)
    },
    answer: async (message, by) => {
      const entry = waiting(message)
      if (!entry) return undefined
      const { stage, file, readers } = entry
      if (message.file) {
        const heard = { id: message.id, name: message.file.name, sender: message.sender.id, at: now() }
        return take(message, heard, { readers, by })
      }
      const text = message.text.trim()
      if (stage === 'confirm' && file && /^确认入库[。!！]?$/.test(text)) {
        const audience = parseReaders(readers, message.room)
        return audience && store(message, file, { audience, by })
      }
      if (stage === 'readers' && file && parseReaders(text, message.room))
        return goOn(message, file, { readers: text, by })
      return stage === 'readers' && namesReaders(text) ? SAY.readers : undefined
    },
    isWaiting: (message) => waiting(message)?.stage === 'file',
    cancel: (message) => {
      const had = waiting(message) !== undefined
      pending.delete(keyOf(message))
      return had ? SAY.cancelled : undefined
    },
    read: (file, signal) => readSent(file, options, signal),
    last: (message) => lastTaken.get(keyOf(message)),
  }
}
