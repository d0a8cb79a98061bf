/** Half-width, lower-case, without blanks: two spellings of one wording become the same string. */
export function normalizeForMatching(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** The pairs of neighbouring characters of a text, not across punctuation: what two wordings share says how alike they are. */
export function bigrams(words: string): ReadonlySet<string> {
  const pairs = new Set<string>()
  for (const run of normalizeForMatching(words).match(/[\p{L}\p{N}]+/gu) ?? []) {
    for (let at = 0; at + 2 <= run.length; at++) pairs.add(run.slice(at, at + 2))
  }
  return pairs
}
