import type { Item } from './item.ts'
import { isProcess, isRatio, leadingVerb, objectOf } from './words.ts'

/** What a figure counts, composed from its own words and from what the sentence said before. */
export interface Subject {
  /** 受理行政复议申请, 网上信访办结率, 行政执法案卷-行政处罚. */
  readonly subject: string
  /** The number's own words, for the dictionary. */
  readonly own: string
  /** What they lean on; empty when they stand alone. */
  readonly topic: string
  /** Position in the paragraph's figures of the total or the base of a rate. */
  readonly total?: number
  /** Stands behind 其中 or in the brackets of its total. */
  readonly part: boolean
}

/** A figure of the paragraph so far. */
export interface Told extends Subject {
  readonly item: Item
}

const FAMILIES = [
  ['件', '起', '批', '宗', '份', '卷', '本', '件次', '批次'],
  ['人', '人次'],
  ['项', '条', '个', '家', '户', '类', '处'],
]

/** Whether a part in one unit can belong to a total in the other. */
function addable(part: string, total: string): boolean {
  return part === total || FAMILIES.some((family) => family.includes(part) && family.includes(total))
}

const isAmount = (told: Told): boolean =>
  !['rate', 'points', 'rank', 'fraction', 'multiple', 'duration', 'age'].includes(told.item.quantity.kind)
const isRateItem = (item: Item): boolean => ['rate', 'points', 'fraction', 'multiple'].includes(item.quantity.kind)

function lastIndex(told: readonly Told[], accept: (candidate: Told) => boolean): number {
  for (let index = told.length - 1; index >= 0; index--) if (accept(told[index]!)) return index
  return -1
}

/** An open 其中 or bracket. */
export interface Group {
  readonly total: number
  /** A bracket closes it here; 其中 holds to the end of the sentence. */
  readonly end: number
}

/** Text between the figure before and this one decides whether a group opens: 其中, or a bracket right behind a figure. */
export function openGroup(text: string, item: Item, told: readonly Told[], from: number): Group | undefined {
  const gap = text.slice(from, item.quantity.start)
  const among = gap.lastIndexOf('其中')
  const bracket = gap.lastIndexOf('(')
  const opens = bracket >= 0 && !gap.slice(bracket).includes(')')
  const previous = told.at(-1)
  const rightBehind = opens && previous !== undefined && bracket <= 1 && from === previous.item.quantity.end
  if (among < 0 && !rightBehind) return undefined
  const total = lastIndex(
    told,
    (candidate) =>
      isAmount(candidate) && (isRateItem(item) || addable(item.quantity.unit, candidate.item.quantity.unit)),
  )
  if (total < 0 || isRateItem(item)) return undefined
  const close = opens ? text.indexOf(')', item.quantity.end) : -1
  return { total, end: close < 0 ? Number.POSITIVE_INFINITY : close }
}

const DONE = /^(?:目前|现|现已|已|已经|均已|全部|当前)+(?:办结|审结|化解|整改|解决|答复|完成|办理|处理|回复|销号)/

function ratioSubject(item: Item, told: readonly Told[], fallback: string): Subject {
  const own = item.before + (item.before ? '' : item.behind)
  const base = lastIndex(told, (candidate) => isAmount(candidate))
  const share = /占[^,]{0,2}$|占/.test(item.head) ? told[base]?.total : undefined
  const topic = told[base]?.subject ?? fallback
  const total = share ?? (base >= 0 ? base : undefined)
  return { subject: `${objectOf(topic)}${own}`, own, topic, part: false, ...(total !== undefined && { total }) }
}

function processSubject(own: string, topic: string): string {
  const object = objectOf(topic)
  if (own === '') return topic
  if (object === '') return own
  return `${own.replace(/(?:案件|申请|意见|问题|事项)$/, '')}${object}`
}

/** The last figure whose own words said what is counted. */
function standing(told: readonly Told[]): Told | undefined {
  return (
    told[lastIndex(told, (candidate) => isAmount(candidate) && !candidate.part && candidate.topic === '')] ??
    told.at(-1)
  )
}

/** A noun in a list goes on with the verb of the item before: 检查工业企业16家,建筑工地13处. */
function carriedVerb(item: Item, own: string, told: readonly Told[], gap: string): string {
  const previous = told.at(-1)
  if (!previous || own === '' || leadingVerb(own) || isRateItem(item) || /[;。()]/.test(gap)) return ''
  if (item.head.length > 16 || /(?:我|全|本)[省市区县州]/.test(item.head)) return ''
  return leadingVerb(previous.subject)
}

/** What is known of the place a figure stands in. */
export interface Place {
  readonly told: readonly Told[]
  readonly group: Group | undefined
  /** Words between the figure before and this one. */
  readonly gap: string
  /** Words of the lead sentence or heading, used when nothing else says what is counted. */
  readonly lead: string
}

/** The subject of a figure. Nothing is invented: every word stands in the text before the number or right behind it. */
export function subjectOf(item: Item, { told, group, gap, lead }: Place): Subject {
  const own = item.before + item.behind
  if (isRateItem(item) && isRatio(item.before) && !hasNoun(item.before)) return ratioSubject(item, told, lead)
  const done = DONE.test(item.head.replace(/^其中/, '')) ? lastIndex(told, isAmount) : -1
  if (done >= 0) {
    const topic = told[done]!.subject
    return { subject: processSubject(own, topic), own, topic, total: done, part: false }
  }
  if (group) {
    const topic = told[group.total]?.subject ?? lead
    const subject = own === '' ? topic : `${objectOf(topic)}-${own}`
    return { subject, own, topic, total: group.total, part: true }
  }
  if (isProcess(own)) {
    const topic = standing(told)?.subject ?? lead
    return { subject: processSubject(own, topic), own, topic, part: false }
  }
  const verb = carriedVerb(item, own, told, gap)
  return { subject: verb + own, own: verb + own, topic: '', part: false }
}

/** 出庭应诉率 and 纠错率 lean on what was said; 政务服务事项进驻率 says it itself. */
function hasNoun(ratio: string): boolean {
  return ratio.length > 6
}
