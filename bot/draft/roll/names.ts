import type { NumberMention } from '../../../corpus/quantities/mention.ts'
import { zonesOf } from '../../../corpus/quantities/zones.ts'
import type { Span } from '../../../corpus/schema.ts'
import { checkEdit, type Edit, type RollContext } from './context.ts'
import { holdsOn, rolledDate } from './years.ts'

const N = '[一二三四五六七八九十]{1,3}'
/** 十六大 and later; 十大 alone is a top ten. */
const CONGRESS = `(?:党的)?(?:(?:十[六七八九]|二十[一二三四]?)大|${N}届(?:${N}[中次](?:[、,和]${N}[中次])*)(?:全体)?(?:全会|会议)?)`
const MEETINGS = [
  new RegExp(
    `(?:中国共产党|中共)?${CONGRESS}(?:(?:和|及|以及|暨|、|,)${CONGRESS})*(?:历次全会)?(?:报告)?(?:精神)?`,
    'g',
  ),
  /(?:中央|[省市州区县]委)[^,。;、:\n《》]{0,12}(?:工作会议|全会)(?:精神)?/g,
  /(?<=召开了?)[^,。;:\n《》]{2,40}?(?:动员|部署|推进|总结|表彰|验收|现场|座谈|启动)[^,。;:\n《》]{0,8}?(?:大会|会议|仪式|会)/g,
]
const LAW_VERSION =
  /(?<=》)[((](?:19|20)\d\d年?(?:修订|修正|施行|通过|版)*[))]|(?:新近?|最新)(?:修订|修正|颁布|出台|施行)的?(?=《)/g

const inside = (spans: readonly Span[], offset: number): boolean =>
  spans.some(({ start, end }) => start <= offset && offset < end)

