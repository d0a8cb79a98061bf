import type { AnalysisSource, Task } from './schema.ts'

/** The numbered tasks of a plan, in the order of the text; empty for other documents. */
export function extractTasks(_source: AnalysisSource): Task[] {
  return []
}
