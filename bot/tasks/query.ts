import {
  AIMED,
  BOTH_ROLES,
  COUNTS_EVENTS,
  DUE,
  DUTY,
  GIVEN,
  ONE_ROLE,
  OWNER,
  PLAN_WORDS,
  readAsks,
  SHARES,
  STRONG,
  type TaskAsk,
  withoutIdleLead,
} from './asks.ts'
import { type DeadlineAsk, readDeadline } from './deadline.ts'
import { findNumbers, findSize, WHOLE } from './numbers.ts'
import { type Plan, placeNames } from './plan.ts'
import { oneYearOf, PLAN_YEAR } from './plan-year.ts'
import { hasOtherWords, topicOf } from './residue.ts'
import { findUnits, type UnitMention, unknownUnit } from './units.ts'
import { inPlanWords } from './wording.ts'

/** A question about tasks, slot by slot; a follow-up fills only the slots it names. */
export interface TaskQuery {
  /** Task numbers, in the order asked. */
  readonly numbers: readonly number[]
  /** Units whose tasks are asked for: each with its names in the plans, none when no plan names it. */
  readonly units: readonly UnitMention[]
  readonly deadline?: DeadlineAsk
  /** Words that the tasks are about. */
  readonly topic: string
  /** How many tasks the asker expects: 那三条, 那条. */
  readonly size?: number
  readonly asks: readonly TaskAsk[]
  /** Only tasks that the units lead are meant: 牵头哪些, not 有哪些任务. */
  readonly leading: boolean
  /** True when it can be answered without the turn before. */
  readonly standalone: boolean
  /** It names neither plan nor task: only a task that is wholly about its topic answers it. */
  readonly unsure?: boolean
  /** It asks in words that name no task (谁的活): only a task that is clearly about its topic answers it. */
  readonly informal?: boolean
  /** It asks for one task of a plan by its matter: none other than a task of the plan answers it. */
  readonly ofPlan?: boolean
  /** Only tasks that all of its units have are meant: 法院和司法局一起弄的. */
  readonly jointly?: boolean
  /** It has words that are of no slot. */
  readonly beyond?: boolean
}

export interface QueryContext {
  readonly now: Date
  /** The question names a body whose documents with tasks these are, or there is nothing but plans to ask. */
  readonly planNamed: boolean
  /** Of that only because the plans of a body are assumed: rules and reports may be meant as well. */
  readonly assumed?: boolean
}

const LEANS = /^(?:那|那么|其中|还有|另外|它|都|也|换成)|呢[?吗]?$/
const JOINTLY = /(?:一起|一块儿?|共同|联合)[弄干管办搞做抓]?/
/** A second question after a whole one leans on that, not on the turn before: 「…归谁 期限呢」. */
const SECOND = /(?<=\S{4})[\s,;?。]+[^\s,;?。]{1,8}呢[?吗]?$/

/**
 * Reads a question about tasks; undefined when nothing in it asks for one. Units are matched against the names that the
 * plans print. Whether it stands alone depends on naming tasks as such: by number, unit and duty, deadline, or topic.
 */
export function readTaskQuery(asked: string, plans: readonly Plan[], context: QueryContext): TaskQuery | undefined {
  const { text, informal } = inPlanWords(asked, (context.planNamed && !context.assumed) || PLAN_WORDS.test(asked))
  const { sharing, beyond, ...slots } = readSlots(text, plans, context)
  const asks = [...(sharing ? (['part'] as const) : []), ...readAsks(text)]
  const draft = { ...slots, asks, leading: /牵头|主办|主责/.test(text) }
  const isTask = isTaskQuestion(text, draft, context) || (informal && slots.topic !== '')
  const unsure = !isTask && slots.topic !== '' && OWNER.test(text)
  const standalone = (isTask || unsure) && !LEANS.test(text.replace(SECOND, ''))
  const partial =
    slots.numbers.length + slots.units.length > 0 ||
    slots.deadline !== undefined ||
    asks.length > 0 ||
    draft.leading ||
    slots.topic !== ''
  const ofPlan = isTask && slots.size === 1 && PLAN_WORDS.test(text)
  const marks = {
    ...(unsure ? { unsure } : {}),
    ...(informal ? { informal } : {}),
    ...(ofPlan ? { ofPlan } : {}),
    ...(beyond ? { beyond } : {}),
    ...(slots.units.length > 1 && JOINTLY.test(text) ? { jointly: true } : {}),
  }
  return partial ? { ...draft, asks: withoutIdleLead(asks, text), standalone, ...marks } : undefined
}

type Slots = Omit<
  TaskQuery,
  'asks' | 'leading' | 'standalone' | 'unsure' | 'informal' | 'ofPlan' | 'beyond' | 'jointly'
>

