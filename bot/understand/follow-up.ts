import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { expectedOf } from '../answer/expected.ts'
import type { Turn } from '../conversation.ts'
import { asksForQuantity, splitAsks } from '../figures/asks.ts'
import { asksOnlyChange } from './change.ts'
import { bodyName, covers } from './pick.ts'
import type { Mention, Scope } from './scope.ts'
import type { Question } from './understand.ts'
import type { YearMention } from './years.ts'

/** 和霁川比呢, 比前年多多少: the old side stays beside the new one. */
const BESIDE = /^(?:那|那么)?(?:和|与|跟|同|比|较)|(?:和|与|跟|同|对比).{0,12}比/
/** 谁最多: nothing is named of which there is most. */
const WHICH = /^(?:那|那么)?(?:谁|哪个|哪家|哪边|哪年)[最更较]?[多少高低大小][?呢]?$/
/** 罚得最多的是哪个: what is done the most, whatever was asked before. */
const MOST_DONE = /\p{Script=Han}得最[多少高低快慢好差]/u
/** 今年目标呢: what is aimed at of whatever was asked before. */
const AIM_ONLY =
  /^(?:那|那么)?(?:[今明去前来当]年|\d{2,4}年)?度?(?:的|定的)?(?:目标|指标|任务)数?(?:[定是]的?)*(?:多少|几\S?|啥|什么)?[呢吗]?$/
/** Counted from the year of the turn before, not from the clock. */
const YEAR_BEFORE = /(?:上|前)一年|上年/
/** 历年的, 哪年最高: of all the years that are held. */
const EVERY_YEAR = /历年|逐年|每年|各年|这几年|前几年|哪一?年|哪个年|(?<![近前这])两年/
const YEAR_AFTER = /[后下]一年|次年|第二年/

/**
 * The question with what it leaves out taken from the turn before, slot by slot: a body or a year that it names replaces
 * the old one (or joins it in a comparison), its own topic stands first and the old topic stays as context.
 */
export function withPrevious(question: Question, heard: readonly Turn[], tokenizer: Tokenizer): Question {
  const turns = heard.map(withoutDeadline)
  const before = turns.at(-1)?.question
  if (!before) return question
  const both = betweenThem(question, turns)
  if (both) return { ...before, ...asTyped(question), scope: { ...before.scope, ...both } }
  const own = question.scope
  const beside = BESIDE.test(question.text)
  const mentions = mentionsOf(own, { before: beside ? withSpoken(before.scope, turns) : before.scope, beside })
  const { years, note } = yearsOf(question, { before: before.scope, beside, told: yearTold(turns.at(-1)) })
  const isChange = years.length > 1 && asksOnlyChange(question.asking)
  const hasNothing = isChange || AIM_ONLY.test(question.text)
  const hasTopic = question.concepts.length > 0 && !hasNothing
  const hasAsk = hasTopic || MOST_DONE.test(question.text) || (!hasNothing && asksOwnCount(question, tokenizer))
  const words = new Set(question.concepts.map(({ word }) => word))
  const earlier = [...before.concepts, ...before.context].filter(({ word }) => !words.has(word))
  return {
    ...question,
    leans: true,
    scope: {
      mentions,
      unheld: own.unheld,
      years,
      topic: hasTopic ? `${own.topic} ${before.scope.topic}`.trim() : before.scope.topic,
    },
    asking: hasAsk ? question.asking : narrowed(before.asking, question.text),
    concepts: hasTopic ? question.concepts : before.concepts,
    context: hasAsk ? earlier : before.context,
    notes: note ? [note] : [],
  }
}

/** 市本级呢: what was asked before, of the level that is named now. */
function narrowed(asking: string, text: string): string {
  const level = /[省市区县州]?本级/.exec(text)?.[0]
  return level === undefined || asking.includes(level) ? asking : `${level}${asking}`
}

/** 2024年底前 in a question about tasks is when they are due, not the year that is spoken of. */
function withoutDeadline(turn: Turn): Turn {
  const { question, tasks } = turn
  if (tasks?.deadline === undefined) return turn
  return { ...turn, question: { ...question, scope: { ...question.scope, years: [] } } }
}

/** 罚了多少钱 after 处罚几件 has no word of its own but asks for something of its own. */
function asksOwnCount({ text, scope }: Question, tokenizer: Tokenizer): boolean {
  if (!asksForQuantity(text) || scope.mentions.length > 0) return false
  return splitAsks(text, tokenizer).some(({ concepts }) => concepts.length > 0)
}

