import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tableLines } from '../../retrieval/cli/table.ts'
import { loadQuestions } from '../eval/question.ts'
import type { measureAnswers } from './answer-part.ts'
import type { askEngine, buildEngine } from './engine-part.ts'
import type { measureIngest } from './ingest-part.ts'
import type { Latency } from './measure.ts'
import type { measureMinisearch } from './minisearch-part.ts'
import type { measureOrama } from './orama-part.ts'

/**
 * Speed and memory: `npm run bench [-- --sizes 1000,10000,100000] [--json]`; with `--corpus FOLDER --file QUESTIONS` only
 * the latency of answers to those questions on those documents. Every part runs in a process of its own
 * (`main.ts part NAME FOLDER SIZE`), so that memory is that of the part alone.
 */

interface Results {
  readonly ingest: Awaited<ReturnType<typeof measureIngest>>
  readonly answers: Awaited<ReturnType<typeof measureAnswers>>
  readonly build: readonly Awaited<ReturnType<typeof buildEngine>>[]
  readonly ask: readonly Awaited<ReturnType<typeof askEngine>>[]
  readonly minisearch: readonly Awaited<ReturnType<typeof measureMinisearch>>[]
  readonly orama: readonly Awaited<ReturnType<typeof measureOrama>>[]
}

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

const pair = (latency: Latency | undefined): string => (latency ? `${latency.p50} / ${latency.p95}` : '—')

const LEGS = ['words', 'wordsFiltered', 'dense', 'denseFiltered', 'hybrid', 'hybridFiltered'] as const

/** What is measured of a library that stands beside ours. */
interface Other {
  readonly passages: number
  readonly storePerSecond: number
  readonly latency: Readonly<Partial<Record<(typeof LEGS)[number], Latency>>>
  readonly memory: { readonly residentMb: number; readonly emptyMb: number }
}

function engineRows({ build, ask, minisearch, orama }: Results): string[][] {
  const own = ask.map(({ passages, openMs, firstMs, latency, update, memory, recall10 }, i) => [
    '内嵌引擎',
    String(passages),
    String(build[i]?.storePerSecond ?? ''),
    `${openMs} + ${firstMs}`,
    ...LEGS.map((leg) => pair(latency[leg])),
    pair(update),
    String(recall10),
    `${memory.residentMb} (${memory.emptyMb})`,
  ])
  const other = (name: string, { passages, storePerSecond, latency, memory }: Other): string[] => [
    name,
    String(passages),
    String(storePerSecond),
    '—',
    ...LEGS.map((leg) => pair(latency[leg])),
    '—',
    '—',
    `${memory.residentMb} (${memory.emptyMb})`,
  ]
  return [...own, ...minisearch.map((one) => other('MiniSearch', one)), ...orama.map((one) => other('Orama', one))]
}

function report(results: Results): string[] {
  const { ingest, answers } = results
  const header = [
    '引擎',
    '段落',
    '写入/秒',
    '打开+首问ms',
    '词',
    '词+筛选',
    '语义',
    '语义+筛选',
    '混合',
    '混合+筛选',
    '更新一份',
    '召回@10',
    '内存MB(空进程)',
  ]
  return [
    '查询与更新为毫秒 p50 / p95;筛选为三年一类(约2.9%)',
    ...tableLines(header, engineRows(results), 24),
    '',
    `示例资料:${ingest.documents}份${ingest.passages}段,读入${ingest.passagesPerSecond}段/秒,再次读入(未变)${ingest.unchangedMs}毫秒,检索 ${pair(ingest.search)} 毫秒`,
    `问答(不用模型,按词):${answers.documents}份资料${answers.questions}种问法,${pair(answers.latency)} 毫秒;查数回复中位${answers.figureReplyCharacters}字`,
    `分词:载入${ingest.segmenter.loadMs}毫秒,内存${ingest.segmenter.memoryMb}MB;向量模型:${ingest.embedding.passagesPerSecond}段/秒,内存${ingest.embedding.memoryMb}MB`,
  ]
}

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number)
  if (sizes.some((size) => !Number.isInteger(size) || size < 20)) throw new Error('--sizes 应为整数,例如 1000,10000')
  return sizes
}

interface Asked {
  readonly sizes: string
  readonly json?: boolean | undefined
  readonly corpus?: string | undefined
  readonly file?: string | undefined
}

async function measured({ sizes, json, corpus, file }: Asked): Promise<string> {
  if (corpus && file) {
    const { measureAnswers } = await import('./answer-part.ts')
    return JSON.stringify(
      await measureAnswers({ corpus, questions: loadQuestions(file).map(({ question }) => question) }),
    )
  }
  const results = await measureAll(sizesOf(sizes))
  return json ? JSON.stringify(results) : report(results).join('\n')
}

const [mode, name = '', folder = '', size = '0'] = process.argv.slice(2)
if (mode === 'part') {
  process.stdout.write(`${JSON.stringify(await part(name, folder, Number(size)))}\n`, () => process.exit())
} else {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '1000,10000' },
      json: { type: 'boolean' },
      corpus: { type: 'string' },
      file: { type: 'string' },
    },
  })
  process.stdout.write(`${await measured(values)}\n`, () => process.exit())
}
