import { join } from 'node:path'
import { configuredEmbedder } from '../../retrieval/compose.ts'
import { readRetrievalConfig, sampleCorpus } from '../../retrieval/config.ts'
import { openLibrary } from '../../retrieval/open.ts'
import { readDocument } from '../../retrieval/read-document.ts'
import { bigramTokenizer, loadTokenizer } from '../../retrieval/tokens.ts'
import { latencyOver, residentMb, timed } from './measure.ts'

/** The whole way of the sample corpus: reading, understanding, cutting into words, storing, searching, embedding. */
export async function measureIngest(folder: string) {
  const emptyMb = residentMb()
  const segmenter = await timed(() => loadTokenizer())
  const segmenterMb = residentMb() - emptyMb
  const options = { read: readDocument, now: () => new Date(0), dataDir: join(folder, 'sample') }
  const library = await openLibrary(options)
  const { ms: readMs, result } = await timed(() => library.ingest([sampleCorpus]))
  const { passages } = await library.status()
  const again = await timed(() => library.ingest([sampleCorpus]))
  const questions = [
    '行政复议收到多少件',
    '政府信息公开申请怎么答复',
    '负责人出庭应诉率',
    '执法人员培训',
    '规范性文件备案',
  ]
  const asked = Array.from({ length: 40 }, (_, i) => questions[i % questions.length] ?? '')
  const search = await latencyOver(asked, (text) => library.search({ text, limit: 10 }))
  await library.close()
  return {
    documents: result.added.length,
    passages,
    passagesPerSecond: Math.round((passages / readMs) * 1000),
    unchangedMs: Math.round(again.ms),
    search,
    segmenter: { loadMs: Math.round(segmenter.ms), memoryMb: segmenterMb, ...(await cutting()) },
    embedding: await embedding(options),
  }
}

async function cutting() {
  const [jieba, bigram] = [await loadTokenizer(), bigramTokenizer()]
  const text = '全市各级行政机关依法履行行政复议职责,共收到行政复议申请一百二十三件,受理一百一十件。'.repeat(8)
  const rate = async (work: () => unknown) =>
    Math.round((100 / (await timed(() => Array.from({ length: 100 }, work))).ms) * 1000)
  return {
    passagesPerSecond: await rate(() => jieba.document(text)),
    bigramPassagesPerSecond: await rate(() => bigram.document(text)),
  }
}

async function embedding(options: Parameters<typeof openLibrary>[0]) {
  const embedder = configuredEmbedder(readRetrievalConfig({}))
  const beforeMb = residentMb()
  const library = await openLibrary({ ...options, embedder })
  const { ms } = await timed(() => library.filled())
  const { withDense, notes } = await library.status()
  const memoryMb = residentMb() - beforeMb
  await library.close()
  return { passagesPerSecond: Math.round((withDense / ms) * 1000), memoryMb, notes }
}
