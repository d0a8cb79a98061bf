import { ChatPromptTemplate } from '@langchain/core/prompts'
import { fenced } from './fence.ts'
import { type PromptMessage, plainMessage } from './prompt.ts'

/** repair@1: the answer did not have the shape that was asked for. */
const shape = ChatPromptTemplate.fromMessages<{ said: string; problem: string }>([
  ['ai', '{said}'],
  ['user', '上面的输出不合格式:{problem}。请只输出一个符合格式的 JSON 对象,不要 Markdown,不要解释。'],
])

/** correct@1: the answer says what its sources do not. */
const facts = ChatPromptTemplate.fromMessages<{ said: string; problems: string }>([
  ['ai', '{said}'],
  [
    'user',
    `核对时发现下面的句子没有依据:
{problems}
请照资料改正,改不了的句子删去,其余不变。重新输出完整的 JSON 对象。`,
  ],
])

/** The rubbish that is shown to the model again is cut: it may be very long. */
const SHOWN = 2_000

/** Asks once more for the right shape. */
export async function repairMessages(given: { said: string; problem: string }): Promise<readonly PromptMessage[]> {
  const said = given.said.slice(0, SHOWN) || '(空)'
  return (await shape.formatMessages({ said, problem: given.problem.slice(0, 300) })).map(plainMessage)
}

/** Asks once more for an answer without the sentences that have no support; each problem is one sentence. */
export async function correctMessages(given: {
  said: string
  problems: readonly string[]
}): Promise<readonly PromptMessage[]> {
  const problems = fenced('原答', given.problems.map((problem) => `- ${problem}`).join('\n'))
  return (await facts.formatMessages({ said: given.said, problems })).map(plainMessage)
}
