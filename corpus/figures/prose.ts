import { matchIndicator } from '../indicators.ts'
import { findNumbers } from '../quantities.ts'
import type { AnalysisSource, Figure, Span } from '../schema.ts'
import { headingAt, lineage, pathAt, sectionLabel } from '../section.ts'
import { type Distribution, distributed, distribution } from './distribute.ts'
import { type Group, openGroup } from './group.ts'
import { type Item, itemsOf } from './item.ts'
import { quoteSpan } from './quote.ts'
import { isInBracket, plannedYear, plansIn, relativeYear, statedYear, tellsProblems } from './reference-year.ts'
import { scopeOf } from './scope.ts'
import { clauseStart, type Sentence, sentencesOf } from './sentence.ts'
import { type Subject, subjectOf, type Told } from './subject.ts'
import { trimHead } from './words.ts'

/** A figure whose total is still the figure itself, not its index. */
export interface Draft extends Omit<Figure, 'total'> {
  totalOf?: Draft
}

/** What goes on from sentence to sentence of one paragraph or one item of 一是…;二是…. */
interface Thread {
  readonly told: Told[]
  readonly drafts: (Draft | undefined)[]
  readonly said: Set<string>
  readonly lead: string
  readonly headings: readonly string[]
  readonly year: number
  /** What the headings announce as plans; empty where problems are told before them. */
  readonly plans: readonly string[]
  /** The year of the figure before, which holds on over a semicolon. */
  carried: number
}

const LABEL = /^[\s]*(?:[一二三四五六七八九十]{1,3}[是要]|[(]?[一二三四五六七八九十\d]{1,3}[)、.])/
const OPENING = /^[\s]*(?:[一二三四五六七八九十]{1,3}[是要]|[(]?[一二三四五六七八九十\d]{1,3}[)、.])?[ ]?([^,;:]{2,40})/

function threadAt(text: string, sentence: Sentence, source: AnalysisSource): Thread {
  const above = lineage(source.outline, headingAt(source.outline, sentence.start))
  const headings = pathAt(source.outline, above.at(-1) ?? -1)
  const telling = above.some((at, depth) => {
    const { title, body } = source.outline[at]!
    const section = {
      heading: headings[depth] ?? title,
      from: body.start,
      to: body.end,
      reported: source.identity.year,
    }
    return tellsProblems(text, sentence.start, section)
  })
  const title = headings.at(-1)?.replace(LABEL, '') ?? ''
  const opening = LABEL.test(text.slice(sentence.start, sentence.start + 8))
    ? OPENING.exec(text.slice(sentence.start, sentence.end))?.[1]
    : undefined
  const year = (telling ? undefined : plannedYear(headings)) ?? source.identity.year ?? Number.NaN
  return {
    told: [],
    drafts: [],
    said: new Set(),
    lead: trimHead(opening ?? title),
    headings,
    year,
    plans: telling ? [] : plansIn(headings, source.identity.year),
    carried: year,
  }
}

interface Context {
  readonly text: string
  readonly source: AnalysisSource
  readonly sentence: Sentence
  readonly thread: Thread
}

function draftOf(item: Item, subject: Subject, { text, source, sentence, thread }: Context): Draft | undefined {
  const { quantity, clause } = item
  const quote = quoteSpan(text, sentence, quantity)
  const stated = statedYear(text, sentence, quantity.start) ?? thread.carried
  const year = relativeYear(item.head, thread.year) ?? stated
  if (Number.isNaN(year)) return undefined
  if (!isInBracket(text.slice(sentence.start, quantity.start))) thread.carried = stated
  const context = `${text.slice(sentence.start, sentence.end)} ${thread.lead} ${thread.headings.join(' ')}`
  const match = matchIndicator({ own: subject.own, topic: subject.topic, context, unit: quantity.unit })
  const totalOf = subject.total === undefined ? undefined : thread.drafts[subject.total]
  const scope = scopeOf({
    prefix: text.slice(sentence.start, quantity.start),
    head: text.slice(clause.start, quantity.start),
    tail: text.slice(quantity.end, clause.end),
    part: subject.part,
  })
  return {
    start: quantity.start,
    end: quantity.end,
    org: source.identity.body ?? source.identity.region ?? '',
    year,
    indicator: match?.indicator.name ?? (subject.subject || thread.lead),
    ...(match && { indicatorId: match.indicator.id }),
    value: quantity.value,
    unit: quantity.unit,
    printed: source.text.slice(quantity.start, quantity.end),
    approximate: quantity.approximate || quantity.valueTo !== undefined,
    quote: source.text.slice(quote.start, quote.end),
    section: sectionLabel(source, quantity.start),
    doc: source.path,
    subject: subject.subject || thread.lead,
    scope: [...scope, ...thread.plans],
    ...(totalOf && { totalOf }),
  }
}

