import type { Audience, DocumentEntry, Library } from '../../retrieval/library.ts'
import type { Reply } from '../schema.ts'
import { COUNTS_EVENTS } from './asks.ts'
import { composeLines, composeTasks, type Saying } from './compose.ts'
import { mergeTaskQuery } from './merge.ts'
import { missingAmount, missingTasks, missingYear } from './missing.ts'
import type { Plan } from './plan.ts'
import { plansOfYear } from './plan-year.ts'
import { asksForMoneyAlone, printingLines, selectPrinting } from './printed.ts'
import { type QueryContext, readTaskQuery, type TaskQuery } from './query.ts'
import { type Selection, selectTasks } from './select.ts'

/** A question as the tasks look-up reads it. */
export interface TaskQuestion {
  /** Normalised. */
  readonly text: string
  readonly now: Date
  /** The documents it is about: those of the bodies it names, or everything the asker may see. */
  readonly documents: readonly DocumentEntry[]
  /** It names the body or place of these documents: a bare name after a question back answers it. */
  readonly named?: boolean
  readonly library: Pick<Library, 'document'>
  readonly audience?: Audience
  /** What the turn before asked of the tasks, when this question leans on it. */
  readonly previous?: TaskQuery
  /** Assumptions to be said: 「按本单位云溪区作答」. */
  readonly assumed?: readonly string[]
}

/** A reply about tasks, with the query it answers for the follow-up. */
export interface TaskAnswer {
  readonly reply: Reply
  readonly query: TaskQuery
}

/**
 * Answers a question about the tasks of plans, by number, unit, deadline or topic, with exact counts; undefined when it
 * asks for no task or no document in question has any. A unit that leads nothing is a reply of kind notfound.
 */
export function answerTasks(question: TaskQuestion): TaskAnswer | undefined {
  const held = plansOf(question)
  if (held.length === 0) return undefined
  const onlyPlans = question.documents.every(({ tasks }) => tasks > 0)
  const assumed = (question.assumed ?? []).length > 0
  const { read, plans, year } = readOfYear(question, held, { now: question.now, planNamed: onlyPlans, assumed })
  const next = read ?? (question.named ? question.previous : undefined)
  if (!next) return undefined
  const spoken = question.previous !== undefined || (onlyPlans && !assumed && next.units.length > 0)
  const ofUnits = next.asks.includes('support') || next.asks.includes('duty')
  if (!next.standalone && spoken && !ofUnits && COUNTS_EVENTS.test(question.text))
    return ofAmount(question, next, plans)
  if (!next.standalone && (!question.previous || isOfSomethingElse(next))) return undefined
  if (plans.length === 0) return { query: next, reply: missingYear(year, held) }
  const query = question.previous
    ? mergeTaskQuery(question.previous, fromList(question.previous, next, { text: question.text, plans }))
    : next
  const selection = asTold(selectTasks(query, plans), next)
  if (isStray(next, query, selection)) return undefined
  const brief = question.previous !== undefined && isSlotOnly(next)
  return { query, reply: replyTo(query, selection, { plans, assumed: question.assumed ?? [], brief }) }
}

/** The query with the plans of the year that it names them by; none where only plans of other years know the unit it names. */
function readOfYear({ text }: TaskQuestion, held: readonly Plan[], context: QueryContext) {
  const ofYear = plansOfYear(text, held, context.now)
  const read = readTaskQuery(text, ofYear.plans, context)
  const isKnown = (query: TaskQuery | undefined) => query?.units.some(({ names }) => names.length > 0) === true
  if (ofYear.year === undefined || isKnown(read)) return { read, ...ofYear }
  const elsewhere = readTaskQuery(text, held, context)
  return isKnown(elsewhere) ? { ...ofYear, read: elsewhere, plans: [] } : { ...ofYear, read }
}

/** 责任单位有哪些, 啥时候完 after a task: asks for one more thing of it. */
function isSlotOnly({ numbers, units, deadline, topic, standalone }: TaskQuery): boolean {
  return !standalone && numbers.length + units.length === 0 && deadline === undefined && topic === ''
}

