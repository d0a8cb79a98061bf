import { parseOrdinal } from '../../corpus/ordinals.ts'
import { type DeadlineAsk, readDeadline } from './deadline.ts'
import { type Plan, placeNames } from './plan.ts'
import { topicOf } from './residue.ts'
import { findUnits, type UnitMention, unknownUnit } from './units.ts'
import { inPlanWords } from './wording.ts'

/** What a task question wants to know of the tasks it picks. */
type TaskAsk = 'lead' | 'support' | 'deadline' | 'list' | 'count' | 'content'

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
}

export interface QueryContext {
  readonly now: Date
  /** The question names a body whose documents with tasks these are, or there is nothing but plans to ask. */
  readonly planNamed: boolean
}

const N = '(?:\\d{1,3}|[一二三四五六七八九十百]{1,5})'
const NUMBERED = new RegExp(`第\\s*(?<a>${N}(?:\\s*[、,和及到至\\-—~]\\s*第?\\s*${N})*)\\s*(?:项|条|号|个任务)`)
const BARE_NUMBERED =
  /(?<![\d几多共有哪前近.年月]|[那这](?=\d(?!\d)))(?<a>\d{1,3}(?:\s*[、,和到至\-—~]\s*\d{1,3})*)\s*(?:项|条|号任务)(?!任务|以上)/
/** 140项里哪几项: the whole plan, not its item 140. */
const WHOLE = /\d{1,3}\s*(?:项|条|个)(?:任务)?(?:里面?|中|当中|之中)(?=.*[哪几多])/
const LAST = /最后(?:那)?(?:一|1)?(?:项|条)/
const SIZED = new RegExp(
  `(?:[那哪这](?<n>${N}|两)?|(?<![第\\d])(?<m>[两二三四五六七八九十]))\\s*(?:项|条|件事?|个(?:任务|事|活))`,
)

const ASKS: readonly (readonly [TaskAsk, RegExp])[] = [
  ['support', /配合|协办|协助|搭把?手|参与单位/],
  [
    'lead',
    /谁(?:来)?(?:牵头|负责|主办|承担|管|抓|落实|干|办|弄|整|搞|做|跟)|是谁|归谁|谁家|哪家|哪个(?:部门|单位|局|委办局)|哪些(?:部门|单位)|什么(?:部门|单位)|牵头(?:单位|部门)|责任(?:单位|部门)|归哪|还是/,
  ],
  [
    'deadline',
    /(?:啥|什么)时候?(?:前|要|能|该|内|才|得)*(?:完|搞|办|做|弄|整|干|交差|落实|到)|(?:何时|几时|几号|哪天|哪年|哪一年|几月|多久|多会儿).{0,6}(?:完|到期|[弄搞办做整]好)|(?:完成)?(?:时限|期限)|到期时间|截止/,
  ],
  ['count', /几项|几条|几个|几件|多少(?:项|条|个|件)?(?:任务|事)?/],
  [
    'list',
    /哪些|有啥|有什么|牵头的?(?:是|有)?哪个|哪[几项条件]|都有|列|清单|(?:牵头|负责|管|干|做|完成)(?:些)?(?:啥|什么)|[一二两三四五六七八九十]件事/,
  ],
  ['content', /是啥|是什么|内容|讲(?:的)?(?:啥|什么)|说(?:的)?(?:啥|什么)|怎么|咋|全文|原文|展开|看下|看看/],
]
const DUTY =
  /牵头|负责|主办|承担|要完成|需完成|应完成|完成(?!了)|到期|任务|归.{0,3}管|[管干做](?:些)?(?:啥|什么|几|哪)|的活|要干|要做|该做|该干|落实|配合/
/** What a unit has been given to do, as people say it: 领了啥活, 分到啥; 哪些活动 is something else. */
const GIVEN =
  /(?:啥|什么|哪些?|几[个项件]|多少|[领接分摊派])(?:了|到|上)?活(?![动力跃期])|(?:领|分|摊)(?:了|到|上)(?:些)?(?:啥|什么)(?=$|[\s,?。了呢啊])/
const STRONG = /牵头|责任单位|责任部门|配合单位|主办单位|协办|完成时限|任务|到期/
const PLAN_WORDS = /方案|任务|分工/
/** What has to be reached, and who sees to it: only plans say both. */
const AIMED = /目标|要求?达到|达到多少|要多少|(?:指标|比例|要求)(?:是|为)?多少/
/** Whose work something is, in words that say nothing of tasks. */
const OWNER = /谁(?:来)?(?:负责|管|抓)|归谁|归哪|是谁(?:家)?的|哪(?:个|家|些)(?:部门|单位|局)?(?:来)?(?:负责|管|抓)/
const LEANS = /^(?:那|那么|其中|还有|另外|它|都|也|换成)|呢[?吗]?$/
/** A second question after a whole one leans on that, not on the turn before: 「…归谁 期限呢」. */
const SECOND = /(?<=\S{4})[\s,;?。]+[^\s,;?。]{1,8}呢[?吗]?$/

/**
 * Reads a question about tasks; undefined when nothing in it asks for one. Units are matched against the names that the
 * plans print. Whether it stands alone depends on naming tasks as such: by number, unit and duty, deadline, or topic.
 */
