import type { Document } from '../../corpus/schema.ts'
import { sectionLabel } from '../../corpus/section.ts'
import { citationLines, cite } from '../cite.ts'
import type { Reply } from '../schema.ts'
import type { Question } from '../understand/understand.ts'
import { yearsAsked } from '../understand/years.ts'
import type { Candidate, Ranking } from './rank.ts'

/**
 * Cosine of passage and best sentence together from which a passage is worth a look, among everything and in the documents
 * that the question names; without cosines, the share of the concepts.
 */
const WORTH_CLOSENESS = 0.85
const WORTH_IN_NAMED = 0.7
const WORTH_COVERAGE = 0.3
/** Longest sentence of the nearest passage that is shown. */
const QUOTE_LENGTH = 90
/** A quantity: shown beside 未查到 it would be taken for the answer. */
const QUANTITY = /\d|[一二三四五六七八九十百千万]+(?:个)?(?:工作日|日|天|月|年|元|人|名|次|件|倍|%)/

export interface NotFound {
  readonly ranking: Ranking
  readonly read: (path: string) => Document | undefined
}

/** What was looked for and where, and the nearest passage as a place to look, never as the answer. */
export function composeNotFound(question: Question, { ranking, read }: NotFound): Reply {
  const looked = `未查到:${whereOf(question)}没有写「${question.text}」。`
  const { mentions, years } = question.scope
  const least = mentions.length + years.length > 0 ? WORTH_IN_NAMED : WORTH_CLOSENESS
  const nearest = [...ranking.candidates]
    .sort((left, right) => right.topic - left.topic)
    .find((candidate) => isWorth(candidate, least))
  const document = nearest && read(nearest.hit.entry.path)
  if (!nearest || !document) return { kind: 'notfound', text: `${looked}\n可回复「资料」看收录了哪些文件。` }
  const { passage, entry } = nearest.hit
  const sentence = nearest.sentences[nearest.best]
  const text = sentence?.text ?? passage.text.trim().slice(0, QUOTE_LENGTH)
  const section = sectionLabel(document, passage.start + (sentence?.start ?? 0))
  const citations = cite([{ entry, section, quote: text }])
  const says = text.length <= QUOTE_LENGTH && !QUANTITY.test(text) && sentence?.opensList !== true
  const place = citationLines(citations, says)
  return { kind: 'notfound', text: `${looked}\n最接近的段落(回复「原文1」可看):\n${place}`, citations }
}

function whereOf({ scope, documents }: Question): string {
  const names = scope.mentions.map(({ alias }) => alias).join('、')
  const years = yearsAsked(scope.years)
  const ofYears = years.length > 0 ? `${years.join('、')}年` : ''
  return names || ofYears ? `${names}${ofYears}的文件` : `收录的${documents.length}份文件`
}

function isWorth({ cosine, near, best, coverage, sentences }: Candidate, least: number): boolean {
  if (sentences.every(({ bare }) => bare)) return false
  return cosine === undefined ? coverage >= WORTH_COVERAGE : cosine + (near?.[best] ?? cosine) >= least
}
