import { meetsDeadline } from './deadline.ts'
import { isDutyShared, type Plan, type PlannedTask } from './plan.ts'
import type { TaskQuery } from './query.ts'
import { findByTopic, type TopicHits } from './topic.ts'

/** Tasks that meet a query, and what stood in the way when there are none. */
export interface Selection {
  readonly hits: readonly PlannedTask[]
  /** The condition that left nothing; absent when there are hits. */
  readonly emptyAt?: 'numbers' | 'units' | 'deadline' | 'topic'
  /** Numbers asked for that no plan has. */
  readonly missing: readonly number[]
  /** Tasks in which the units only take part, when the hits are those they lead. */
  readonly supporting: readonly PlannedTask[]
  /** The hits are tasks the units take part in: asked for, or as they lead none. */
  readonly asSupport: boolean
  /** Tasks that the units lead, beside hits in which they only take part. */
  readonly led: readonly PlannedTask[]
  /** Share of the topic that the best hit has; 1 without a topic. */
  readonly coverage: number
}

/** The tasks that meet every condition of a query, in the order of the plan. */
export function selectTasks(query: TaskQuery, plans: readonly Plan[]): Selection {
  const all = plans.flatMap((plan) => plan.document.tasks.map((task) => ({ plan, task })))
  const missing = query.numbers.filter((no) => !all.some(({ task }) => task.no === no))
  const byNumber = query.numbers.length > 0 ? all.filter(({ task }) => query.numbers.includes(task.no)) : all
  const byUnit = selectUnits(query, byNumber)
  const byDeadline = dated(query, byUnit.hits)
  const byTopic =
    query.topic === '' || query.numbers.length > 0 ? { hits: byDeadline, coverage: 1 } : topical(query, byDeadline, all)
  const stages = [
    ['numbers', byNumber],
    ['units', byUnit.hits],
    ['deadline', byDeadline],
    ['topic', byTopic.hits],
  ] as const
  const empty = stages.find(([, tasks]) => tasks.length === 0)?.[0]
  const hits = sized(query, byTopic.hits)
  return {
    hits: all.filter((planned) => hits.includes(planned)),
    ...(empty ? { emptyAt: empty } : {}),
    missing,
    supporting: dated(query, byUnit.supporting),
    asSupport: byUnit.asSupport,
    led: dated(query, byUnit.led),
    coverage: byTopic.coverage,
  }
}

function selectUnits({ units, asks, leading: only }: TaskQuery, tasks: readonly PlannedTask[]) {
  const names = new Set(units.flatMap((unit) => unit.names))
  if (units.length === 0) return { hits: tasks, supporting: [], asSupport: false, led: [] }
  const leading = tasks.filter(({ task }) => task.leadUnits.some((unit) => names.has(unit)))
  const supporting = tasks.filter(({ task }) => task.otherUnits.some((unit) => names.has(unit)))
  const shared = asks.includes('duty') && !only && tasks.some(isDutyShared)
  const anyShare = supporting.length > 0 && (asks.includes('part') || (leading.length === 0 && !only))
  if ((asks.includes('support') && !asks.includes('part')) || shared || anyShare)
    return { hits: supporting, supporting: [], asSupport: true, led: leading }
  return { hits: leading, supporting, asSupport: false, led: [] }
}

function dated({ deadline }: TaskQuery, tasks: readonly PlannedTask[]): readonly PlannedTask[] {
  return deadline ? tasks.filter(({ task }) => meetsDeadline(task, deadline)) : tasks
}

/** Each plan is searched by itself; one whose best task has clearly less of the topic than another's is left out. */
function topical({ topic }: TaskQuery, tasks: readonly PlannedTask[], pool: readonly PlannedTask[]): TopicHits {
  const ofPlan = (list: readonly PlannedTask[], plan: Plan) => list.filter((planned) => planned.plan === plan)
  const plans = [...new Set(tasks.map(({ plan }) => plan))]
  const found = plans.map((plan) => findByTopic(topic, ofPlan(tasks, plan), ofPlan(pool, plan)))
  const best = Math.max(0, ...found.map(({ coverage }) => coverage))
  return { hits: found.filter(({ coverage }) => coverage >= best * ALIKE).flatMap(({ hits }) => hits), coverage: best }
}

const ALIKE = 0.9

/** 那三条 takes the three best; without a topic a number of tasks is only what the asker believes. */
function sized({ size, topic }: TaskQuery, hits: readonly PlannedTask[]): readonly PlannedTask[] {
  return size !== undefined && topic !== '' && hits.length > size ? hits.slice(0, size) : hits
}
