import { z } from 'zod'
import { fenced } from './fence.ts'
import { type Prompt, prompt } from './prompt.ts'
import { DATA_RULE } from './sentences.ts'

/** What a question asks for, in slots; never a fact. */
export const Slots = z.object({
  /** One of the names that were offered, or null when the question names none. */
  body: z.string().max(60).nullable(),
  years: z.array(z.coerce.number().int().min(1949).max(2100)).max(12),
  /** Words of the question with the wording that official documents use for them. */
  terms: z.array(z.object({ said: z.string().min(1).max(60), written: z.string().min(1).max(60) })).max(6),
  /** False when it is no question about documents. */
  aboutDocuments: z.boolean(),
})
export type Slots = z.infer<typeof Slots>

type UnderstandValues = { readonly bodies: string; readonly year: string; readonly question: string }

/** A colloquial question as the slots that the rules look up. */
export const understandPrompt: Prompt<UnderstandValues, Slots> = prompt({
  id: 'understand@1',
  output: Slots,
  system: `你把机关工作人员的口语问题整理成检索条件。只整理,不回答,不写任何事实、数字或判断。
${DATA_RULE}
今年是{year}年。资料里有这些地方和机关:{bodies}。
字段:
- body:问题指的是上面哪一个,照抄名称;问题没有指明就填 null,不要猜。
- years:问题指的年份,用四位数字;没有就填空数组。
- terms:问题里的口语说法和公文里的对应说法。said 必须是问题里连续的原文,written 是公文用语,不带数字、年份和地名。例如“打官司输了”对应“行政诉讼败诉”。没有口语说法就填空数组。
- aboutDocuments:是在问工作、文件、数据或规定,填 true;闲聊或与此无关,填 false。
只输出一个 JSON 对象,前后不要有其他文字,格式:
{{"body": null, "years": [], "terms": [{{"said": "原文", "written": "公文用语"}}], "aboutDocuments": true}}`,
  user: `{question}
请按规则输出 JSON。`,
})

/** Names that fit into a prompt. */
const BODIES_SHOWN = 60

/** The values of the understanding prompt. */
export function understandValues(question: string, bodies: readonly string[], year: number): UnderstandValues {
  const names = bodies.slice(0, BODIES_SHOWN).map((name) => name.replace(/[\s<>{}]/g, ''))
  return { question: fenced('问题', question), bodies: names.join('、') || '(无)', year: String(year) }
}
