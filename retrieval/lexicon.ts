import { z } from 'zod'
import data from './lexicon.json' with { type: 'json' }

const Entry = z.object({ said: z.array(z.string()).min(1), written: z.array(z.string()).min(1) })

const entries = z.array(Entry).parse(data)

/** A colloquial wording found in a question and what documents write instead. */
export interface Expansion {
  readonly said: string
  readonly written: readonly string[]
}

/**
 * Official wordings for the colloquial ones in a question: 罚单 → 行政处罚, 一把手 → 负责人. The pairs are data
 * (lexicon.json); the longest wording of an entry that occurs is taken, and an expansion that the question already
 * holds is left out.
 */
export function expandColloquial(question: string): readonly Expansion[] {
  const found: Expansion[] = []
  for (const entry of entries) {
    const said = entry.said.filter((word) => question.includes(word)).sort((a, b) => b.length - a.length)[0]
    if (said === undefined) continue
    const written = entry.written.filter((word) => !question.includes(word))
    if (written.length > 0) found.push({ said, written })
  }
  return found
}

/** Every wording of the lexicon: what a speller may take for a known word. */
export function lexiconVocabulary(): readonly string[] {
  return entries.flatMap(({ said, written }) => [...said, ...written])
}
