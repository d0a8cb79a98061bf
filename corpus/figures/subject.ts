import { addable, type Group, isAmount, isRate } from './group.ts'
import type { Item } from './item.ts'
import { governingVerb, hasVerb, isLeaningRatio, isProcess, isResult, joined, leadingVerb, objectOf } from './words.ts'

/** What a figure counts, composed from its own words and from what the sentence said before. */
export interface Subject {
  /** 受理行政复议申请, 网上信访办结率, 行政执法案卷-行政处罚. */
  readonly subject: string
  /** The number's own words, for the dictionary. */
  readonly own: string
  /** What they lean on; empty when they stand alone. */
  readonly topic: string
  /** Position among the figures told of the total or the base of a rate. */
  readonly total?: number
  /** Stands behind 其中 or in the brackets of its total. */
  readonly part: boolean
}

/** A figure of the paragraph so far. */
export interface Told extends Subject {
  readonly item: Item
}

/** What is known of the place a figure stands in. */
export interface Place {
  readonly told: readonly Told[]
  /** How many of them stand in sentences before. */
  readonly before: number
  /** The list of parts it stands in. */
  readonly group: Group | undefined
  /** Words between the figure before and this one. */
  readonly gap: string
  /** The clause before the number's own, when no figure stands before it in the sentence. */
  readonly opening: string
  /** Words of the lead sentence or heading, used when nothing else says what is counted. */
  readonly lead: string
}

const lastAmount = (told: readonly Told[]): number => told.findLastIndex(({ item }) => isAmount(item))

/** 及格人数 and 增加11件 are themselves measured against what stands before them. */
const SHARE_OF_OTHERS = /数$|^(?:增加|减少|增长|下降|上升)/

/** The total of the list that an amount ends, when two or more of its parts are told; else the amount itself. */
function wholeOf(told: readonly Told[], index: number): number {
  const { total, part } = told[index]!
  if (total === undefined || !part) return index
  return told.filter((one) => one.part && one.total === total).length > 1 ? total : index
}

/** 目前已办结24件: what happened to the figure right before, not to the total. */
const DONE = /^(?:目前|现|现已|已|已经|均已|全部|当前)+(?:办结|审结|化解|整改|解决|答复|完成|办理|处理|回复|销号)/

/** The base of a rate: what it is a share of when it says 占, the total of a list just told, else the amount before. */
function baseOf(item: Item, told: readonly Told[]): number {
  const whole = told.findLastIndex((one) => isAmount(one.item) && !SHARE_OF_OTHERS.test(one.item.before))
  const last = whole < 0 ? lastAmount(told) : whole
  if (last < 0) return -1
  const { total, part } = told[last]!
  if (total !== undefined && part && /占/.test(item.head)) return total
  const stem = item.before.replace(/(?:率|比例)$/, '')
  const aboutPart = stem.length > 1 && told[last]!.own.includes(stem)
  return aboutPart ? last : wholeOf(told, last)
}

function topicOf(told: Told): string {
  return !told.part && told.topic !== '' ? told.topic : told.subject
}

/** 负责人出庭率99%,出声率96%: the second leans on what the first, which names its own matter, is a rate of. */
function siblingRate(own: string, { told, before }: Place): string | undefined {
  const previous = told.length > before ? told.at(-1) : undefined
  if (previous?.topic !== '' || previous.total !== undefined || previous.item.quantity.unit !== '%') return undefined
  const whose = /^(.{2,}?(?:负责人|人员|群众|企业|单位|事项|案件|案卷|文件|纠纷|信访|投诉|举报))[^人员]{2,4}率$/.exec(
    previous.subject,
  )?.[1]
  return /^.{2}率$/.test(own) ? whose : undefined
}

function ratioSubject(item: Item, place: Place): Subject {
  const own = item.before || item.behind
  const previous = place.told.at(-1)
  if (item.quantity.kind === 'points' && previous && isRate(previous.item)) {
    const { subject: topic } = previous
    return { subject: topic + own, own: joined(previous.own, own), topic, total: place.told.length - 1, part: false }
  }
  const sibling = siblingRate(own, place)
  if (sibling !== undefined) return { subject: sibling + own, own, topic: sibling, part: false }
  const base = baseOf(item, place.told)
  const spoken = /占/.test(item.head) ? lastAmount(place.told) : base
  const topic = spoken < 0 ? (own.length > 3 ? '' : place.lead) : topicOf(place.told[spoken]!)
  const subject = topic === '' ? own : joined(objectOf(topic), own)
  return { subject, own, topic, part: false, ...(base >= 0 && { total: base }) }
}

const QUALITY = /优秀|良好|不?合格/

function processSubject(own: string, topic: string): string {
  if (own === '') return topic
  if (topic === '' || isProcess(objectOf(topic))) return own
  // 排查隐患20处,罚款3万元: money is what was fined, hidden dangers are not.
  if (/^(?:罚款|罚没)$/.test(own) && !HANDLED.test(topic) && !topic.includes('处罚')) return own
  // 优秀案卷20本、不合格8本: one quality beside another, not within it.
  if (QUALITY.test(own) && QUALITY.test(topic)) return topic.replace(QUALITY, own)
  // 提出意见, 发现问题 have an object already; what they are about is the topic.
  if (/(?:意见|问题|事项)$/.test(own) || !leadingVerb(own)) return `${objectOf(topic)}-${own}`
  return `${own.replace(/(?:案件|申请)$/, '')}${objectOf(topic)}`
}

