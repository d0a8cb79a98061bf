import type { Assistant } from '../../bot/assistant.ts'
import type { Question } from './question.ts'
import type { Outcome } from './report.ts'
import { score, type TextOf } from './score.ts'

/** What the questions are asked of. */
export interface Bench {
  readonly assistant: Assistant
  readonly textOf: TextOf
  /** The day of questions that name none. */
  readonly now: Date
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
}

/** Asks the questions one after another, each a conversation of its own, and scores the replies. */
export async function runQuestions(
  questions: readonly Question[],
  { assistant, textOf, now, clock }: Bench,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const question of questions) {
    const started = clock()
    const asOf = question.now ? new Date(question.now) : now
    const reply = await assistant.ask(question.question, { history: question.history ?? [], now: asOf })
    const elapsedMs = clock() - started
    outcomes.push({ question, reply, score: score(question, reply, textOf), elapsedMs })
  }
  return outcomes
}
