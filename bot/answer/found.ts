import { isLaw } from '../understand/pick.ts'
import type { Candidate, Ranking } from './rank.ts'
import { requiredOf } from './rank.ts'

/**
 * Cosine of the passage plus cosine of its best sentence plus a weight times the share of the question's concepts that the
 * sentence carries: an answer has at least so much, and more for each noun (up to three) that no passage found speaks
 * of. Measured on 143 answers and 256 questions about quite other laws: 2 in 100 answers lie below, of the others 75 on
 * eight statutes and 97 on reports.
 */
const LEAST_CLOSENESS = 0.89
const OWN_WEIGHT = 0.3
const FOREIGN_WEIGHT = 0.05
const MOST_FOREIGN = 3
/** Share of a question, by weight, that names what no passage found speaks of: beyond, it is about another matter. */
const LARGEST_FOREIGN = 0.3
/** In the documents that a question names by body and year: 52 of 53 answers lie above, 4 of 8 questions without one. */
const LEAST_IN_NAMED = 0.8
/** Without cosines: share of the concepts that the passage carries; 2 in 100 answers lie below, 60 of the others. */
const LEAST_COVERAGE = 0.25
/** Share of the concepts, by weight, that a passage speaks of at least when a quantity is asked: 调解 of 调解室经费 is none. */
const LEAST_SPOKEN = 0.05
/**
 * How much nearer to the question a passage without the kind of answer that it must have (days, yuan) may be than the one
 * with it: beyond, the documents speak of the matter and do not say how many. Answers lay up to .14 apart, 6 of 9 that
 * have none from .17.
 */
const LARGEST_GAP = 0.15

/** A follow-up is no sentence (个人呢): its words and those of the turn before in one sentence count instead of cosines. */
const LEANING_OWN = 0.5

/** Shares of the words of the question in the sentence and its passage with which a sentence of the kind asked for answers, however the whole sounds. */
const WORDED_OWN = 0.4
const WORDED_COVERAGE = 0.7

/** May one, and what follows, are answered where a sentence says it, or where it says most of the question. */
const UNTYPED: ReadonlySet<string> = new Set(['permission', 'consequence', 'todo'])

export interface Bar {
  /** A quantity that no figure answers: only a sentence that carries most of the question will do. */
  readonly strict: boolean
  /** The question names the documents. */
  readonly narrowed: boolean
}

/**
 * The passage that answers, or undefined when none does: the first that holds what must be held, unless the documents
 * speak of the matter elsewhere and do not say it there, or nothing is near enough to the question.
 */
export function answering(ranking: Ranking, { strict, narrowed }: Bar): Candidate | undefined {
  const { candidates, wanted } = ranking
  const required = requiredOf(wanted)
  const holds = (candidate: Candidate): boolean =>
    required.length === 0 ||
    required.some(({ kind, shows }) =>
      candidate.sentences.some(
        ({ text, bare }, i) =>
          !bare && shows.test(text) && (kind === 'most' ? (candidate.own[i] ?? 0) > 0 : isOfMatter(candidate, i)),
      ),
    )
  const holding = candidates.filter((candidate) => holds(candidate) && !isBare(candidate))
  const first = wanted.leaning ? ofOwnMatter(holding) : holding[0]
  const found = first && (goingOn(holding, first) ?? first)
  if (!found?.focused || wanted.foreignShare >= LARGEST_FOREIGN) return undefined
  const least = (narrowed ? LEAST_IN_NAMED : LEAST_CLOSENESS) + FOREIGN_WEIGHT * Math.min(MOST_FOREIGN, wanted.foreign)
  if (required.length > 0 && !narrowed && wanted.concepts.length > 0 && found.coverage < LEAST_SPOKEN) return undefined
  if (
    !isNear(found, {
      least,
      withHeading: required.length === 0,
      leastUntyped: wanted.expected.some(({ kind }) => UNTYPED.has(kind)) ? LEANING_OWN : 0,
    }) ||
    (strict && !isStrict(found))
  )
    return undefined
  // The clause of taking effect says it whatever else speaks of 生效.
  if (narrowed && required.some(({ kind }) => kind === 'force')) return found
  // What may be done against a decision stands far from what is said of the decision itself.
  if (required.some(({ kind }) => kind === 'remedy') && found.ownMatter > 0) return found
  const silent = candidates.filter((candidate) => !isBare(candidate) && !holds(candidate)).map(({ topic }) => topic)
  return Math.max(0, ...silent) - found.topic > LARGEST_GAP ? undefined : found
}

