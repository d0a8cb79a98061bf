import { openAssistant } from '../../bot/assistant.ts'
import { sampleCorpus } from '../../retrieval/config.ts'
import { openTemporary } from '../../retrieval/open.ts'
import { readDocument } from '../../retrieval/read-document.ts'
import { latencyOver } from './measure.ts'

/** Questions of every kind, on the sample corpus. */
const QUESTIONS = [
  '云溪2022年复议收了多少件',
  '云溪去年出庭率多少',
  '云溪2020年底现行有效的规范性文件几件,部门发的占几件',
  '霁川2022复议收多少受理多少审结多少',
  '青石镇2023年罚款多少',
  '云溪和霁川2022年谁出庭率高',
  '云溪近三年复议收案列个表',
  '复议收了多少',
  '云溪2019年复议收了多少',
  '霁川2022专职调解员多少人',
  '云溪2024年报告一共几大部分',
  '第30项谁牵头',
  '规范性文件公布后几天内备案',
  '三项制度怎么推的',
]
const ROUNDS = 10

export interface AnswerOptions {
  readonly corpus?: string
  readonly questions?: readonly string[]
}

/** The whole way of a question, without a model and by words alone: milliseconds a question, the first round not counted. */
export async function measureAnswers({ corpus = sampleCorpus, questions = QUESTIONS }: AnswerOptions = {}) {
  const now = new Date(2025, 2, 10, 12)
  const { library } = await openTemporary([corpus], { read: readDocument, now: () => now, embedder: undefined })
  const assistant = await openAssistant({ library })
  const asked = Array.from({ length: ROUNDS }, () => questions).flat()
  const ask = (text: string) => assistant.ask(text, { now })
  const latency = await latencyOver(asked, ask, questions.length)
  const replies = await Promise.all(questions.map(ask))
  const lengths = replies
    .filter(({ kind }) => kind === 'figure')
    .map(({ text }) => text.length)
    .sort((a, b) => a - b)
  const documents = library.documents().length
  await library.close()
  return { documents, questions: questions.length, latency, figureReplyCharacters: lengths[lengths.length >> 1] ?? 0 }
}
