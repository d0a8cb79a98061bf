import { join } from 'node:path'
import type { SqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { DocumentReader } from '../../retrieval/ingest.ts'
import type { Library } from '../../retrieval/library.ts'
import type { Assistant } from '../assistant.ts'
import type { Channel, Incoming } from '../channel.ts'
import type { Dispute, Disputes } from '../disputes.ts'
import { createGate } from '../gate.ts'
import type { Ledger } from '../ledger.ts'
import { askRates, createLimit } from '../limit.ts'
import type { Reply } from '../schema.ts'
import type { Answer, ServeEvent, ServeOptions } from '../serve.ts'
import { sqlCorrections } from '../store/sql-corrections.ts'
import { sqlPermits } from '../store/sql-permits.ts'
import type { WechatConfig } from '../wechat-config.ts'
import { type Asker, askerOf } from './asker.ts'
import { auditLine, fileAudit, localDay } from './audit.ts'
import type { Corrections } from './corrections.ts'
import { atDesk, type DeskAnswer } from './desk.ts'
import { readDeskCommand } from './desk-command.ts'
import { readFeedback, recordFeedback } from './feedback.ts'
import { filesHeard } from './files-heard.ts'
import { createIntake } from './intake.ts'
import { type Gauges, metricsText, serveMetrics } from './metrics.ts'
import { questionOf } from './question.ts'
import { forgetOld } from './retention.ts'
import { openShelf } from './shelf.ts'
import { statusText } from './status.ts'
import { createTally } from './tally.ts'

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
export interface Office extends Required<Pick<ServeOptions, 'admit' | 'limit' | 'hearFile'>> {
  readonly answer: Answer
  /** Counts what happened to a message. */
  observe(event: ServeEvent): void
  online(is: boolean): void
  close(): void
}

const RETENTION_EVERY_MS = 6 * 3_600_000

function disputesOf(corrections: Corrections): Disputes {
  return (doc) =>
    corrections.accepted(doc).flatMap(({ place, said, name, person, at, note }): Dispute[] => {
      if (!place?.quote) return []
      const what = place.printed === undefined ? '这一处' : `「${place.printed}」`
      const verdict = note ? `管理员说明:${note}` : '管理员已核实'
      const by = `${name || person}${localDay(new Date(at))}提出「${said.replace(/[。.!！]$/, '')}」`
      return [{ quote: place.quote, printed: place.printed, note: `${what}有异议,${by},${verdict};以上仍按文件原文` }]
    })
}

const fileHint = (name: string): string =>
  `收到《${name}》。要入库请回复「入库」,可写明给谁看,如「入库 所有人」「入库 群 群号」「入库 角色 法制科」。`

/** Opens the office over a running channel. Throws RetrievalError when its records cannot be opened. */
export async function openOffice(parts: OfficeParts, tools: OfficeTools): Promise<Office> {
  const { library } = parts
  const { channel, config, driver, ledger, dataDir, warn, now } = tools
  const permits = sqlPermits(driver)
  const corrections = sqlCorrections(driver)
  const isMember = channel.isMember?.bind(channel)
  const who = { rooms: config.ROOMS, admins: config.ADMINS, permits, library, isMember }
  const assistant = await parts.assistant({ disputes: disputesOf(corrections) })
  const folder = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name))
  const exportsDir = folder('exports')
  const audit = fileAudit(folder('audit') ?? '', () => warn('审计记录写不进磁盘,请检查磁盘空间和权限。'))
  const documents = folder('documents')
  const shelf = documents === undefined ? undefined : openShelf(documents, library)
  const heard = filesHeard()
  const fetchFile = channel.fetchFile?.bind(channel)
  const intake = createIntake({
    ...{ library, read: parts.read, shelf, fetchFile, heard, now },
    maxBytes: config.INGEST_MAX_MB * 1024 * 1024,
  })
  const tally = createTally()
  const started = now()
  let isOnline = false
  const gauges = (): Gauges => ({
    upSeconds: Math.floor((now() - started) / 1_000),
    online: isOnline,
    unanswered: ledger.unfinished().length,
    unsent: ledger.queued().length,
    documents: library.documents().length,
    residentBytes: tools.residentBytes(),
  })
  const status = async () =>
    statusText({
      ...{ tally, gauges: gauges(), library: await library.status(), model: parts.model },
      openCorrections: corrections.all().filter(({ kind, state }) => kind === 'wrong' && state === 'open').length,
    })
  const desk = { ...who, library, shelf, intake, corrections, exportsDir, status, now }

  const respond = async (message: Incoming, asker: Asker, signal: AbortSignal): Promise<Reply & DeskAnswer> => {
    const { audience, isAdmin } = asker
    const by = { audience, signal }
    const said = (answer: DeskAnswer): Reply & DeskAnswer => ({ kind: 'command', ...answer })
    if (message.file) return said({ text: (await intake.answer(message, by)) ?? fileHint(message.file.name) })
    const command = readDeskCommand(message.text)
    if (command) return said(await atDesk(command, { message, asker, signal }, desk))
    const taken = isAdmin ? await intake.answer(message, by) : undefined
    if (taken !== undefined) return said({ text: taken })
    const feedback = message.quote?.own ? readFeedback(message.text) : undefined
    if (feedback)
      return said({ text: recordFeedback(feedback, message, { corrections, library, audience, now: now() }) })
    const conversation = JSON.stringify([message.room, message.sender.id])
    const options = { now: new Date(now()), conversation, signal, ...(audience ? { audience } : {}) }
    return assistant.ask(questionOf(message), options)
  }

  const prune = () => {
    try {
      forgetOld({ audit, corrections, ledger, exportsDir, days: config.RETENTION_DAYS, now })
    } catch {
      warn('过期记录没有清理成,请检查磁盘空间和权限。')
    }
  }
  if (dataDir !== undefined) prune()
  const timer = setInterval(prune, RETENTION_EVERY_MS)
  timer.unref()
  const port = config.METRICS_PORT
  const metrics = port === undefined ? undefined : serveMetrics(port, () => metricsText(tally, gauges()), warn)
  return {
    admit: createGate({ ...who, now, ...(isMember ? { isMember } : {}) }),
    limit: createLimit({ ...askRates(config.ASK_PER_MINUTE, config.ROOM_ASK_PER_MINUTE), now }),
    hearFile: (message) => {
      heard.hear(message, now())
      const isAdmin = config.ADMINS.includes(message.sender.id)
      return isAdmin && (message.room === undefined || intake.isWaiting(message))
    },
    answer: async (message, signal) => {
      const since = now()
      const asker = await askerOf(message, who)
      const reply = await respond(message, asker, signal)
      if (dataDir !== undefined) audit.write(auditLine(message, reply, { library, now: now(), since }))
      const isPrivate = reply.kind === 'refused'
      if (config.LOG_TEXT && !isPrivate)
        tools.logText?.({ at: new Date(since).toISOString(), message, reply: reply.text })
      return { text: reply.text, file: reply.file ?? reply.draft?.file, privately: isPrivate }
    },
    observe: (event) => tally.count(event, now()),
    online: (is) => {
      isOnline = is
    },
    close: () => {
      clearInterval(timer)
      metrics?.close()
    },
  }
}
