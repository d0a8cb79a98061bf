import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import { bodyName, type Picked } from '../understand/pick.ts'
import { besideMentions } from '../understand/places.ts'
import type { Question } from '../understand/understand.ts'
import { yearsAsked } from '../understand/years.ts'
import type { Candidate } from './candidate.ts'
import { candidatesIn, FIGURE_KINDS, isAhead } from './gather.ts'

/** The figures of the bodies and years asked about; without a year those of each body's newest. */
export function candidatesForQuestion(
  question: Question,
  picked: Picked,
  assistance: Assistance,
): readonly Candidate[] {
  return ofYearsAsked(question, candidatesOfBodies(question, picked, assistance))
}

/** The words that say what is asked for, without a place beside the one asked about of which nothing is held. */
export function askingOf({ asking, text, scope }: Question): string {
  return besideMentions(text, scope.unheld).reduce((words, name) => words.replace(name, ' '), asking)
}

/** Every figure of the bodies asked about, of all years. */
export function candidatesOfBodies(question: Question, picked: Picked, { library }: Assistance): readonly Candidate[] {
  const bodies = new Set([...picked.missing.map(({ name }) => name), ...picked.entries.map(bodyName)])
  const named = new Set(question.scope.mentions.flatMap(({ entries }) => entries))
  const entries = question.documents.filter(
    (entry) => FIGURE_KINDS.includes(entry.identity.kind) && (bodies.has(bodyName(entry)) || named.has(entry)),
  )
  return candidatesIn(entries, { question, library })
}

/** Those of the years asked for, or of each body's newest year. */
export function ofYearsAsked(question: Question, candidates: readonly Candidate[]): readonly Candidate[] {
  const years = yearsAsked(question.scope.years)
  if (years.length === 0) return newest(candidates)
  // The report of a year sets the aims of the next.
  const set = /(?:报告|总结).*(?:目标|定的|下一?年)/.test(question.text)
    ? candidates.filter((one) => years.includes(one.entry.identity.year ?? 0) && isAhead(one))
    : []
  return set.length > 0 ? set : candidates.filter(({ figure }) => years.includes(figure.year))
}

/** What the reports held set out to do in a year asked for that no report of their body is on: 25年要搞几场 in the report on 2024. */
export function setForYear(question: Question, picked: Picked, { library }: Assistance): readonly Candidate[] {
  const years = yearsAsked(question.scope.years)
  if (years.length === 0) return []
  const bodies = new Set([...picked.missing.map(({ name }) => name), ...picked.entries.map(bodyName)])
  const isAsked = (entry: DocumentEntry): boolean => question.scope.mentions.length === 0 || bodies.has(bodyName(entry))
  const reports = question.documents.filter(({ identity }) => identity.kind === 'report').filter(isAsked)
  const isReported = ({ figure, entry }: Candidate): boolean =>
    reports.some((other) => bodyName(other) === bodyName(entry) && other.identity.year === figure.year)
  return candidatesIn(reports, { question, library, aims: true }).filter(
    (one) => isAhead(one) && years.includes(one.figure.year) && !isReported(one),
  )
}

/** Of each body the figures of its newest year; those of plans stand until the plan ends. */
function newest(candidates: readonly Candidate[]): readonly Candidate[] {
  const latest = new Map<string, number>()
  for (const { entry, figure } of candidates) {
    if (entry.identity.kind === 'plan') continue
    const year = entry.identity.kind === 'report' ? (entry.identity.year ?? figure.year) : figure.year
    latest.set(bodyName(entry), Math.max(latest.get(bodyName(entry)) ?? 0, year))
  }
  return candidates.filter(
    ({ entry, figure }) => entry.identity.kind === 'plan' || figure.year === latest.get(bodyName(entry)),
  )
}
