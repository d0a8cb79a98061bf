import { z } from 'zod'
import data from './lexicon.json' with { type: 'json' }

const Entry = z.object({ said: z.array(z.string()).min(1), written: z.array(z.string()).min(1) })

const entries = z.array(Entry).parse(data)

/** A colloquial wording found in a question and what documents write instead. */
export interface Expansion {
  readonly said: string
  readonly written: readonly string[]
}

const official: ReadonlySet<string> = new Set(entries.flatMap(({ written }) => written))

/** Whether documents use this very word (听证, 受理): one of the official wordings of the lexicon. */
export function isOfficial(word: string): boolean {
  return official.has(word)
}

/**
 * Official wordings for the colloquial ones in a question: 罚单 → 行政处罚, 一把手 → 负责人. The pairs are data
 * (lexicon.json); the longest wording of an entry that occurs is taken, and an expansion that the question already
 * holds is left out, as is a wording that only the ends of two others make up (回复 in 撤回复议).
 */
export function expandColloquial(question: string): readonly Expansion[] {
  const found: (Expansion & { readonly at: number })[] = []
  for (const entry of entries) {
    const said = entry.said.filter((word) => placeOf(word, question) >= 0).sort((a, b) => b.length - a.length)[0]
    if (said === undefined) continue
    found.push({ said, at: placeOf(said, question), written: entry.written.filter((word) => !question.includes(word)) })
  }
  const isMadeUp = ({ said, at }: (typeof found)[number]): boolean =>
    question.lastIndexOf(said) === at &&
    found.some((one) => one.at < at && at < endOf(one) && endOf(one) < at + said.length) &&
    found.some((one) => at < one.at && one.at < at + said.length && at + said.length < endOf(one))
  return found.filter((one) => one.written.length > 0 && !isMadeUp(one)).map(({ said, written }) => ({ said, written }))
}

/** Where a wording stands; 收不收 asks whether and holds no 不收. */
function placeOf(word: string, question: string): number {
  let at = question.indexOf(word)
  while (at > 0 && word.startsWith('不') && question[at - 1] === word[1]) at = question.indexOf(word, at + 1)
  return at
}

function endOf({ said, at }: { readonly said: string; readonly at: number }): number {
  return at + said.length
}

/** Every wording of the lexicon: what a speller may take for a known word. */
export function lexiconVocabulary(): readonly string[] {
  return entries.flatMap(({ said, written }) => [...said, ...written])
}
