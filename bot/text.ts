/** Half-width, lower-case, without blanks: two spellings of one wording become the same string. */
export function normalizeForMatching(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}
