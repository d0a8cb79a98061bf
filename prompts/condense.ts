import { type NumberedPassage, passagesText } from './answer.ts'
import { fenced } from './fence.ts'
import { type Prompt, prompt } from './prompt.ts'
import { CitedSentences, DATA_RULE, FACT_RULE } from './sentences.ts'

type CondenseValues = { readonly passages: string; readonly question: string; readonly limit: string }

/** The same statements in fewer words, every sentence with its sources. */
export const condensePrompt: Prompt<CondenseValues, CitedSentences> = prompt({
  id: 'condense@1',
  output: CitedSentences,
  system: `你是政府机关的文字编辑,把给出的几段原文压缩成要点,供手机上一屏看完。
${DATA_RULE}
规则:
1. 每段资料写成一句,次序不变,编号写进 sources;不合并不同编号的事实,不增加资料之外的内容。
2. 删去修饰和套话,保留做了什么、结果多少;每句不超过40字,全文不超过{limit}字。
3. ${FACT_RULE}
4. 写纯文本:不用 Markdown,不写编号〔1〕,不写开场白。
只输出一个 JSON 对象,前后不要有其他文字,格式:
{{"answered": true, "sentences": [{{"text": "一句话", "sources": [1]}}]}}`,
  user: `{passages}
{question}
请按规则输出 JSON。`,
})

/** The values of the condensing prompt. */
export function condenseValues(question: string, passages: readonly NumberedPassage[], limit: number): CondenseValues {
  return { passages: passagesText(passages), question: fenced('问题', question), limit: String(limit) }
}
