import { matchIndicator } from '../../corpus/indicators.ts'
import { normalizeForMatching } from '../text.ts'
import { baseUnit, type Given } from './given.ts'
import type { Block, Draft, Filled, Slot } from './schema.ts'
import { mapSlots, slotsOf } from './segments.ts'

/** What became of the figures a person gave. */
export interface Filling {
  readonly blocks: Block[]
  readonly filled: readonly { readonly given: Given; readonly slots: readonly Slot[] }[]
  /** Fits several slots alike; none was filled. */
  readonly ambiguous: readonly { readonly given: Given; readonly slots: readonly Slot[] }[]
  readonly unmatched: readonly Given[]
}

/** Units that people use for one another: 件 and 起, 次 and 场, 个 and 项. */
const FAMILIES: readonly string[] = ['件起批宗例', '次场期', '个项家处']
const LEAST_SCORE = 4
/** Two slots whose scores are this close fit alike. */
const ALIKE = 0.5
const GROWTH = /同比|环比|比上年|比去年|较上年|较去年|增长率|增幅/

/** Puts each given figure into the one slot it names; what fits none or several is left for the person to say. */
export function fill(
  blocks: readonly Block[],
  given: readonly Given[],
  { touched, year }: Pick<Draft, 'touched' | 'year'>,
): Filling {
  // Figures of the new year are given; 上年的__件 beside them follows from last year's report.
  const slots = slotsOf(blocks).filter((slot) => slot.formula?.kind !== 'before')
  const values = new Map<string, Filled>()
  const filled: { given: Given; slots: readonly Slot[] }[] = []
  const ambiguous: { given: Given; slots: readonly Slot[] }[] = []
  const unmatched: Given[] = []
  for (const item of given) {
    const free = slots.filter(({ id }) => !values.has(id))
    const fits = (among: readonly Slot[]) =>
      item.subject === '' ? bareFits(among, item, touched) : bestFits(among, item)
    const now = fits(free.filter((slot) => slot.year >= year))
    const best = now.length > 0 ? now : fits(free.filter((slot) => slot.year < year))
    if (best.length === 0) unmatched.push(item)
    else if (new Set(best.map(({ subject, unit, year }) => `${subject} ${unit} ${year}`)).size > 1)
      ambiguous.push({ given: item, slots: best })
    else {
      filled.push({ given: item, slots: best })
      for (const slot of best) values.set(slot.id, filledWith(item, slot))
    }
  }
  const changed = mapSlots(blocks, (slot) => {
    const value = values.get(slot.id)
    return value ? { ...slot, filled: value } : slot
  })
  return { blocks: changed, filled, ambiguous, unmatched }
}

function filledWith({ printed, value, unit }: Given, slot: Slot): Filled {
  const shown = unit === '' ? `${printed}${slot.unit.replace(/^[万亿]+/, '')}` : printed
  return { printed: shown, value, by: 'user' }
}

function compatible(given: string, slot: string): boolean {
  if (given === '' || given === slot) return true
  return FAMILIES.some((family) => family.includes(given) && family.includes(slot))
}

/** 改成128件: the slot filled last with that unit, else the only slot that has it. */
function bareFits(slots: readonly Slot[], { unit }: Given, touched: readonly string[]): readonly Slot[] {
  const fitting = slots.filter((slot) => compatible(unit, baseUnit(slot.unit)))
  const last = fitting.filter(({ id }) => touched.includes(id))
  return last.length > 0 ? last : fitting
}

function bestFits(slots: readonly Slot[], given: Given): readonly Slot[] {
  const scored = slots
    .filter(({ unit }) => compatible(given.unit, baseUnit(unit)))
    .map((slot) => ({ slot, score: scoreOf(slot, given) }))
    .filter(({ score }) => score >= LEAST_SCORE)
  const top = Math.max(0, ...scored.map(({ score }) => score))
  const alike = scored.filter(({ score }) => top - score <= ALIKE).map(({ slot }) => slot)
  return alike.filter((slot) => !alike.some((other) => addsWords(slot, other, given)))
}

/**
 * 调解成功受理纠纷 beside 受理纠纷, 应诉案件其中败诉 beside 应诉案件, when 受理纠纷 or 应诉 was said: the longer name holds words
 * that the person did not use.
 */
function addsWords(slot: Slot, other: Slot, given: Given): boolean {
  const part = slot.subject.startsWith(`${other.subject}其中`) ? slot.subject.slice(other.subject.length + 2) : ''
  if (part !== '' && !given.subject.includes(part) && !part.includes(given.subject)) return true
  const [long, short, said] = [slot, other, given].map(({ subject }) => fold(subject))
  return long !== short && long!.endsWith(short!) && short!.includes(said!)
}

/** The same words 10, one inside the other 6 to 9, most neighbouring characters shared up to 5, the same indicator 2 more, the very unit 1 more. */
function scoreOf(slot: Slot, given: Given): number {
  const growth = GROWTH.test(slot.subject)
  if (growth !== GROWTH.test(given.subject)) return 0
  const own = fold(slot.subject)
  const words = Math.max(...[given.subject, tailOf(given.subject)].map((said) => wordScore(own, fold(said))))
  const exactUnit = given.unit === baseUnit(slot.unit) ? 1 : 0
  const indicator = sameIndicator(slot, given) ? 2 : 0
  return words > 0 ? words + exactUnit + indicator : indicator
}

/** 、 parts things that are counted alone and names that belong together: both readings are tried. */
const tailOf = (subject: string): string => subject.split('、').at(-1) ?? subject

const fold = (words: string): string => normalizeForMatching(words).replace(/[、,的()其中…]/g, '')

function wordScore(own: string, said: string): number {
  if (own === said) return 10
  if (said === '' || own === '') return 0
  const ratio = Math.min(own.length, said.length) / Math.max(own.length, said.length)
  if (own.startsWith(said) || own.endsWith(said)) return 6.5 + 3 * ratio
  if (own.includes(said) || said.includes(own)) return 6 + 3 * ratio
  const pairs = Array.from({ length: said.length - 1 }, (_, at) => said.slice(at, at + 2))
  const shared = pairs.filter((pair) => own.includes(pair)).length / Math.max(1, pairs.length)
  return Math.max(shared >= 0.6 ? 5 * shared : 0, inOrder(said, own) ? 4.5 : 0)
}

/** 出庭率 in 出庭应诉率: every character in its order. */
function inOrder(said: string, own: string): boolean {
  let at = 0
  for (const character of own) if (character === said.charAt(at)) at++
  return said.length > 2 && at === said.length
}

function sameIndicator(slot: Slot, { subject, unit }: Given): boolean {
  if (!slot.indicatorId) return false
  const words = { own: subject, topic: subject, context: slot.subject, unit: unit || baseUnit(slot.unit) }
  return matchIndicator(words)?.indicator.id === slot.indicatorId
}
