import type { SqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { DocumentReader } from '../../retrieval/ingest.ts'
import type { Library } from '../../retrieval/library.ts'
import type { Assistant } from '../assistant.ts'
import type { Channel } from '../channel.ts'
import type { Disputes } from '../disputes.ts'
import { createGate } from '../gate.ts'
import type { Ledger } from '../ledger.ts'
import { askRates, createLimit } from '../limit.ts'
import type { Answer, ServeEvent, ServeOptions } from '../serve.ts'
import type { WechatConfig } from '../wechat-config.ts'
import { askerOf } from './asker.ts'
import { auditLine } from './audit.ts'
import { type FilesHeard, filesHeard } from './files-heard.ts'
import { startWatch } from './gauges.ts'
import { createIntake } from './intake.ts'
import { shortenLong } from './long-reply.ts'
import { metricsText, serveMetrics } from './metrics.ts'
import { openRecords, type Records } from './records.ts'
import { type RespondOptions, respond } from './respond.ts'
import { forgetOld } from './retention.ts'
import { openShelf } from './shelf.ts'

/** What the office is about: its documents and who answers. */
export interface OfficeParts {
  readonly library: Library
  readonly read: DocumentReader
  /** Opens the assistant with what the office knows. */
  readonly assistant: (more: { readonly disputes: Disputes }) => Promise<Assistant>
  /** Name of the chat model; absent without one. */
  readonly model?: string | undefined
}

/** What the running channel lends to the office. */
export interface OfficeTools {
  readonly channel: Channel
  readonly config: WechatConfig
  /** The bot's own database. */
  readonly driver: SqlDriver
  readonly ledger: Ledger
  readonly dataDir: string | undefined
  readonly warn: (sentence: string) => void
  /** Takes questions and replies with their texts; only called when LOG_TEXT is set. */
  readonly logText?: ((line: object) => void) | undefined
  /** The clock, in milliseconds. */
  readonly now: () => number
  readonly residentBytes: () => number
}

/** The core as an office runs it: who may, for whom, with files, corrections, audit and measurements. */
export interface Office extends Required<Pick<ServeOptions, 'admit' | 'limit' | 'hearFile' | 'stopped'>> {
  readonly answer: Answer
  /** Counts what happened to a message. */
  observe(event: ServeEvent): void
  online(is: boolean): void
  close(): void
}

const RETENTION_EVERY_MS = 6 * 3_600_000

interface Running {
  readonly parts: OfficeParts
  readonly tools: OfficeTools
  readonly records: Records
  readonly respondOptions: RespondOptions
}

/** Forgets old records at once and from time to time; returns what ends it. */
function keepForgetting({ tools, records }: Running): () => void {
  const { ledger, config, now, warn, dataDir } = tools
  const prune = () => {
    try {
      forgetOld({ ...records, ledger, dataDir, days: config.RETENTION_DAYS, now })
    } catch {
      warn('过期记录没有清理成,请检查磁盘空间和权限。')
    }
  }
  if (dataDir !== undefined) prune()
  const timer = setInterval(prune, RETENTION_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

function answerWith({ parts, tools, records, respondOptions }: Running): Answer {
  const { now, config, channel, logText } = tools
  const isMember = channel.isMember?.bind(channel)
  return async (message, signal) => {
    const since = now()
    const asker = await askerOf(message, { ...respondOptions, isMember })
    const reply = await respond(message, { asker, signal }, respondOptions)
    records.audit.write(auditLine(message, reply, { library: parts.library, now: now(), since }))
    const privately = reply.kind === 'refused'
    if (config.LOG_TEXT && !privately) logText?.({ at: new Date(since).toISOString(), message, reply: reply.text })
    const own = reply.file ?? reply.draft?.file
    if (own !== undefined || !channel.sendFile) return { text: reply.text, file: own, privately }
    return { ...shortenLong(reply.text, { folder: records.exportsDir, now: now() }), privately }
  }
}

function intakeFor({ library, read }: OfficeParts, tools: OfficeTools, heard: FilesHeard, records: Records) {
  const { channel, config, now } = tools
  const shelf = records.documentsDir === undefined ? undefined : openShelf(records.documentsDir, library)
  const fetchFile = channel.fetchFile?.bind(channel)
  const maxBytes = config.INGEST_MAX_MB * 1024 * 1024
  return { shelf, intake: createIntake({ library, read, shelf, fetchFile, heard, now, maxBytes }) }
}

/** Opens the office over a running channel. Throws RetrievalError when its records cannot be opened. */
export async function openOffice(parts: OfficeParts, tools: OfficeTools): Promise<Office> {
  const { library, model } = parts
  const { channel, config, driver, ledger, warn, now, residentBytes } = tools
  const records = openRecords(driver, tools)
  const { permits, corrections, disputes } = records
  const who = { rooms: config.ROOMS, admins: config.ADMINS, permits }
  const assistant = await parts.assistant({ disputes })
  const heard = filesHeard()
  const { shelf, intake } = intakeFor(parts, tools, heard, records)
  const watch = startWatch({ library, ledger, corrections, model, now, residentBytes })
  const respondOptions = { ...who, ...records, library, assistant, shelf, intake, heard, status: watch.status, now }
  const running = { parts, tools, records, respondOptions }
  const endForgetting = keepForgetting(running)
  const port = config.METRICS_PORT
  const metrics =
    port === undefined ? undefined : serveMetrics(port, () => metricsText(watch.tally, watch.gauges()), warn)
  return {
    admit: createGate({ ...who, now, isMember: channel.isMember?.bind(channel) }),
    limit: createLimit({ ...askRates(config.ASK_PER_MINUTE, config.ROOM_ASK_PER_MINUTE), now }),
    hearFile: (message) => {
      heard.hear(message, now())
      return message.room === undefined || (config.ADMINS.includes(message.sender.id) && intake.isWaiting(message))
    },
    stopped: (message) => intake.cancel(message),
    answer: answerWith(running),
    observe: (event) => watch.tally.count(event, now()),
    online: watch.online,
    close: () => {
      endForgetting()
      metrics?.close()
    },
  }
}
