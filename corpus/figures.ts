import type { AnalysisSource, Figure } from './schema.ts'

/** The quantities printed in a document, in the order of the text. */
export function extractFigures(_source: AnalysisSource): Figure[] {
  return []
}
