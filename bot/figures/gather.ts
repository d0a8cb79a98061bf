import type { DocumentKind } from '../../corpus/schema.ts'
import type { DocumentEntry, Library } from '../../retrieval/library.ts'
import type { Question } from '../understand/understand.ts'
import type { FigureAsk } from './asks.ts'
import { type Candidate, candidateOf } from './rank.ts'

/** Kinds of documents that figures are answered from, the first preferred where two print the same. */
export const FIGURE_KINDS: readonly DocumentKind[] = ['report', 'table', 'plan', 'other']

export interface Gathering {
  readonly question: Question
  readonly library: Library
  readonly ask?: FigureAsk
}

/** Something aimed at and not reached yet; an answer only when the question asks for aims. */
const AIM = /力争|计划|目标|打算|拟|争取|预计|下步|下一步/

/** Figures of some documents, folded for matching; aims are left out unless the question asks for them. */
export function candidatesIn(
  entries: readonly DocumentEntry[],
  { question, library }: Gathering,
): readonly Candidate[] {
  const aims = AIM.test(question.text) || /要求|要达到|应当|至少/.test(question.text)
  const ordered = [...entries].sort(
    (a, b) => FIGURE_KINDS.indexOf(a.identity.kind) - FIGURE_KINDS.indexOf(b.identity.kind),
  )
  return ordered.flatMap((entry) => {
    const document = library.document(entry.path, question.audience)
    if (!document) return []
    return document.figures
      .filter(({ scope }) => aims || entry.identity.kind === 'plan' || !scope.some((words) => AIM.test(words)))
      .map((figure) => candidateOf(figure, entry, document.text))
  })
}
