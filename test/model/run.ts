import { openAssistant } from '../../bot/assistant.ts'
import type { TokenBudget } from '../../bot/model/budget.ts'
import type { Reply } from '../../bot/schema.ts'
import { normalizeQuestion } from '../../bot/understand/question.ts'
import type { Library } from '../../retrieval/library.ts'
import { assistantWith, NOW } from '../support/assistant.ts'
import { fakeChat } from '../support/fake-chat.ts'
import type { Habit } from './habits.ts'

/** What became of the questions under one habit. */
export interface HabitResult {
  readonly habit: string
  readonly asked: number
  /** Replies that the model was to say better, and changes of a draft. */
  readonly tried: number
  /** Replies in the model's words. */
  readonly byModel: number
  /** Replies of the rules after the model was asked. */
  readonly fellBack: number
  /** Of these, with the line that says so. */
  readonly marked: number
  /** One sentence each; all must be empty. */
  readonly faults: readonly string[]
  /** Longest time for one question, milliseconds. */
  readonly longestMs: number
}

export interface RunOptions {
  readonly library: Library
  readonly questions: readonly string[]
  /** Messages that change an open draft. */
  readonly changes: readonly string[]
  readonly budget: TokenBudget
}

const DRAFT = '帮我起草2025年行政复议部分'
const TIMEOUT_MS = 4_000
/** Look-up, checks and a loaded machine, beyond the model's time. */
const OWN_MS = 3_000
const MARK = /\n\((?:模型不可用|模型的改写未通过核对),以上为原文摘录\)$/

/** Asks every question of the rules alone: what replies fall back to. */
export async function ruleReplies({
  library,
  questions,
  changes,
}: Omit<RunOptions, 'budget'>): Promise<ReadonlyMap<string, Reply>> {
  const assistant = await openAssistant({ library, homeOrg: '云溪区' })
  const replies = new Map<string, Reply>()
  for (const question of questions) replies.set(question, await assistant.ask(question, { now: NOW }))
  for (const change of changes) {
    const history = [DRAFT]
    replies.set(change, await assistant.ask(change, { now: NOW, history }))
  }
  replies.set(DRAFT, await assistant.ask(DRAFT, { now: NOW }))
  return replies
}

/** Runs all questions against a server with the habit, and looks for what must not be in the replies. */
export async function runHabit(
  habit: Habit,
  rules: ReadonlyMap<string, Reply>,
  options: RunOptions,
): Promise<HabitResult> {
  const script = habit.start(answersIn(rules))
  const server = await fakeChat(script.say)
  const timeoutMs = habit.timeoutMs ?? TIMEOUT_MS
  const { assistant, used } = await assistantWith(options.library, server.url, {
    budget: options.budget,
    timeoutMs,
    homeOrg: '云溪区',
  })
  const faults: string[] = []
  let [longestMs, marked] = [0, 0]
  const ask = async (question: string, conversation?: string): Promise<void> => {
    const started = performance.now()
    try {
      const reply = await assistant.ask(question, { now: NOW, ...(conversation ? { conversation } : {}) })
      if (MARK.test(reply.text)) marked++
      faults.push(
        ...faultsOf(reply, rules.get(question), { ...options, told: script.told }).map(
          (fault) => `${question}:${fault}`,
        ),
      )
    } catch (error) {
      faults.push(`${question}:crashed:${String(error)}`)
    }
    const ms = performance.now() - started
    longestMs = Math.max(longestMs, ms)
    if (ms > timeoutMs + OWN_MS) faults.push(`${question}:took ${Math.round(ms)} ms`)
  }
  for (const question of options.questions) await ask(question)
  for (const [at, change] of options.changes.entries()) {
    await assistant.ask(DRAFT, { now: NOW, conversation: `draft-${at}` })
    await ask(change, `draft-${at}`)
  }
  await server.close()
  const tried = used.filter(({ prompts }) => prompts.some((prompt) => !prompt.startsWith('understand')))
  const byModel = tried.filter(({ outcome }) => outcome === 'answered').length
  const counts = { asked: options.questions.length + options.changes.length, tried: tried.length, byModel }
  return { habit: habit.name, ...counts, fellBack: tried.length - byModel, marked, faults, longestMs }
}

/** The first sentences of what the rules quote, by question: the right answers of an obedient server. */
export function answersIn(rules: ReadonlyMap<string, Reply>): ReadonlyMap<string, string> {
  const answers = [...rules].flatMap(([question, { citations = [] }]): readonly (readonly [string, string])[] => {
    const [first] = citations
    return first ? [[normalizeQuestion(question), first.quote]] : []
  })
  return new Map(answers)
}

interface Looking extends RunOptions {
  readonly told: ReadonlySet<string>
}

/** 〔1〕; 〔2017〕 is the year of a document's number. */
const SOURCE = /〔(\d{1,2})〕/g

/** Looks at a reply with other eyes than the product: digits, quotes and the lies that were told. */
function faultsOf(reply: Reply, ruled: Reply | undefined, { library, told }: Looking): readonly string[] {
  const text = `${reply.text}\n${reply.draft?.text ?? ''}`
  const cited = (reply.citations ?? []).map(({ doc }) => library.document(doc)?.text ?? '')
  const known = plain(
    [...cited, ...(reply.citations ?? []).map(({ title, section }) => title + section), ruled?.text ?? ''].join('\n'),
  )
  const numbers = [...plain(text.replace(SOURCE, '')).matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => digits)
  const labels = [...text.matchAll(SOURCE)].map((match) => Number(match[1]))
  const lies = [...told].filter(
    (lie) => plain(text).includes(plain(lie).replace(/[。;]$/, '')) && !plain(ruled?.text ?? '').includes(plain(lie)),
  )
  return [
    ...numbers.filter((digits) => !known.includes(digits)).map((digits) => `unsupported number ${digits}`),
    ...labels.filter((n) => n < 1 || n > (reply.citations?.length ?? 0)).map((n) => `source ${n} does not exist`),
    ...(reply.citations ?? [])
      .filter(({ doc, quote }) => !library.document(doc)?.text.includes(quote))
      .map(({ quote }) => `no quote: ${quote.slice(0, 30)}`),
    ...lies
      .filter((lie) => !cited.some((document) => plain(document).includes(plain(lie))))
      .map((lie) => `a lie came through: ${lie.slice(0, 60)}`),
  ]
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}