/** Shares of a question's words that are alike. */
const ALIKE = 0.1

/** Share of the question, by weight, that the sentence of a second document carries at least to be told beside the first. */
const LEAST_BESIDE = 0.6

/**
 * The passage of another law or rule that answers as well: 公开征求意见 lasts so long by one for decisions, by another for
 * rules. Only of what must be held (days, yuan), where its sentence carries the question no less than that of the first.
 */
export function alsoAnswering({ candidates, wanted }: Ranking, found: Candidate): Candidate | undefined {
  const required = requiredOf(wanted)
  if (required.length === 0 || !isLaw(found.hit.entry)) return undefined
  const least = Math.max(LEAST_BESIDE, found.own[found.best] ?? 0)
  const others = candidates.filter(
    ({ hit, focused, coverage }) =>
      focused && isLaw(hit.entry) && hit.entry.path !== found.hit.entry.path && coverage >= found.coverage,
  )
  for (const one of others) {
    const best = one.sentences.findIndex(
      ({ text, bare }, i) => !bare && required.every(({ shows }) => shows.test(text)) && (one.own[i] ?? 0) >= least,
    )
    if (best >= 0) return { ...one, best }
  }
  return undefined
}

/** Of passages that answer a follow-up alike the first that speaks of most of what it names itself. */
function ofOwnMatter(holding: readonly Candidate[]): Candidate | undefined {
  const [top] = holding
  const near = holding.filter(({ score }) => top !== undefined && top.score - score <= 2 * LARGEST_GAP)
  const most = Math.max(0, ...near.map(({ ownMatter }) => ownMatter))
  return (
    near.find(({ ownMatter }) => ownMatter > 0 && ownMatter >= most / 2) ??
    holding.find(({ ownMatter }) => ownMatter > 0) ??
    top
  )
}

/** 多少天审完 after a question on 备案: of passages that answer alike the one that goes on about 备案. */
function goingOn(holding: readonly Candidate[], first: Candidate): Candidate | undefined {
  return holding.find(
    ({ ownMatter, goesOn, score }) =>
      goesOn && ownMatter > 0 && ownMatter >= first.ownMatter - ALIKE && first.score - score <= LARGEST_GAP,
  )
}

/** An article speaks of one matter; of a report or plan each sentence, unless their heading names it, speaks of its own. */
function isOfMatter({ hit, own, headed }: Candidate, i: number): boolean {
  return isLaw(hit.entry) || headed > 0 || (own[i] ?? 0) > 0
}

/** Headings and titles only. */
function isBare({ sentences }: Candidate): boolean {
  return sentences.every(({ bare }) => bare)
}

interface Nearness {
  readonly least: number
  /** What stands under a heading that says what is asked about tells of it, though it repeats none of its words. */
  readonly withHeading: boolean
  /** By words alone: what a sentence that shows none of what is asked for (may one, what follows) carries at least. */
  readonly leastUntyped: number
}

function isNear(
  { cosine, near, merits, own, best, coverage, headed, goesOn, typed }: Candidate,
  { least, withHeading, leastUntyped }: Nearness,
): boolean {
  if (cosine === undefined)
    return coverage >= LEAST_COVERAGE && ((typed[best] ?? 0) > 0 || (own[best] ?? 0) >= leastUntyped)
  if (goesOn && (own[best] ?? 0) >= LEANING_OWN) return true
  if ((typed[best] ?? 0) > 0 && (own[best] ?? 0) >= WORDED_OWN && coverage >= WORDED_COVERAGE) return true
  const closeness = cosine + (near?.[best] ?? cosine) + OWN_WEIGHT * Math.max(own[best] ?? 0, withHeading ? headed : 0)
  return closeness >= least && (merits[best] ?? 0) > 0
}

/** Shares and cosines that a sentence has at least when the question asks for a quantity that is no figure. */
const STRICT_OWN = 0.4
const STRICT_CLOSENESS = 1.15

function isStrict({ own, best, cosine, near, typed }: Candidate): boolean {
  if ((own[best] ?? 0) >= STRICT_OWN) return true
  return (typed[best] ?? 0) > 0 && (cosine ?? 0) + (near?.[best] ?? 0) >= STRICT_CLOSENESS
}
