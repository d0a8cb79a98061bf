/** What a task question wants to know of the tasks it picks; `duty` is asked of 责任单位, which lead in some plans and take part in others; `part` is all that a unit has a share in, `who` the units that take part with it. */
export type TaskAsk =
  | 'lead'
  | 'support'
  | 'duty'
  | 'part'
  | 'who'
  | 'deadline'
  | 'list'
  | 'count'
  | 'number'
  | 'content'

const ASKS: readonly (readonly [TaskAsk, RegExp])[] = [
  ['support', /配合|协办|协助|搭把?手|(?:参与|参加)(?:的)?(?:单位|部门)/],
  [
    'lead',
    /谁(?:来)?(?:牵头|负责|主办|承担|管|抓|落实|干|办|弄|整|搞|做|跟)|是谁|归谁|谁家|哪家|哪个(?:部门|单位|局|委办局)|哪些(?:部门|单位)|什么(?:部门|单位)|牵头(?:单位|部门)|归哪|还是/,
  ],
  ['duty', /责任(?:单位|部门)/],
  [
    'who',
    /(?:谁|哪[些个家几]?(?:个|家)?(?:单位|部门|局)?)(?:来)?(?:配合|协助|协办)|(?:配合|协办|协助|责任)(?:的|单位|部门)+(?:都)?(?:是|有)?(?:谁|哪(?!.{0,2}(?:项|条|任务|活))|几(?!项|条|个任务))|(?:配合|协办|责任)(?:单位|部门)(?:呢|$)/,
  ],
  [
    'deadline',
    /(?:啥|什么)时候?(?:前|要|能|该|内|才|得)*(?:完|搞|办|做|弄|整|干|交差|落实|到)|(?:何时|几时|几号|哪天|哪年|哪一年|几月|多久|多会儿).{0,6}(?:完|到期|交差|[弄搞办做整]好)|(?:完成)?(?:时限|期限)|到期时间|截止/,
  ],
  ['count', /几项|几条|几个|几件|几家|多少(?:项|条|个|件)?(?:任务|事)?/],
  ['number', /第几(?:项|个任务|号任务)|几号任务/],
  [
    'list',
    /哪些|有啥|有什么|牵头的?(?:是|有)?哪个|哪[几项条件]|都有|列|清单|(?:牵头|负责|管|干|做|完成|[弄搞办做整干][完好])(?:些)?(?:啥|什么)|[一二两三四五六七八九十]件事/,
  ],
  [
    'content',
    /是啥|是什么|内容|讲(?:的)?(?:啥|什么)|说(?:的)?(?:啥|什么)|怎么|咋|全文|原文|展开|看下|看看|(?:啥|什么|哪些)要求|要求(?:是|有)?(?:啥|什么|哪些)/,
  ],
]

/** What a text asks of tasks, in the order in which the kinds are listed. */
export function readAsks(text: string): readonly TaskAsk[] {
  return ASKS.filter(([, pattern]) => pattern.test(text)).map(([ask]) => ask)
}

/** Who leads is asked by words of leading; 哪些单位 alone may be those that take part. */
const LEADS = /谁(?:来)?(?:负责|主办|承担|管|抓|干|办|弄|整|搞|做)|牵头|主办|归谁|归哪|谁家/

/** The kinds without `lead` where the question words are those of 配合的是谁 and 责任单位有哪些. */
export function withoutIdleLead(asks: readonly TaskAsk[], text: string): readonly TaskAsk[] {
  const others = asks.includes('support') || asks.includes('duty')
  return others && !LEADS.test(text) ? asks.filter((ask) => ask !== 'lead') : asks
}

/** 参加了哪些, 有份的是哪几项: what a unit has a share in, by the words behind its name and not by words of a task (公众参与谁牵头). */
export const SHARES =
  /(?:都|还|也)*(?:参加|参与|有份儿?|有关|涉及|沾边|掺[和合])(?:到|了|过|的|是|有)*(?=\s*(?:是|有)?(?:哪|几|什么|啥|多少|任务|项|别的|其他|其它|$|[,?]))/

/** 哪些牵头哪些配合: both of one unit. */
export const BOTH_ROLES = /牵头.{0,8}(?:配合|协办)|(?:配合|协办).{0,8}牵头/
/** 没牵头光配合的: one of the two is ruled out. */
export const ONE_ROLE = /[没不光只]/

/** Words that give a unit a duty. */
export const DUTY =
  /牵头|负责|主办|承担|要完成|需完成|应完成|完成(?!了)|到期|任务|归.{0,3}管|[管干做](?:些)?(?:啥|什么|几|哪)|的活|要干|要做|[弄干管办搞做]的(?:是|有)?(?:哪|几|啥|什么)|该做|该干|落实|配合/
/** What a unit has been given to do, as people say it: 领了啥活, 分到啥; 哪些活动 is something else. */
export const GIVEN =
  /(?:啥|什么|哪些?|几[个项件]|多少|[领接分摊派])(?:了|到|上)?活(?![动力跃期])|(?:领|分|摊)(?:了|到|上)(?:些)?(?:啥|什么)(?=$|[\s,?。了呢啊])/
/** Words that only tasks of plans have. */
export const STRONG = /牵头|责任单位|责任部门|配合单位|主办单位|协办|完成时限|任务|到期/
/** What a plan is called. */
export const PLAN_WORDS = /方案|任务|分工|要点|计划[里中]/
/** What has to be reached, and who sees to it: only plans say both. */
export const AIMED = /目标|要求?(?:达到|到(?=多少|几))|达到多少|要多少|(?:指标|比例|要求)(?:是|为)?多少/
/** Whose work something is, in words that say nothing of tasks. */
export const OWNER =
  /谁(?:来)?(?:负责|管|抓)|归谁|归哪|是谁(?:家)?的|哪(?:个|家|些)(?:部门|单位|局)?(?:来)?(?:负责|管|抓)/
/** Has to be done by a day. */
export const DUE =
  /要完成|要完(?:的|$)|需完成|应完成|完成的|[弄搞办做整干][完好](?!了)|交差|底前.{0,4}完成|到期|期限|时限/
/** Asks how many of something else than tasks: 那前年收了多少件. A follow-up like that is one about figures. */
export const COUNTS_EVENTS =
  /多少(?!项|条|个任务)|(?<![哪第])几(?:件(?!事)|[人次场家户名份期处所轮批套台卷篇座间支辆节]|学时|小时)|率/
