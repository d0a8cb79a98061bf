import { SingleBar } from 'cli-progress'
import { type Command, readCommand, usage } from './cli/arguments.ts'
import { runCorpus, runIngest, runSearch } from './cli/run.ts'
import { type Terminal, UsageError } from './cli/terminal.ts'
import { type RetrievalConfig, readRetrievalConfig } from './config.ts'
import { RetrievalError } from './errors.ts'
import type { Library } from './library.ts'
import { openLibrary, openTemporary } from './open.ts'
import { readDocument } from './read-document.ts'

/** Commands ingest, search and corpus. Exit codes: 0 done, 1 the work failed, 2 wrong usage. */

const terminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  interactive: process.stderr.isTTY === true,
}

const shared = { read: readDocument, now: () => new Date() }

function progressBar(): { progress: (done: number, total: number, path: string) => void; stop: () => void } {
  if (!terminal.interactive) return { progress: () => {}, stop: () => {} }
  const bar = new SingleBar({ format: '读入 {bar} {value}/{total} {file}', hideCursor: true, stream: process.stderr })
  let started = false
  return {
    progress: (done, total, path) => {
      if (!started) bar.start(total, 0, { file: '' })
      started = true
      bar.update(done, { file: path })
    },
    stop: () => bar.stop(),
  }
}

async function openHeld(config: RetrievalConfig): Promise<Library> {
  const library = await openLibrary({ ...shared, dataDir: config.DATA_DIR })
  if (library.documents().length > 0) return library
  terminal.note(`索引还是空的,先读入 ${config.CORPUS_DIR} …`)
  await library.ingest([config.CORPUS_DIR])
  return library
}

async function openTyped(config: RetrievalConfig, folders: readonly string[]): Promise<Library> {
  if (folders.length === 0) return openHeld(config)
  const { library, report } = await openTemporary(folders, shared)
  for (const { path, reason } of report.skipped) terminal.note(`跳过 ${path}:${reason}`)
  return library
}

async function using(library: Library, work: (library: Library) => Promise<void>): Promise<void> {
  try {
    await work(library)
  } finally {
    await library.close()
  }
}

async function run(command: Command, config: RetrievalConfig): Promise<void> {
  switch (command.name) {
    case 'help':
      return terminal.out(usage)
    case 'corpus':
      return using(await openTyped(config, command.corpus), (library) => runCorpus(library, command, terminal))
    case 'search':
      return using(await openTyped(config, command.corpus), (library) => runSearch(library, command, terminal))
    case 'ingest': {
      const paths = command.paths.length > 0 ? command.paths : [config.CORPUS_DIR]
      const { progress, stop } = progressBar()
      return using(await openLibrary({ ...shared, dataDir: config.DATA_DIR }), async (library) => {
        await runIngest(library, { ...command, paths }, { ...terminal, progress }).finally(stop)
      })
    }
    default:
      return command satisfies never
  }
}

function loadEnvironmentFile(): void {
  try {
    process.loadEnvFile()
  } catch {
    // No .env beside the project: nothing needs to be set.
  }
}

function fail(error: unknown): void {
  if (error instanceof UsageError) {
    terminal.note(`${error.message}\n\n${usage}`)
    process.exitCode = 2
    return
  }
  const detail = error instanceof Error ? error.message : String(error)
  terminal.note(error instanceof RetrievalError ? detail : `出错了:${detail}`)
  process.exitCode = 1
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})
loadEnvironmentFile()
try {
  await run(readCommand(process.argv.slice(2)), readRetrievalConfig(process.env))
} catch (error) {
  fail(error)
}
// A thread that still hangs in a damaged file must not keep the command from ending; what was printed goes out first.
process.stdout.write('', () => process.exit())
