import { analyse } from '../../corpus/document.ts'
import type { Document } from '../../corpus/schema.ts'
import type { DocumentEntry, Library } from '../../retrieval/library.ts'

/** A plan as it is held, and a report beside it without tasks: a question does not come to the plan by itself. */
export interface PlanBesideReport {
  readonly document: Document
  readonly plan: DocumentEntry
  readonly report: DocumentEntry
  readonly library: Pick<Library, 'document'>
}

/** A plan read from its text. */
export function planBesideReport(text: string): PlanBesideReport {
  const document = analyse({ format: 'txt', text, tables: [], styledHeadings: [], notes: [] }, '方案.txt', 'h')
  const plan: DocumentEntry = {
    path: document.path,
    rev: '1',
    format: 'txt',
    identity: document.identity,
    audience: ['*'],
    passages: document.passages.length,
    figures: document.figures.length,
    tasks: document.tasks.length,
    notes: [],
    ingestedAt: '2025-01-01T00:00:00Z',
  }
  return {
    document,
    plan,
    report: { ...plan, path: '报告.txt', tasks: 0, identity: { ...plan.identity, kind: 'report' } },
    library: { document: (path) => (path === document.path ? document : undefined) },
  }
}
