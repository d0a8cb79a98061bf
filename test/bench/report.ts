import { tableLines } from '../../retrieval/cli/table.ts'
import type { measureAnswers } from './answer-part.ts'
import type { askEngine, buildEngine } from './engine-part.ts'
import type { measureIngest } from './ingest-part.ts'
import type { Latency } from './measure.ts'
import type { measureMinisearch } from './minisearch-part.ts'
import type { measureOrama } from './orama-part.ts'

/** What the parts of the benchmark have measured. */
export interface Results {
  readonly ingest: Awaited<ReturnType<typeof measureIngest>>
  readonly answers: Awaited<ReturnType<typeof measureAnswers>>
  readonly build: readonly Awaited<ReturnType<typeof buildEngine>>[]
  readonly ask: readonly Awaited<ReturnType<typeof askEngine>>[]
  readonly minisearch: readonly Awaited<ReturnType<typeof measureMinisearch>>[]
  readonly orama: readonly Awaited<ReturnType<typeof measureOrama>>[]
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

/** The results as lines of text. */
export function report(results: Results): string[] {
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
