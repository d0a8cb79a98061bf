import { z } from 'zod'
import data from './indicators.json' with { type: 'json' }
import { canonicalUnit } from './quantities/units.ts'

/** A recurring measure of the reports. The list is data: indicators.json. */
export const Indicator = z.object({
  id: z.string(),
  category: z.string(),
  name: z.string(),
  /** Units it is printed in; the first is the usual one. */
  units: z.array(z.string()).min(1),
  type: z.enum(['count', 'rate', 'amount']),
  /** Words of reports that name it by themselves. */
  aliases: z.array(z.string()).min(1),
  /** Words that name it only beside one of `context`: 受理 beside 复议. */
  generic: z.array(z.string()).default([]),
  context: z.array(z.string()).default([]),
  /** Words beside which it is another indicator. */
  excludes: z.array(z.string()).default([]),
  /** What people type: 官司出庭率, 红头文件. */
  colloquial: z.array(z.string()).default([]),
  /** A sentence of a report with N, M, x for the numbers. */
  phrase: z.string(),
  reportingUnit: z.string(),
  /** Arithmetic that must hold, in words. */
  check: z.string().optional(),
  /** 口径: what makes two years incomparable. */
  note: z.string().optional(),
})
export type Indicator = z.infer<typeof Indicator>

/** The dictionary in the order of the file. */
export const INDICATORS: readonly Indicator[] = z.array(Indicator).parse(data)

/** An indicator that fits, and why. */
export interface IndicatorMatch {
  readonly indicator: Indicator
  /** Comparable within one call only; higher is better. */
  readonly score: number
  /** The alias, colloquial or generic word that was found. */
  readonly matched: string
}

/** What stands around a number. */
export interface FigureWords {
  /** The words of the number itself: 受理, 负责人出庭应诉. */
  readonly own: string
  /** What the sentence speaks of before: 收到行政复议申请. */
  readonly topic: string
  /** The sentence and its headings. */
  readonly context: string
  /** Canonical unit. */
  readonly unit: string
}

