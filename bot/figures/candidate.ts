import { SENTENCE_END } from '../../corpus/figures/sentence.ts'
import type { Document, Figure } from '../../corpus/schema.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'
import { normalizeForMatching } from '../text.ts'

/** The words around a figure, folded for matching. */
export interface Surroundings {
  /** What is counted: for a part of a total, the part alone (取消 of 调整权力事项-取消). */
  readonly own: string
  /** The whole of what is counted, with the scope. */
  readonly whole: string
  /** The dictionary's name for it, which the text may say otherwise. */
  readonly indicator: string
  /** The part of the printed clause that belongs to this number and no other. */
  readonly clause: string
  /** The sentence around the clause. */
  readonly sentence: string
  /** Headings above. */
  readonly section: string
  /** Where the number stands in its quote. */
  readonly at: number
}

/** A figure that may answer, with its document. */
export interface Candidate extends Surroundings {
  readonly figure: Figure
  readonly entry: DocumentEntry
  /** The figure this one is a part or a rate of. */
  readonly total: Figure | undefined
}

/** The last piece of a subject: what the number itself counts. */
export function partOf({ subject }: Figure): string {
  return subject.slice(subject.lastIndexOf('-') + 1)
}

/** The dictionary's name without what it puts in brackets: 人民调解员人数（含专职） would make every figure one of 专职. */
function plainIndicator({ indicator }: Figure): string {
  return indicator.replace(/[（(][^）)]*[）)]/g, '')
}

/** 应急管理部门检查企业640家次,罚款88万元: the unit that a sentence begins with did all that it counts. */
const ACTING_UNIT =
  /^[全省市区县州]{0,2}(?<unit>\p{Script=Han}{2,10}?(?:部门|分局|局|大队|支队|法院|检察院))(?=\p{Script=Han}{2})/u
const ANY_UNIT = /各|有关|相关|执法|行政|主管|成员|责任|牵头|多个|[和与及、]/

/** The one unit that did what a figure counts, named at the head of its sentence; undefined for units in general. */
export function actingUnit({ sentence }: Pick<Candidate, 'sentence'>): string | undefined {
  const unit = ACTING_UNIT.exec(sentence)?.groups?.unit
  return unit === undefined || ANY_UNIT.test(unit) ? undefined : unit
}

/** Characters before and behind a number that are looked through for the ends of its sentence. */
const BEFORE = 200
const BEHIND = 120

const END = new RegExp(SENTENCE_END, 'gu')
const ENDS = new RegExp(SENTENCE_END, 'u')

/** Folding a document costs more than matching it: done once for each revision, forgotten with the document. */
const made = new WeakMap<Document, { readonly entry: DocumentEntry; readonly candidates: readonly Candidate[] }>()

/** The figures of a document with their surroundings, in the order of the text. */
export function candidatesOf(document: Document, entry: DocumentEntry): readonly Candidate[] {
  const before = made.get(document)
  if (before?.entry === entry) return before.candidates
  const { figures } = document
  const candidates = figures.map((figure): Candidate => {
    const total = figure.total === undefined ? undefined : figures[figure.total]
    return { figure, entry, total, ...surroundingsOf(figure, document) }
  })
  made.set(document, { entry, candidates })
  return candidates
}

/** (公安除外), (不含镇街): whom a figure leaves out is no word about what it counts. */
const LEFT_OUT = /[（(](?:不含|不包括|不包含|除)[^（()）]*[）)]|[（(][^（()）]*(?:除外|不含|不在内)[^（()）]*[）)]/g

/** 项目 is no word of 事项目录. */
const fold = (words: string): string =>
  normalizeForMatching(words.replace(LEFT_OUT, '').replaceAll('事项目录', '事项·目录'))

function surroundingsOf(figure: Figure, { text, figures }: Document): Surroundings {
  const from = text.lastIndexOf(figure.quote, figure.start)
  const at = from < 0 ? figure.quote.indexOf(figure.printed) : figure.start - from
  return {
    own: fold(partOf(figure)),
    whole: fold(figure.subject + figure.scope.join('')),
    indicator: fold(plainIndicator(figure)),
    clause: fold(ownClause(figure, at, figures)),
    sentence: fold(sentenceAround(figure, text)),
    section: fold(figure.section),
    at,
  }
}

/** 「录入执法人员1658人,行政许可22485件」 is no clause about 执法人员 for the second number. */
function ownClause({ quote, start }: Figure, at: number, figures: readonly Figure[]): string {
  const from = start - at
  const before = figures.findLast((other) => other.end <= start && other.start >= from)
  return before ? quote.slice(before.end - from) : quote
}

function sentenceAround({ start, end, printed }: Figure, text: string): string {
  const before = text.slice(Math.max(0, start - BEFORE), start)
  const after = text.slice(end, end + BEHIND)
  const from = [...before.matchAll(END)].at(-1)?.index ?? -1
  const to = after.search(ENDS)
  return before.slice(from + 1) + printed + (to < 0 ? after : after.slice(0, to))
}
