import { INDICATORS, type Indicator, rankIndicators } from '../../corpus/indicators.ts'
import { normalizeForMatching } from '../text.ts'
import type { Concept } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'
import { actingUnit, type Candidate } from './candidate.ts'
import { rowOf } from './rows.ts'
import { rateName } from './units.ts'

/** Score of the dictionary from which its reading is more than a resemblance. */
const SURE_INDICATOR = 6

/**
 * The dictionary's indicator of an ask, when it is sure (复议多少 read as 复议多少件): read from the ask itself, else together with a word of what was
 * asked before (审结 after 复议).
 */
export function indicatorOf({ text, concepts }: FigureAsk, context: readonly Concept[]): Indicator | undefined {
  const [own] = rankIndicators(
    text.replace(/每年|历年|逐年|各年|\s+/g, '').replace(/(?:[件案]数(?:多少)?|多少|几件)呢?$/, '多少件'),
    1,
  )
  if (own && own.score >= SURE_INDICATOR) return own.indicator
  const words = concepts.map(({ word }) => word)
  return context
    .flatMap(({ word }) => rankIndicators(word + text, 1))
    .find(({ score, matched }) => score >= SURE_INDICATOR && words.some((own) => matched.includes(own)))?.indicator
}

/** The matter that an indicator belongs to: 复议 of 复议审结件数. */
export function isWordOf({ word }: Concept, { name, aliases, context }: Indicator): boolean {
  return [name, ...aliases, ...context].some((words) => words.includes(word))
}

const INDICATOR_NAMES = INDICATORS.flatMap(({ name, aliases }) => [name, ...aliases]).map(normalizeForMatching)
const INDICATOR_WORDS = [...INDICATOR_NAMES, ...INDICATORS.flatMap(({ generic }) => generic).map(normalizeForMatching)]

const CHANGE = /^(?:增长|增加|上升|下降|减少|降低|同比)$/

/** 降了: how much something changed is answered by a change alone, never by the level beside it. */
export function asksChange({ forms }: Concept): boolean {
  return forms.some(({ text }) => CHANGE.test(text))
}

/** Words of every count: 案件 of 应诉案件 says nothing of its matter. */
const COUNTED = /^(?:案件?|申请|事项|工作|情况|行政|政府|全[省市区县])$/

const STAGES = /收到|接收|受理|办结|审结/g

/** 受理15328件 is no number of what was 办结: a figure of another stage of the same matter. */
export function isOtherStage({ concepts }: FigureAsk, { whole }: Candidate): boolean {
  const asked = concepts
    .flatMap(({ forms }) => forms.map(({ text }) => text))
    .filter((text) => /^(?:收到|受理|办结|审结)$/.test(text))
  // 受理前化解 has not been 受理.
  if (asked.some((stage) => whole.includes(`${stage}前`))) return true
  const told = whole.match(STAGES) ?? []
  return asked.length > 0 && told.length > 0 && !told.some((stage) => asked.includes(stage))
}

/** Whether a word of what was asked before says what the matter is. */
export function saysMatter({ word }: Concept): boolean {
  return !COUNTED.test(word)
}

const GENERIC = new Set(INDICATORS.flatMap(({ generic }) => generic))

/** Whether a word says what was done and not with what: 结了 is of whatever was asked before it. */
export function leansOnMatter({ verb, forms }: Concept): boolean {
  return verb || forms.some(({ text }) => GENERIC.has(text))
}

/** A word that makes another indicator of what is asked (专职 of 专职人民调解员): a figure without it is no answer. */
export function distinguishes({ word }: Concept, concepts: readonly Concept[]): boolean {
  const others = concepts.filter((other) => other.word !== word).map((other) => other.word)
  return INDICATOR_NAMES.some((name) => name.includes(word) && others.some((other) => name.includes(other)))
}

/** Whether the dictionary knows a word as one that names an indicator. */
export function namesIndicator({ word }: Concept): boolean {
  return INDICATOR_WORDS.some((name) => name.includes(word))
}

/** Words that narrow what is counted; a figure whose clause does not print the one asked with counts something wider or else. */
const NARROWING =
  /专职|兼职|国家级|省级|市级|区级|县级|镇级|[省市区县]?本级|一审|二审|再审|主要负责人|新(?=[增聘招取拿发领])/g
/** Whether an ask narrows what is counted: 专职法制审核人员. */
export function isNarrowed({ text }: FigureAsk): boolean {
  return text.search(NARROWING) >= 0
}

