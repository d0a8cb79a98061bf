import { remarkEnd, withoutBracketed } from '../../corpus/remark.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import { normalizeForMatching } from '../text.ts'

/** A sentence or item of a passage; offsets count from the start of the passage. */
export interface Sentence {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Half-width, lower-case, without blanks: what matching works on. */
  readonly folded: string
  /** Opens a list: ends in a colon, or says 下列. */
  readonly opensList: boolean
  /** Is an item of a list: (一)…; 一是…; 1.… */
  readonly item: boolean
  /** Says nothing by itself: a heading, a title, a line of dates, the header of a table, a question that is answered below. */
  readonly bare: boolean
  /** The question of a guide (问:…?) that it answers, which names its matter. */
  readonly under?: string
}

/** A question on a line of its own, as guides put them: 问:申请收费吗? */
const QUESTION_LINE = /^[^\S\n]*(?:(?:问|Q)[\d一二三四五六七八九十]*[:：.、][^\n]{2,80}|[^\n]{2,60}[?？])[^\S\n]*$/

/** A point that ends a sentence as 。 does: behind Chinese, and neither in a number nor behind the number of an item. */
const POINT = String.raw`(?<=[\p{Script=Han})）」』”"》%])(?<!(?:^|\n)\s*[一二三四五六七八九十]+)\.(?![\d.])`
const BREAK = new RegExp(String.raw`(?:[。！？!?；;\n]|${POINT})+|[:：](?=\s*\n)`, 'gu')
/** A remark in brackets with a full stop within, as (市编办。2022年底完成), is of the sentence before it and ends that. */
const REMARK = /[(（][^()（）\n]*。[^()（）\n]*[)）][。；;]*/gu
const ITEM = /^\s*(?:[(（][一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十]+是|\d+[.、])/
/** A line without a sign at its end is a title or a heading unless it is a row of a table or this long. */
const LONGEST_TITLE = 60

/** Says that the text follows and nothing of it: 现将有关情况报告如下: */
const ANNOUNCES = /现[将就].{0,40}(?:通知|报告|汇报|总结|通报|公告|说明|规定)如下[:：。]?$/

/** Sentences of a passage, in order, each an exact slice; items of a list are sentences of their own. */
export function sentencesOf(text: string, path: readonly string[] = []): readonly Sentence[] {
  const headings = new Set(path.map(foldedHeading))
  const sentences: Sentence[] = []
  let start = 0
  let under: string | undefined
  const push = (end: number): void => {
    const raw = text.slice(start, end)
    const from = start + (raw.length - raw.trimStart().length)
    const to = end - (raw.length - raw.trimEnd().length)
    start = end
    if (to <= from) return
    const slice = text.slice(from, to)
    const folded = normalizeForMatching(slice)
    const opensList = /[:：]$/.test(slice) || /(?:下列|以下)[^。]{0,20}$/.test(slice)
    const asks = /[?？]|^[^\S\n]*[问Q]/.test(slice) && isQuestionLine(text, to)
    const bare =
      asks ||
      (headings.has(foldedHeading(slice)) && !statesAlone(slice, text.slice(to))) ||
      isTitle(text, { from, to }) ||
      isHeaderRow(slice) ||
      ANNOUNCES.test(slice)
    if (bare) under = asks ? slice : undefined
    const answered = under !== undefined && !asks ? { under } : {}
    sentences.push({ start: from, end: to, text: slice, folded, opensList, item: ITEM.test(slice), bare, ...answered })
  }
  for (const end of endsOf(text)) push(end)
  return sentences
}

/** Ends of sentences in order: never within brackets, and never between words and the remark whose duty they are. */
function endsOf(text: string): readonly number[] {
  const remarks = [...text.matchAll(REMARK)].map((match) => ({
    start: match.index,
    end: remarkEnd(text, match.index + match[0].length),
  }))
  const breaks = [...withoutBracketed(text).matchAll(BREAK)]
    .map((match) => remarkEnd(text, match.index + match[0].length))
    .filter((end) => !remarks.some((remark) => remark.start <= end && end < remark.end))
  const ends = [...breaks, ...remarks.map(({ end }) => end), text.length].sort((a, b) => a - b)
  return ends.filter((end, i) => end !== ends[i + 1])
}

/** The sentences of a passage that was found. */
export function sentencesOfHit({ passage }: RankedPassage): readonly Sentence[] {
  return sentencesOf(passage.text, passage.path)
}

function foldedHeading(text: string): string {
  return normalizeForMatching(text)
    .replace(/[*#]/g, '')
    .replace(/[。.:;,]+$/, '')
}

/** Whether a question stands on a line of its own, or before its answer on the same line. */
function isQuestionLine(text: string, end: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', end - 1) + 1, end)
  return QUESTION_LINE.test(line) && /^[^\S\n]*(?:\n|$|答[:：])/.test(text.slice(end, end + 8))
}

/** A whole sentence in the place of a heading with nothing below it is what it says itself: (五)证件遗失的,应当申请补办。 */
function statesAlone(heading: string, below: string): boolean {
  return below.trim() === '' && /(?:[,，\d].*|.{15,})[。；;]$/.test(heading)
}

/** A row of a table without a single number names its columns. */
function isHeaderRow(row: string): boolean {
  return row.includes('\t') && !/\d/.test(row)
}

/** A whole line that ends without a sign, and is neither a table row nor long. */
function isTitle(text: string, { from, to }: { from: number; to: number }): boolean {
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from)
  const after = text.slice(to).search(/\S/)
  const endsLine = after < 0 || text.slice(to, to + after).includes('\n')
  const words = text.slice(from, to)
  if (line.trim() !== '' || !endsLine || words.length > LONGEST_TITLE || words.includes('\n')) return false
  return !/[。！？!?；;:：,，、.|\t]/.test(words.slice(-1)) && !words.includes('\t') && !ITEM.test(words)
}
