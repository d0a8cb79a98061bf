import type { Tokenizer } from '../../retrieval/tokens.ts'
import { ASKS_LIMIT } from '../answer/limit.ts'
import { type Concept, conceptsOf } from '../understand/concepts.ts'
import { inReportWords } from './lay-words.ts'
import { type UnitHint, unitHintOf } from './units.ts'

/** One thing asked for; 「收了几件 受理了几件」 are two. */
export interface FigureAsk {
  readonly text: string
  readonly concepts: readonly Concept[]
  readonly hint: UnitHint
  /** What the thing is a part of: 受理的 of 受理的里面驳回几件. */
  readonly within: readonly Concept[]
}

/** 受理的里面, 审结的里头. */
const WITHIN = /^(.{2,}?)(?:的)?(?:里面|里头|里边|当中|其中)\s*(?=\S{2})/

const QUANTITY =
  /多少|(?<!哪)几(?!乎|年来|于|时|号|月|点|关|方面|步|块|类|种|句|证|经)|几证|(?<!效|频|统)率(?![先领])|第几|均分|总数|总量|数量|数是|人数|件数|案数|金额|占比|比重|几成|谁.{0,12}[多少高低]/

/** The answer is a reason, whatever is counted beside it: 那几个案子为啥败诉. */
const REASON = /为啥|为什么|为何|什么原因/

/** Whether a question asks for a quantity at all. */
export function asksForQuantity(text: string): boolean {
  return QUANTITY.test(text) && !REASON.test(text) && !ASKS_LIMIT.test(text)
}

/** 几个人, 多少件: the counting itself. */
const COUNTING =
  /(?:百分之|第)?(?:几|多少)(?:个|名|位)?(?:人次|人|件|起|宗|批|份|次|场|期|户|家|条|篇|项|处|台|张|部|所|支|个|名|位|钱|亿元?|万元?|元|本|卷|岁|天|日|轮|课时)?/g

/** Words that ask for a table, a sum or a comparison, and the bare nouns of counting: they say nothing of what is counted. */
const FILLER =
  /(?<!\p{Script=Han})[省市县区州旗镇乡]里(?=\p{Script=Han}{2})|(?:咱|俺)(?:们|这|家)?|(?<!\p{Script=Han})[那这](?:一?[场次回批期]|个)|排(?:一下|下|个?[名队序])|[画做](?:个|一?张|成)?(?:图表?|(?:柱状|折线|曲线)图)|(?:各|还|都|分别)*剩(?:下|余)?(?=多少|几|$)|(?:列|拉|给我|做)(?:个|下|一下|出来|张)*(?:表)?|(?<=\p{Script=Han})(?:的|定的)?(?:目标|指标)(?:定|要求)?|的(?:比例|百分比|比率)(?=是|有|多少|几|两|$)|给?下一年(?:里|度)?(?:定|要求)?的?|两年(?:一?[比差])?|(?:本|我|咱)[们个]?[省市县区州旗镇乡](?!级)|(?:给|帮|为|替)(?:老百姓|群众|大家|人家|当事人|受援人)|(?:的)?(?:变化|趋势|走势|情况|数据|数字|数目|[人件案次场户]数|数量|总数|总量)|对比(?:一?下)?|比一?比|比一下|每年|历年|逐年|[这前]几年|分别|平均|一年(?=要|得|至少)|总共|一共|合计|加起来|(?:多|少)(?:了)?(?:多少|几\p{Script=Han}?)|相差|谁|哪年|哪个|最[多少高低]|是不是|是吧|大概|具体|[两三四五六七八九几各]家各?|(?:[三几各]个?|所有|每个)(?:地方|区县?|县|市|单位)/gu
/** 谁出庭率高, 哪个多: the side that wins, not what is counted. */
const WINNING = /(?<![减缩增至过不最])(?:更|较|要)?[高低多少大小](?:一?些|一?点)?(?=$|\s)/g

/** 比上年多多少: the change itself, of what was asked before. */
const CHANGE_ONLY = /^(?:[比较同]\S{0,4}\s*)?(?:多|增加?|增长|涨)了?(?:多少|几)\S?$/

/** Splits a question about quantities into the things asked for, each with its own words. */
export function splitAsks(topic: string, tokenizer: Tokenizer): readonly FigureAsk[] {
  return splitPieces(expandShared(topic))
    .map((text) => {
      const [opening = '', whole = ''] = WITHIN.exec(text) ?? []
      const own = text.slice(opening.length)
      const concepts = conceptsOf(CHANGE_ONLY.test(own) ? '增加' : subjectOf(own), tokenizer)
      return {
        text: own,
        concepts: concepts.length > 0 ? concepts : bareOf(own),
        hint: unitHintOf(own),
        within: conceptsOf(subjectOf(whole), tokenizer),
      }
    })
    .filter(
      ({ concepts, hint }, at, all) => concepts.length > 0 || all.length === 1 || (at > 0 && hint.units.length > 0),
    )
}

