import type { Turn } from '../conversation.ts'
import { asksForQuantity } from '../figures/asks.ts'
import { bodyName, covers } from './pick.ts'
import type { Mention, Scope } from './scope.ts'
import type { Question } from './understand.ts'
import type { YearMention } from './years.ts'

const OPENS = /^(?:那|那么|其中|还有|再|另外|这|它|都|也|占|和|与|跟|同|比|换成|改成|要是|如果是)/
const CLOSES = /(?:呢|的)[?吗]?$/
/** Says itself that what came before is over. */
const RESETS = /^[\s@\S]{0,20}?换一?个(?:问题|话题)|^另?问(?:一?个|一下)?别的/
/** A question of at most this many characters that names no body leans on the one before. */
const SHORT = 12
/** Asks for a rule and not for a count: with a matter of its own it is a question of its own. */
const NORM = /几[天日]|多少[天日]|多久|多长时间|[期时]限|能不能|可不可以|要不要|行不行|允许/
/** 和霁川比呢, 比前年多多少: the old side stays beside the new one. */
const BESIDE = /^(?:那|那么)?(?:和|与|跟|同|比|较)|(?:和|与|跟|同|对比).{0,12}比/
/** Counted from the year of the turn before, not from the clock. */
const YEAR_BEFORE = /(?:上|前)一年|上年/
const YEAR_AFTER = /[后下]一年|次年|第二年/

/** Whether a question cannot be read without the turn before it. */
export function leansOnPrevious(question: Question): boolean {
  if (!question.previous || RESETS.test(question.raw)) return false
  const { text, scope, concepts } = question
  if (scope.mentions.length > 0 && concepts.length > 0 && asksForQuantity(text) && !OPENS.test(text)) return false
  if (OPENS.test(text) || CLOSES.test(text)) return true
  if (concepts.length === 0) return scope.mentions.length + scope.years.length > 0 || text.length <= SHORT
  return scope.mentions.length === 0 && text.length <= SHORT && !(concepts.length > 1 && NORM.test(text))
}

/**
 * The question with what it leaves out taken from the turn before, slot by slot: a body or a year that it names replaces
 * the old one (or joins it in a comparison), its own topic stands first and the old topic stays as context.
 */
export function withPrevious(question: Question, { question: before }: Turn): Question {
  const own = question.scope
  const beside = BESIDE.test(question.text)
  const mentions = mentionsOf(own, { before: before.scope, beside })
  const { years, note } = yearsOf(question, { before: before.scope, beside })
  const hasTopic = question.concepts.length > 0
  const words = new Set(question.concepts.map(({ word }) => word))
  return {
    ...question,
    scope: {
      mentions,
      unheld: own.unheld,
      years,
      topic: hasTopic ? `${own.topic} ${before.scope.topic}`.trim() : before.scope.topic,
    },
    asking: hasTopic ? question.asking : before.asking,
    concepts: hasTopic ? question.concepts : before.concepts,
    context: hasTopic ? [...before.concepts, ...before.context].filter(({ word }) => !words.has(word)) : before.context,
    notes: note ? [note] : [],
  }
}

interface Before {
  readonly before: Scope
  readonly beside: boolean
}

function mentionsOf(own: Scope, { before, beside }: Before): readonly Mention[] {
  if (own.mentions.length === 0) return own.unheld.length > 0 ? [] : before.mentions
  return beside && own.mentions.length === 1 ? [...before.mentions, ...own.mentions] : own.mentions
}

interface Carried {
  readonly years: readonly YearMention[]
  /** Said in the reply when the year asked before is not held of the new body. */
  readonly note?: string
}

function yearsOf({ text, scope: own }: Question, { before, beside }: Before): Carried {
  const step = YEAR_BEFORE.test(text) ? -1 : YEAR_AFTER.test(text) ? 1 : 0
  const last = before.years.flatMap(({ years }) => years).at(-1)
  const shifted = step !== 0 && last !== undefined ? [yearMention(last + step)] : own.years
  if (shifted.length > 0)
    return { years: beside && own.mentions.length === 0 ? [...before.years, ...shifted] : shifted }
  if (own.mentions.length === 0 || before.years.length === 0) return { years: before.years }
  const asked = before.years.flatMap(({ years }) => years)
  const entries = own.mentions.flatMap((mention) => mention.entries)
  if (entries.some((entry) => asked.some((year) => covers(entry, year)))) return { years: before.years }
  const [name] = entries.map(bodyName)
  return { years: [], note: `上一问是${asked.join('、')}年;没有收录${name ?? ''}${asked.join('、')}年的文件` }
}

function yearMention(year: number): YearMention {
  return { start: 0, end: 0, years: [year], printed: `${year}年`, relative: true, against: false }
}