const IGNORED = /[\s“”‘’"'「」『』《》〈〉、，,。]/g

/** Words compared without blanks, quotation marks and commas, brackets in half width. */
const plain = (text: string): string =>
  text.replace(IGNORED, '').replaceAll('（', '(').replaceAll('）', ')').replaceAll('％', '%').toUpperCase()

interface Entry {
  readonly indicator: Indicator
  readonly families: ReadonlySet<string>
  readonly aliases: readonly string[]
  readonly spoken: readonly string[]
  readonly generic: readonly string[]
  readonly context: readonly string[]
  readonly excludes: readonly string[]
}

const TIME = new Set(['天', '日', '小时', '分钟', '个工作日', '个月', '年'])
const CASES = new Set(['件', '起', '批', '宗', '份', '卷', '本', '件次', '批次', '册', '篇'])
const OCCASIONS = new Set(['次', '场', '期', '场次', '轮', '户次', '家次', '课时', '学时'])
const MEASURE = new Set(['微克/立方米', '亩', '公里', '平方米'])

/** Units of one family can stand for each other: 件 and 起, 次 and 场, 项 and 个; people, money and rates cannot. */
function unitFamily(unit: string): string {
  const { unit: known } = canonicalUnit(unit) ?? { unit }
  if (CASES.has(known)) return 'cases'
  if (OCCASIONS.has(known)) return 'occasions'
  if (known === '%' || known === '‰') return 'rate'
  if (known === '个百分点') return 'points'
  if (known.endsWith('元')) return 'money'
  if (known === '人' || known === '人次') return 'people'
  if (TIME.has(known)) return 'time'
  return MEASURE.has(known) ? known : 'items'
}

const ENTRIES: readonly Entry[] = INDICATORS.map((indicator) => ({
  indicator,
  families: new Set(indicator.units.map(unitFamily)),
  aliases: indicator.aliases.map(plain),
  spoken: [...indicator.colloquial, ...indicator.name.split(/[/（）(),，、]/).filter((word) => word.length > 2)].map(
    plain,
  ),
  generic: indicator.generic.map(plain),
  context: indicator.context.map(plain),
  excludes: indicator.excludes.map(plain),
}))

const longest = (words: readonly string[], text: string): string =>
  words.reduce((best, word) => (word.length > best.length && text.includes(word) ? word : best), '')

/** Own words longer than the generic word by more than this name something else; the sentence then proves nothing. */
const LOOSEST = 4

/** A generic word counts its length and what its context is worth: beside it, in the topic, or only in the sentence. */
function genericScore(entry: Entry, own: string, places: readonly string[]): number {
  const word = longest(entry.generic, own)
  if (!word) return 0
  const near = places.length === 1 || own.length <= word.length + LOOSEST ? places : places.slice(0, -1)
  const distance = near.findIndex((place) => longest(entry.context, place) !== '')
  return distance < 0 ? 0 : word.length * 2 + places.length - distance
}

/**
 * The indicator a number of a report is, or undefined when none fits well. An alias must stand in the number's own words
 * (or a generic word there with its context nearby), and the unit must be of the indicator's kind.
 */
export function matchIndicator(words: FigureWords): IndicatorMatch | undefined {
  const own = plain(words.own)
  const topic = plain(words.topic)
  const context = plain(words.context)
  const family = unitFamily(words.unit)
  let best: IndicatorMatch | undefined
  for (const entry of ENTRIES) {
    if (!entry.families.has(family)) continue
    if (longest(entry.excludes, own + topic)) continue
    const alias = longest(entry.aliases, own)
    const generic = genericScore(entry, own, [own, topic, context])
    const score = Math.max(alias.length * 2, generic)
    if (score > (best?.score ?? 0))
      best = { indicator: entry.indicator, score, matched: alias || longest(entry.generic, own) }
  }
  return best
}

/** Words of any question, which say nothing about the indicator. */
const FILLER = /了?多少|几[个件次家项户人]?|[了的呢吗呀吧]/g

function bigrams(text: string): string[] {
  const words = text.replace(FILLER, ' ')
  const pairs = Array.from({ length: Math.max(0, words.length - 1) }, (_, index) => words.slice(index, index + 2))
  return pairs.filter((pair) => !pair.includes(' '))
}

/** Share of the word's neighbouring character pairs found in the text: carries a slip of the pen in a long word. */
function resemblance(word: string, text: string): number {
  const pairs = bigrams(word)
  return pairs.filter((pair) => text.includes(pair)).length / Math.max(1, pairs.length)
}

/** Below this share a word is another word: 人民条解员 shares 0.5 with 人民调解员. */
const LEAST_RESEMBLANCE = 0.5

function questionScore(entry: Entry, question: string): { score: number; matched: string } {
  const said = longest([...entry.aliases, ...entry.spoken], question)
  const generic = genericScore(entry, question, [question])
  if (said || generic) {
    const score = Math.max(said.length * 2, generic)
    const excluded = longest(entry.excludes, question)
    return { score: excluded ? score / 2 : score, matched: said || longest(entry.generic, question) }
  }
  let close = { score: 0, matched: '' }
  for (const word of [...entry.aliases, ...entry.spoken]) {
    if (bigrams(word).length < 3) continue
    const share = resemblance(word, question)
    if (share >= LEAST_RESEMBLANCE && share * word.length > close.score)
      close = { score: share * word.length, matched: word }
  }
  return close
}

/**
 * Indicators a question may mean, best first, from their names, aliases, colloquial wording and, for long words, resembling
 * spelling. Empty when nothing is near.
 */
export function rankIndicators(question: string, limit = 5): IndicatorMatch[] {
  const text = plain(question)
  return ENTRIES.map((entry) => ({ indicator: entry.indicator, ...questionScore(entry, text) }))
    .filter((match) => match.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
}

/** The dictionary's entry of an id, undefined when there is none. */
export function indicatorById(id: string): Indicator | undefined {
  return INDICATORS.find((indicator) => indicator.id === id)
}
