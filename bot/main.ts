import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { UsageError } from '../retrieval/cli/terminal.ts'
import { openHeld, openNamed } from '../retrieval/compose.ts'
import { readRetrievalConfig } from '../retrieval/config.ts'
import { readDocument } from '../retrieval/read-document.ts'
import { type Assistant, type AssistantOptions, openAssistant } from './assistant.ts'
import { readAskArguments, readFolder, readRoomArguments, USAGE } from './cli/arguments.ts'
import { askBatch, writeResults } from './cli/ask.ts'
import { chat } from './cli/chat.ts'
import { parseClock } from './cli/clock.ts'
import { failureOf } from './cli/failure.ts'
import { readSettings, type Settings } from './config.ts'
import { memoryDrafts } from './draft/drafts.ts'
import { diskDrafts, diskFiles } from './draft/store.ts'
import { heldBackLine, logLine } from './log.ts'
import { configuredHelp } from './model/configured.ts'
import { useLog } from './model/use-log.ts'
import { openHeldDisputes } from './office/held-disputes.ts'
import { terminalChannel } from './terminal.ts'
import type { Offence } from './verify.ts'

const tellHeldBack = (offences: readonly Offence[]): void => {
  for (const { message } of offences) console.error(`核对未通过:${message}`)
}
/** What a model works in; its use of each question goes to a file in the data folder. */
const modelSurroundings = (dataDir: string) => ({
  ...{ dataDir, now: () => new Date(), clock: () => performance.now(), random: Math.random },
  ...{
    note: (line: string) => console.error(line),
    used: useLog(
      dataDir,
      () => new Date(),
      (line) => console.error(line),
    ),
  },
})

/** The assistant with the home body and the model of the environment; the model's settings are checked before anything is opened. */
async function readAssistant(
  { bot, retrieval }: Settings,
  heldBack = tellHeldBack,
): Promise<(options: Omit<AssistantOptions, 'model'>) => Promise<Assistant>> {
  const { HOME_ORG: homeOrg } = bot
  const model = await configuredHelp(process.env, modelSurroundings(retrieval.DATA_DIR))
  return (options) => openAssistant({ ...options, heldBack, model, ...(homeOrg ? { homeOrg } : {}) })
}

const surroundings = { now: () => new Date(), note: (line: string) => console.error(line) }

async function main(argv: readonly string[]): Promise<void> {
  const [command, ...rest] = argv
  if (existsSync('.env')) process.loadEnvFile('.env')
  if (command === 'help' || rest.includes('--help') || rest.includes('-h')) return console.log(USAGE)
  switch (command) {
    case 'chat':
      readFolder(rest, 0)
      return runChat()
    case 'ask':
      return runAsk(rest)
    case 'wechat':
      return runRoom(rest)
    case 'backup':
    case 'restore': {
      const { runBackup } = await import('./backup/run.ts')
      const { DATA_DIR: dataDir } = readRetrievalConfig(process.env)
      return runBackup(command, readFolder(rest, 1), { dataDir, now: new Date(), print: (line) => console.log(line) })
    }
    default:
      throw new UsageError(USAGE)
  }
}

async function runChat(): Promise<void> {
  const settings = readSettings(process.env)
  const { retrieval } = settings
  const open = await readAssistant(settings)
  const library = await openHeld(retrieval, surroundings)
  const held = library.documents().length
  const drafts = diskDrafts(join(retrieval.DATA_DIR, 'drafts'))
  const { disputes, close } = openHeldDisputes(retrieval.DATA_DIR)
  const now = () => new Date()
  await chat({
    assistant: await open({ library, drafts, disputes }),
    channel: terminalChannel({ input: process.stdin, output: process.stdout, now, readFile }),
    now,
    greeting: `兰台已就绪,收录文件${held}份。直接输入问题,「帮助」看用法,「退出」结束。`,
  })
  close()
  await library.close()
}

