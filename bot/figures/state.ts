import type { Figure } from '../../corpus/schema.ts'
import { type Source, shorten } from '../cite.ts'
import type { ReplyFigure } from '../schema.ts'
import { bodyName } from '../understand/pick.ts'
import type { Candidate } from './candidate.ts'
import { rowOf } from './rows.ts'

/** Longest clause that is told instead of a composed phrase. */
const CLAUSE_LENGTH = 60

/** Whose figure of which year: 云溪区2024年; a plan's figures are told with the plan's title. */
export function leadOf({ entry, figure }: Candidate): string {
  return entry.identity.kind === 'plan' ? `${entry.identity.title}:` : `${bodyName(entry)}${figure.year}年`
}

/**
 * What is counted with its number as printed; a part is told as part of its total. Where the text puts the number before
 * what it counts (聘请12名律师), its own clause is told: a phrase composed of the two would not read.
 */
export function statementOf(candidate: Candidate): string {
  const { figure, entry, at } = candidate
  const place = bodyName(entry)
  const own = figure.subject.startsWith(place) ? figure.subject.slice(place.length) : figure.subject
  if (entry.identity.kind !== 'table' && leadsItsNoun(figure, at)) return shorten(figure.quote, CLAUSE_LENGTH)
  const ofRow = rowOf(candidate) === undefined ? '中,' : ''
  const joint = entry.identity.kind === 'table' ? ' ' : ofRow
  const subject = own
    .replace(/^[我本][省市区县州镇]|^(?:合计|总计|共计)-/, '')
    .replace(/中?-(?=[^-]+$)/, joint)
    .replaceAll('-', ' ')
  return subject.includes(figure.printed) ? subject : `${subject}${boundBefore(figure, at)}${printedWithUnit(figure)}`
}

/** 超过, 不少于, 近 right before the number: without it the number would say more than the text does. */
function boundBefore({ quote }: Figure, at: number): string {
  return (
    /(?:超过|超|突破|约|近|将近|不少于|不低于|不高于|不超过|低于|高于|至少|最多|逾|不足|不到)$/.exec(
      quote.slice(0, at),
    )?.[0] ?? ''
  )
}

/** 「聘请12名律师」 and not 「行政执法人员1043人」: the words behind the number end the subject. */
function leadsItsNoun({ quote, printed, subject }: Figure, at: number): boolean {
  const behind = quote.slice(at + printed.length).replace(/[“”"]/g, '')
  const noun = subject.replace(/[“”"]/g, '').slice(-2)
  return quote.length <= CLAUSE_LENGTH && behind.includes(noun) && !quote.slice(0, at).includes(noun)
}

/** The number as printed; a table cell whose unit stands in the header gets it back. */
function printedWithUnit({ printed, value, unit }: Figure): string {
  const bare = Number(printed.replace(/[,\s]/g, ''))
  if (unit === '' || Number.isNaN(bare)) return printed
  if (value !== bare) return `${printed}${value === bare * 1e8 ? '亿' : '万'}${unit}`
  return `${printed}${unit}`
}

/** The place a figure is cited from. */
export function sourceOf({ entry, figure }: Candidate): Source {
  return { entry, section: figure.section, quote: figure.quote }
}

/** A figure in the shape of product.md §4. */
export function replyFigureOf({ figure }: Candidate): ReplyFigure {
  const { org, year, indicator, value, unit, printed, quote, doc, section } = figure
  return { org, year, indicator, value, unit, printed, quote, doc, section }
}