/** The words of the clause before the first figure's: 开展规范性文件专项清理,废止11件. */
function openingOf(text: string, sentence: Sentence, { clause }: Item): string {
  if (clause.start <= sentence.start) return ''
  return trimHead(text.slice(clauseStart(text, clause.start - 1, sentence.start), clause.start - 1)).slice(-24)
}

/** A paragraph leans on no more than this many figures before; longer ones are forgotten from the front. */
const MEMORY = 60

function forget({ told, drafts }: Thread): void {
  const gone = told.length - MEMORY
  if (gone <= MEMORY) return
  const kept = told.slice(gone).map(({ total, ...rest }) => ({
    ...rest,
    part: rest.part && total !== undefined && total >= gone,
    ...(total !== undefined && total >= gone && { total: total - gone }),
  }))
  told.splice(0, told.length, ...kept)
  drafts.splice(0, gone)
}

function readSentence(context: Context): Draft[] {
  const { text, sentence, thread } = context
  forget(thread)
  const drafts: Draft[] = []
  if (!sentence.joined) thread.carried = thread.year
  const before = thread.told.length
  const items = itemsOf(text, sentence, thread.said)
  const opening = items[0] ? openingOf(text, sentence, items[0]) : ''
  let group: Group | undefined
  let shares: Distribution | undefined
  let from = sentence.start
  for (const [index, item] of items.entries()) {
    const gap = text.slice(from, item.quantity.start)
    group =
      openGroup(text, items.slice(index), thread.told, from) ??
      (group && item.quantity.end <= group.end ? group : undefined)
    shares = distribution(items.slice(index), thread.told) ?? shares
    const subject =
      (shares && distributed(shares, thread.told)) ??
      subjectOf(item, { told: thread.told, before, group, gap, opening, lead: thread.lead })
    thread.told.push({ ...subject, item })
    const draft = item.echo ? undefined : draftOf(item, subject, context)
    thread.drafts.push(draft ?? sameBefore(thread.drafts, item))
    if (draft) drafts.push(draft)
    from = item.quantity.end
  }
  return drafts
}

/** The figure that a number said again repeats. */
function sameBefore(drafts: readonly (Draft | undefined)[], { quantity }: Item): Draft | undefined {
  return drafts.findLast((draft) => draft?.value === quantity.value && draft.unit === quantity.unit)
}

/**
 * The figures of a document's prose in the order of the text. `text` is the source's text with its width folded.
 * Figures without any year (none in the document, none in the sentence) are left out.
 */
export function proseFigures(source: AnalysisSource, text: string): Draft[] {
  const drafts: Draft[] = []
  let thread: Thread | undefined
  let end = -1
  for (const sentence of sentencesOf(text, source.tables)) {
    const opens = LABEL.test(text.slice(sentence.start, sentence.start + 8))
    if (!thread || opens || text.slice(end, sentence.start).includes('\n')) thread = threadAt(text, sentence, source)
    end = sentence.end
    drafts.push(...readSentence({ text, source, sentence, thread }))
  }
  return drafts
}

/** The figures of a text cell of a table (备注: 纠错5件); `lead` says what its row is about. */
export function cellFigures(source: AnalysisSource, text: string, cell: Span & { readonly lead: string }): Draft[] {
  const mentions = findNumbers(text.slice(cell.start, cell.end)).map((mention) => ({
    ...mention,
    start: mention.start + cell.start,
    end: mention.end + cell.start,
  }))
  if (mentions.length === 0) return []
  const sentence = { start: cell.start, end: cell.end, mentions, joined: false }
  const thread = { ...threadAt(text, sentence, source), lead: cell.lead }
  return readSentence({ text, source, sentence, thread })
}
