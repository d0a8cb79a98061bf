import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { readSectionRole } from '../section.ts'
import { withoutChange } from '../understand/change.ts'
import type { Concept } from '../understand/concepts.ts'
import { asksOther } from '../understand/leans.ts'
import { groupByBody, pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { aligned } from './align.ts'
import { asksForQuantity, type FigureAsk, splitAsks, wantedOf } from './asks.ts'
import type { Candidate } from './candidate.ts'
import { composeComparison } from './compose-comparison.ts'
import { candidatesIn, FIGURE_KINDS } from './gather.ts'
import { indicatorOf } from './meant.ts'
import { isOneOfRows, isOtherUnit, rowsNamed } from './rows.ts'
import { selectCountsFirst, selectFigures } from './select.ts'
import { RATE } from './units.ts'

const COMPARES =
  /比|谁|哪家|哪个(?:地方|区|县|市|镇|[多少高低大小])|差多少|相差|多多少|少多少|各(?:是|有)?(?:多少|几)|分别|对比|高还是低|高多少|低多少|最多|最少|多少|几|率|排(?:一?下|个?[名队序])/
const TREND =
  /近.{1,3}年|哪一?年|哪个年|历年|逐年|[这前]几年|(?<![近前后满])两年|这.年|每年(?!.{0,10}(?:几[号月日]|什么时候|啥时候|何时|哪天)|.{0,4}(?:要|得|应|须|至少|最少))|各年|变化|趋势|走势|列(?:个|下|一下)?表/

/** 增长多少, 下降了百分之几, 高几个点: what is computed, not what is counted. */
const CHANGE =
  /(?:同比)?(?:增长|增加|减少|下降|上升|提高|降低)(?:了|率|幅度?)?(?:是|有)?(?:多少|百分之(?:几|多少)|几\p{Script=Han})|(?:[同环]比)?[多少高低涨降]了?(?:百分之(?:几|多少)|几个(?:百分)?点)|(?:[同环]比)?[多少涨降]了(?:多少|几\p{Script=Han})/u
/** 罚没少了多少: of the newest year against the one before. */
const CHANGED = /[多少涨降高低]了(?:多少|几\p{Script=Han}|百分之(?:几|多少))/u

/** 哪年最多, 是哪一年: the years are the sides. */
const WHICH_YEAR = /是?(?:在)?(?:哪一?年|哪个年[份度]?)(?:份|度)?/g

/** All bodies held are the sides. */
const EVERYWHERE =
  /(?:[三几各四五]个?|所有|每个)(?:地方|区县?|县|市|单位)|[两三四五六七八九几各]家|各地|哪个(?:地方|区|县|市|镇)|哪里最/

/** One row: a body in a year with its figure, or none. */
export interface Row {
  readonly name: string
  readonly year: number | undefined
  readonly candidate: Candidate | undefined
}

interface Sides {
  readonly ask: FigureAsk
  /** What is compared beside it: 合格率 of 优秀率、合格率两年分别多少. */
  readonly others: readonly FigureAsk[]
  readonly context: readonly Concept[]
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>
  /** Whether the candidates are those of a row that the question names: 市监局罚没少了多少. */
  readonly isRowNamed: boolean
}

/**
 * Compares one indicator between bodies, or between years of one body: a row each, then differences and growth with their
 * formula. Undefined when the question names fewer than two sides, or when fewer than two are found and no table was
 * asked for. Different units or scopes are shown and not computed with.
 */
export function answerComparison(question: Question, assistance: Assistance): Reply | undefined {
  const { scope, text } = question
  const years = sidesInTime(question, assistance)
  const named = scope.mentions.filter(({ entries }) =>
    entries.some(({ identity }) => FIGURE_KINDS.includes(identity.kind)),
  )
  const trend = years.length > 2 || TREND.test(text)
  const everywhere = named.length === 0 && EVERYWHERE.test(text)
  if (!everywhere && named.length < 2 && years.length < 2 && !trend) return undefined
  if (!trend && !everywhere && !COMPARES.test(text) && !setsBeside(question, assistance)) return undefined
  const sides = gatherSides(question, assistance)
  if (!sides) return undefined
  const options = { years, trend: !everywhere && named.length < 2 && (trend || years.length > 1) }
  const tableOf = (ask: FigureAsk, within: Sides): readonly Row[] =>
    aligned(rowsOf(ask, within, options), within, assistance.tokenizer)
  const first = tableOf(sides.ask, sides)
  const found = countFound(first)
  if (found === 0 || (found < 2 && !trend && !everywhere && named.length < 2)) return undefined
  const others = sides.others.map((ask) => ({
    ask,
    rows: tableOf(ask, isBare(ask) ? besideRows(sides, first) : sides),
  }))
  const [told, untold] = [
    others.filter(({ rows }) => countFound(rows) > 1),
    others.filter(({ rows }) => countFound(rows) < 2),
  ]
  const tables = [first, ...told.map(({ rows }) => rows)]
  // One character says nothing of what was not found.
  const open = untold.map(({ ask }) => wantedOf(ask)).filter(({ length }) => length > 1)
  return composeComparison(tables, { question, years, untold: open })
}

function countFound(rows: readonly Row[]): number {
  return rows.filter(({ candidate }) => candidate).length
}

/** 率是多少 says of nothing what the rate is. */
function isBare({ concepts }: FigureAsk): boolean {
  return concepts.every(({ word }) => word.length < 2)
}

/** Only what stands in the sentences of the rows. */
function besideRows(sides: Sides, rows: readonly Row[]): Sides {
  const sentences = new Set(rows.map(({ candidate }) => candidate?.sentence))
  const within = [...sides.candidates].map(
    ([name, all]) => [name, all.filter(({ sentence }) => sentences.has(sentence))] as const,
  )
  return { ...sides, candidates: new Map(within) }
}

/** The years that are the sides; 比前年多还是少 sets the newest report beside that year, 少了多少 beside the year before it. */
function sidesInTime(question: Question, { homeOrg }: Assistance): readonly number[] {
  const { years: mentions, mentions: bodies } = question.scope
  const years = [...new Set(mentions.flatMap((mention) => mention.years))].sort((a, b) => a - b)
  const [year, ...others] = years
  if (others.length > 0 || !mentions.every(({ against }) => against)) return years
  if (year === undefined && (bodies.length > 1 || !CHANGED.test(question.text))) return years
  const picked = pickDocuments({ ...question, scope: { ...question.scope, years: [] } }, ['report'], homeOrg)
  const newest = Math.max(...picked.entries.map(({ identity }) => identity.year ?? 0))
  const before = year ?? newest - 1
  return newest > before ? [before, newest] : years
}

/** 受理呢 after a comparison, and 2023年、2024年复议收案: the same indicator of several sides, without a word of comparing. */
function setsBeside({ leans, text, asking }: Question, { tokenizer }: Assistance): boolean {
  if (asksOther(text) || readSectionRole(text) !== undefined) return false
  const [ask] = splitAsks(asking, tokenizer)
  return leans || (ask !== undefined && indicatorOf(ask, []) !== undefined)
}

function gatherSides(question: Question, assistance: Assistance): Sides | undefined {
  const held = candidatesByBody(question, assistance)
  const [only, ...bodies] = held
  const row = only && bodies.length === 0 ? rowsNamed(question.asking, only[1]) : undefined
  const [first, ...rest] = splitAsks(
    withoutChange(row?.asking || question.asking)
      .replace(CHANGE, '多少')
      .replace(WHICH_YEAR, ' ')
      .replace(/(?:最|更|比较)?(?<!多)[多少高低大小]的?(?=$|\s)/, '多少'),
    assistance.tokenizer,
  )
  if (!first) return undefined
  return {
    ask: first,
    others: rest.filter(({ text, concepts }) => concepts.length > 0 && asksForQuantity(text)),
    context: [first, ...rest].flatMap(({ concepts }) => concepts).concat(question.context),
    candidates: new Map(only && row ? [[only[0], row.candidates]] : held),
    isRowNamed: row !== undefined,
  }
}

/** The figures of each body asked about, of all years; what a plan sets is no side beside what was reported. */
function candidatesByBody(
  question: Question,
  { library, homeOrg }: Assistance,
): readonly (readonly [string, readonly Candidate[]])[] {
  const picked = pickDocuments({ ...question, scope: { ...question.scope, years: [] } }, FIGURE_KINDS, homeOrg)
  const groups = groupByBody(question.documents.filter(({ identity }) => FIGURE_KINDS.includes(identity.kind)))
  return groupByBody(picked.entries)
    .flatMap(({ name }) => groups.filter((group) => group.name === name))
    .map(({ name, entries }) => {
      const reports = entries.filter(({ identity }) => identity.kind !== 'plan')
      return [name, candidatesIn(reports.length > 0 ? reports : entries, { question, library })] as const
    })
}

/** A row for each body and year; without years of its own, the newest year of each body, or for a trend every year. */
function rowsOf(
  ask: FigureAsk,
  { context, candidates, isRowNamed }: Sides,
  { years, trend }: { readonly years: readonly number[]; readonly trend: boolean },
): readonly Row[] {
  // Of a bare matter (行政复议) the counts are compared, not its rates.
  const around = context.filter((concept) => !ask.concepts.includes(concept))
  const choose = RATE.test(ask.text) ? selectFigures : selectCountsFirst
  const best = (list: readonly Candidate[]): Candidate | undefined => {
    const [first] = choose(ask, around, list).chosen
    // One row of a table is no side for the whole.
    return first && !isRowNamed && isOtherUnit(ask.text, first) && isOneOfRows(first, list) ? undefined : first
  }
  const perBody = years.length === candidates.size && candidates.size > 1
  return [...candidates].flatMap(([name, all]): Row[] => {
    const held = [...new Set(all.map(({ figure }) => figure.year))].sort((a, b) => a - b)
    const ofYear = (year: number): Row => ({
      name,
      year,
      candidate: best(all.filter(({ figure }) => figure.year === year)),
    })
    const asked = years.length > 0 && !(perBody && !years.every((year) => held.includes(year))) ? years : undefined
    if (trend) return (asked ?? held).map(ofYear).filter(({ candidate }) => asked || candidate)
    if (asked)
      return asked.map(ofYear).filter(({ candidate, year }) => candidate || !perBody || held.includes(year ?? 0))
    const newest = [...held]
      .reverse()
      .map(ofYear)
      .find(({ candidate }) => candidate)
    return [newest ?? { name, year: undefined, candidate: undefined }]
  })
}
