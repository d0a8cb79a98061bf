import { openAssistant } from '../../bot/assistant.ts'
import { assistantWith, NOW } from '../support/assistant.ts'
import { fakeChat } from '../support/fake-chat.ts'
import { knowing } from '../support/obedient.ts'
import { answersIn, type RunOptions, ruleReplies } from './run.ts'

/** Milliseconds by the clock. */
export interface Overhead {
  readonly questions: number
  readonly p50: number
  readonly p95: number
}

/**
 * What a model costs beyond its server's own time: the same questions with an obedient server and by the rules alone,
 * turn about, less the time the server was at work.
 */
export async function measureOverhead(options: RunOptions): Promise<Overhead> {
  const answers = answersIn(await ruleReplies(options))
  let serverMs = 0
  const server = await fakeChat((call) => {
    const started = performance.now()
    const said = knowing(answers)(call)
    serverMs += performance.now() - started
    return said
  })
  const rules = await openAssistant({ library: options.library, homeOrg: '云溪区' })
  const { assistant } = await assistantWith(options.library, server.url, { budget: options.budget, homeOrg: '云溪区' })
  const timed = async (asked: typeof rules, question: string): Promise<number> => {
    serverMs = 0
    const started = performance.now()
    await asked.ask(question, { now: NOW })
    return performance.now() - started - serverMs
  }
  const overheads: number[] = []
  for (const question of options.questions) {
    await timed(assistant, question)
    const alone = await timed(rules, question)
    overheads.push((await timed(assistant, question)) - alone)
  }
  await server.close()
  overheads.sort((a, b) => a - b)
  const at = (share: number): number => Math.round((overheads[Math.floor(overheads.length * share)] ?? 0) * 10) / 10
  return { questions: overheads.length, p50: at(0.5), p95: at(0.95) }
}
