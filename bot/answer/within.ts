import type { Concept } from '../understand/concepts.ts'
import type { Expected } from './kind.ts'

/** What is done within the time asked for stands behind 几天内 or before 期限: 多少天内办完, 办案期限. */
const WITHIN =
  /(?:几|多少)个?(?:工作日|小时|[天日年月])(?:以?内|之内)?[就得要能可以须才应当必]*(?<then>[^\s,;?]{2,8})|(?<of>[^\s,;?]{2,12}?)的?(?:期限|时限)|(?:多久|多长时间)(?:以?内|之内)?[就得要能可以须才应当必]*(?<after>[^\s,;?]{2,8})/u

/**
 * The kinds of answer asked for, a length of time narrowed to that of the thing asked about: 案件办结后20日内归档 says
 * nothing of 多少天办结, 保存期限10年 nothing of 办案期限, and what is 不计入办案期限 is none of it.
 */
export function ofThingAsked(
  expected: readonly Expected[],
  {
    asking,
    concepts,
    context,
  }: {
    readonly asking: string
    readonly concepts: readonly Concept[]
    readonly context: readonly Concept[]
  },
): readonly Expected[] {
  const ofThing = concepts.length + context.length > 1 && !ASKS_OF_DOCUMENT.test(asking)
  return ofTimeAsked(ofThing ? expected.map(notOfItself) : expected, { asking, concepts })
}

/** The document is asked about: 本办法, 这个文件管到哪年. */
const ASKS_OF_DOCUMENT = /办法|规定|规则|条例|细则|规程|通知|方案|意见|指南|制度|标准|文件|施行|生效|实施|执行/
/** 本办法自…起施行,有效期5年 is said of the document itself. */
const OF_ITSELF =
  '^(?!\\s*(?:第.{1,5}条\\s*)?本(?:办法|规定|规则|条例|细则|规程|通知|方案|意见|指南|制度|标准|法|决定)(?:自|从|有效期|印发|公布|发布))[^]*?'

/** How long a document holds is not how long the thing lasts that it rules: 证件有效期几年. */
function notOfItself(one: Expected): Expected {
  const { source, flags } = one.shows
  return one.kind === 'duration' ? { ...one, shows: new RegExp(`${OF_ITSELF}(?:${source})`, flags) } : one
}

function ofTimeAsked(
  expected: readonly Expected[],
  { asking, concepts }: { readonly asking: string; readonly concepts: readonly Concept[] },
): readonly Expected[] {
  const { then, of, after } = WITHIN.exec(asking)?.groups ?? {}
  const done = then ?? after ?? (of === undefined ? '' : `${of}期限`)
  const forms = concepts.filter(({ word }) => done.includes(word)).flatMap((one) => one.forms.map(({ text }) => text))
  const limits = [...(forms.length > 0 ? [notCountedFrom(forms)] : []), ...(of === undefined ? [] : [ofNoOther(of)])]
  const opening = /平均/.test(asking) ? MEAN : of === undefined ? '' : NOT_COUNTED
  if (limits.length === 0 && opening === '') return expected
  return expected.map((one) =>
    one.kind === 'duration'
      ? { ...one, shows: new RegExp(`${opening}${limits.join('')}(?:${one.shows.source})`, 'u') }
      : one,
  )
}

/** What it takes on average is no limit that is laid down. */
const MEAN = '^(?=[^]*平均)[^]*?'
const NOT_COUNTED = '^(?!.*不(?:计入|计算在|算在|包括在))[^]*?'

function notCountedFrom(forms: readonly string[]): string {
  return `(?<!(?:${forms.map(escaped).join('|')})(?:之日起|之日|以后|之后|后|起)[^,，。;；]{0,6})`
}

/** No length of another 期限: the two characters before it stand in the question. */
function ofNoOther(of: string): string {
  const pairs = [...of].slice(1).map((character, i) => escaped(`${[...of][i]}${character}`))
  return `(?<!(?!${pairs.join('|')})\\p{Script=Han}{2}的?[期时]限[^,，。;；]{0,8})`
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