/** What an ask narrows: 法制审核 of 专职法制审核人员. A figure without it counts others that are narrowed likewise. */
export function isNarrowedNoun({ word, verb }: Concept): boolean {
  return !verb && word.length > 1 && word.search(NARROWING) < 0 && !/^(?:人员|干部|队伍|人数|单位)$/.test(word)
}

/** Words for whom or what; the sentence may name them before the clause of the number. */
const CONCERNED = /女|党员|民事|刑事|农民工|未成年|残疾|妇女|涉企|涉农|民营|国有/g

/** 持证 is printed in several ways: 持有执法证的, 全部持证上岗. */
const CERTIFIED = /持证|持有?[^,，。;；]{0,10}证/

/** 行政复议申请增加5件 is no number of applications. */
function isChange({ subject, unit }: Candidate['figure']): boolean {
  return unit !== '%' && /(?:增加|减少|增长|下降|上升|净增)$/.test(subject)
}

/** 累计接收1348人, but not the 现有191人 of the same sentence. */
function isEver({ scope, subject }: Candidate['figure']): boolean {
  return scope.includes('累计') && !/现|在/.test(subject)
}

const FINES = /罚没|罚款|没收/
const FINES_OF_ALL =
  /^(?:[我全本][省市区县州]|各级|各?执法(?:部门|单位|机关)|全系统|办理|查处|查办|作出|共|累计|处?罚没|合计|总计|实施|行政|处罚|执法|案件|案|决定|违法所得|罚没|罚款|没收|款项?|收入|金额|总额|资金|[和及与、-]|入库|全年|各类|结案|立案|件)*$/

/** Fines of one field (食品类案件罚没款) are no answer to what was fined in all; the field has to be asked for. */
export function isOneField({ text }: FigureAsk, candidate: Candidate): boolean {
  const { subject, unit } = candidate.figure
  if (unit !== '元' || !FINES.test(subject) || !/罚/.test(text) || rowOf(candidate) !== undefined) return false
  const unitFining = actingUnit(candidate) ?? ''
  if ((FINES_OF_ALL.test(subject) && unitFining === '') || (text.includes('免') && subject.includes('免'))) return false
  const field = normalizeForMatching(unitFining + subject).replace(
    /行政处罚|处罚|罚没款?|罚款|没收|违法所得|案件|金额|查处|办理/g,
    ' ',
  )
  const asked = normalizeForMatching(text)
  return !field
    .split(/[^\p{Script=Han}]+/u)
    .some((run) => [...run].some((_, at) => at + 2 <= run.length && asked.includes(run.slice(at, at + 2))))
}

/** Whether a rate is printed under another name than the one asked for and is none of the indicator meant: 建成率 for 化解率. */
export function isOtherRate(
  { text, concepts }: FigureAsk,
  { figure, whole }: Candidate,
  meant: Indicator | undefined,
): boolean {
  // 优秀案卷率 is an 优秀率.
  const asked = (/(不?合格|优秀)(?=案卷率)/.exec(text) ?? RATE_NAME.exec(text))?.[1]
  const printed = rateName(figure.subject)
  if (asked === undefined || printed === undefined || printed === asked) return false
  const isForm = ({ word, forms }: Concept): boolean =>
    word.includes(`${asked}率`) && forms.some((form) => form.text.endsWith(`${printed}率`))
  if (concepts.some(isForm)) return false
  return !(meant !== undefined && figure.indicatorId === meant.id) && !whole.includes(`${asked}率`)
}

const RATE_NAME = /(不合格|\p{Script=Han}{2})率/u

/** Whether a figure lacks a narrowing word of the ask: 专职, 省级, 新增, 农民工. */
export function lacksNarrowing({ text }: FigureAsk, { whole, clause, sentence, figure }: Candidate): boolean {
  const near = whole + figure.quote
  const narrowing = text.match(NARROWING) ?? []
  const concerned = text.match(CONCERNED) ?? []
  if (isChange(figure) && !/增|减|升|降|多多少|少多少|变化|涨/.test(text)) return true
  if (text.includes('持证') && !CERTIFIED.test(near) && !/(?:全部|均|全员|都)持证/.test(sentence)) return true
  if (/考(?:试|核)?(?:过了?|通过|合格)/.test(text) && !/合格|通过/.test(whole)) return true
  // 现在有多少人 is no number of all that there ever were.
  if (/现在|目前|如今|眼下/.test(text) && isEver(figure)) return true
  if (text.includes('优秀') && !(whole + clause).includes('优秀')) return true
  if (/个体(?:工商)?户/.test(text) && !whole.includes('个体')) return true
  return narrowing.some((word) => !near.includes(word)) || concerned.some((word) => !(near + sentence).includes(word))
}