export function readTaskQuery(asked: string, plans: readonly Plan[], context: QueryContext): TaskQuery | undefined {
  const { text, informal } = inPlanWords(asked)
  const slots = readSlots(text, plans, context)
  const asks = ASKS.filter(([, pattern]) => pattern.test(text)).map(([ask]) => ask)
  const draft = { ...slots, asks, leading: /牵头|主办|主责/.test(text) }
  const isTask = isTaskQuestion(text, draft, context) || (informal && slots.topic !== '')
  const unsure = !isTask && slots.topic !== '' && OWNER.test(text)
  const standalone = (isTask || unsure) && !LEANS.test(text.replace(SECOND, ''))
  const partial =
    slots.numbers.length + slots.units.length > 0 ||
    slots.deadline !== undefined ||
    asks.length > 0 ||
    slots.topic !== ''
  const ofPlan = isTask && slots.size === 1 && PLAN_WORDS.test(text)
  const marks = { ...(unsure ? { unsure } : {}), ...(informal ? { informal } : {}), ...(ofPlan ? { ofPlan } : {}) }
  return partial ? { ...draft, standalone, ...marks } : undefined
}

type Slots = Omit<TaskQuery, 'asks' | 'leading' | 'standalone' | 'unsure' | 'informal' | 'ofPlan'>

function readSlots(text: string, plans: readonly Plan[], { now }: QueryContext): Slots {
  const places = [...new Set(plans.flatMap(placeNames))].sort((a, b) => b.length - a.length)
  let rest = places
    .reduce((words, place) => words.replace(placePattern(place), ' '.repeat(place.length)), text)
    .replace(WHOLE, (words) => ' '.repeat(words.length))
  const take = (span: { readonly start: number; readonly end: number }) => {
    rest = rest.slice(0, span.start) + ' '.repeat(span.end - span.start) + rest.slice(span.end)
  }
  const numbered = NUMBERED.exec(rest) ?? BARE_NUMBERED.exec(rest) ?? LAST.exec(rest)
  if (numbered) take({ start: numbered.index, end: numbered.index + numbered[0].length })
  const sized = SIZED.exec(rest)
  if (sized) take({ start: sized.index, end: sized.index + sized[0].length })
  const deadline = readDeadline(rest, now)
  if (deadline) take(deadline)
  const units = readUnits(rest, plans, places)
  for (const unit of units) take(unit)
  const choice = /还是/.test(text) && units.length > 1
  const size = sized ? sizeOf(sized) : undefined
  return {
    numbers: numbered ? expand(numbered.groups?.a ?? String(lastNumber(plans))) : [],
    units: choice ? [] : units,
    ...(deadline ? { deadline: deadline.ask } : {}),
    topic: topicOf(rest),
    ...(size ? { size } : {}),
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

function lastNumber(plans: readonly Plan[]): number {
  return Math.max(...plans.flatMap(({ document }) => document.tasks.map(({ no }) => no)))
}

function sizeOf(match: RegExpExecArray): number | undefined {
  const printed = match.groups?.n ?? match.groups?.m
  if (printed) return printed === '两' ? 2 : parseOrdinal(printed)
  return match[0].startsWith('哪') ? undefined : 1
}

function expand(list: string): readonly number[] {
  const numbers: number[] = []
  for (const part of list.split(/[、,和及]/)) {
    const [from, to] = part.split(/[到至\-—~]/).map((word) => parseOrdinal(word.replace(/[第\s]/g, '')))
    if (from === undefined) continue
    for (let no = from; no <= Math.min(to ?? from, from + 200); no++) numbers.push(no)
  }
  return [...new Set(numbers)]
}

function isTaskQuestion(text: string, draft: Omit<TaskQuery, 'standalone'>, { planNamed }: QueryContext): boolean {
  const { numbers, units, deadline, topic, asks, size } = draft
  const named = planNamed || PLAN_WORDS.test(text)
  const wants = (...kinds: readonly TaskAsk[]) => asks.some((ask) => kinds.includes(ask))
  if (numbers.length > 0) return named || /第?\s*\S{1,12}项/.test(text) || STRONG.test(text)
  if (units.length > 0 && planNamed && size === undefined && /(?:几|多少)(?:项|条)/.test(text)) return true
  if (units.length > 0 && GIVEN.test(text)) return true
  if (units.length > 0) return DUTY.test(text) && (deadline !== undefined || asks.length > 0 || /任务|的活/.test(text))
  if (topic !== '' && STRONG.test(text) && wants('lead', 'support', 'deadline')) return true
  if (topic !== '' && wants('lead') && (wants('deadline') || size === 1)) return true
  if (topic !== '' && AIMED.test(text) && wants('lead', 'deadline')) return true
  if (topic !== '' && named && (wants('lead', 'deadline') || size !== undefined)) return true
  if (deadline !== undefined)
    return (
      (named || /要完成|需完成|应完成|完成的|[弄搞办做整干][完好]|底前.{0,4}完成|到期|期限|时限/.test(text)) &&
      (wants('list', 'count') || deadline.kind === 'none')
    )
  return topic === '' && /任务/.test(text) && wants('count', 'list')
}
