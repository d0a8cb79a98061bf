import { enumeratedItems } from '../../corpus/enumerate.ts'
import type { Document, Span } from '../../corpus/schema.ts'
import { headingAt, headingName, sectionLabel } from '../../corpus/section.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch, conceptsOf, conceptWeights } from '../understand/concepts.ts'
import { roleOf } from './roles.ts'
import { signatureStart } from './signature.ts'

/** A part of a report that a draft can be written from. */
export interface Unit extends Span {
  readonly kind: 'heading' | 'paragraph' | 'item'
  /** The words that say what it is about: the heading, or the first clause. */
  readonly lead: string
  /** Short section name for citations. */
  readonly section: string
}

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
/** Preference for the kind that was asked for, where scores are close. */
const KIND_BONUS = 0.15
/** Share of the topic's weight that a part must carry to be taken, and of the best score to be named beside it. */
const LEAST_COVERAGE = 0.5
const NEARLY = 0.7
const OTHERS_SHOWN = 3

/**
 * Every heading, paragraph and enumerated item of a report, but for problems and plans, which are found by what they are.
 */
export function unitsOf(document: Document): readonly Unit[] {
  const { outline, text } = document
  const excluded = outline
    .filter(({ title, level }) => level <= 2 && roleOf(title) !== undefined)
    .map(({ start, body }) => ({ start, end: body.end }))
  const signed = signatureStart(document)
  const units = outline.map((heading): Unit => {
    const end = trimmedEnd(text, { start: heading.end, end: Math.min(heading.body.end, signed) })
    return {
      kind: 'heading',
      start: heading.start,
      end,
      lead: headingName(heading),
      section: sectionLabel(document, heading.start),
    }
  })
  return [...units, ...paragraphsOf(document)].filter(
    ({ start, end }) => end > start && !excluded.some((span) => span.start <= start && start < span.end),
  )
}

function trimmedEnd(text: string, { start, end }: Span): number {
  return start + text.slice(start, end).trimEnd().length
}

/** Paragraphs under a heading, and the items inside them; a paragraph that is the heading's own line is the heading. */
function paragraphsOf(document: Document): readonly Unit[] {
  const { text, outline } = document
  const first = outline[0]?.start ?? 0
  return [...text.slice(first).matchAll(/[^\r\n]+/g)].flatMap((match): readonly Unit[] => {
    const start = first + match.index + (/^[\s\u3000]*/.exec(match[0])?.[0].length ?? 0)
    const end = first + match.index + match[0].trimEnd().length
    const section = sectionLabel(document, start)
    const items = enumeratedItems(text, { start, end }).map(
      (item): Unit => ({ kind: 'item', start: item.start, end: item.end, lead: leadOf(text, item), section }),
    )
    const own = headingAt(outline, start)
    const isHeading = outline[own]?.start !== undefined && (outline[own]?.start ?? 0) >= start
    const paragraph: Unit = { kind: 'paragraph', start, end, lead: leadOf(text, { start, end }), section }
    return [...(isHeading || items.length > 1 ? [] : [paragraph]), ...(items.length > 1 ? items : [])]
  })
}

/** The first clause up to its full stop, at most this many characters: 五是改革信访工作制度。 */
const LONGEST_LEAD = 40

function leadOf(text: string, { start, end }: Span): string {
  return /^[^。;；]*/.exec(text.slice(start, Math.min(end, start + LONGEST_LEAD)))?.[0] ?? ''
}

/** The part of a report that fits the topic best, with others that fit nearly as well; undefined when none does. */
export function locate(document: Document, topic: Topic, tokenizer: Tokenizer): Located | undefined {
  const concepts = conceptsOf(topic.words, tokenizer)
  if (concepts.length === 0) return undefined
  const units = unitsOf(document)
  const bodies = units.map(({ start, end }) => normalizeForMatching(document.text.slice(start, end)))
  const weights = topicWeights(concepts, bodies)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const scored = units
    .map((unit, at) => ({ unit, score: scoreOf(unit, bodies[at] ?? '', { concepts, weights, topic }), at }))
    .filter(({ at }) => coverage(bodies[at] ?? '', concepts, weights) >= LEAST_COVERAGE * whole)
    .sort((a, b) => b.score - a.score || a.unit.end - a.unit.start - (b.unit.end - b.unit.start))
  const best = scored[0]
  if (!best || whole === 0) return undefined
  const apart = scored
    .slice(1)
    .filter(({ unit, score }) => score >= NEARLY * best.score && !overlap(unit, best.unit))
    .map(({ unit }) => unit)
  return { unit: best.unit, others: distinct(apart).slice(0, OTHERS_SHOWN) }
}

/**
 * Weights of the topic's words over the parts of one report. A word that no part carries weighs as the rarest would: a
 * report that lacks it has no such section, however many of the common words it has.
 */
function topicWeights(concepts: readonly Concept[], bodies: readonly string[]): readonly number[] {
  const rarest = Math.log(1 + (bodies.length + 0.5) / 0.5)
  return conceptWeights(concepts, bodies).map((weight, i) => {
    const concept = concepts[i]
    return concept && bodies.some((body) => conceptMatch(concept, body) > 0) ? weight : rarest
  })
}

/** How much of a topic's weight the words of a unit carry, from 0 to 1. */
export function share(
  document: Document,
  { start, end }: Span,
  { topic, tokenizer }: { readonly topic: Topic; readonly tokenizer: Tokenizer },
): number {
  const concepts = conceptsOf(topic.words, tokenizer)
  const bodies = unitsOf(document).map((unit) => normalizeForMatching(document.text.slice(unit.start, unit.end)))
  const weights = topicWeights(concepts, bodies)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return whole === 0 ? 0 : coverage(normalizeForMatching(document.text.slice(start, end)), concepts, weights) / whole
}

interface Scoring {
  readonly concepts: readonly Concept[]
  readonly weights: readonly number[]
  readonly topic: Topic
}

function coverage(text: string, concepts: readonly Concept[], weights: readonly number[]): number {
  return concepts.reduce((sum, concept, i) => sum + (weights[i] ?? 0) * conceptMatch(concept, text), 0)
}

function scoreOf(unit: Unit, body: string, { concepts, weights, topic }: Scoring): number {
  const lead = normalizeForMatching(unit.lead)
  const score = LEAD_WEIGHT * coverage(lead, concepts, weights) + coverage(body, concepts, weights)
  const wanted = topic.prefers === 'heading' ? unit.kind === 'heading' : unit.kind !== 'heading'
  return topic.prefers && wanted ? score * (1 + KIND_BONUS) : score
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function distinct(units: readonly Unit[]): readonly Unit[] {
  return units.filter((unit, at) => !units.slice(0, at).some((other) => overlap(unit, other)))
}
