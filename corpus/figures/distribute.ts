import { addable, isAmount, isRate } from './group.ts'
import type { Item } from './item.ts'
import type { Subject, Told } from './subject.ts'
import { joined, objectOf } from './words.ts'

/** 同比分别增长33.33%、31.36%: rates handed out to the amounts told before, in order. */
export interface Distribution {
  readonly words: string
  /** Positions of the amounts among the figures told. */
  readonly targets: readonly number[]
  /** Position of the first rate among the figures told. */
  readonly first: number
}

/** The distribution that starts with the first of these items, undefined when it says no 分别 or the amounts are too few. */
export function distribution(items: readonly Item[], told: readonly Told[]): Distribution | undefined {
  const [first, ...rest] = items
  if (!first || !isRate(first) || !first.head.includes('分别')) return undefined
  const others = rest.findIndex((item) => !item.continues || item.before !== '' || !isRate(item))
  const size = 1 + (others < 0 ? rest.length : others)
  const last = told.findLastIndex(({ item }) => isAmount(item))
  const unit = told[last]?.item.quantity.unit ?? ''
  const all = told.flatMap(({ item, part }, index) => (isAmount(item) && !part ? [index] : []))
  const alike = all.filter((index) => addable(told[index]!.item.quantity.unit, unit))
  const amounts = alike.length < size ? all : alike
  if (size < 2 || amounts.length < size) return undefined
  return { words: first.before.replaceAll('分别', ''), targets: amounts.slice(-size), first: told.length }
}

/** The subject of the next rate of a distribution, undefined when it is used up. */
export function distributed({ words, targets, first }: Distribution, told: readonly Told[]): Subject | undefined {
  const target = targets[told.length - first]
  if (target === undefined) return undefined
  const topic = told[target]!.subject
  const subject = /率$/.test(words) ? joined(objectOf(topic), words) : topic + words
  return { subject, own: words, topic, total: target, part: false }
}
