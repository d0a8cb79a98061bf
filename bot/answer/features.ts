import type { RankedPassage } from '../../retrieval/library.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch, conceptWeights } from '../understand/concepts.ts'
import { expectedOf } from './expected.ts'
import { focusOf, isNaming } from './focus.ts'
import type { Expected } from './kind.ts'
import { type Sentence, sentencesOfHit } from './sentences.ts'
import { ofThingAsked } from './within.ts'

/** What a question asks for, and how much each of its concepts tells passages apart. */
export interface Wanted {
  readonly concepts: readonly Concept[]
  /** Inverse document frequencies of the concepts over the passages found. */
  readonly weights: readonly number[]
  readonly expected: readonly Expected[]
  /** How many nouns of the question none of the passages found speaks of. */
  readonly foreign: number
  /** Share of the question, by weight and certainty, that is words of which none of the passages found speaks. */
  readonly foreignShare: number
  /** It is read with the turn before. */
  readonly leaning: boolean
  /** Concepts that a passage must speak of to answer. */
  readonly focus: readonly Concept[]
}

/** A passage measured against a question by its words; lists run along its sentences. */
export interface Features {
  readonly hit: RankedPassage
  readonly sentences: readonly Sentence[]
  /** Share of the question's concepts, by weight, that each sentence carries by itself. */
  readonly own: readonly number[]
  /** Share of the kinds of answer asked for (a duration, a permission) that each sentence shows. */
  readonly typed: readonly number[]
  /** Share of the concepts that the passage with its headings and title carries. */
  readonly coverage: number
  /** Share of the concepts that the innermost heading carries. */
  readonly headed: number
  /** Whether the title of the document names something asked about: 复议 and the law on 行政复议. */
  readonly titled: boolean
  /** Share of what a follow-up names itself that it speaks of; what only the turn before named is another matter. */
  readonly ownMatter: number
  /** Whether its own text speaks of what tells most of the turn before, on which a follow-up leans. */
  readonly goesOn: boolean
  /** Whether the passage with its headings and title speaks of everything that is asked for by name. */
  readonly focused: boolean
}

/** A part of the word (申请 of 申请表) is not what was asked for by name. */
const PART_OF_WORD = 0.5
/** A follow-up is about its own words first. */
const CONTEXT_WEIGHT = 0.3

interface AskedFor {
  readonly asking: string
  readonly concepts: readonly Concept[]
  readonly context: readonly Concept[]
}

/** Measures passages against a question. */
export function measured(
  hits: readonly RankedPassage[],
  { asking, concepts, context }: AskedFor,
): { readonly wanted: Wanted; readonly features: readonly Features[] } {
  const folded = hits.map(foldedPassage)
  const all = [...concepts, ...context]
  const weights = conceptWeights(all, folded).map((weight, i) =>
    i < concepts.length ? weight : weight * CONTEXT_WEIGHT,
  )
  const unspoken = concepts.map((concept) => folded.every((text) => conceptMatch(concept, text) === 0))
  const foreign = concepts.filter(
    (concept, i) => unspoken[i] === true && (isNaming(concept) || concept.official === true),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const wanted = {
    concepts: all,
    weights,
    expected: ofThingAsked(expectedOf(asking), { asking, concepts, context }),
    foreign: foreign.length,
    foreignShare: weights.reduce((sum, weight, i) => sum + (unspoken[i] ? weight * certaintyOf(all[i]) : 0), 0) / total,
    leaning: context.length > 0,
    focus: focusOf(asking, concepts),
  }
  return { wanted, features: hits.map((hit, i) => featuresOf(hit, folded[i] ?? '', { ...wanted, named: concepts })) }
}

/** A noun that is not known for one of the documents' own may be the asker's word for something that they say otherwise. */
const OWN_NOUN_CERTAINTY = 0.75
/** Still more so a verb, or a wording of the lexicon. */
const OTHER_CERTAINTY = 0.5

function certaintyOf(concept: Concept | undefined): number {
  if (concept?.official === true) return 1
  return concept && isNaming(concept) ? OWN_NOUN_CERTAINTY : OTHER_CERTAINTY
}

/** Title, headings and text of a passage in the form that concepts are looked for in. */
export function foldedPassage({ passage, entry }: RankedPassage): string {
  return normalizeForMatching(entry.identity.title + passage.path.join('') + passage.text)
}

function featuresOf(
  hit: RankedPassage,
  around: string,
  wanted: Wanted & { readonly named: readonly Concept[] },
): Features {
  const sentences = sentencesOfHit(hit)
  const title = normalizeForMatching(hit.entry.identity.title)
  const matter = heaviest(wanted)
  return {
    hit,
    sentences,
    own: sentences.map(({ folded, under = '' }) => shareCarried(normalizeForMatching(under) + folded, wanted)),
    typed: typedOf(sentences, wanted.expected),
    coverage: shareCarried(around, wanted),
    headed: shareCarried(normalizeForMatching(hit.passage.path.at(-1) ?? ''), wanted),
    focused: wanted.focus.every((concept) => conceptMatch(concept, around) > PART_OF_WORD),
    ownMatter: shareCarried(around, { concepts: wanted.named, weights: wanted.weights.slice(0, wanted.named.length) }),
    goesOn: matter !== undefined && conceptMatch(matter, normalizeForMatching(hit.passage.text)) > 0,
    titled: wanted.concepts.some((concept) => conceptMatch(concept, title) > 0),
  }
}

/** The concept of the turn before that tells passages apart best. */
function heaviest({ concepts, weights, named }: Wanted & { readonly named: readonly Concept[] }): Concept | undefined {
  const before = concepts.slice(named.length)
  const own = weights.slice(named.length).map((weight, i) => (before[i]?.noun === false ? 0 : weight))
  return before[own.indexOf(Math.max(...own))]
}

/** Share of the concepts, by weight, that a folded text carries. */
export function shareCarried(folded: string, { concepts, weights }: Pick<Wanted, 'concepts' | 'weights'>): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  return concepts.reduce((sum, concept, i) => sum + (weights[i] ?? 0) * conceptMatch(concept, folded), 0) / total
}

/** An item shows what the words that open its list show: 不得有下列行为:(一)… */
function typedOf(sentences: readonly Sentence[], expected: readonly Expected[]): readonly number[] {
  let opening = 0
  return sentences.map(({ text, bare, item, opensList }) => {
    const own = bare ? 0 : shareShown(text, expected)
    if (!item) opening = opensList ? own : 0
    return item ? Math.max(own, opening) : own
  })
}

function shareShown(text: string, expected: readonly Expected[]): number {
  const shown = expected.filter(({ shows }) => shows.test(text)).reduce((sum, { weight = 1 }) => sum + weight, 0)
  return expected.length === 0 ? 0 : shown / expected.length
}
