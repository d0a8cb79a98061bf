import type { NumberMention, Quantity } from '../quantities/mention.ts'
import { isQuantity } from '../quantities.ts'

/** Decides which quantities state a fact, and which are names, habits of speech or repetitions. */

export interface Surroundings {
  /** The sentence's text up to the number, from the start of its clause. */
  readonly head: string
  /** The clause's text behind the number. */
  readonly tail: string
}

/** 举办了一期, 召开一次, 至少一场: the only uses of 一 that count. */
const COUNTED_ONE =
  /(?:举办|开展|组织|召开|进行|举行|听取|发布|出台|制定|印发|发生|受理|收到|接到|审结|办结|审理|办理|建成|新建|新增|至少|仅|共|仅有|只有)了?[ ]?$/
const EVENT_UNITS = new Set(['期', '次', '场', '件', '起', '家', '场次', '篇', '份', '项', '部'])
const SPEECH = /^(?:[^,。]{0,6}答卷|硬仗|战略任务|重大举措|重要(?:工作|任务|内容|举措)|系统工程|时期|阶段性)/
/** A duration is a figure where something takes, lasts or is cut to it, not where it places something in time. */
const NOT_A_DURATION_BEFORE = /(?:近|过去|未来|今后|最近|前|后|每|连续|历时|为期|用)[ ]?$/
const NOT_A_DURATION_AFTER =
  /^(?:来|以来|行动|规划|计划|目标|任务|期|前|后|多来|攻坚|提升|实施|普法|内[^,]{0,4}(?:不得|禁止)|一[次度遇轮贯])/
const MEASURED_DURATION =
  /(?:少于|多于|低于|高于|超过|至少|缩短|压缩|压减|提前|提速|延长|减少|提高|增加|平均|时限|时间|期限|为|至|到|由|从|需|约)[ 到至了为由]*$/

function isDurationFigure(quantity: Quantity, { head, tail }: Surroundings): boolean {
  if (NOT_A_DURATION_BEFORE.test(head) || NOT_A_DURATION_AFTER.test(tail)) return false
  if (/(?:以内|之内|以上|左右)$/.test(quantity.printed) || MEASURED_DURATION.test(head)) return true
  return !quantity.chinese && /^(?:小时|个工作日|个自然日|天|分钟|秒)/.test(quantity.unit)
}

/** 及格人数2310, 平均分88.4: the word before a bare number names its unit. */
const BARE_UNITS: readonly (readonly [RegExp, string])[] = [
  [/人数[为达是:]?(?:到)?[ ]?$/, '人'],
  [/户数[为达是:]?(?:到)?[ ]?$/, '户'],
  [/件数[为达是:]?(?:到)?[ ]?$/, '件'],
  [/次数[为达是:]?(?:到)?[ ]?$/, '次'],
  [/(?:得分|平均分|总分|评分)[为达是:]?(?:到)?[ ]?$/, '分'],
  [/(?:总数|数量|总量|指数)[为达是:]?(?:到)?[ ]?$/, ''],
]

/** The quantity as a figure, with the unit a bare number takes from its words; undefined when it states no fact. */
export function asFigure(mention: NumberMention, around: Surroundings): Quantity | undefined {
  if (!isQuantity(mention) || mention.zone === 'title') return undefined
  if (mention.zone === 'quoted' && mention.unit !== '证') return undefined
  if (mention.kind === 'plain') {
    const named = BARE_UNITS.find(([pattern]) => pattern.test(around.head))
    return named && { ...mention, unit: named[1] }
  }
  if (mention.kind === 'duration') return isDurationFigure(mention, around) ? mention : undefined
  if (mention.kind === 'multiple' || !mention.chinese) return mention
  if (SPEECH.test(around.tail)) return undefined
  if (mention.value !== 1 || mention.kind !== 'count') return mention
  return EVENT_UNITS.has(mention.unit) && COUNTED_ONE.test(around.head) ? mention : undefined
}

const EVERY = /每(?:[ ]?年|季度|[ ]?月|周)(?:至少|应当|应|须|都|均|各)?/
const PERIODS: Readonly<Record<string, string>> = { 年: '年', 季: '季度', 月: '月', 周: '周' }
const OCCASIONS = new Set(['次', '期', '场', '轮', '场次'])

/** 每年至少举办一期 counts per year: 期/年. The unit stays as it is elsewhere. */
export function perPeriod(quantity: Quantity, head: string): Quantity {
  const every = EVERY.exec(head)
  if (!every || !OCCASIONS.has(quantity.unit)) return quantity
  const period = PERIODS[every[0].replace(/每[ ]?/, '')[0]!]
  return period ? { ...quantity, unit: `${quantity.unit}/${period}` } : quantity
}

const CYCLE = /^[^,;]{0,24}?(?:一|1)[次轮]/

/** 每五年…进行一次: one figure, the length of the cycle in 年/次. Undefined when the number is no cycle. */
export function asCycle(mention: NumberMention, { head, tail }: Surroundings): Quantity | undefined {
  if (!isQuantity(mention) || mention.kind !== 'duration' || !/每[ ]?$/.test(head)) return undefined
  return CYCLE.test(tail) ? { ...mention, unit: `${mention.unit}/次` } : undefined
}