/** 进度咋报 after a task: words of no slot, and nothing asked that only tasks have. */
function isOfSomethingElse(next: TaskQuery): boolean {
  return isSlotOnly(next) && next.beyond === true && next.asks.every((ask) => OF_ANYTHING.has(ask))
}

const OF_ANYTHING: ReadonlySet<string> = new Set(['content', 'list', 'count'])

/** In what else a unit takes part is told of the unit that was just named, not of one that was named before. */
function asTold(selection: Selection, { units }: TaskQuery): Selection {
  return units.length > 0 ? selection : { ...selection, supporting: [] }
}

/**
 * 得聘多少人 after a task is answered with the task whose words hold such a number of what is asked, 财政局要掏多少钱 with the unit's; where
 * none of a unit's tasks prints an amount, that is said.
 */
function ofAmount(question: TaskQuestion, next: TaskQuery, plans: readonly Plan[]): TaskAnswer | undefined {
  const { previous, text, assumed = [] } = question
  const all = plans.flatMap((plan) => plan.document.tasks.map((task) => ({ plan, task })))
  const before = previous ? selectTasks(previous, plans).hits : []
  const hits = selectPrinting(text, next, { before, all })
  const known = next.units.some(({ names }) => names.length > 0)
  if (hits.length === 0 && known && asksForMoneyAlone(text, next))
    return { query: next, reply: missingAmount(next, plans) }
  if (hits.length === 0) return undefined
  const reply = composeLines(printingLines(text, next, hits), hits, assumed)
  return { query: { ...(previous ?? next), ...NARROWED, numbers: hits.map(({ task }) => task.no) }, reply }
}

const NARROWED = { units: [], topic: '', asks: [], deadline: undefined }

/** 第二条展开 after a list means the second of the list, unless the list itself has a number 2. */
function fromList(
  previous: TaskQuery,
  next: TaskQuery,
  { text, plans }: { text: string; plans: readonly Plan[] },
): TaskQuery {
  const [no, ...others] = next.numbers
  if (no === undefined || others.length > 0 || !/条|展开|详细/.test(text)) return next
  const { hits } = selectTasks(previous, plans)
  const listed = hits[no - 1]
  if (listed === undefined || hits.length < 2 || hits.some(({ task }) => task.no === no)) return next
  return { ...next, numbers: [listed.task.no], standalone: false }
}

function plansOf({ documents, library, audience }: TaskQuestion): readonly Plan[] {
  return documents
    .filter(({ tasks }) => tasks > 0)
    .flatMap((entry) => {
      const document = library.document(entry.path, audience)
      return document ? [{ entry, document }] : []
    })
}

/** Words after a question about tasks that no task has, or a vague question of who does something that no task is about. */
function isStray(next: TaskQuery, query: TaskQuery, { emptyAt, coverage }: Selection): boolean {
  if (next.topic === '' || query.numbers.length > 0) return false
  if (next.unsure) return coverage < WHOLLY || next.topic.length < LEAST_TOPIC
  if (next.informal && next.standalone && next.units.length === 0) return coverage < LEAST_SURE
  const bare = next.units.length === 0 && next.deadline === undefined && !next.ofPlan
  return bare && (emptyAt === 'topic' || coverage < LEAST_SURE) && !next.asks.some((ask) => WHOSE.has(ask))
}

const WHOSE: ReadonlySet<string> = new Set(['lead', 'duty', 'support'])
const LEAST_SURE = 0.6
/** 谁负责清理 is asked of whatever was spoken of before, not of every task with 清理 in it. */
const LEAST_TOPIC = 3
/** Of a topic of four characters every pair, of a longer one all but one. */
const WHOLLY = 0.85

interface Frame extends Saying {
  readonly plans: readonly Plan[]
}

function replyTo(query: TaskQuery, selection: Selection, { plans, ...saying }: Frame): Reply {
  if (selection.hits.length === 0) return missingTasks(query, selection, plans)
  const holding = [...new Set(selection.hits.map(({ plan }) => plan))]
  if (query.numbers.length > 0 && holding.length > 1) {
    const titles = holding.map(({ entry }) => entry.identity.title).join('、')
    return { kind: 'clarify', text: `有第${query.numbers.join('、')}项的方案是:${titles}。\n想问哪个?直接回地名即可。` }
  }
  return composeTasks(query, selection, saying)
}
