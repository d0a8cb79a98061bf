import type { Item } from './item.ts'
import type { Told } from './subject.ts'

/** An open 其中, a bracket behind its total, or a list behind 分为. */
export interface Group {
  /** Position of the total among the figures told. */
  readonly total: number
  /** Parts told from here on belong to it, up to and without this offset. */
  readonly end: number
}

const FAMILIES = [
  ['件', '起', '批', '宗', '份', '卷', '本', '件次', '批次'],
  ['人', '人次'],
  ['项', '条', '个', '家', '户', '类', '处'],
]
const LIST = /(?:其中|分为|包括|类型为|构成[为是]?|(?:案件|申请|事项|项目|纠纷|问题|人员|文件)中(?=[,:]))/g
const RATES: ReadonlySet<string> = new Set(['rate', 'points', 'fraction', 'multiple'])
const NO_AMOUNT: ReadonlySet<string> = new Set([...RATES, 'rank', 'duration', 'age'])

/** Rates, percentage points, fractions and multiples lean on a base and are never parts. */
export const isRate = (item: Item): boolean => RATES.has(item.quantity.kind)

/** What can be a total or the base of a rate. */
export const isAmount = (item: Item): boolean => !NO_AMOUNT.has(item.quantity.kind)

/** Whether a part in one unit can belong to a total in the other. */
export function addable(part: string, total: string): boolean {
  return part === total || FAMILIES.some((family) => family.includes(part) && family.includes(total))
}

/** No part is more than its total. */
function isLess(total: Item, part: Item): boolean {
  return total.quantity.unit === part.quantity.unit && total.quantity.value < part.quantity.value
}

/** Where the list that starts with this item ends: its bracket, else open. */
function listEnd(text: string, gap: string, item: Item): number {
  const opens = gap.lastIndexOf('(') > gap.lastIndexOf(')')
  const close = opens ? text.indexOf(')', item.quantity.end) : -1
  return close < 0 ? Number.POSITIVE_INFINITY : close
}

/**
 * The total whose parts are printed in full: the sum of the items from here on reaches an amount told before. Recognises
 * the total where several stand before 其中, and where the list ends.
 */
function exhaustive(items: readonly Item[], told: readonly Told[], end: number): Group | undefined {
  let sum = 0
  let size = 0
  for (const item of items) {
    if (item.quantity.start > end) return undefined
    if (!isAmount(item)) continue
    sum += item.quantity.value
    size++
    const total = told.findLastIndex(
      (one) => one.item.quantity.value === sum && addable(item.quantity.unit, one.item.quantity.unit),
    )
    if (size > 1 && total >= 0) return { total, end: Math.min(end, item.quantity.end) }
  }
  return undefined
}

/** 处罚案卷340卷、许可案卷160卷,其中优秀案卷122卷: the parts are of both together, which no figure counts. */
function isOneOfSeveral(text: string, told: readonly Told[]): boolean {
  const [other, last] = told.slice(-2)
  if (!other || !last || other.part || other.item.quantity.unit !== last.item.quantity.unit) return false
  return text.slice(other.item.quantity.end, last.item.quantity.end).startsWith('、')
}

/** The group an item opens, judged by the words between the figure before and it; undefined when it opens none. */
export function openGroup(
  text: string,
  items: readonly Item[],
  told: readonly Told[],
  from: number,
): Group | undefined {
  const [item] = items
  if (!item || isRate(item) || told.length === 0) return undefined
  const gap = text.slice(from, item.quantity.start)
  const previous = told.at(-1)!
  const list = [...gap.matchAll(LIST)].at(-1)
  const rightBehind = /^[ ]?\([^)]*$/.test(gap) && from === previous.item.quantity.end
  if (!list && !rightBehind && !previous.item.echo) return undefined
  if (list && !/中$/.test(list[0]) && !/:/.test(gap.slice(list.index))) return undefined
  const end = listEnd(text, gap, item)
  const full = exhaustive(items, told, end)
  if (full) return full
  const able = (one: Told): boolean =>
    isAmount(one.item) && addable(item.quantity.unit, one.item.quantity.unit) && !isLess(one.item, item)
  if (list && isOneOfSeveral(text, told)) return undefined
  const whole = rightBehind ? -1 : told.findLastIndex((one) => able(one) && !one.part)
  const total = whole < 0 ? told.findLastIndex(able) : whole
  return total < 0 ? undefined : { total, end }
}
