import { fenced } from './fence.ts'
import { type Prompt, prompt } from './prompt.ts'
import { CitedSentences, DATA_RULE, FACT_RULE } from './sentences.ts'

/** A passage that may be cited, under the number it is cited by. */
export interface NumberedPassage {
  readonly n: number
  readonly title: string
  readonly section: string
  readonly text: string
}

/** The passages as numbered data. */
export function passagesText(passages: readonly NumberedPassage[]): string {
  return passages
    .map(({ n, title, section, text }) => fenced('资料', text, { 编号: String(n), 文件: title, 章节: section }))
    .join('\n')
}

type AnswerValues = { readonly passages: string; readonly question: string; readonly limit: string }

/** A short answer out of numbered passages, every sentence with its sources. */
export const answerPrompt: Prompt<AnswerValues, CitedSentences> = prompt({
  id: 'answer@1',
  output: CitedSentences,
  system: `你是政府机关的资料员,只根据给出的资料回答问题,从不凭记忆作答。
${DATA_RULE}
规则:
1. 只写资料里有的内容。资料没有写到所问的事,answered 填 false,sentences 填空数组。
2. 每句话都在 sources 里列出所依据资料的编号;没有依据的话不写;每句只说一件事。
3. ${FACT_RULE}
4. 第一句直接回答所问,尽量用资料的原词;多项内容逐项成句。全文不超过{limit}字。
5. 写纯文本:不用 Markdown,不写编号〔1〕,不写客套话,不写“根据资料”。
只输出一个 JSON 对象,前后不要有其他文字,格式:
{{"answered": true, "sentences": [{{"text": "一句话", "sources": [1]}}]}}`,
  user: `{passages}
{question}
请按规则输出 JSON。`,
})

/** The values of the answer prompt. */
export function answerValues(question: string, passages: readonly NumberedPassage[], limit: number): AnswerValues {
  return { passages: passagesText(passages), question: fenced('问题', question), limit: String(limit) }
}
