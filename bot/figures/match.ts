import type { Indicator } from '../../corpus/indicators.ts'
import type { Concept } from '../understand/concepts.ts'
import { actingUnit, type Candidate } from './candidate.ts'
import { figureMatch } from './negation.ts'
import { rowOf } from './rows.ts'
import type { Match } from './weigh.ts'

/** Where a concept is found counts: in what is counted, in the clause, in the sentence, in the headings. */
const OWN = 1
const WHOLE = 0.95
const CLAUSE = 0.85
const INDICATOR = 0.95
/** Found only in the sentence around the number. */
export const SENTENCE = 0.5
const SECTION = 0.45
/** The unit that the sentence begins with does everything in it: 应急管理部门检查企业912家次,罚款20万元. */
const ACTOR = 0.8

/** How well each figure says a concept, for an ask that means an indicator or none. */
export function matcher(candidates: readonly Candidate[], meant: Indicator | undefined): Match {
  const beside = bySentence(candidates)
  return remembered((concept, candidate) => matchAt(concept, candidate, { meant, beside }))
}

/** The same match is asked for three times of every pair. */
function remembered(match: Match): Match {
  const known = new Map<Concept, Map<Candidate, number>>()
  return (concept, candidate) => {
    const ofConcept = known.get(concept) ?? new Map<Candidate, number>()
    known.set(concept, ofConcept)
    const value = ofConcept.get(candidate) ?? match(concept, candidate)
    ofConcept.set(candidate, value)
    return value
  }
}

/** Whether what is counted or its clause says a concept, not only the text around it or the dictionary. */
export function isPrinted(concept: Concept, candidate: Candidate): boolean {
  return printedWords(candidate).some((words) => figureMatch(concept, words) > 0)
}

/** The words right around a number; those of a cell stand in the heading of its table as well. */
function printedWords(candidate: Candidate): readonly string[] {
  const { own, whole, clause, section } = candidate
  return rowOf(candidate) === undefined ? [own, whole, clause] : [own, whole, clause, section]
}

/** Whether a figure is known to count another indicator than the one meant. */
export function isOther({ figure: { indicatorId } }: Candidate, meant: Indicator | undefined): boolean {
  return meant !== undefined && indicatorId !== undefined && indicatorId !== meant.id
}

interface Around {
  readonly meant: Indicator | undefined
  readonly beside: ReadonlyMap<string, readonly Candidate[]>
}

function bySentence(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const sentences = new Map<string, Candidate[]>()
  for (const candidate of candidates)
    sentences.set(candidate.sentence, [...(sentences.get(candidate.sentence) ?? []), candidate])
  return sentences
}

/** What a part is called says nothing of the other numbers of its sentence: 不合格 in 240卷,其中不合格6卷. */
function namesPart(concept: Concept, { figure }: Candidate, beside: readonly Candidate[] = []): boolean {
  return beside.some(({ total, own, ...other }) => {
    return total !== undefined && other.figure !== figure && figureMatch(concept, own) > 0
  })
}

function isUnit({ word }: Concept): boolean {
  return /(?:局|委|办|部门|系统|中心|法院|检察院|机关)$/.test(word)
}

/** A figure that is known to be of another indicator than the one meant does not get its words from the headings above. */
function matchAt(concept: Concept, candidate: Candidate, { meant, beside }: Around): number {
  const { own, whole, clause, indicator, sentence, section } = candidate
  const near = Math.max(
    figureMatch(concept, own) * OWN,
    figureMatch(concept, whole) * WHOLE,
    figureMatch(concept, clause) * CLAUSE,
    figureMatch(concept, indicator) * INDICATOR,
    isUnit(concept) && figureMatch(concept, actingUnit(candidate) ?? '') > 0 ? ACTOR : 0,
    namesPart(concept, candidate, beside.get(sentence)) ? 0 : figureMatch(concept, sentence) * SENTENCE,
  )
  if (isOther(candidate, meant)) return near
  return Math.max(near, figureMatch(concept, section) * SECTION)
}