async function runAsk(argv: readonly string[]): Promise<void> {
  const { question, ...values } = readAskArguments(argv)
  const settings = readSettings(process.env)
  const { retrieval } = settings
  if (values['check-model']) return runCheck(retrieval.DATA_DIR)
  const now = values.now ? parseClock(values.now) : new Date()
  const open = await readAssistant(settings)
  const library = await openNamed(values.corpus ?? [], retrieval, {
    ...surroundings,
    vectors: true,
  })
  if (values.batch) await library.filled()
  const drafts = memoryDrafts(diskFiles(join(retrieval.DATA_DIR, 'drafts', 'files')))
  // The notes belong to the office's own documents, not to those of a folder named on the command line.
  const { disputes, close } = openHeldDisputes(values.corpus ? undefined : retrieval.DATA_DIR)
  const assistant = await open({ library, drafts, disputes })
  try {
    if (values.batch) {
      const results = askBatch(values.batch, { assistant, now, clock: () => performance.now() })
      await writeResults(results, { out: values.out, print: (line) => console.log(line) })
    } else {
      const reply = await assistant.ask(question, { now })
      console.log(values.json ? JSON.stringify(reply) : reply.text)
    }
  } finally {
    close()
    await library.close()
  }
}

async function runCheck(dataDir: string): Promise<void> {
  const { checkConfiguredModel } = await import('./cli/check-model.ts')
  const usable = await checkConfiguredModel(process.env, {
    ...modelSurroundings(dataDir),
    print: (line) => console.log(line),
  })
  process.exitCode = usable ? 0 : 1
}

/** Without it the pages of the heap that hold a few survivors are kept, and resident memory creeps: docs/operations.md §8 has the two side by side. */
const COMPACTING = '--compact-on-every-full-gc'

/** The rooms: runs until SIGINT or SIGTERM, then lets work in hand finish; with --health only tells how it is, with --replay answers a recorded conversation. */
async function runRoom(argv: readonly string[]): Promise<void> {
  const { health, replay } = readRoomArguments(argv)
  const settings = readSettings(process.env)
  const { retrieval } = settings
  const { DATA_DIR } = retrieval
  if (health) {
    const { judgeHealth } = await import('./health.ts')
    const health = judgeHealth(DATA_DIR, Date.now())
    console.log(health.sentence)
    process.exitCode = health.exitCode
    return
  }
  setFlagsFromString(COMPACTING)
  const open = await readAssistant(settings, (offences) => console.error(heldBackLine(offences, new Date())))
  const end = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => end.abort())
  // A vendor call may reject unhandled while the link is down; the supervisor restarts the link.
  process.on('unhandledRejection', (error) => console.error(`微信组件内部错误:${String(error)}`))
  const library = await openHeld(retrieval, surroundings)
  const drafts = replay ? memoryDrafts() : diskDrafts(join(DATA_DIR, 'drafts'))
  const assistant = (more: Pick<AssistantOptions, 'disputes'>) => open({ library, drafts, ...more })
  if (replay) {
    const { replayFile } = await import('./office/replay.ts')
    const { disputes, close } = openHeldDisputes(DATA_DIR)
    const options = {
      assistant: await assistant({ disputes }),
      now: () => new Date(),
      print: (line: string) => console.log(line),
    }
    return replayFile(replay, options).finally(() => {
      close()
      return library.close()
    })
  }
  const { runWechat } = await import('./wechat.ts')
  const parts = { library, assistant, read: readDocument, model: process.env.CHAT_MODEL || undefined }
  const exitCode = await runWechat(settings.bot, parts, {
    print: (line) => console.log(line),
    warn: (line) => console.error(line),
    log: (event) => console.error(logLine(event, new Date())),
    logText: (line) => console.error(JSON.stringify(line)),
    now: () => Date.now(),
    random: Math.random,
    residentBytes: () => process.memoryUsage.rss(),
    signal: end.signal,
    dataDir: DATA_DIR,
  })
  await library.close()
  process.exit(exitCode)
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})
main(process.argv.slice(2)).catch((error: unknown) => {
  const { sentence, exitCode } = failureOf(error)
  console.error(sentence)
  process.exitCode = exitCode
})
