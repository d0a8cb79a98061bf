import type { Span } from '../../corpus/schema.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import { isLaw } from '../understand/pick.ts'
import type { Expected } from './kind.ts'
import type { Candidate } from './rank.ts'
import type { Sentence } from './sentences.ts'

/** The words that answer, and where they stand: offsets into the document's text. */
export interface Extract extends Span {
  readonly hit: RankedPassage
  /** The exact slice. */
  readonly text: string
  /** What is shown of it: an item taken out of its list is shown with the words that open the list. */
  readonly shown: string
}

/** Longest extract of one passage, in characters: two of them with their sources fill one phone screen. */
const EXTRACT_LENGTH = 240
/** A list that was asked for may be longer, and so may the telling of how something was done. */
const LIST_LENGTH = 420
const TELLING_LENGTH = 330
/** An article of at most this length is shown whole: cut, it loses its conditions. */
const WHOLE_ARTICLE = 200
/** A neighbour belongs to the answer when its merit is this near to that of the best sentence (cosines, 0 to 1.3). */
const RELATED_MERIT = 0.1
/** Without cosines: when it carries this share of what the best sentence carries of the question. */
const RELATED_SHARE = 0.6
const LEAST_OWN = 0.1
/** Share of the question's concepts that a heading carries when the section is about them. */
const HEADED_SHARE = 0.5

export interface Extending {
  readonly expected: readonly Expected[]
  /** The question asks how something was done: a telling, not a point. */
  readonly telling: boolean
  /** Sentences that must be part of it, besides the best one. */
  readonly also?: readonly number[]
}

interface Window {
  readonly candidate: Candidate
  readonly most: number
  from: number
  to: number
}

/**
 * The best sentence with what it cannot be read without: the opening of its list and the items, the proviso after it, the
 * rest of its paragraph in a statute, neighbours that answer nearly as well; a short article as a whole.
 */
export function extend(candidate: Candidate, extending: Extending): Extract {
  const { sentences, best, hit } = candidate
  const law = isLaw(hit.entry)
  const first = firstWords(sentences)
  const answer = answerOf(candidate)
  if (answer) return answer
  if (law && hit.passage.text.trim().length <= WHOLE_ARTICLE) return slice(candidate, first, sentences.length - 1)
  const asksList = extending.expected.some(({ kind }) => kind === 'list')
  const most = asksList ? LIST_LENGTH : extending.telling ? TELLING_LENGTH : EXTRACT_LENGTH
  const window: Window = { candidate, most, from: best, to: best }
  for (const at of extending.also ?? []) reach(window, at)
  takeList(window, asksList || extending.telling)
  takeDependents(window)
  if (hit.entry.identity.kind !== 'report') takeCases(window)
  if (law || ((extending.telling || asksList) && isUnderTopic(candidate))) takeParagraph(window)
  takeList(window, asksList || extending.telling)
  takeRelated(window, asksList || extending.telling)
  leaveOpening(window)
  return withOpening(window)
}

/** Where a passage begins to say something: after its headings and titles. */
function firstWords(sentences: readonly Sentence[]): number {
  return Math.max(
    0,
    sentences.findIndex(({ bare }) => !bare),
  )
}

function lengthOf({ candidate: { sentences }, from, to }: Window): number {
  return (sentences[to]?.end ?? 0) - (sentences[from]?.start ?? 0)
}

/** The whole answer of a guide to one of its questions, with the question; undefined elsewhere and when it is too long. */
function answerOf(candidate: Candidate): Extract | undefined {
  const { sentences, best } = candidate
  const under = sentences[best]?.under
  if (under === undefined) return undefined
  const from = sentences.slice(0, best).findLastIndex(({ bare }) => bare)
  const next = sentences.findIndex(({ bare }, at) => at > best && bare)
  const whole = slice(candidate, Math.max(0, from), next < 0 ? sentences.length - 1 : next - 1)
  return whole.text.length <= LIST_LENGTH ? whole : undefined
}

/** Whether the window may grow by a sentence next to it. */
function fits(window: Window, at: number): boolean {
  const sentence = window.candidate.sentences[at]
  return sentence !== undefined && !sentence.bare && lengthOf(window) + sentence.text.length <= window.most
}

/** Grows the window up to a sentence when the whole stays short enough. */
function reach(window: Window, at: number): void {
  const grown = { ...window, from: Math.min(window.from, at), to: Math.max(window.to, at) }
  if (lengthOf(grown) <= LIST_LENGTH) Object.assign(window, { from: grown.from, to: grown.to })
}