/** Nouns of what an office handles: 行政应诉案件, 矛盾纠纷. */
const HANDLED = /(?:案件|案卷|案|申请|纠纷|事项|文件|信访|来访|问题|建议|提案|诉求|工单|线索|合同)$/

/** The figure whose own words said what is counted, the last one that names what an office handles before others. */
function standing(told: readonly Told[]): string | undefined {
  const independent = told.filter(({ item, part, topic }) => isAmount(item) && !part && topic === '')
  return (
    independent.findLast(({ subject }) => HANDLED.test(subject)) ??
    independent.at(-1) ??
    told.findLast(({ part }) => !part) ??
    told.at(-1)
  )?.subject
}

/** What a process word leans on: a figure of its sentence, the clause before it, else for results what was told before. */
function processTopic(item: Item, own: string, { told, before, opening, lead }: Place): string {
  const here = standing(told.slice(before))
  if (here !== undefined) return here
  if (opening !== '' && !opening.endsWith('中')) return opening
  if (!isResult(own)) return ''
  return standing(told.filter((one) => addable(item.quantity.unit, one.item.quantity.unit))) ?? lead
}

/** A number without words of its own says the one before again for another year or state: 由7个压缩到3个. */
function repeats(item: Item, told: readonly Told[]): Told | undefined {
  const alike = told.findLast((one) => one.item.quantity.unit === item.quantity.unit)
  return alike ?? (item.continues ? told.at(-1) : undefined)
}

/** 受益群众达万人, 考试人数20人: the words are a subject of their own. */
const OWN_SUBJECT = /(?:数|数量|金额|资本|资金|面积|时间|经费|收入)$/
const COPULA = /(?:达|达到|为|是|有)$/

/** Money that is told of the cases, contracts or projects right before it. */
const MONEY_OF = /^(?:罚没|罚款|没收|涉案|涉及|标的|合同|减免|免罚|总)*(?:金额|款|资金|罚款|标的额?|总额)(?:金额)?$/

function moneyTopic({ told, before }: Place): string | undefined {
  const previous = told.slice(before).findLast(({ item }) => isAmount(item) && item.quantity.unit !== '元')
  return previous && !isProcess(previous.subject) ? objectOf(previous.subject) : undefined
}

/** Words that begin with a body are the subject of a sentence of their own. */
const BODY = /^(?:[区市县镇乡省州](?!级)|局|党|人民|法院|检察)/

/** A noun in a list goes on with the verb of the item before: 检查食品企业24家,农贸市场8处. */
function carriedVerb(item: Item, own: string, { told, before, gap }: Place): string {
  const previous = told.length > before ? told.at(-1) : undefined
  if (!previous || previous.part || isRate(previous.item) || isRate(item)) return ''
  if (own === '' || own.length > 12 || hasVerb(own) || OWN_SUBJECT.test(item.before) || COPULA.test(item.head))
    return ''
  if (item.head.trim() === '' && !item.continues) return ''
  if (/[()]/.test(gap) || /[我全本][省市区县州]/.test(item.head) || BODY.test(own)) return ''
  return governingVerb(previous.subject)
}

/** The subject of a figure. Nothing is invented: every word stands in the text before the number or right behind it. */
export function subjectOf(item: Item, place: Place): Subject {
  const { told, group } = place
  const own = item.before + item.behind
  if (isRate(item) && isLeaningRatio(item.before)) return ratioSubject(item, place)
  const last = DONE.test(item.head.replace(/^其中/, '')) ? lastAmount(told) : -1
  if (last >= 0) {
    const done = wholeOf(told, last)
    const topic = told[done]!.subject
    return { subject: processSubject(own, topic), own, topic, total: done, part: false }
  }
  if (group && isAmount(item) && addable(item.quantity.unit, told[group.total]!.item.quantity.unit)) {
    const { subject: topic, item: total } = told[group.total]!
    const whole = total.echo ? topic : objectOf(topic)
    return { subject: own === '' ? topic : `${whole}-${own}`, own, topic, total: group.total, part: true }
  }
  const repeated = own === '' ? repeats(item, told) : undefined
  if (repeated) return { subject: repeated.subject, own: repeated.own, topic: repeated.topic, part: false }
  if (isProcess(own)) {
    const topic = processTopic(item, own, place)
    return { subject: processSubject(own, topic), own, topic, part: false }
  }
  const whose = item.quantity.unit === '元' && MONEY_OF.test(own) ? moneyTopic(place) : undefined
  if (whose !== undefined) return { subject: joined(whose, own), own, topic: '', part: false }
  const verb = carriedVerb(item, own, place)
  return { subject: verb + own, own: verb + own, topic: '', part: false }
}
