import { z } from 'zod'
import { fenced } from './fence.ts'
import { type Prompt, prompt } from './prompt.ts'
import { DATA_RULE } from './sentences.ts'

/** A section after a change of wording. */
export const RevisedSection = z.object({ paragraphs: z.array(z.string().max(3_000)).min(1).max(60) })
export type RevisedSection = z.infer<typeof RevisedSection>

type DraftValues = { readonly section: string; readonly draft: string; readonly wish: string; readonly year: string }

/** Changes a section that was written forward from last year's; figures stay open places. */
export const draftPrompt: Prompt<DraftValues, RevisedSection> = prompt({
  id: 'draft@1',
  output: RevisedSection,
  system: `你是政府机关的文稿起草人,按要求修改{year}年报告的一节草稿。草稿由上一年的同一节改写而成,数字都留成空格,写作【空1】【空2】。
${DATA_RULE}
规则:
1. 【空1】这样的空格原样保留,一个不少、一个不多、不改编号;不填数,不写任何新的数字、日期、文号、人名和会议名。
2. 只按要求改动,其余文字、段落次序和标题不动;保持公文语体。
3. 需要看本单位怎么写,可以调用工具查资料;工具给出的是别的年份或别的单位的情况,只能学写法,不能把其中的事实和数字写进来。
改好以后只输出一个 JSON 对象,前后不要有其他文字,格式:
{{"paragraphs": ["第一段", "第二段"]}}`,
  user: `章节:{section}
{draft}
{wish}
请按规则改好后输出 JSON。`,
})

/** The values of the drafting prompt; `draft` has its placeholders as 【空1】. */
export function draftValues(given: {
  readonly section: string
  readonly draft: string
  readonly wish: string
  readonly year: number
}): DraftValues {
  return {
    section: given.section.replace(/[<>{}\n]/g, ''),
    draft: fenced('草稿', given.draft),
    wish: fenced('要求', given.wish),
    year: String(given.year),
  }
}
