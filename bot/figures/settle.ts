import type { Assistance } from '../assistance.ts'
import { type Concept, conceptMatch } from '../understand/concepts.ts'
import type { Question } from '../understand/understand.ts'
import { type FigureAsk, residueOf, splitAsks } from './asks.ts'
import type { Candidate } from './candidate.ts'
import { askingOf } from './of-question.ts'
import { respelt } from './respell.ts'
import { type Selection, selectCountsFirst, selectFigures } from './select.ts'
import { RATE } from './units.ts'

/** 他们工资多少: of whom was spoken before, or of nobody. */
const OF_THEM = /他们|她们|它们|这些人|那些人/

/** Each thing asked for in turn; what stands in the sentence of an earlier answer comes before what stands elsewhere. */
export function selectAsks(
  question: Question,
  all: readonly Candidate[],
  { tokenizer }: Assistance,
): readonly Selection[] {
  const candidates = OF_THEM.test(question.text)
    ? all.filter(({ sentence }) => question.context.some((concept) => conceptMatch(concept, sentence) > 0))
    : all
  const found: Selection[] = []
  const before: Concept[] = []
  for (const ask of splitAsks(respelt(askingOf(question), candidates, tokenizer), tokenizer)) {
    const beside = candidates.filter(({ sentence }) => answered(found).some((other) => other.sentence === sentence))
    const context = [...ask.within, ...before, ...question.context]
    const near = selectFigures(ask, context, beside)
    const isNear = near.chosen.length > 0 || (beside.length > 0 && (isChange(ask) || ask.text.includes('占')))
    const choose = asksOfCount(question, ask) ? selectCountsFirst : selectFigures
    found.push(isNear ? near : choose(ask, context, candidates))
    before.push(...ask.within, ...ask.concepts)
  }
  return settle(found, candidates)
}

/** 信访接了多少, and 官司呢 after 复议收了多少件: a count, not the rate that fits as well. */
function asksOfCount({ leans, previous }: Question, { hint, text }: FigureAsk): boolean {
  const before = leans ? (previous?.question.asking ?? '') : ''
  return hint.units.length === 0 && !RATE.test(text) && !RATE.test(before)
}

function answered(selections: readonly Selection[]): readonly Candidate[] {
  return selections.flatMap(({ chosen }) => chosen)
}

const CHANGE = /^(?:同比|环比|比|较|增|减|降|升|涨|上升|下降|提高|多|少)/

/** 同比降多少 behind another ask speaks of that ask's figure and of no other. */
function isChange({ concepts }: FigureAsk): boolean {
  return concepts.length > 0 && concepts.every(({ word }) => CHANGE.test(word))
}

/**
 * Selections of several asks, told once: an ask that found nothing takes the figures of a chosen clause that its own
 * words follow (46个行政村, 12个社区 for 几个村、几个社区), one that only says a unit (几场、多少人) takes the next figure of the
 * sentence in that unit, and a figure already chosen is not chosen again.
 */
function settle(selections: readonly Selection[], candidates: readonly Candidate[]): readonly Selection[] {
  const found = selections.flatMap(({ chosen }) => chosen)
  const taken = new Set<Candidate>()
  return selections.map((selection) => {
    const beside = selection.chosen.length > 0 ? selection.chosen : besideChosen(selection.ask, found, candidates)
    const chosen = beside.filter((candidate) => !taken.has(candidate))
    for (const candidate of chosen) taken.add(candidate)
    return { ...selection, chosen }
  })
}

/** Characters between a number and the words it counts: 46个行政村. */
const REACH = 4

function besideChosen(
  { text, concepts, hint }: FigureAsk,
  found: readonly Candidate[],
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const words = residueOf(text)
  if (concepts.length === 0) {
    const next = candidates.find(
      ({ figure, sentence }) =>
        hint.units.includes(figure.unit) &&
        found.some((other) => other.sentence === sentence && other.figure.end <= figure.start),
    )
    return next ? [next] : []
  }
  const quotes = new Set(found.map(({ figure }) => figure.quote))
  return candidates.filter(({ figure: { quote, printed }, at }) => {
    const behind = quote.slice(at + printed.length, at + printed.length + words.length + REACH)
    return words !== '' && quotes.has(quote) && behind.includes(words)
  })
}
