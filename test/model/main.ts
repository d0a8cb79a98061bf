import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskBudget } from '../../bot/model/budget.ts'
import { sampleCorpus } from '../../retrieval/config.ts'
import { libraryOf, NOW } from '../support/assistant.ts'
import { HABITS } from './habits.ts'
import { measureOverhead } from './overhead.ts'
import { type HabitResult, ruleReplies, runHabit } from './run.ts'

/** `tsx test/model/main.ts [words of a habit's name]`: every habit against 40 questions and the changes of a draft, as a table. */
const [only = ''] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'lantai-model-'))
const budget = diskBudget({ file: join(folder, 'usage.json'), limit: 0, now: () => NOW, note: console.error })
const library = await libraryOf(sampleCorpus)
const all = readFileSync(fileURLToPath(new URL('../eval/questions.jsonl', import.meta.url)), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { type: string; question: string })
const questions = [
  ...all.filter(({ type }) => type === 'procedure'),
  ...all.filter(({ type }) => type === 'unanswerable').slice(0, 4),
].map(({ question }) => question)
const changes = ['再精简一点', '写得正式一些,第一段短一点', '第一段再短一点']
const options = { library, questions, changes, budget }
console.log(JSON.stringify({ overheadMs: await measureOverhead(options) }))
const rules = await ruleReplies(options)
const results: HabitResult[] = []
for (const habit of HABITS.filter(({ name }) => name.includes(only))) {
  const result = await runHabit(habit, rules, options)
  const { faults, longestMs, ...counts } = result
  results.push(result)
  console.log(JSON.stringify({ ...counts, faults: faults.length, longestMs: Math.round(longestMs) }))
  for (const fault of faults) console.error(`${habit.name}: ${fault}`)
}
const sum = (of: (result: HabitResult) => number): number => results.reduce((total, result) => total + of(result), 0)
const [tried, byModel] = [sum((result) => result.tried), sum((result) => result.byModel)]
console.log(JSON.stringify({ habits: results.length, tried, byModel, faults: sum(({ faults }) => faults.length) }))
await library.close()
rmSync(folder, { recursive: true, force: true })
process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1
