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

function selectUnits({ units, asks, leading: only, jointly }: TaskQuery, tasks: readonly PlannedTask[]) {
  if (units.length === 0) return { hits: tasks, supporting: [], asSupport: false, led: [] }
  if (jointly) return { hits: ofAll(units, tasks), supporting: [], asSupport: false, led: [] }
  const names = new Set(units.flatMap((unit) => unit.names))
  const leading = tasks.filter(({ task }) => task.leadUnits.some((unit) => names.has(unit)))
  const supporting = tasks.filter(({ task }) => task.otherUnits.some((unit) => names.has(unit)))
  const shared = asks.includes('duty') && !only && tasks.some(isDutyShared)
  const anyShare = supporting.length > 0 && (asks.includes('part') || (leading.length === 0 && !only))
  // 谁配合 asks for those beside the unit that is named.
  const asSharer = (asks.includes('support') && !asks.includes('part')) || shared
  if ((asSharer && !asks.includes('who')) || anyShare)
    return { hits: supporting, supporting: [], asSupport: true, led: leading }
  return { hits: leading, supporting, asSupport: false, led: [] }
}

/** Tasks that all of the units lead; where there are none, in which all of them have a share. */
function ofAll(units: TaskQuery['units'], tasks: readonly PlannedTask[]): readonly PlannedTask[] {
  const has = (held: readonly string[]) => units.every(({ names }) => names.some((name) => held.includes(name)))
  const led = tasks.filter(({ task }) => has(task.leadUnits))
  return led.length > 0 ? led : tasks.filter(({ task }) => has([...task.leadUnits, ...task.otherUnits]))
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

/**
 * 那三条 takes the three best; without a topic a number of tasks is only what the asker believes, but 8月底前那项 is the one due on
 * that very day.
 */
function sized({ size, topic, deadline }: TaskQuery, hits: readonly PlannedTask[]): readonly PlannedTask[] {
  if (size === 1 && topic === '' && deadline?.kind === 'by') {
    const onThatDay = hits.filter(({ task }) => task.deadlineDate === deadline.to)
    return onThatDay.length === 1 ? onThatDay : hits
  }
  return size !== undefined && topic !== '' && hits.length > size ? hits.slice(0, size) : hits
}