function matches(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

/** Names of party congresses and of meetings; one that counts something (召开…会2次) is a figure, not a name. */
export function meetingEdits(context: RollContext, figures: readonly Span[]): readonly Edit[] {
  return MEETINGS.flatMap((pattern) => matches(context.text, pattern))
    .filter(({ start, end }) => !figures.some((figure) => start <= figure.start && figure.start < end))
    .map((span) => checkEdit(span, '会议提法', context))
}

/** Titles of documents that carry a year: of this series, the year moves on and the title is marked; else it is only marked. */
export function titleEdits(context: RollContext): readonly Edit[] {
  return zonesOf(context.text).titles.flatMap((title) => {
    const words = context.text.slice(title.start, title.end)
    if (context.borrowed) return [checkEdit(title, '文件名称', context)]
    const dates = [...words.matchAll(/(?:19|20)\d\d年?(?:度)?(?:[-—–~至到]+(?:19|20)\d\d年?)?/g)]
    if (dates.length === 0 || dates.every(([printed]) => holdsOn(printed, context.year))) return []
    const edits = dates.flatMap((match): Edit[] => {
      const rolled = rolledDate(match[0], context)
      const start = title.start + match.index
      return rolled ? [{ start, end: start + match[0].length, segment: { kind: 'text', text: rolled } }] : []
    })
    if (edits.length < dates.length) return [checkEdit(title, '文件名称', context)]
    const { segment } = checkEdit(title, '文件名称', context)
    return [...edits, { start: title.end, end: title.end, segment }]
  })
}

/** 文号 with the letters of the organ before the year: 云政发〔2017〕21号. */
export function numberEdits(mentions: readonly NumberMention[], context: RollContext): readonly Edit[] {
  return mentions
    .filter(({ kind, zone }) => kind === 'documentNumber' && zone !== 'title')
    .map((mention) => {
      const before = context.text.slice(Math.max(0, mention.start - 6), mention.start)
      const organ = /[^以按由为的照据依如及与和以从\P{Script=Han}]{0,5}[〔[【(（]$/u.exec(before)?.[0] ?? ''
      return checkEdit({ start: mention.start - organ.length, end: mention.end }, '文号', context)
    })
}

/** 增加两成, 近九成: shares in words. */
const TENTHS =
  /[一二两三四五六七八九](?:点[一二三四五六七八九])?成[一二三四五六七八九半]?(?:以[上下]|左右|多)?(?=[,。;:、)\n]|$)/g

export function tenthEdits(context: RollContext): readonly Edit[] {
  return matches(context.text, TENTHS).map((span) => checkEdit(span, '比例', context))
}

export function lawEdits(context: RollContext): readonly Edit[] {
  return matches(context.text, LAW_VERSION).map((span) => checkEdit(span, '法律法规版本', context))
}

/** 第四十六次, 第二批: where a thing stands in a series that went on. 第一责任人 and 第三方 are words. */
export function ordinalEdits(mentions: readonly NumberMention[], context: RollContext): readonly Edit[] {
  return mentions
    .filter(({ kind, zone, printed }) => kind === 'ordinal' && zone !== 'title' && /[次届批轮期]$/.test(printed))
    .map((mention) => checkEdit(mention, '次序', context))
}

const ORDER = '一二三四五六七八九'

/** First and last year of a five-year plan (十四五) or of a five-year programme of legal education (八五普法). */
function planPeriod(name: string): readonly [number, number] | undefined {
  const match = /^(十)?([一二三四五六七八九])?五$/.exec(name)
  if (!match) return undefined
  const number = (match[1] ? 10 : 0) + (match[2] ? ORDER.indexOf(match[2]) + 1 : 0)
  const legal = number >= 1 && number <= 9
  // 一五普法 began in 1986, the sixth five-year plan of the economy in 1981.
  const start = legal ? 1986 + 5 * (number - 1) : 1981 + 5 * (number - 6)
  return [start, start + 4]
}

/** 七五 and 十四五 whose years do not hold the new one. */
export function planEdits(mentions: readonly NumberMention[], context: RollContext): readonly Edit[] {
  return mentions
    .filter(({ kind, zone }) => kind === 'name' && zone !== 'title')
    .flatMap((mention) => {
      const period = planPeriod(context.text.slice(mention.start, mention.end))
      if (!period || (period[0] <= context.year && context.year <= period[1])) return []
      return [checkEdit(mention, '规划名称', context)]
    })
}

const OFFICE =
  '(?:书记|[省市州区县镇乡]长|主任|局长|厅长|处长|科长|所长|主席|部长|检察长|院长|会长|秘书长|负责人|组长|律师)'
const BEFORE_NAME = new RegExp(`${OFFICE}[ ]?$`)
const AFTER_NAME = new RegExp(`^[ ]?(?:同志|等?同志|${OFFICE})`)
/** 县委书记李明同志: two or three characters between an office and 同志 are a name, whatever the segmenter takes them for. */
const COMRADE = new RegExp(`(?<=${OFFICE}[ ]?)\\p{Script=Han}{2,3}(?=同志)`, 'gu')
/** The hundred commonest surnames of one character (Ministry of Public Security, name report of 2020). */
const SURNAME =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常]'
/** 市长赵立新主持召开: what an office holder does, right behind the name. */
const DOES = '(?:主持|带队|率队|率先|带头|出席|参加|听取|签署|调研|批示|多次|先后|亲自|担任|任|分别|赴|为)'
const ACTING = new RegExp(`(?<=${OFFICE}[ ]?)${SURNAME}\\p{Script=Han}{1,2}?(?=${DOES})`, 'gu')
/** 习近平新时代…思想, 习近平法治思想 and 习近平总书记 are set terms. */
const SET_NAME = /^习近平/

/** Names of persons beside an office; a name alone is not told from a word and stays. */
export function personEdits(context: RollContext, span: Span): readonly Edit[] {
  const { text, tokenizer } = context
  const words = text.slice(span.start, span.end)
  const addressed = [COMRADE, ACTING]
    .flatMap((pattern) => matches(words, pattern))
    .map(({ start, end }) => checkEdit({ start: span.start + start, end: span.start + end }, '姓名', context))
  const tagged = tokenizer.tag(words).flatMap(({ word, tag, start }) => {
    if (!tag.startsWith('nr') || word.length < 2 || SET_NAME.test(word)) return []
    const at = { start: span.start + start, end: span.start + start + word.length }
    const named =
      BEFORE_NAME.test(text.slice(Math.max(0, at.start - 5), at.start)) || AFTER_NAME.test(text.slice(at.end))
    return named ? [checkEdit(at, '姓名', context)] : []
  })
  return [...addressed, ...tagged]
}

/** Whether an offset stands inside 《…》. */
export function insideTitle(text: string): (offset: number) => boolean {
  const { titles } = zonesOf(text)
  return (offset) => inside(titles, offset)
}
