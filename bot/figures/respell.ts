import type { Tokenizer } from '../../retrieval/tokens.ts'
import { conceptMatch } from '../understand/concepts.ts'
import { speller } from '../understand/typos.ts'
import { splitAsks } from './asks.ts'
import type { Candidate } from './candidate.ts'

/**
 * An asking with words corrected that no figure carries but one that a figure counts sounds like: 留底退税 → 留抵退税,
 * 农名工 → 农民工. Only the figures in question are listened to, so nothing is learnt from a document that is hidden.
 */
export function respelt(asking: string, candidates: readonly Candidate[], tokenizer: Tokenizer): string {
  const concepts = splitAsks(asking, tokenizer).flatMap((ask) => ask.concepts)
  const isCarried = (concept: (typeof concepts)[number]): boolean =>
    candidates.some(({ whole, sentence, section }) =>
      [whole, sentence, section].some((words) => conceptMatch(concept, words) > 0),
    )
  if (concepts.every(isCarried)) return asking
  return speller(new Set(candidates.flatMap(({ whole, sentence }) => [whole, sentence])), tokenizer).correct(asking)
}
