import { foldWidth } from '../../../corpus/normalize.ts'
import { CHINESE_NUMERAL_CHARACTERS } from '../../../corpus/numerals.ts'
import type { NumberMention } from '../../../corpus/quantities/mention.ts'
import { isQuantity } from '../../../corpus/quantities.ts'
import type { Figure, Span } from '../../../corpus/schema.ts'
import type { Slot } from '../schema.ts'
import { checkEdit, type Edit, type RollContext } from './context.ts'
import { withFormulas } from './formulas.ts'
import { likeness } from './likeness.ts'

const DIGITS = new RegExp(`^(?:[约近超逾过达至少不于足多高低]*)(?:[\\d.,,]+|[${CHINESE_NUMERAL_CHARACTERS}点]+)[余多]?`)
/** Longest subject that still reads in a placeholder. */
const LONGEST_SUBJECT = 36

/** The unit of a printed figure without its number and without 余, 以上 and the like: 3.8万件 → 万件. */
export function printedUnit(printed: string): string {
  const folded = foldWidth(printed).replace(/\s/g, '')
  if (/^百分之/.test(folded)) return '%'
  if (/分之|成$/.test(folded)) return ''
  const scaled = /^[\d.,]+(万|亿)/.exec(folded)
  return (
    (scaled ? scaled[1] : '') +
    folded
      .replace(DIGITS, '')
      .replace(/^[万亿][余多]?/, '')
      .replace(/[及]?(?:以[上下内]|之内|左右|上下|余|多)$/, '')
  )
}

/** A date of last year inside a subject, also one whose century was cut off: 23年12月31日前. */
const STALE_DATE =
  /(?:\d{1,4}年\d{1,2}月(?:\d{1,2}日)?|(?:19|20)\d\d年(?:度|底|末|初)?|\d{1,2}月\d{1,2}日)(?:以?[前后]|以来|起)?/g

/** What is counted, as a label reads: no year of its own, parts named after their whole. */
export function labelSubject(subject: string, before = false): string {
  const words = foldWidth(subject)
    .replace(/^(?:19|20)\d\d年(?:度|以来)?/, '')
    .replace(/([较比同])(?:19|20)\d\d年度?/g, '$1上年')
    .replace(STALE_DATE, '')
    .replace(/(?<=.)……?.*$/, '')
    .replace(/-/g, '其中')
    .replace(/[\s“”"'‘’【】｜]/g, '')
  const clipped = words.length > LONGEST_SUBJECT ? `${words.slice(0, LONGEST_SUBJECT - 1)}…` : words
  return before ? `${clipped}(变动前)` : clipped
}

/** What a number without a subject of its own counts: the words before it up to the last sign or number, else those behind it. */
function wordsAround(text: string, { start, end }: Span): string {
  const before = /[^,。;:、\d()()\n]{0,14}$/.exec(text.slice(Math.max(0, start - 14), start))?.[0] ?? ''
  const words =
    labelSubject(before) || labelSubject(/^[^,。;:、\d()()\n]{0,14}/.exec(text.slice(end, end + 14))?.[0] ?? '')
  return words || '该项'
}

function slotOf(figure: Figure, context: RollContext): Slot {
  const last = context.borrowed ? ownFigure(figure, context) : figure
  return {
    kind: 'slot',
    id: `${context.prefix}${figure.start}`,
    year: movedYear(figure.year, context),
    subject:
      labelSubject(figure.subject || figure.indicator, figure.scope.includes('由')) ||
      wordsAround(context.text, figure),
    unit: printedUnit(figure.printed),
    ...(last ? { last: { year: statedYear(last.year, context), printed: last.printed, value: last.value } } : {}),
    ...(last && context.borrowed ? { lastFrom: last.start } : {}),
    ...(figure.indicatorId ? { indicatorId: figure.indicatorId } : {}),
    ...(figure.scope.length > 0 ? { scope: [...figure.scope] } : {}),
  }
}

/** The year beside a figure: its own where it is the report's or a neighbour's, else the report's. */
function statedYear(year: number, { sourceYear, borrowed }: RollContext): number {
  return borrowed || Math.abs(year - sourceYear) <= 1 ? year : sourceYear
}

/** A figure of the year before (上年126件) stays one of the year before. */
function movedYear(year: number, { year: target, sourceYear }: RollContext): number {
  return Math.abs(year - sourceYear) <= 1 ? target + year - sourceYear : target
}

/** Figures of one indicator in two reports are the same thing only when this share of the words agrees. */
const LEAST_RESEMBLANCE = 0.5

/** The body's own figure of the same thing: the same words, or the one of the same indicator whose words agree best. */
function ownFigure(figure: Figure, { borrowed }: RollContext): Figure | undefined {
  const comparable = (borrowed?.figures ?? []).filter(({ unit }) => unit === figure.unit)
  const same = comparable.find(({ subject }) => subject === figure.subject)
  if (same || figure.indicatorId === undefined) return same
  return comparable
    .filter(({ indicatorId }) => indicatorId === figure.indicatorId)
    .map((own) => ({ own, like: likeness(figure.subject, own.subject) }))
    .filter(({ like }) => like >= LEAST_RESEMBLANCE)
    .sort((a, b) => b.like - a.like)[0]?.own
}

/** 三年行动, 五年规划: the number belongs to a name. */
const NAMED_PERIOD = /^[ ]?(?:专项)?(?:行动|规划|计划|攻坚|任务)/

/** A number that the corpus takes for no figure of the year: a period of a rule, a number in passing. */
function looseEdit(mention: NumberMention, context: RollContext): readonly Edit[] {
  if (mention.kind === 'rank') return [checkEdit(mention, '名次', context)]
  if (mention.kind === 'duration') {
    return NAMED_PERIOD.test(context.text.slice(mention.end)) ? [] : [checkEdit(mention, '时限', context)]
  }
  const slot: Slot = {
    kind: 'slot',
    id: `${context.prefix}${mention.start}`,
    year: context.year,
    subject: wordsAround(context.text, mention),
    unit: printedUnit(mention.printed),
    ...(context.borrowed
      ? {}
      : { last: { year: context.sourceYear, printed: mention.printed, value: mention.value ?? 0 } }),
  }
  return [{ start: mention.start, end: mention.end, segment: slot }]
}

/** Every quantity of the span as a slot with last year's figure; numbers inside set terms are marked, not asked for. */
export function slotEdits(
  mentions: readonly NumberMention[],
  figures: readonly Figure[],
  context: RollContext,
): readonly Edit[] {
  const quantities = mentions.filter((mention) => isQuantity(mention) && mention.zone !== 'title')
  const edits = quantities.flatMap((mention): readonly Edit[] => {
    const figure = figures.find(({ start, end }) => start < mention.end && mention.start < end)
    if (mention.zone === 'quoted') return figure ? [checkEdit(mention, '提法', context)] : []
    if (!figure || mention.kind === 'rank') return looseEdit(mention, context)
    const span = { start: Math.min(figure.start, mention.start), end: Math.max(figure.end, mention.end) }
    return [{ ...span, segment: slotOf(figure, context) }]
  })
  return withFormulas(edits, figures, context)
}
