import type { Assistance } from '../assistance.ts'
import type { Question } from '../understand/understand.ts'
import { paragraphs } from './change.ts'
import { positionOf } from './moves.ts'
import type { Block, Draft } from './schema.ts'

/** A draft whose wording was changed, or the sentence that says why it was not. */
export type Restyled = { readonly blocks: Block[]; readonly what: string } | { readonly line: string }

/** Without numerals: what the number guard reads as a number must be supported. */
const BY_HAND = '可以直接改字:「把“旧的说法”改成“新的说法”」,也可以删段、加段。'

/**
 * 第二段再短一点, 写得正式些: the model rewords the paragraph that is named, or all of them; figures, marks and facts stay
 * what they are. Without a model, or when its words do not pass, nothing changes.
 */
export async function restyled(draft: Draft, question: Question, assistance: Assistance): Promise<Restyled> {
  const { help } = assistance
  if (!help) return { line: `长短和文风要靠模型改写,现在没有接模型。${BY_HAND}` }
  const chosen = chosenBlocks(draft.blocks, question.text)
  if (chosen.length === 0) return { line: `草稿里没有你说的那一段,没有改。${BY_HAND}` }
  const result = await help.revise({
    ...{ question, assistance, sources: draft.sources, said: draft.said, section: draft.name, year: draft.year },
    ...{ blocks: chosen.map((at) => draft.blocks[at]!), wish: question.raw },
  })
  if ('line' in result) return { line: `${result.line}。${BY_HAND}` }
  const [first, after] = [chosen[0]!, chosen[chosen.length - 1]! + 1]
  const blocks = [...draft.blocks.slice(0, first), ...result.blocks, ...draft.blocks.slice(after)]
  return { blocks, what: `按「${question.text}」改写` }
}

/** Indexes of the paragraphs meant: one when it is named by number or as the last, else the whole body with its headings, which is one run. */
function chosenBlocks(blocks: readonly Block[], text: string): readonly number[] {
  const counted = paragraphs(blocks)
  const number = /第([一二三四五六七八九十\d]{1,3})[段条]/.exec(text)?.[1]
  if (number) return counted.slice(positionOf(number) - 1, positionOf(number))
  return /最后一?[段条]/.test(text)
    ? counted.slice(-1)
    : blocks.flatMap(({ role }, at) => (role === 'body' ? [at] : []))
}