function readSlots(
  text: string,
  plans: readonly Plan[],
  { now }: QueryContext,
): Slots & { sharing: boolean; beyond: boolean } {
  const places = [...new Set(plans.flatMap(placeNames))].sort((a, b) => b.length - a.length)
  let rest = places
    .reduce((words, place) => words.replace(placePattern(place), ' '.repeat(place.length)), text)
    .replace(WHOLE, (words) => ' '.repeat(words.length))
    .replace(PLAN_YEAR, (words) => ' '.repeat(words.length))
  const take = (span: { readonly start: number; readonly end: number }) => {
    rest = rest.slice(0, span.start) + ' '.repeat(span.end - span.start) + rest.slice(span.end)
  }
  const numbered = findNumbers(rest, plans)
  if (numbered) take(numbered)
  const sized = findSize(rest)
  if (sized) take(sized)
  const deadline = readDeadline(rest, now, oneYearOf(plans))
  if (deadline) take(deadline)
  const units = readUnits(rest, plans, places)
  for (const unit of units) take(unit)
  const both = BOTH_ROLES.test(text) && !ONE_ROLE.test(text)
  const sharing = (both && !numbered) || (units.length > 0 && SHARES.test(rest))
  if (units.length > 1) rest = rest.replace(JOINTLY, ' ')
  if (sharing) rest = rest.replace(SHARES, ' ')
  const choice = /还是/.test(text) && units.length > 1
  return {
    numbers: numbered?.numbers ?? [],
    units: choice ? [] : units,
    ...(deadline ? { deadline: deadline.ask } : {}),
    topic: topicOf(rest),
    ...(sized?.size ? { size: sized.size } : {}),
    sharing,
    beyond: hasOtherWords(rest),
  }
}

/** The 市 of 云溪市监局 begins the name of the bureau when it ends that of the place as well. */
function placePattern(place: string): RegExp {
  const plain = place.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(place.endsWith('市') ? `${plain}(?!监[局管]|场监)` : plain, 'g')
}

/** 区发改牵头的有几项: a bureau without its last character. */
const BARE_UNIT = /(?<!\p{Script=Han})[省市区县]?\p{Script=Han}{2,3}(?=(?:牵头|主办|负责|领|要干|要完成))/u

function readUnits(text: string, plans: readonly Plan[], places: readonly string[]): readonly UnitMention[] {
  const names = [
    ...new Set(
      plans.flatMap(({ document }) => document.tasks.flatMap((task) => [...task.leadUnits, ...task.otherUnits])),
    ),
  ]
  const known = findUnits(text, names, places)
  if (known.length > 0) return known
  const bare = BARE_UNIT.exec(text)?.[0]
  const [unit] = bare === undefined ? [] : findUnits(`${bare}局`, names, places)
  if (unit && bare !== undefined) {
    const start = text.indexOf(bare) + unit.start
    return [{ said: bare.slice(unit.start), start, end: text.indexOf(bare) + bare.length, names: unit.names }]
  }
  const unknown = unknownUnit(text)
  return unknown ? [unknown] : []
}

function isTaskQuestion(text: string, draft: Omit<TaskQuery, 'standalone'>, { planNamed }: QueryContext): boolean {
  const { numbers, units, deadline, topic, asks, size } = draft
  const named = planNamed || PLAN_WORDS.test(text)
  const wants = (...kinds: readonly TaskAsk[]) => asks.some((ask) => kinds.includes(ask))
  if (numbers.length > 0) return named || /第?\s*\S{1,12}项/.test(text) || STRONG.test(text)
  if (units.length > 0 && planNamed && size === undefined && /(?:几|多少)(?:项|条)/.test(text)) return true
  if (units.length > 0 && (GIVEN.test(text) || asks.includes('part'))) return true
  if (topic !== '' && asks.includes('number')) return true
  if (units.length > 0)
    return (DUTY.test(text) || DUE.test(text)) && (deadline !== undefined || asks.length > 0 || /任务|的活/.test(text))
  if (topic !== '' && STRONG.test(text) && wants('lead', 'duty', 'support', 'deadline')) return true
  if (topic !== '' && wants('lead', 'duty') && (wants('deadline') || size === 1)) return true
  if (topic !== '' && AIMED.test(text) && wants('lead', 'duty', 'deadline')) return true
  if (topic !== '' && named && (wants('lead', 'duty', 'deadline') || size !== undefined)) return true
  if (deadline !== undefined) {
    // 去年办了几件 after the name of a place counts what happened, not what is due.
    const standing = deadline.kind === 'standing' && topic === ''
    const due = standing || DUE.test(text) || PLAN_WORDS.test(text) || (planNamed && !COUNTS_EVENTS.test(text))
    return due && (wants('list', 'count') || size !== undefined || deadline.kind === 'none')
  }
  return topic === '' && /任务/.test(text) && wants('count', 'list')
}
