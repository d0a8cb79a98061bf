import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadQuestions } from '../eval/question.ts'
import { writeBlock } from '../support/readme-block.ts'
import { type Results, report } from './report.ts'

/**
 * Speed and memory: `npm run bench [-- --sizes 1000,10000,100000] [--json] [--readme]`, the last of which puts the table into
 * the README; with `--corpus FOLDER --file QUESTIONS` only the latency of answers to those questions on those documents. Every part runs in a process of its own
 * (`main.ts part NAME FOLDER SIZE`), so that memory is that of the part alone.
 */

/** MiniSearch takes 2 GB and Orama 10 GB, and both minutes, at 100,000. */
const largestForOthers = 10_000

async function part(name: string, folder: string, size: number): Promise<unknown> {
  switch (name) {
    case 'ingest':
      return (await import('./ingest-part.ts')).measureIngest(folder)
    case 'answers':
      return (await import('./answer-part.ts')).measureAnswers()
    case 'build':
      return (await import('./engine-part.ts')).buildEngine(folder, size)
    case 'ask':
      return (await import('./engine-part.ts')).askEngine(folder, size)
    case 'minisearch':
      return (await import('./minisearch-part.ts')).measureMinisearch(size)
    case 'orama':
      return (await import('./orama-part.ts')).measureOrama(size)
    default:
      throw new Error(`no part ${name}`)
  }
}

function inProcess<Result>(name: string, folder: string, size = 0): Promise<Result> {
  const words = ['--import', 'tsx', import.meta.filename, 'part', name, folder, String(size)]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, { timeout: 900_000, maxBuffer: 1 << 24 }, (error, stdout) => {
      if (error) reject(error)
      else resolve(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result)
    })
  })
}

async function measureAll(sizes: readonly number[]): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'lantai-bench-'))
  const note = (line: string) => process.stderr.write(`${line}\n`)
  try {
    note('读入示例资料…')
    const ingest = await inProcess<Results['ingest']>('ingest', folder)
    const answers = await inProcess<Results['answers']>('answers', folder)
    const [build, ask, minisearch, orama]: [
      Results['build'][number][],
      Results['ask'][number][],
      Results['minisearch'][number][],
      Results['orama'][number][],
    ] = [[], [], [], []]
    for (const size of sizes) {
      note(`${size}段…`)
      const own = mkdtempSync(join(folder, 'engine-'))
      build.push(await inProcess('build', own, size))
      ask.push(await inProcess('ask', own, size))
      rmSync(own, { recursive: true, force: true })
      if (size > largestForOthers) continue
      minisearch.push(await inProcess('minisearch', folder, size))
      orama.push(await inProcess('orama', folder, size))
    }
    return { ingest, answers, build, ask, minisearch, orama }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number)
  if (sizes.some((size) => !Number.isInteger(size) || size < 20)) throw new Error('--sizes 应为整数,例如 1000,10000')
  return sizes
}

interface Asked {
  readonly sizes: string
  readonly json?: boolean | undefined
  readonly readme?: boolean | undefined
  readonly corpus?: string | undefined
  readonly file?: string | undefined
}

async function measured({ sizes, json, readme, corpus, file }: Asked): Promise<string> {
  if (corpus && file) {
    const { measureAnswers } = await import('./answer-part.ts')
    return JSON.stringify(
      await measureAnswers({ corpus, questions: loadQuestions(file).map(({ question }) => question) }),
    )
  }
  const results = await measureAll(sizesOf(sizes))
  const text = report(results).join('\n')
  if (readme) writeBlock('bench', text)
  return json ? JSON.stringify(results) : text
}

const [mode, name = '', folder = '', size = '0'] = process.argv.slice(2)
if (mode === 'part') {
  process.stdout.write(`${JSON.stringify(await part(name, folder, Number(size)))}\n`, () => process.exit())
} else {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '1000,10000,100000' },
      json: { type: 'boolean' },
      readme: { type: 'boolean' },
      corpus: { type: 'string' },
      file: { type: 'string' },
    },
  })
  process.stdout.write(`${await measured(values)}\n`, () => process.exit())
}
