import type { Tokenizer } from '../../retrieval/tokens.ts'
import { type Concept, conceptsOf } from '../understand/concepts.ts'

/** What the unit of an answer must or may be, read from the words of asking. */
export interface UnitHint {
  /** Canonical units that fit; empty when the question does not say. */
  readonly units: readonly string[]
  /** A figure in another unit is no answer: 率 is never a count, 钱 never a number of cases. */
  readonly strict: boolean
}

/** One thing asked for; 「收了几件 受理了几件」 are two. */
export interface FigureAsk {
  readonly text: string
  readonly concepts: readonly Concept[]
  readonly hint: UnitHint
}

const CASES = ['件', '起', '宗', '批', '本', '份', '例', '案', '卷']
const PEOPLE = ['人', '人次', '名']
const HINTS: readonly (readonly [RegExp, UnitHint])[] = [
  [/率|百分之几|比例|占比|几成|几个点|百分点|比重/, { units: ['%', '‰', '个百分点', '百分点'], strict: true }],
  [
    /多少钱|几个亿|几亿|几万元|多少元|多少万|金额|资金|经费|花了多少|罚了多少|罚没|造价/,
    { units: ['元'], strict: true },
  ],
  [/第几|排名|名次/, { units: ['名次', '位', '名', '位次'], strict: true }],
  [
    /(?:几|多少)(?:个)?(?:工作日|天|日)|多久|多长时间/,
    { units: ['天', '日', '工作日', '个工作日', '小时', '个月', '月'], strict: true },
  ],
  [/均分|平均分|多少分/, { units: ['分'], strict: false }],
  [/(?:几|多少)(?:个)?(?:人|名|位)|几名|人数|新招了几个/, { units: PEOPLE, strict: false }],
  [/(?:几|多少)(?:件|起|宗|批|份|本|案)/, { units: CASES, strict: false }],
  [
    /(?:几|多少)(?:场|次|期|回|轮)/,
    { units: ['次', '场', '期', '场次', '场(次)', '人次', '批次', '课时'], strict: false },
  ],
  [/(?:几|多少)户/, { units: ['户', '家', '个'], strict: false }],
  [/(?:几|多少)家/, { units: ['家', '户', '个'], strict: false }],
  [
    /(?:几|多少)(?:条|篇|项|处|台|张|部|所|支|个)/,
    {
      units: ['条', '篇', '项', '处', '台', '张', '部', '所', '支', '个', '件', '家', '户', '名', '人'],
      strict: false,
    },
  ],
]

const QUANTITY =
  /多少|几(?!乎|年来|于|时|关|方面|步|块|类|种|句|证|经)|几证|率|第几|均分|总数|总量|数量|数是|人数|件数|案数|金额|占比|比重|几成/

/** Whether a question asks for a quantity at all. */
export function asksForQuantity(text: string): boolean {
  return QUANTITY.test(text)
}

/** The unit that a piece of a question asks for. */
export function unitHintOf(text: string): UnitHint {
  return HINTS.find(([pattern]) => pattern.test(text))?.[1] ?? { units: [], strict: false }
}

/** Words that ask for a table, a sum or a comparison, and the bare nouns of counting: they say nothing of what is counted. */
const FILLER =
  /(?:列|拉|给我|做)(?:个|下|一下|出来|张)*(?:表)?|(?:的)?(?:变化|趋势|走势|情况|数据|数字|数目|人数|数量|总数|总量)|对比(?:一?下)?|每年|历年|逐年|总共|一共|合计|加起来|(?:多|少)(?:了)?(?:多少|几\p{Script=Han}?)|相差|谁|哪年|哪个|最[多少高低]|是不是|是吧|大概|具体/gu
/** 几个人, 多少件: the counting itself. */
const COUNTING =
  /(?:几|多少)(?:个|名|位)?(?:人次|人|件|起|宗|批|份|次|场|期|户|家|条|篇|项|处|台|张|部|所|支|个|名|位|钱|元)?/g

/** Splits a question about quantities into the things asked for, each with its own words. */
export function splitAsks(topic: string, tokenizer: Tokenizer): readonly FigureAsk[] {
  const pieces = splitPieces(expandShared(topic))
  return pieces
    .map((text) => ({ text, concepts: conceptsOf(subjectOf(text), tokenizer), hint: unitHintOf(text) }))
    .filter(({ concepts }, _, all) => concepts.length > 0 || all.length === 1)
}

/** 「取消的和下放的各几项」 → 「取消的几项,下放的几项」. */
function expandShared(topic: string): string {
  return topic.replace(
    /([\p{Script=Han}]{1,8}?)(?:和|与|、|跟)([\p{Script=Han}]{1,8}?)(?:各|分别)(?:是|有|占)?(几\p{Script=Han}|多少\p{Script=Han}?)/gu,
    (_, first: string, second: string, asked: string) => `${first}${asked},${second}${asked}`,
  )
}

function splitPieces(topic: string): readonly string[] {
  const marked = topic
    .replace(/((?:几|多少)\p{Script=Han}{1,3}?)(?=\p{Script=Han}{1,6}(?:几|多少)\p{Script=Han})/gu, '$1\u0001')
    .replace(/[ ,、;?和与及]+/g, '\u0001')
  const raw = marked
    .split('\u0001')
    .map((piece) => piece.trim())
    .filter(Boolean)
  const pieces: string[] = []
  for (const piece of raw) {
    const last = pieces.at(-1)
    if (last !== undefined && (!asksForQuantity(piece) || !asksForQuantity(last)))
      pieces[pieces.length - 1] = `${last} ${piece}`
    else pieces.push(piece)
  }
  return pieces.length > 0 ? pieces : [topic]
}

/** What is counted, without the words of counting and comparing. */
function subjectOf(text: string): string {
  return text
    .replace(/(?<=[\p{Script=Han}])(?:多|共|各|总)?收(?=得|过|了?多少|了?几|$)/gu, '收到')
    .replace(FILLER, ' ')
    .replace(COUNTING, ' ')
}

/** What is left of a piece of a question without its words of asking: 多少个村 → 村. */
export function residueOf(text: string): string {
  return text.replace(/多少|几|个|[^\p{Script=Han}]/gu, '')
}
