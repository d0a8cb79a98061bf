import type { Expected } from './expected.ts'
import type { Extract, ScoredPassage } from './procedure.ts'

/** Longest extract of one passage, in characters: two of them with their sources fill one phone screen. */
const EXTRACT_LENGTH = 260
/** A neighbour belongs to the answer when it carries this share of what the best sentence carries of the question. */
const RELATED_SHARE = 0.6
const LEAST_OWN = 0.1
/** A list that was asked for may be longer. */
const LIST_LENGTH = 420
/** An article of at most this length is shown whole: cut, it loses its conditions. */
const WHOLE_ARTICLE = 260

/**
 * The best sentence with what it cannot be read without: the opening of its list and the items, the proviso after it,
 * neighbours that score nearly as well; a short article of a statute as a whole.
 */
export function extend(scored: ScoredPassage, expected: readonly Expected[]): Extract {
  const { hit, sentences, own, best } = scored
  const { passage, entry } = hit
  const law = entry.identity.kind === 'statute' || entry.identity.kind === 'rule'
  if (law && passage.text.trim().length <= WHOLE_ARTICLE) return slice(scored, 0, sentences.length - 1)
  const asksList = expected.some(({ kind }) => kind === 'list')
  const most = asksList ? LIST_LENGTH : EXTRACT_LENGTH
  let from = best
  let to = best
  const fits = (at: number): boolean => {
    const sentence = sentences[at]
    return (
      sentence !== undefined && (sentences[to]?.end ?? 0) - (sentences[from]?.start ?? 0) + sentence.text.length <= most
    )
  }
  const related = (at: number): boolean => (own[at] ?? 0) >= RELATED_SHARE * Math.max(own[best] ?? 0, LEAST_OWN)
  if (sentences[best]?.item && asksList) while (from > 0 && sentences[from]?.item && fits(from - 1)) from--
  if (startsMidway(sentences[from]?.text))
    while (from > 0 && startsMidway(sentences[from]?.text) && fits(from - 1)) from--
  while (fits(to + 1) && (related(to + 1) || startsMidway(sentences[to + 1]?.text))) to++
  while (fits(from - 1) && related(from - 1)) from--
  if (sentences[to]?.opensList || (sentences[to]?.item && asksList))
    while (sentences[to + 1]?.item && fits(to + 1)) to++
  return slice(scored, from, to)
}

/** A sentence that continues the one before: a proviso, a pronoun, a further step. */
function startsMidway(text: string | undefined): boolean {
  return /^(?:但|因|情况|前款|逾期|需要|该|其中?|上述|同时|其他)/.test(text ?? '')
}

function slice({ hit, sentences }: ScoredPassage, from: number, to: number): Extract {
  const start = sentences[from]?.start ?? 0
  const end = sentences[to]?.end ?? hit.passage.text.length
  const { passage } = hit
  return { hit, start: passage.start + start, end: passage.start + end, text: passage.text.slice(start, end) }
}
