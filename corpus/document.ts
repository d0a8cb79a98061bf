import { extractFigures } from './figures.ts'
import { identify } from './identity.ts'
import { outlineOf } from './outline.ts'
import type { AnalysisSource, Document, ExtractedText } from './schema.ts'
import { splitPassages } from './split.ts'
import { extractTasks } from './tasks.ts'

/** Understands a text that has been read: identity, outline, passages, figures and tasks, with notes for people. Pure. */
export function analyse(extracted: ExtractedText, path: string, hash: string): Document {
  const { format, text, tables } = extracted
  const identity = identify(extracted, path)
  const { headings: outline, notes } = outlineOf(extracted)
  const passages = splitPassages(text, { outline, tables })
  const source: AnalysisSource = { path, text, identity, outline, passages, tables }
  const figures = extractFigures(source)
  const tasks = extractTasks(source)
  return {
    path,
    hash,
    format,
    text,
    identity,
    outline,
    passages,
    figures,
    tasks,
    notes: [...extracted.notes, ...identity.notes, ...notes],
  }
}
