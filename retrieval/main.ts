import { SingleBar } from 'cli-progress'
import { type Command, readCommand, usage } from './cli/arguments.ts'
import { runCorpus, runIngest, runSearch } from './cli/run.ts'
import { type Terminal, UsageError } from './cli/terminal.ts'
import { openConfigured, openMove, openNamed } from './compose.ts'
import { type RetrievalConfig, readRetrievalConfig } from './config.ts'
import { RetrievalError } from './errors.ts'
import { migrate } from './migrate.ts'
import type { OpenedLibrary } from './open.ts'

/** Commands ingest, search and corpus. Exit codes: 0 done, 1 the work failed, 2 wrong usage. */

const terminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  interactive: process.stderr.isTTY === true,
}

const said = new Set<string>()

/** Says a sentence for the operator once, however often it comes. */
function remark(line: string): void {
  if (!said.has(line)) terminal.note(line)
  said.add(line)
}

const surroundings = { now: () => new Date(), note: remark }

interface Bar {
  readonly progress: (done: number, total: number, what?: string) => void
  readonly stop: () => void
}

function progressBar(title: string): Bar {
  if (!terminal.interactive) return { progress: () => {}, stop: () => {} }
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total} {what}`,
    hideCursor: true,
    stream: process.stderr,
  })
  let started = false
  return {
    progress: (done, total, what = '') => {
      if (!started) bar.start(total, 0, { what })
      started = true
      bar.update(done, { what })
    },
    stop: () => bar.stop(),
  }
}

/** Shows how many passages have their vector while the work goes on. */
async function showingVectors(library: OpenedLibrary, work: Promise<void>): Promise<void> {
  const { progress, stop } = progressBar('向量')
  const show = async () => {
    const { passages, withDense } = await library.status()
    progress(withDense, passages)
  }
  // When the store fails, the work itself says so.
  const watch = setInterval(() => void show().catch(() => {}), 500)
  await work.finally(() => {
    clearInterval(watch)
    stop()
  })
}

/** Waits until every passage has its vector; what goes wrong is said, and words go on alone. */
async function vectorsFilled(library: OpenedLibrary): Promise<void> {
  await showingVectors(library, library.filled())
  for (const note of (await library.status()).notes) remark(note)
}

async function using(library: OpenedLibrary, work: (library: OpenedLibrary) => Promise<void>): Promise<void> {
  try {
    await work(library)
  } finally {
    await library.close()
  }
}

async function ingest(command: Extract<Command, { name: 'ingest' }>, config: RetrievalConfig): Promise<void> {
  const paths = command.paths.length > 0 ? command.paths : [config.CORPUS_DIR]
  await using(await openConfigured(config, surroundings.now), async (library) => {
    const { progress, stop } = progressBar('读入')
    await runIngest(library, { ...command, paths }, { ...terminal, progress }).finally(stop)
    await vectorsFilled(library)
  })
}

async function move(config: RetrievalConfig): Promise<void> {
  const { from, to } = await openMove(config)
  const { progress, stop } = progressBar('搬移')
  try {
    const { moved, unchanged, removed } = await migrate(from, to, { progress }).finally(stop)
    terminal.out(`搬移完成:写入${moved} 已有${unchanged} 移除${removed}。`)
  } finally {
    await Promise.all([from.close(), to.close()])
  }
}

async function run(command: Command, config: RetrievalConfig): Promise<void> {
  switch (command.name) {
    case 'help':
      return terminal.out(usage)
    case 'corpus': {
      const withoutVectors = { ...config, EMBEDDINGS: 'none' } as const
      const library = await openNamed(command.corpus, withoutVectors, surroundings)
      return using(library, (opened) => runCorpus(opened, command, terminal))
    }
    case 'search': {
      const wanted = command.words ? ({ ...config, EMBEDDINGS: 'none' } as const) : config
      return using(await openNamed(command.corpus, wanted, { ...surroundings, vectors: true }), async (library) => {
        await vectorsFilled(library)
        await runSearch(library, command, terminal)
      })
    }
    case 'ingest':
      return ingest(command, config)
    case 'reembed':
      return using(await openConfigured(config, surroundings.now), async (library) => {
        await showingVectors(library, library.reembed())
        terminal.out(`向量已重做:${(await library.status()).withDense}段。`)
      })
    case 'migrate':
      return move(config)
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
