import type { DocumentEntry } from '../../retrieval/library.ts'
import { unheldReply } from '../answer/missing.ts'
import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { readSectionRole } from '../section.ts'
import { conceptMatch } from '../understand/concepts.ts'
import { asksOther } from '../understand/leans.ts'
import { bodyName, groupByBody, isLaw, type Picked, pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { yearsAsked } from '../understand/years.ts'
import { asksForQuantity, type FigureAsk } from './asks.ts'
import type { Candidate } from './candidate.ts'
import { chooseBody, composeFigures } from './compose.ts'
import { declineFigures } from './decline.ts'
import { FIGURE_KINDS } from './gather.ts'
import { candidatesOfBodies, ofYearsAsked, setForYear } from './of-question.ts'
import { type NamedRows, rowOf, rowsNamed } from './rows.ts'
import type { Selection } from './select.ts'
import { selectAsks } from './settle.ts'
import { answerShare } from './share.ts'

/** What the figures held say to a question. */
export interface FigureAnswer {
  readonly reply: Reply
  /** False when passages may still hold an answer that is no figure (days of a rule). */
  readonly final: boolean
  /** What was asked in full, where a bare row (农业的呢) took it from the turn before. */
  readonly asking?: string
}

/**
 * Answers a question for a quantity from the figures of the documents: the figure with its sentence, several side by
 * side when the documents give several scopes, a question back when several bodies fit, or what is held instead.
 * Undefined when the question is none of figures.
 */
export function answerFigures(question: Question, assistance: Assistance): FigureAnswer | undefined {
  if (!asksForQuantity(question.asking) && !isFigureFollowUp(question)) return undefined
  const { scope } = question
  if (scope.mentions.some(({ entries }) => entries.every(isLaw))) return undefined
  if (scope.mentions.length === 0 && scope.unheld.length > 0) return { reply: unheldReply(question), final: true }
  const asShare = answerShare(question, assistance)
  if (asShare) return { reply: asShare, final: true }
  const picked = pickDocuments(question, FIGURE_KINDS, assistance.homeOrg)
  const candidates = candidatesOfBodies(question, picked, assistance)
  const ofYears = ofYearsAsked(question, candidates)
  const context = { question, picked, assistance }
  const inRow = picked.open ? undefined : selectInRow(question, ofYears, assistance)
  if (inRow && isFound(inRow.selections))
    return { reply: composeFigures(inRow.selections, context), final: true, asking: inRow.asking }
  // The table of another year has the row that is asked for: no figure of the whole answers it.
  const elsewhere = picked.open || inRow ? undefined : rowsNamed(question.asking, candidates)
  const selections = selectAsks(question, elsewhere ? [] : ofYears, assistance)
  if (isFound(selections)) {
    const open = picked.open ? openBodies(question, candidates, assistance) : []
    return { reply: open.length > 1 ? chooseBody(open) : composeFigures(selections, context), final: true }
  }
  const ahead = ASKS_AHEAD.test(question.text) ? aheadOf(question, picked, assistance) : undefined
  if (ahead) return { reply: composeFigures(ahead.selections, { ...context, picked: ahead.picked }), final: true }
  if (picked.open) return undefined
  const earlier = laterFirst(question, elsewhere?.candidates ?? candidates)
    .map((ofYear) => selectAsks(question, ofYear, assistance))
    .find(isFound)
  const asksForYear = scope.years.length > 0
  if (earlier && !asksForYear) return { reply: composeFigures(earlier, withOlderYear(context, earlier)), final: true }
  if (picked.entries.length + picked.missing.length === 0 || picked.spoken) return undefined
  const otherYears = (earlier ?? []).flatMap(({ ask, chosen }) => chosen.filter((one) => countsWhat(ask, one)))
  return { reply: declineFigures({ otherYears, selections }, context), final: isFinal(question, picked, selections) }
}

/** 25年要搞几场: what is set for a year, not what came of it. */
const ASKS_AHEAD = /要|打算|计划|准备|目标|安排|拟|力争|争取|预计|定[了的]?/

/** The aims that one body's report sets for the year asked about, when that year's own report is not held. */
function aheadOf(
  question: Question,
  picked: Picked,
  assistance: Assistance,
): { readonly selections: readonly Selection[]; readonly picked: Picked } | undefined {
  const selections = selectAsks(question, setForYear(question, picked, assistance), assistance)
  const entries = [...new Set(selections.flatMap(({ chosen }) => chosen.map(({ entry }) => entry)))]
  const [entry] = entries
  if (!entry || groupByBody(entries).length > 1) return undefined
  const note = `${entry.identity.year}年的报告写的打算,不是完成数`
  return { selections, picked: { ...picked, assumed: [note], missing: [] } }
}

function isFigureFollowUp({ previous, context, text }: Question): boolean {
  return (
    previous !== undefined &&
    context.length > 0 &&
    !asksOther(text) &&
    readSectionRole(text) === undefined &&
    (previous.reply.kind === 'figure' || asksForQuantity(previous.question.asking))
  )
}

function isFound(selections: readonly Selection[]): boolean {
  return selections.some(({ chosen }) => chosen.length > 0)
}

/** Whether what a figure counts carries most of the words asked: one that only its sentence fits is no 现有…年. */
function countsWhat({ concepts }: FigureAsk, { whole }: Candidate): boolean {
  return concepts.filter((concept) => conceptMatch(concept, whole) > 0).length * 2 >= concepts.length
}

/** Words of a rule: what has to be, not what was counted. */
const NORM = /要求|规定|应当|至少|不少于|必须|以内|之内|不超过|期限|需要|提前|底前|算|才|属于|可以/

/** 收了多少, 办过几件. */
const HAPPENED = /[了过](?:多少|几)/

/** Reports that do not print a quantity have no other answer to it; rules and plans may have one in words. */
function isFinal({ asking, scope }: Question, { entries, missing }: Picked, selections: readonly Selection[]): boolean {
  // The plan of that one year may speak of it, though no report does; of what happened it knows nothing.
  if (missing.length > 0)
    return (
      HAPPENED.test(asking) ||
      !entries.some(({ identity }) => identity.kind === 'plan' && identity.yearTo === undefined)
    )
  // Nobody was named: how many there have to be may stand in a rule, but never how many there were in a year.
  if (scope.mentions.length === 0) return scope.years.length > 0
  const isDuration = selections.some(({ ask }) => ask.hint.units.includes('个工作日'))
  return (
    !isDuration &&
    !NORM.test(asking) &&
    (entries.some(({ identity }) => identity.kind === 'report') ||
      entries.every(({ identity }) => identity.kind === 'plan'))
  )
}

/** Documents of each body that would answer by itself. */
function openBodies(
  question: Question,
  candidates: readonly Candidate[],
  assistance: Assistance,
): readonly DocumentEntry[] {
  const groups = groupByBody([...new Set(candidates.map(({ entry }) => entry))])
  return groups.flatMap(({ name }) => {
    const own = candidates.filter(({ entry }) => bodyName(entry) === name)
    const chosen = selectAsks(question, ofYearsAsked(question, own), assistance).flatMap(
      (selection) => selection.chosen,
    )
    return chosen.slice(0, 1).map(({ entry }) => entry)
  })
}

/** The figures of a row that the question names; a bare name (那城管局呢) asks for what was asked before. */
function selectInRow(
  question: Question,
  candidates: readonly Candidate[],
  assistance: Assistance,
): { readonly selections: readonly Selection[]; readonly asking: string } | undefined {
  const row = rowsNamed(question.asking, candidates) ?? rowSpokenOf(question, candidates)
  if (!row) return undefined
  const isBare = row.asking.replace(/[那的呢吗?]/g, '').trim() === ''
  const before = question.previous?.question.asking
  if (isBare && before === undefined) return undefined
  const asking = isBare && before !== undefined ? (rowsNamed(before, candidates)?.asking ?? before) : row.asking
  // The head of a column says 行政处罚(件), the question 处罚案件.
  const inColumn = asking.replace(/(?<=\p{Script=Han}{2})案件(?=多少|几|$|\s)/gu, '')
  const names = new Set(row.candidates.flatMap((candidate) => rowOf(candidate) ?? []))
  return {
    selections: selectAsks({ ...question, asking: inColumn }, row.candidates, assistance),
    asking: `${[...names].join('、')}${asking}`,
  }
}

/** 罚了多少钱 after 市监局立案几件 is of the same row; of the whole place when it says so. */
function rowSpokenOf({ context, previous, asking }: Question, candidates: readonly Candidate[]): NamedRows | undefined {
  if (context.length === 0 || previous === undefined || /全[省市县区州镇乡]|总共|一共|合计/.test(asking))
    return undefined
  const row = rowsNamed(previous.question.asking, candidates)
  return row && { ...row, asking }
}

/** The figures year by year: nearest to the year asked for, or from the newest back when none was. */
function laterFirst({ scope, now }: Question, candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const target = yearsAsked(scope.years).at(-1) ?? now.getFullYear()
  const years = [...new Set(candidates.map(({ figure }) => figure.year))]
  return years
    .sort((a, b) => Math.abs(a - target) - Math.abs(b - target) || b - a)
    .map((year) => candidates.filter(({ figure, entry }) => figure.year === year && entry.identity.kind !== 'plan'))
}

/** The newest report does not give it; the year of the figure that is told instead is said. */
function withOlderYear<T extends { readonly picked: Picked }>(context: T, found: readonly Selection[]): T {
  const year = found.flatMap(({ chosen }) => chosen)[0]?.figure.year
  return { ...context, picked: { ...context.picked, assumed: [`最新的报告没有写这项,这是${year}年的数`] } }
}
