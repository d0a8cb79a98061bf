import { INDICATORS } from '../../corpus/indicators.ts'
import type { Figure } from '../../corpus/schema.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch } from '../understand/concepts.ts'
import type { FigureAsk } from './asks.ts'

/** A figure with the words around it, folded for matching. */
export interface Candidate {
  readonly figure: Figure
  readonly entry: DocumentEntry
  /** What is counted: for a part of a total, the part alone (取消 of 调整权力事项-取消). */
  readonly own: string
  /** The total a part belongs to, with the indicator's name and the scope. */
  readonly whole: string
  /** The clause that prints it. */
  readonly clause: string
  /** The sentence around the clause. */
  readonly sentence: string
  /** Headings above. */
  readonly section: string
}

export interface RankedFigure {
  readonly candidate: Candidate
  readonly score: number
  /** Share of the ask's concepts, by weight, that the figure carries anywhere. */
  readonly coverage: number
  /** Share that what is counted carries, without the words around it. */
  readonly close: number
}

/** Where a concept is found counts: in what is counted, in the clause, in the sentence, in the headings. */
const OWN = 1
const WHOLE = 0.95
const CLAUSE = 0.85
const SENTENCE = 0.5
const SECTION = 0.45
const CONTEXT_SHARE = 0.4
/** A subject that says no more than what is asked comes before one that says much else. */
const PRECISION_BONUS = 0.3
const UNIT_BONUS = 0.15
const UNIT_PENALTY = 0.25

/** The last piece of a subject: what the number itself counts. */
function partOf({ subject }: Figure): string {
  return subject.slice(subject.lastIndexOf('-') + 1)
}

/** The dictionary's name without what it puts in brackets: 人民调解员人数（含专职） would make every figure one of 专职. */
function plainIndicator({ indicator }: Figure): string {
  return indicator.replace(/[（(][^）)]*[）)]/g, '')
}

/** Folds a figure with its surroundings in the document's text. */
export function candidateOf(figure: Figure, entry: DocumentEntry, text: string): Candidate {
  const before = text.slice(Math.max(0, figure.start - 200), figure.start)
  const after = text.slice(figure.end, figure.end + 120)
  const start =
    Math.max(before.lastIndexOf('。'), before.lastIndexOf('\n'), before.lastIndexOf(';'), before.lastIndexOf('；')) + 1
  const end = after.search(/[。\n;；]/)
  const sentence = before.slice(start) + figure.printed + (end < 0 ? after : after.slice(0, end))
  return {
    figure,
    entry,
    own: normalizeForMatching(partOf(figure)),
    whole: normalizeForMatching(figure.subject + plainIndicator(figure) + figure.scope.join('')),
    clause: normalizeForMatching(figure.quote),
    sentence: normalizeForMatching(sentence),
    section: normalizeForMatching(figure.section),
  }
}

/** Figures that fit what is asked, best first; figures in a unit that cannot answer are left out. */
export function rankFigures(
  ask: FigureAsk,
  context: readonly Concept[],
  candidates: readonly Candidate[],
): readonly RankedFigure[] {
  const focus = weigh(ask.concepts, candidates)
  const around = weigh(context, candidates).map(({ concept, weight }) => ({ concept, weight: weight * CONTEXT_SHARE }))
  const ranked = candidates.flatMap((candidate) => {
    const unit = unitFit(candidate.figure, ask)
    if (unit === undefined) return []
    if (ask.concepts.some((concept) => matchAt(concept, candidate) === 0 && distinguishes(concept, ask.concepts)))
      return []
    const own = sum(focus, (concept) => matchAt(concept, candidate))
    const near = sum(around, (concept) => matchAt(concept, candidate))
    const total = own.total + near.total || 1
    const counted = sum(focus, (concept) => conceptMatch(concept, normalizeForMatching(candidate.figure.subject)))
    const close = counted.covered / (counted.total || 1)
    const precision = PRECISION_BONUS * precisionOf(ask.concepts, candidate)
    const coverage = focus.length > 0 ? own.covered / (own.total || 1) : near.covered / total
    return [{ candidate, score: (own.covered + near.covered) / total + unit + precision, coverage, close }]
  })
  return ranked.sort((a, b) => b.score - a.score || a.candidate.figure.start - b.candidate.figure.start)
}

/** Share of the subject's characters that the concepts account for. */
function precisionOf(concepts: readonly Concept[], { figure }: Candidate): number {
  const subject = normalizeForMatching(partOf(figure))
  const matched = concepts.map(({ forms }) =>
    Math.max(0, ...forms.filter(({ text }) => subject.includes(text)).map(({ text }) => text.length)),
  )
  return Math.min(1, matched.reduce((sum, length) => sum + length, 0) / (subject.length || 1))
}

const INDICATOR_NAMES = INDICATORS.flatMap(({ name, aliases }) => [name, ...aliases]).map(normalizeForMatching)

/** A word that makes another indicator of what is asked (专职 of 专职人民调解员): a figure without it is no answer. */
function distinguishes({ word }: Concept, concepts: readonly Concept[]): boolean {
  const others = concepts.filter((other) => other.word !== word).map((other) => other.word)
  return INDICATOR_NAMES.some((name) => name.includes(word) && others.some((other) => name.includes(other)))
}

interface Weighed {
  readonly concept: Concept
  readonly weight: number
}

function weigh(concepts: readonly Concept[], candidates: readonly Candidate[]): readonly Weighed[] {
  return concepts.map((concept) => {
    const df = candidates.filter((candidate) => matchAt(concept, candidate) > 0).length
    return { concept, weight: Math.log(1 + (candidates.length - df + 0.5) / (df + 0.5)) }
  })
}

function sum(weighed: readonly Weighed[], match: (concept: Concept) => number): { covered: number; total: number } {
  let covered = 0
  let total = 0
  for (const { concept, weight } of weighed) {
    covered += weight * match(concept)
    total += weight
  }
  return { covered, total }
}

function matchAt(concept: Concept, { own, whole, clause, sentence, section }: Candidate): number {
  return Math.max(
    conceptMatch(concept, own) * OWN,
    conceptMatch(concept, whole) * WHOLE,
    conceptMatch(concept, clause) * CLAUSE,
    conceptMatch(concept, sentence) * SENTENCE,
    conceptMatch(concept, section) * SECTION,
  )
}

function unitFit({ unit }: Figure, { hint }: FigureAsk): number | undefined {
  if (hint.units.length === 0) return 0
  if (hint.units.includes(unit)) return UNIT_BONUS
  return hint.strict ? undefined : -UNIT_PENALTY
}
