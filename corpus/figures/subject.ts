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
  /** The list last opened in the sentence, closed or not. */
  readonly list: Group | undefined
  /** Words between the figure before and this one. */
  readonly gap: string
  /** The clause before the number's own, when no figure stands before it in the sentence. */
  readonly opening: string
  /** Words of the lead sentence or heading, used when nothing else says what is counted. */
  readonly lead: string
}

const lastAmount = (told: readonly Told[]): number => told.findLastIndex(({ item }) => isAmount(item))

/** 及格人数 and 未及格人数 are themselves shares of what stands before them. */
const SHARE_OF_OTHERS = /[^人]数$|人数$/

/** 目前已办结29件: what happened to the figure right before, not to the total. */
const DONE = /^(?:目前|现|现已|已|已经|均已|全部|当前)+(?:办结|审结|化解|整改|解决|答复|完成|办理|处理|回复|销号)/

/** The base of a rate: what it is a share of when it says 占, the total of a list just told, else the amount before. */
function baseOf(item: Item, { told, list }: Place): number {
  const whole = told.findLastIndex((one) => isAmount(one.item) && !SHARE_OF_OTHERS.test(one.item.before))
  const last = whole < 0 ? lastAmount(told) : whole
  if (last < 0) return -1
  const { total, part } = told[last]!
  if (total !== undefined && part && /占/.test(item.head)) return total
  const stem = item.before.replace(/(?:率|比例)$/, '')
  const aboutPart = stem.length > 1 && told[last]!.own.includes(stem)
  return total !== undefined && part && (list?.size ?? 0) > 1 && !aboutPart ? total : last
}

function topicOf(told: Told): string {
  return !told.part && told.topic !== '' ? told.topic : told.subject
}

function ratioSubject(item: Item, place: Place): Subject {
  const own = item.before || item.behind
  const base = baseOf(item, place)
  const spoken = /占/.test(item.head) ? lastAmount(place.told) : base
  const topic = spoken < 0 ? (own.length > 3 ? '' : place.lead) : topicOf(place.told[spoken]!)
  const subject = topic === '' ? own : joined(objectOf(topic), own)
  return { subject, own, topic, part: false, ...(base >= 0 && { total: base }) }
}

function processSubject(own: string, topic: string): string {
  if (own === '') return topic
  if (topic === '') return own
  // 提出意见, 发现问题 have an object already; what they are about is the topic.
  if (/(?:意见|问题|事项)$/.test(own) || !leadingVerb(own)) return `${objectOf(topic)}-${own}`
  return `${own.replace(/(?:案件|申请)$/, '')}${objectOf(topic)}`
}

/** Nouns of what an office handles: 行政应诉案件, 矛盾纠纷. */
const HANDLED = /(?:案件|案卷|案|申请|纠纷|事项|文件|信访|来访|问题|建议|提案|诉求|工单|线索|合同)$/

/** The figure whose own words said what is counted, the last one that names what an office handles before others. */
function standing(told: readonly Told[]): string | undefined {
  const independent = told.filter(({ item, part, topic }) => isAmount(item) && !part && topic === '')
  return (independent.findLast(({ subject }) => HANDLED.test(subject)) ?? independent.at(-1) ?? told.at(-1))?.subject
}

/** What a process word leans on: a figure of its sentence, the clause before it, else for results what was told before. */
function processTopic(item: Item, own: string, { told, before, opening, lead }: Place): string {
  if (item.continues && own === '') return told.at(-1)?.subject ?? lead
  const here = standing(told.slice(before))
  if (here !== undefined) return here
  if (opening !== '' && !opening.endsWith('中')) return opening
  if (!isResult(own)) return ''
  return standing(told.filter((one) => addable(item.quantity.unit, one.item.quantity.unit))) ?? lead
}

/** 受益群众达万人, 考试人数20人: the words are a subject of their own. */
const OWN_SUBJECT = /(?:数|数量|金额|资本|资金|面积|时间|经费|收入)$/
const COPULA = /(?:达|达到|为|是|有)$/

/** A noun in a list goes on with the verb of the item before: 检查工业企业16家,建筑工地13处. */
function carriedVerb(item: Item, own: string, { told, before, gap }: Place): string {
  const previous = told.length > before ? told.at(-1) : undefined
  if (!previous || previous.part || isRate(previous.item) || isRate(item)) return ''
  if (own === '' || own.length > 12 || hasVerb(own) || OWN_SUBJECT.test(item.before) || COPULA.test(item.head))
    return ''
  if (item.head.trim() === '' && !item.continues) return ''
  if (/[()]/.test(gap) || /[我全本][省市区县州]/.test(item.head)) return ''
  return governingVerb(previous.subject)
}

/** The subject of a figure. Nothing is invented: every word stands in the text before the number or right behind it. */
export function subjectOf(item: Item, place: Place): Subject {
  const { told, group } = place
  const own = item.before + item.behind
  if (isRate(item) && isLeaningRatio(item.before)) return ratioSubject(item, place)
  const done = DONE.test(item.head.replace(/^其中/, '')) ? lastAmount(told) : -1
  if (done >= 0) {
    const topic = told[done]!.subject
    return { subject: processSubject(own, topic), own, topic, total: done, part: false }
  }
  if (group && isAmount(item) && addable(item.quantity.unit, told[group.total]!.item.quantity.unit)) {
    const { subject: topic, item: total } = told[group.total]!
    const whole = total.echo ? topic : objectOf(topic)
    return { subject: own === '' ? topic : `${whole}-${own}`, own, topic, total: group.total, part: true }
  }
  if (isProcess(own)) {
    const topic = processTopic(item, own, place)
    return { subject: processSubject(own, topic), own, topic, part: false }
  }
  const verb = carriedVerb(item, own, place)
  return { subject: verb + own, own: verb + own, topic: '', part: false }
}
