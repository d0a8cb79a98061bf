import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openAssistant } from '../../bot/assistant.ts'
import type { Incoming } from '../../bot/channel.ts'
import { memoryDrafts } from '../../bot/draft/drafts.ts'
import { diskDrafts } from '../../bot/draft/store.ts'
import { memoryLedger } from '../../bot/ledger.ts'
import { logLine } from '../../bot/log.ts'
import { type Office, openOffice } from '../../bot/office/office.ts'
import { serve } from '../../bot/serve.ts'
import { WechatConfig } from '../../bot/wechat-config.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Audience } from '../../retrieval/library.ts'
import { type OpenedLibrary, openLibrary } from '../../retrieval/open.ts'
import { readDocument } from '../../retrieval/read-document.ts'
import { type FakeChannel, fakeChannel } from '../fakes/fake-channel.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A report of 2024 with 16 applications, and the like of another district with 41. */
export const REPORT = `云溪区2024年度法治政府建设情况报告
澜州市云溪区人民政府
一、主要工作
(一)依法化解争议
2024年,全区收到行政复议申请16件,办结14件。
(二)规范执法
开展执法培训3次,培训执法人员120名。
二、存在的问题
一是基层力量薄弱。二是培训不够。
三、下一步打算
加强队伍建设。
`
export const OTHER = REPORT.replaceAll('云溪', '石桥').replace('申请16件', '申请41件')

/** A document of the tests: its file name, its text, and who may see it (everybody when absent). */
export interface TestDocument {
  readonly name: string
  readonly text: string
  readonly audience?: Audience
}

/** What a person says in the test: in a room or in private, under a quote of the bot or of somebody. */
export interface TestMessage {
  readonly from?: string
  readonly room?: string
  readonly quote?: { readonly name: string; readonly text: string; readonly own: boolean }
  readonly others?: Incoming['others']
}

/** An office behind a fake chat, over a real library. */
export interface TestOffice {
  readonly channel: FakeChannel
  readonly library: OpenedLibrary
  readonly office: Office
  readonly folder: string
  /** Every line that was logged. */
  readonly logged: string[]
  /** Says something and returns what comes back for it, parts joined by line breaks. */
  ask(text: string, message?: TestMessage): Promise<string>
  /** Sends a file and returns what comes back. */
  sendFile(name: string, bytes: Uint8Array | string, message?: TestMessage): Promise<string>
  close(): Promise<void>
}

interface TestSettings {
  readonly documents?: readonly TestDocument[]
  readonly environment?: Record<string, string>
  /** A folder that outlives the office, for restarts. */
  readonly folder?: string
  /** Keeps the index and open drafts in the folder too. */
  readonly onDisk?: boolean
}

/** Opens an office whose administrator is `boss`. */
export async function testOffice({
  documents = [],
  environment = {},
  folder = temporaryFolder(),
  onDisk = false,
}: TestSettings): Promise<TestOffice> {
  const library = await openLibrary({
    ...{ read: readDocument, now: () => new Date('2025-02-10') },
    ...(onDisk ? { dataDir: folder } : {}),
  })
  mkdirSync(join(folder, 'given'), { recursive: true })
  for (const { name, text, audience } of documents) {
    writeFileSync(join(folder, 'given', name), text)
    await library.ingest([join(folder, 'given', name)], audience ? { audience } : {})
  }
  const channel = fakeChannel()
  const logged: string[] = []
  const driver = libsqlDriver(join(folder, 'wechat.sqlite'))
  const ledger = memoryLedger()
  const config = WechatConfig.parse({
    ADMINS: 'boss',
    ASK_PER_MINUTE: '6000',
    ROOM_ASK_PER_MINUTE: '6000',
    ...environment,
  })
  const now = () => Date.now()
  const assistant = ({ disputes }: { disputes: Parameters<typeof openAssistant>[0]['disputes'] }) =>
    openAssistant({ library, drafts: onDisk ? diskDrafts(join(folder, 'drafts')) : memoryDrafts(), disputes })
  const office = await openOffice(
    { library, read: readDocument, assistant },
    {
      ...{ channel, config, driver, ledger, dataDir: folder, now },
      ...{
        warn: (line) => logged.push(line),
        residentBytes: () => 1,
        logText: (line) => logged.push(JSON.stringify(line)),
      },
    },
  )
  const log = (event: Parameters<Office['observe']>[0]) => {
    office.observe(event)
    logged.push(logLine(event, new Date(0)))
  }
  const { admit, limit, hearFile, stopped } = office
  const serving = await serve(channel, office.answer, { now, ledger, admit, limit, hearFile, stopped, log })
  const hear = async (message: Parameters<FakeChannel['hear']>[0]) => {
    const before = channel.delivered.length
    channel.hear(message)
    await serving.idle()
    return channel.delivered
      .slice(before)
      .map(({ text }) => text)
      .join('\n')
  }
  const said = ({ from = 'zhang', room, quote, others }: TestMessage) => ({
    ...{ sender: { id: from, name: from } },
    ...(room !== undefined && { room }),
    ...(quote && { quote }),
    ...(others && { others }),
  })
  let count = 0
  return {
    ...{ channel, library, office, folder, logged },
    ask: (text, message = {}) => hear({ ...said(message), text, addressed: true }),
    sendFile: (name, bytes, message = {}) => {
      count += 1
      const id = `file-${count}`
      channel.files.set(id, { name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes })
      return hear({
        ...said(message),
        id,
        text: '',
        media: 'file',
        file: { name },
        addressed: message.room === undefined,
      })
    },
    close: async () => {
      await serving.stop()
      office.close()
      driver.close()
      await library.close()
    },
  }
}
