import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import { citationLines, cite, shorten } from '../cite.ts'
import type { Reply, ReplyComputed } from '../schema.ts'
import { bodyName, groupByBody, type Picked, pickDocuments } from '../understand/pick.ts'
import { narrowest } from '../understand/scope.ts'
import type { Question } from '../understand/understand.ts'
import { yearsAsked } from '../understand/years.ts'
import { isSameThing } from './align.ts'
import { type FigureAsk, splitAsks } from './asks.ts'
import type { Candidate } from './candidate.ts'
import { difference, told } from './compute.ts'
import { candidatesIn, isAhead } from './gather.ts'
import { selectFigures } from './select.ts'
import { leadOf, replyFigureOf, sourceOf, statementOf } from './state.ts'

const REACHED = '(?:完成|达到|达成|实现|兑现|达标|落实|做到|办到)'
const AIM = '(?:目标|指标|任务数|计划数?|打算|承诺|[定说提]的)'
const WHETHER = '(?:了)?(?:没有?|吗|么|不|否)'
const ENOUGH = '够没够|够不够|达没达到?|达不达标'
/** 目标完成没, 达到当年定的目标没, 完成去年的目标了吗. */
const ASKED = new RegExp(
  `${AIM}.{0,12}(?:${REACHED}|${ENOUGH})|率.{0,2}${REACHED}${WHETHER}|(?:是否|有没有|没有?)?${REACHED}.{0,14}${AIM}.{0,4}${WHETHER}`,
)
const ENDS_REACHED = new RegExp(`${REACHED}${WHETHER}[?？]?$`)
const WORDS = new RegExp(
  `(?:当年|当时|当初|那时|上年|年初|原来|原先)(?:候)?|${ENOUGH}|${REACHED}${WHETHER}?|(?:里|中)?(?:[定说提设](?:出|下)?的)?(?:目标|指标|任务数|计划数?|打算|承诺)|[定说提]的|${WHETHER}|是否`,
  'g',
)
/** An aim that is reached from below: 不超过, 控制在…以内. */
const AT_MOST = /不(?:超过|高于|多于)|控制在|以[内下]|低于|降(?:至|到|低)|压[减缩]|减少/
const AT_LEAST = /不(?:少于|低于)|达到?|以上|增[至加]|提[高升]|力争|确保|完成|超过|扩大|实现|至少|突破/

/** The aim in the report's words, on one or two lines of a phone. */
const LONGEST_QUOTE = 60

/** What a report set out to reach in a year, and what the report of that year prints. */
interface Pair {
  readonly aim: Candidate
  readonly outcome: Candidate
}

/**
 * Whether an aim was reached (去年定的法律援助目标完成没): the figure that a plan or the report of the year before sets beside
 * the one that the report of the year prints, with their difference; a refusal when none of the body's papers sets it.
 * Undefined when the question asks for none.
 */
export function answerAim(question: Question, assistance: Assistance): Reply | undefined {
  if (!ASKED.test(question.text) && !goesOnAboutAims(question)) return undefined
  const asks = asksOf(question, assistance)
  const picked = pickDocuments({ ...question, scope: { ...question.scope, years: [] } }, ['report'], assistance.homeOrg)
  const [body, ...others] = groupByBody(picked.entries)
  if (body === undefined || others.length > 0 || isOfAnother(body.entries, question)) return undefined
  const papers = question.documents.filter(
    (entry) => SETS_AIMS.test(entry.identity.kind) && bodyName(entry) === body.name,
  )
  const candidates = candidatesIn(papers, { question, library: assistance.library, aims: true })
  const pair = targetYears(question, candidates)
    .flatMap((year) => asks.map((ask) => pairOf(year, ask, { question, candidates })))
    .find((found) => found !== undefined)
  if (pair) return compose(pair, { question, picked })
  const [year] = targetYears(question, candidates)
  const isNamed = question.scope.mentions.length > 0 || question.spokenOf === body.name
  return isNamed && ASKED.test(question.text) && year !== undefined && asks.length > 0
    ? decline(year, { body, asks, question, candidates })
    : undefined
}

const SETS_AIMS = /report|plan/

/** 司法局 was named, and only the report of its district is held. */
function isOfAnother(entries: readonly DocumentEntry[], { scope }: Question): boolean {
  const named = narrowest(scope.mentions).flatMap((mention) => mention.entries)
  return named.length > 0 && !entries.some((entry) => named.includes(entry))
}

/** What is set for a year: by a plan in words that set it, or by the report of the year before. */
function isAim(candidate: Candidate): boolean {
  if (candidate.entry.identity.kind !== 'plan') return isAhead(candidate)
  return AT_LEAST.test(candidate.clause) || AT_MOST.test(candidate.clause)
}

interface Declining extends Looking {
  readonly body: ReturnType<typeof groupByBody>[number]
  readonly asks: readonly FigureAsk[]
}

