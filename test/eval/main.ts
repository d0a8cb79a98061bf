import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openAssistant } from '../../bot/assistant.ts'
import { parseClock } from '../../bot/cli/clock.ts'
import { UsageError } from '../../retrieval/cli/terminal.ts'
import { configuredEmbedder, openNamed } from '../../retrieval/compose.ts'
import { readRetrievalConfig, sampleCorpus } from '../../retrieval/config.ts'
import { evidenceLines, evidenceRecall } from './evidence.ts'
import { loadQuestions, type Question } from './question.ts'
import { misses, type Outcome, summarise, table } from './report.ts'
import { runQuestions } from './run.ts'
import { stardLines, stardScores } from './stard.ts'

const USAGE = `用法: npm run eval -- [选项]
  --file 题目.jsonl       默认是样例题目 test/eval/questions.jsonl
  --corpus 文件夹         题目所问的文件,可重复;默认是样例文件 corpus/sample
  --split dev|holdout     只做其中一部分
  --type figure           只做一类
  --now 2025-03-01        题目没有写明日期时的「今天」,默认2025-03-10
  --home 单位             本单位(HOME_ORG)
  --misses                列出没有答对的题
  --evidence              只看检索:含答案的段落在前1、5、10条里的比例(词、语义、融合,及按问题限定文件并排序)
  --stard 文件夹          STARD 上的 nDCG@10 与召回(首次要算五万多个向量;--index 文件夹 存放索引,可续)
  --json                  输出JSON`

const ownQuestions = fileURLToPath(new URL('questions.jsonl', import.meta.url))

type Arguments = ReturnType<typeof readArguments>

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        file: { type: 'string', default: ownQuestions },
        corpus: { type: 'string', multiple: true, default: [sampleCorpus] },
        split: { type: 'string' },
        type: { type: 'string' },
        now: { type: 'string', default: '2025-03-10' },
        home: { type: 'string' },
        misses: { type: 'boolean', default: false },
        evidence: { type: 'boolean', default: false },
        stard: { type: 'string' },
        index: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

function chosenQuestions({ file, split, type }: Arguments): readonly Question[] {
  const chosen = loadQuestions(file).filter(
    (question) => (!split || question.split === split) && (!type || question.type === type),
  )
  if (chosen.length === 0) throw new UsageError(`「${file}」里没有符合条件的题。\n${USAGE}`)
  return chosen
}

async function main(argv: readonly string[]): Promise<void> {
  const options = readArguments(argv)
  const note = (line: string): void => console.error(line)
  if (options.stard !== undefined) return runStard(options.stard, options, note)
  const questions = chosenQuestions(options)
  const now = parseClock(options.now)
  if (options.evidence) return runEvidence(questions, options, note)
  const surroundings = { now: () => now, note, vectors: true }
  const library = await openNamed(options.corpus, readRetrievalConfig(process.env), surroundings)
  try {
    await library.filled()
    const assistant = await openAssistant({ library, ...(options.home ? { homeOrg: options.home } : {}) })
    const textOf = (path: string): string | undefined => library.document(path)?.text
    print(await runQuestions(questions, { assistant, textOf, now, clock: () => performance.now() }), options)
  } finally {
    await library.close()
  }
}

type Note = (line: string) => void

async function runEvidence(questions: readonly Question[], options: Arguments, note: Note): Promise<void> {
  const surroundings = { now: () => new Date(), note, vectors: true }
  const library = await openNamed(options.corpus, readRetrievalConfig(process.env), surroundings)
  try {
    await library.filled()
    const results = await evidenceRecall(library, questions, parseClock(options.now))
    console.log(options.json ? JSON.stringify(results) : evidenceLines(results).join('\n'))
  } finally {
    await library.close()
  }
}

async function runStard(folder: string, { json, index }: Arguments, note: Note): Promise<void> {
  const embedder = await configuredEmbedder(readRetrievalConfig(process.env))?.()
  const progress = (done: number, total: number): void => {
    if (done % 3200 < 32) note(`向量 ${done}/${total}`)
  }
  const scores = await stardScores(folder, { progress, indexFolder: index, embedder })
  console.log(json ? JSON.stringify(scores) : stardLines(scores).join('\n'))
  await embedder?.close()
}

function print(outcomes: readonly Outcome[], { json, misses: withMisses }: Arguments): void {
  const summaries = summarise(outcomes)
  console.log(json ? JSON.stringify(summaries) : table(summaries))
  if (withMisses) console.log(misses(outcomes))
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof UsageError ? 2 : 1
})
