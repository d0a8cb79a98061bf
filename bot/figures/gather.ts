import type { DocumentKind, Figure } from '../../corpus/schema.ts'
import type { DocumentEntry, Library } from '../../retrieval/library.ts'
import { normalizeForMatching } from '../text.ts'
import { partsOfYear } from '../understand/period.ts'
import { bodyName } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { type Candidate, candidatesOf } from './candidate.ts'

/** Kinds of documents that figures are answered from, the first preferred where two print the same. */
export const FIGURE_KINDS: readonly DocumentKind[] = ['report', 'table', 'plan', 'other']

export interface Gathering {
  readonly question: Question
  readonly library: Library
  /** Aims as well, whatever the question says. */
  readonly aims?: boolean
}

/** Something aimed at and not reached yet; an answer only when the question asks for aims. */
const AIM = /力争|计划|目标|打算|拟|争取|预计|下步|下一步/
const PLAN = /方案|规划|任务/
const ASKS_FOR_AIM = /要求|要达到|应当|至少|定的|[还要][要得]?(?:再)?[加增]/
/** The value before a change (由7个压缩到3个). */
const FORMER = '由'
const ASKS_FOR_FORMER = /原来|原先|以前|之前|从|由|过去/
const TOTAL_ROW = /^(?:合计|总计|共计|小计|总数)-/

/**
 * Figures of some documents that a question may mean. Left out are aims, plans of a body that reports, values before a
 * change and, of a table of years, the sums over them, unless asked for; of a question about a part of a year, everything that does not print the part.
 */
export function candidatesIn(
  entries: readonly DocumentEntry[],
  { question, library, aims: wanted = false }: Gathering,
): readonly Candidate[] {
  const aims = wanted || AIM.test(question.text) || ASKS_FOR_AIM.test(question.text)
  const former = ASKS_FOR_FORMER.test(question.text)
  const parts = partsOfYear(question.text).map(normalizeForMatching)
  const reporting = new Set(entries.filter(({ identity }) => identity.kind === 'report').map(bodyName))
  const planned = aims || PLAN.test(question.text) || question.scope.years.length > 0
  const ordered = [...entries].sort(
    (a, b) => FIGURE_KINDS.indexOf(a.identity.kind) - FIGURE_KINDS.indexOf(b.identity.kind),
  )
  return ordered.flatMap((entry) => {
    if (entry.identity.kind === 'plan' && !planned && reporting.has(bodyName(entry))) return []
    const document = library.document(entry.path, question.audience)
    if (!document) return []
    const subjects = new Set(document.figures.map(({ subject }) => subject))
    const isMeant = (figure: Figure): boolean =>
      (aims ||
        entry.identity.kind === 'plan' ||
        !(figure.scope.some((words) => AIM.test(words)) || isAhead({ figure, entry }))) &&
      (former || !figure.scope.includes(FORMER)) &&
      !(TOTAL_ROW.test(figure.subject) && subjects.has(figure.subject.replace(TOTAL_ROW, '')))
    return candidatesOf(document, entry).filter(
      (candidate) => isMeant(candidate.figure) && parts.every((part) => printsPart(candidate, part)),
    )
  })
}

/** What a report says of a year to come is what it sets out to do. */
export function isAhead({ figure, entry: { identity } }: Pick<Candidate, 'figure' | 'entry'>): boolean {
  return identity.kind === 'report' && identity.year !== undefined && figure.year > identity.year
}

/** The part of the year that the number's own clause names counts before one that the sentence names. */
function printsPart({ clause, sentence, whole }: Candidate, part: string): boolean {
  if (clause.includes(part) || whole.includes(part)) return true
  return partsOfYear(clause).length === 0 && sentence.includes(part)
}