/** 女的几个: one character is all that is asked for. */
function bareOf(text: string): readonly Concept[] {
  const bare = residueOf(subjectOf(text)).replace(/[有是共总都各还再那其中只又才么啊]/g, '')
  return bare.length === 1 ? [{ word: bare, forms: [{ text: bare, weight: 1 }], verb: false }] : []
}

/** 「取消的和下放的各几项」 → 「取消的几项,下放的几项」. */
function expandShared(topic: string): string {
  return topic.replace(
    /([\p{Script=Han}]{1,8}?)(?:和|与|、|跟)([\p{Script=Han}]{1,8}?)(?:各|分别)(?:是|有|占)?(几\p{Script=Han}|多少\p{Script=Han}?)/gu,
    (_, first: string, second: string, asked: string) => `${first}${asked},${second}${asked}`,
  )
}

const OF_PART = /^其中(?!.*(?:多少|几)).{1,8}$|^\p{Script=Han}{1,8}的?呢$/u

/** A new ask begins behind 多少件 when another quantity is asked for after it, and at commas, blanks and 和. */
function splitPieces(topic: string): readonly string[] {
  const raw = topic
    .replace(
      new RegExp(`(?:${COUNTING.source})(?=\\p{Script=Han}{1,8}?(?:几|多少|率))`, 'gu'),
      (counted) => `${counted}\u0001`,
    )
    .replace(/率(?=\p{Script=Han}{2,5}率)/gu, '率\u0001')
    .replace(/(?:[ ,、;?与]|和(?![解谐平])|(?<![涉以普危])及)+/g, '\u0001')
    .split('\u0001')
    .map((piece) => piece.trim())
    .filter(Boolean)
  const pieces: string[] = []
  for (const piece of raw) {
    const last = pieces.at(-1)
    // 其中企业, 乡镇的呢: the same of a part.
    if (last !== undefined && asksForQuantity(last) && OF_PART.test(piece))
      pieces.push(`${piece.replace(/呢$/, '')}多少`)
    else if (last !== undefined && (!asksForQuantity(piece) || !asksForQuantity(last)))
      pieces[pieces.length - 1] = `${last} ${piece}`
    else pieces.push(piece)
  }
  return pieces.length > 0 ? pieces : [topic]
}

/** 有败诉的没, 败诉的有吗: whether there are any is answered with how many. */
const WHETHER = /^有(?=.{2,}[没吗么]$)|的?(?:有没有|有吗|没有?|吗|么)$/g

/** What is counted, without the words of counting and comparing. */
function subjectOf(text: string): string {
  return inReportWords(text.replace(WHETHER, ' '))
    .replace(/(?<=班|会|赛|课|活动|讲座|讲堂)[办开搞]了?(?=多少|几)/g, ' ')
    .replace(/[比较](?=\s|$)/g, ' ')
    .replace(/^\s*谁家?的/, ' ')
    .replace(/(?<=\p{Script=Han}{2})[办做搞干](?:理)?得?(?=[最更较]?[多少好高低]*$)/gu, ' ')
    .replace(FILLER, ' ')
    .replace(COUNTING, ' ')
    .replace(WINNING, ' ')
}

/** The thing asked for, for a sentence that says it was not found: 法律援助多少件 → 法律援助. */
export function wantedOf({ text }: FigureAsk): string {
  const wanted = text
    .replace(WHETHER, '')
    .replace(/\s+[办做搞呢]$/, '')
    .replace(/[比较](?=\s)|谁.*$/g, '')
    .replace(
      /^(?:有?(?:多少|几)个?(?=\p{Script=Han}{2})|有|和|与|谁|呢|的|那|其中)+|(?:是|有|了|的|呢|吗|占)*(?:多少|几)(?:个|件|名|人|次|场|起|批|家|户|条|项|台|钱|元|卷|本|份)?(?:了|呢|吗)?$/gu,
      '',
    )
    .trim()
  return wanted === '' ? text.trim() : wanted
}

/** What is left of a piece of a question without its words of asking: 多少个村 → 村. */
export function residueOf(text: string): string {
  return text.replace(COUNTING, '').replace(/[个了的呢吗占又]|[^\p{Script=Han}]/gu, '')
}