/** Items belong to the sentence that opens their list; a list that was asked for is taken as far as it fits. */
function takeList(window: Window, whole: boolean): void {
  const { sentences } = window.candidate
  if (sentences[window.from]?.item && whole) {
    while (sentences[window.from]?.item && fits(window, window.from - 1)) window.from--
  }
  if (sentences[window.to]?.opensList || (sentences[window.to]?.item && whole)) {
    while (sentences[window.to + 1]?.item && fits(window, window.to + 1)) window.to++
  }
}

/** A sentence that continues the one before: a proviso, a pronoun, a further step. */
const STARTS_MIDWAY = /^(?:但|因|情况|前款|逾期|需要|该|其中?|上述|同时|其他|补充)/

function takeDependents(window: Window): void {
  const { sentences } = window.candidate
  while (STARTS_MIDWAY.test(sentences[window.from]?.text ?? '') && fits(window, window.from - 1)) window.from--
  while (STARTS_MIDWAY.test(sentences[window.to + 1]?.text ?? '') && fits(window, window.to + 1)) window.to++
}

/** The other cases of the same sentence: 一般保存6个月;作为证据使用的…;…永久保存。 */
function takeCases(window: Window): void {
  const { sentences } = window.candidate
  while (/[;；]$/.test(sentences[window.to]?.text ?? '') && !sentences[window.to]?.item && fits(window, window.to + 1))
    window.to++
}

/** Whether the heading above says what is asked about: then all that stands under it tells of it. */
function isUnderTopic({ headed }: Candidate): boolean {
  return headed >= HEADED_SHARE
}

/** Words that open a list are no end: they go when their items do not fit. */
function leaveOpening(window: Window): void {
  const { sentences, best } = window.candidate
  while (window.to > best && window.to > window.from && sentences[window.to]?.opensList) window.to--
}

/** The rest of the paragraph: first what follows, then what goes before. */
function takeParagraph(window: Window): void {
  const { sentences, hit } = window.candidate
  const sameLine = (left: number, right: number): boolean =>
    !hit.passage.text.slice(sentences[left]?.end ?? 0, sentences[right]?.start ?? 0).includes('\n')
  while (fits(window, window.to + 1) && sameLine(window.to, window.to + 1)) window.to++
  while (fits(window, window.from - 1) && sameLine(window.from - 1, window.from)) window.from--
}

/** Neighbours that answer as well; another item of a list is another matter unless the whole is asked for. */
function takeRelated(window: Window, whole: boolean): void {
  const { sentences, own, best } = window.candidate
  const isOther = (at: number, item: number): boolean =>
    !whole && sentences[item]?.item === true && (own[at] ?? 0) < Math.max(own[best] ?? 0, LEAST_OWN)
  const grows = (at: number, item: number): boolean =>
    fits(window, at) && isRelated(window.candidate, at) && !isOther(at, item)
  while (grows(window.to + 1, window.to + 1)) window.to++
  while (grows(window.from - 1, window.from)) window.from--
}

function isRelated({ merits, own, near, best }: Candidate, at: number): boolean {
  if (near) return near[at] !== undefined && (merits[at] ?? 0) >= (merits[best] ?? 0) - RELATED_MERIT
  return (own[at] ?? 0) >= RELATED_SHARE * Math.max(own[best] ?? 0, LEAST_OWN)
}

/** An item taken out of its list keeps the words that open it; the items between are left out of what is shown. */
function withOpening({ candidate, from, to }: Window): Extract {
  const { sentences } = candidate
  const extract = slice(candidate, from, to)
  const opening = sentences[from]?.item ? sentences.slice(0, from).findLastIndex(({ opensList }) => opensList) : -1
  if (opening < 0) return extract
  const whole = slice(candidate, opening, to)
  return whole.text.length > LIST_LENGTH ? extract : { ...whole, shown: `${sentences[opening]?.text}\n${extract.text}` }
}

function slice({ hit, sentences }: Candidate, from: number, to: number): Extract {
  const start = sentences[from]?.start ?? 0
  const end = sentences[to]?.end ?? hit.passage.text.length
  const { passage } = hit
  const text = passage.text.slice(start, end)
  return { hit, start: passage.start + start, end: passage.start + end, text, shown: text }
}