/** What is of the message itself, whatever it is taken to ask. */
function asTyped({ raw, text, now, previous, spokenOf }: Question): Partial<Question> {
  return { raw, text, now, previous, spokenOf, leans: true }
}

/** 涨了多少, 两年差多少, 谁最多 after the same was asked of several years or bodies: between them. */
function betweenThem({ text, scope }: Question, turns: readonly Turn[]): Partial<Scope> | undefined {
  if (!(WHICH.test(text) || asksOnlyChange(text)) || scope.years.length + scope.mentions.length > 0) return undefined
  const other = turns.findLastIndex(({ question }) => question.asking !== turns.at(-1)?.question.asking)
  const scopes = turns.slice(other + 1).map(({ question }) => question.scope)
  const mentions = new Map(
    scopes.flatMap((one) => one.mentions).map((mention) => [mention.entries[0]?.identity.region, mention]),
  )
  const years = new Map(scopes.flatMap((one) => one.years).map((year) => [year.years.join(), year]))
  if (mentions.size > 1)
    return { mentions: [...mentions.values()], ...(years.size > 1 ? { years: [...years.values()] } : {}) }
  return years.size > 1 ? { years: [...years.values()] } : undefined
}

/** The bodies of the turn before, or of the last that named any. */
function withSpoken(scope: Scope, turns: readonly Turn[]): Scope {
  if (scope.mentions.length > 0) return scope
  return {
    ...scope,
    mentions: turns.findLast((turn) => turn.question.scope.mentions.length > 0)?.question.scope.mentions ?? [],
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

/** What to do, and whom to turn to, is laid down by rules and of no year. */
const OF_NO_YEAR: ReadonlySet<string> = new Set(['todo', 'remedy'])

interface BeforeInTime extends Before {
  /** The one year of the figures told. */
  readonly told: number | undefined
}

/** The newest report's year, where the turn before named none. */
function yearTold(turn: Turn | undefined): number | undefined {
  const years = new Set(turn?.reply.figures?.map(({ year }) => year))
  return years.size === 1 ? [...years][0] : undefined
}

interface Carried {
  readonly years: readonly YearMention[]
  /** Said in the reply when the year asked before is not held of the new body. */
  readonly note?: string
}

function yearsOf({ text, scope: own, documents }: Question, { before, beside, told }: BeforeInTime): Carried {
  const step = YEAR_BEFORE.test(text) ? -1 : YEAR_AFTER.test(text) ? 1 : 0
  const last = before.years.flatMap(({ years }) => years).at(-1) ?? told
  const since =
    own.years.length === 0 && last !== undefined && asksOnlyChange(text) && isHeld(last - 1, { before, documents })
  if (since) return { years: [yearMention(last), yearMention(last - 1)] }
  const shifted = step !== 0 && last !== undefined ? [yearMention(last + step)] : own.years
  if (shifted.length > 0)
    return { years: beside && own.mentions.length === 0 ? [...before.years, ...shifted] : shifted }
  if (EVERY_YEAR.test(text) || expectedOf(text).some(({ kind }) => OF_NO_YEAR.has(kind))) return { years: [] }
  if (own.mentions.length === 0 || before.years.length === 0) return { years: before.years }
  const asked = [...new Set(before.years.flatMap(({ years }) => years))].sort((a, b) => a - b)
  const entries = own.mentions.flatMap((mention) => mention.entries)
  if (entries.some((entry) => asked.some((year) => covers(entry, year)))) return { years: before.years }
  const [name] = entries.map(bodyName)
  return { years: [], note: `上一问是${asked.join('、')}年;没有收录${name ?? ''}${asked.join('、')}年的文件` }
}

/** Whether a report of the year is held of a body spoken of before, or of any where none was. */
function isHeld(year: number, { before, documents }: { before: Scope; documents: readonly DocumentEntry[] }): boolean {
  const named = new Set(before.mentions.flatMap(({ entries }) => entries.map(bodyName)))
  return documents.some(
    (entry) =>
      entry.identity.kind === 'report' &&
      entry.identity.year === year &&
      (named.size === 0 || named.has(bodyName(entry))),
  )
}

function yearMention(year: number): YearMention {
  return { start: 0, end: 0, years: [year], printed: `${year}年`, relative: true, against: false }
}