/** Where the aim would stand, what a plan sets for other years, and what came of it, as far as they are held. */
function decline(year: number, { body, asks, question, candidates }: Declining): Reply {
  const find = (among: readonly Candidate[]): Candidate | undefined =>
    asks.flatMap((ask) => selectFigures(ask, question.context, among).chosen)[0]
  const isHeld = candidates.some(({ entry: { identity } }) => identity.kind === 'report' && identity.year === year - 1)
  const outcome = find(candidates.filter((one) => one.figure.year === year && isReport(one)))
  const planned = find(candidates.filter((one) => one.entry.identity.kind === 'plan' && isAim(one)))
  const told = [outcome, planned].flatMap((one) => one ?? [])
  const citations = cite(told.map(sourceOf))
  const reason = isHeld
    ? `${body.name}${year - 1}年的报告没有给${year}年定这项目标`
    : `${body.name}${year}年的目标写在上一年的报告里,那份没有收录`
  return {
    kind: 'notfound',
    text: [
      `未查到:${reason}。`,
      ...told.map((one) => `现有${leadOf(one)}${one === planned ? '' : ':'}${statementOf(one)}。`),
      ...(told.length > 0 ? [citationLines(citations)] : []),
    ].join('\n'),
    ...(told.length > 0 ? { citations } : {}),
  }
}

/** 案卷不合格率完成没 behind a turn about the aims. */
function goesOnAboutAims({ text, previous }: Question): boolean {
  return previous !== undefined && /目标/.test(previous.question.text) && ENDS_REACHED.test(text)
}

/** What the aim is of: the question's own words, else those of the turn before. */
function asksOf({ asking, previous }: Question, { tokenizer }: Assistance): readonly FigureAsk[] {
  const read = (words: string): readonly FigureAsk[] =>
    // An aim is a number as often as a time to keep to.
    ['多少', '几天']
      .flatMap((counted) => splitAsks(words.replace(WORDS, ' ').trim() + counted, tokenizer))
      .filter(({ concepts }) => concepts.length > 0)
  const own = read(asking)
  return own.length > 0 || previous === undefined ? own : read(previous.question.asking)
}

/** 去年定的目标 was set for last year, or by the report on it; without a year, the newest report's year. */
function targetYears({ scope, text }: Question, candidates: readonly Candidate[]): readonly number[] {
  const asked = yearsAsked(scope.years)
  const isSetThen = /[定说提写]的|报告|那份/.test(text)
  if (asked.length > 0) return asked.flatMap((year) => (isSetThen ? [year, year + 1] : [year]))
  const reports = candidates.filter(({ entry }) => entry.identity.kind === 'report')
  return [Math.max(0, ...reports.map(({ entry }) => entry.identity.year ?? 0))]
}

interface Looking {
  readonly question: Question
  readonly candidates: readonly Candidate[]
}

function pairOf(year: number, ask: FigureAsk, { question, candidates }: Looking): Pair | undefined {
  const ofYear = candidates.filter(({ figure }) => figure.year === year)
  const [aim] = selectFigures(ask, question.context, ofYear.filter(isAim)).chosen
  const reached = ofYear.filter((one) => aim && isReport(one) && isComparable(aim, one))
  const [outcome] = selectFigures(ask, question.context, reached).chosen
  return aim && outcome && { aim, outcome }
}

/** What a report prints of its own year. */
function isReport(candidate: Candidate): boolean {
  return candidate.entry.identity.kind === 'report' && !isAhead(candidate)
}

/** One thing, both accumulated over the years or both of one. */
function isComparable(aim: Candidate, outcome: Candidate): boolean {
  const accumulated = ({ figure: { scope, quote } }: Candidate): boolean => /累计/.test(scope.join('') + quote)
  return isSameThing(aim, outcome) && accumulated(aim) === accumulated(outcome)
}

function compose({ aim, outcome }: Pair, { question, picked }: { question: Question; picked: Picked }): Reply {
  const citations = cite([outcome, aim].map(sourceOf))
  const computed = judged(aim, outcome)
  return {
    kind: 'figure',
    text: [
      `${leadOf(outcome)}${statementOf(outcome)}。`,
      `${setBy(aim)}定的目标:${shorten(aim.figure.quote.replace(/^[-*•·]\s*/, ''), LONGEST_QUOTE)}。`,
      `${told(computed)},由程序算出。`,
      ...[...question.notes, ...picked.assumed.filter((note) => !note.startsWith('按最新'))].map((note) => `(${note})`),
      citationLines(citations, true),
    ].join('\n'),
    figures: [outcome, aim].map(replyFigureOf),
    computed: [computed],
    citations,
  }
}

function setBy({ entry: { identity } }: Candidate): string {
  return identity.kind === 'plan' ? identity.title : `${identity.year}年的报告`
}

/** How far the outcome is from the aim, said as reached or not where the aim's words say from which side. */
function judged({ figure: aim, clause }: Candidate, { figure: outcome }: Candidate): ReplyComputed {
  const { value, unit, formula } = difference({ name: '结果', figure: outcome }, { name: '目标', figure: aim })
  const [more, less] = aim.unit === '%' ? ['高', '低'] : ['多', '少']
  const gap = value === 0 ? '相差' : `比目标${outcome.value > aim.value ? more : less}`
  const most = AT_MOST.test(clause)
  if (most === AT_LEAST.test(clause)) return { label: gap, value, unit, formula }
  const isReached = most ? outcome.value <= aim.value : outcome.value >= aim.value
  return { label: `${isReached ? '达到' : '没有达到'}目标,${gap}`, value, unit, formula }
}
