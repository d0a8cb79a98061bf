import type { Document, Span } from '../../corpus/schema.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch, conceptsOf, conceptWeights } from '../understand/concepts.ts'
import { type Unit, unitsOf } from './units.ts'

/** What is looked for. */
export interface Topic {
  /** The words, without bodies, years and words of asking. */
  readonly words: string
  /** 那一段 asks for a paragraph, 部分 for a section; undefined when either will do. */
  readonly prefers: 'paragraph' | 'heading' | undefined
}

export interface Located {
  readonly unit: Unit
  /** Other parts that fit nearly as well. */
  readonly others: readonly Unit[]
}

/** A body that only mentions the topic counts once, a heading or first clause that names it this much more. */
const LEAD_WEIGHT = 2
/** What each repetition counts beside the first mention: decides among parts that only mention the topic, none of them whole. */
const FREQUENCY_WEIGHT = 0.05
/** Preference for the kind that was asked for, where scores are close. */
const KIND_BONUS = 0.15
/** Share of the topic's weight that a part must carry to be taken, and of the best score to be named beside it. */
const LEAST_COVERAGE = 0.5
const NEARLY = 0.7
const OTHERS_SHOWN = 3

/** Everything that scores the parts of one report. */
interface Scoring {
  readonly concepts: readonly Concept[]
  readonly weights: readonly number[]
}

interface Folded {
  readonly lead: string
  readonly body: string
}

function foldedUnit({ text }: Document, { start, end, lead }: Pick<Unit, 'start' | 'end' | 'lead'>): Folded {
  return { lead: normalizeForMatching(lead), body: normalizeForMatching(text.slice(start, end)) }
}

/** The part of a report that fits the topic best, with others that fit nearly as well; undefined when none does. */
export function locate(document: Document, topic: Topic, tokenizer: Tokenizer): Located | undefined {
  const units = unitsOf(document)
  const folded = units.map((unit) => foldedUnit(document, unit))
  const scoring = scoringOf(topic, folded, tokenizer)
  const whole = scoring.weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return undefined
  const scored = units
    .map((unit, at) => ({ unit, ...scoreOf(unit, folded[at] ?? { lead: '', body: '' }, { ...scoring, topic }) }))
    .filter(({ carried }) => carried >= LEAST_COVERAGE * whole)
    .sort((a, b) => b.score - a.score || a.unit.end - a.unit.start - (b.unit.end - b.unit.start))
  const best = scored[0]
  if (!best) return undefined
  const apart = scored
    .slice(1)
    .filter(({ unit, score }) => score >= NEARLY * best.score && !overlap(unit, best.unit))
    .map(({ unit }) => unit)
  return { unit: best.unit, others: distinct(apart).slice(0, OTHERS_SHOWN) }
}

/** How much of a topic's weight a part carries, from 0 to 1. */
export function share(
  document: Document,
  unit: Unit,
  { topic, tokenizer }: { readonly topic: Topic; readonly tokenizer: Tokenizer },
): number {
  const scoring = scoringOf(
    topic,
    unitsOf(document).map((other) => foldedUnit(document, other)),
    tokenizer,
  )
  const whole = scoring.weights.reduce((sum, weight) => sum + weight, 0)
  return whole === 0 ? 0 : carriedBy(foldedUnit(document, unit), scoring) / whole
}

/**
 * The topic's words with their weights over the parts of one report. A word that no part carries weighs as the rarest
 * would: a report that lacks it has no such section, however many of the common words it has.
 */
function scoringOf(topic: Topic, folded: readonly Folded[], tokenizer: Tokenizer): Scoring {
  const concepts = topicConcepts(topic.words, tokenizer)
  const bodies = folded.map(({ body }) => body)
  const rarest = Math.log(1 + (bodies.length + 0.5) / 0.5)
  const weights = conceptWeights(concepts, bodies).map((weight, i) => {
    const concept = concepts[i]
    return concept && folded.some((unit) => matched(concept, unit) > 0) ? weight : rarest
  })
  return { concepts, weights }
}

/** The concepts of the words, and what the segmenter takes for a word without content: 数字 in 数字政府. */
function topicConcepts(words: string, tokenizer: Tokenizer): readonly Concept[] {
  const concepts = conceptsOf(words, tokenizer)
  const left = concepts.reduce((rest, { word }) => rest.replaceAll(word, ' '), normalizeForMatching(words))
  const runs = left.match(/\p{Script=Han}{2,}/gu) ?? []
  return [...concepts, ...runs.map((word) => ({ word, verb: false, forms: [{ text: word, weight: 1 }] }))]
}

/** A word of two characters that a heading spells out (履职: 履行…职责) counts this much of the word itself. */
const SPELT_OUT = 0.6

function matched(concept: Concept, { lead, body }: Folded): number {
  const found = conceptMatch(concept, body)
  return found > 0 ? found : speltOut(concept.word, lead) ? SPELT_OUT : 0
}

function speltOut(word: string, lead: string): boolean {
  const first = lead.indexOf(word.charAt(0))
  return word.length === 2 && first >= 0 && lead.includes(word.charAt(1), first + 1)
}

function carriedBy(unit: Folded, { concepts, weights }: Scoring): number {
  return concepts.reduce((sum, concept, i) => sum + (weights[i] ?? 0) * matched(concept, unit), 0)
}

/** How often the words come again in a part, each at most so many times. */
const MOST_REPEATS = 5

function repeats({ body }: Folded, { concepts, weights }: Scoring): number {
  return concepts.reduce((sum, { forms }, i) => {
    const times = Math.max(0, ...forms.map(({ text }) => body.split(text).length - 2))
    return sum + (weights[i] ?? 0) * Math.min(times, MOST_REPEATS)
  }, 0)
}

function scoreOf(
  unit: Unit,
  folded: Folded,
  { topic, ...scoring }: Scoring & { readonly topic: Topic },
): { readonly score: number; readonly carried: number } {
  const carried = carriedBy(folded, scoring)
  const score =
    LEAD_WEIGHT * carriedBy({ ...folded, body: folded.lead }, scoring) +
    carried +
    (unit.whole ? 0 : FREQUENCY_WEIGHT * repeats(folded, scoring))
  const wanted = topic.prefers === 'heading' ? unit.kind === 'heading' : unit.kind !== 'heading'
  return { score: topic.prefers && wanted ? score * (1 + KIND_BONUS) : score, carried }
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function distinct(units: readonly Unit[]): readonly Unit[] {
  return units.filter((unit, at) => !units.slice(0, at).some((other) => overlap(unit, other)))
}
