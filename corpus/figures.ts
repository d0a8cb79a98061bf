import { type Draft, proseFigures } from './figures/prose.ts'
import { tableFigures } from './figures/table.ts'
import { foldWidth } from './normalize.ts'
import type { AnalysisSource, DocumentKind, Figure } from './schema.ts'

/** Kinds whose numbers are rules (periods, thresholds), not figures of a year. */
const WITHOUT_FIGURES: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['statute', 'rule'])

/**
 * The quantities a document prints, in the order of its text, from prose and tables. Every value, printed string and quote
 * stands in the text; nothing is computed or merged. Empty for statutes and rules.
 */
export function extractFigures(source: AnalysisSource): Figure[] {
  if (WITHOUT_FIGURES.has(source.identity.kind)) return []
  const text = foldWidth(source.text)
  const drafts = [...proseFigures(source, text), ...tableFigures(source, text)].sort((a, b) => a.start - b.start)
  const position = new Map<Draft, number>(drafts.map((draft, index) => [draft, index]))
  return drafts.map(({ totalOf, ...figure }) => {
    const total = totalOf && position.get(totalOf)
    return total === undefined ? figure : { ...figure, total }
  })
}
