import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../bot/schema.ts'
import { sampleCorpus } from '../../retrieval/config.ts'
import { libraryOf } from '../support/assistant.ts'
import { temporaryBudget } from '../support/model.ts'
import { HABITS } from './habits.ts'
import { type RunOptions, ruleReplies, runHabit } from './run.ts'

/** The short form of `tsx test/model/main.ts`: a few questions and a change of a draft under every habit. */
const QUESTIONS = [
  '政务舆情多久要回应',
  '规范性文件征求意见最少几天',
  '云溪2024涉企检查怎么规范的',
  '谁都不知道的事怎么办',
]
const CHANGES = ['第一段再短一点']

let options: Omit<RunOptions, 'budget'>
let rules: ReadonlyMap<string, Reply>
let close: () => Promise<void>

beforeAll(async () => {
  const library = await libraryOf(sampleCorpus)
  close = () => library.close()
  options = { library, questions: QUESTIONS, changes: CHANGES }
  rules = await ruleReplies(options)
})
afterAll(() => close())

describe('nothing unsupported goes out, nothing hangs and nothing crashes when the server', () => {
  it.each(HABITS.map((habit) => [habit.name, habit] as const))('%s', async (_, habit) => {
    const result = await runHabit(habit, rules, { ...options, budget: temporaryBudget() })
    expect(result.faults).toEqual([])
    expect(result.tried).toBeGreaterThanOrEqual(2)
    if (habit.expect === 'model') expect(result.byModel).toBeGreaterThanOrEqual(2)
    if (habit.expect === 'rules') expect(result.byModel).toBe(0)
  })
})
