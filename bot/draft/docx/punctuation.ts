const WIDE: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
}
const CHINESE = /[\p{Script=Han}\u2014\u2018-\u201d\u2026\u3000-\u303f\uff00-\uffef%_]/u
const LATIN = /[A-Za-z0-9]/

/**
 * Half-width punctuation of Chinese text as full-width (GB/T 15834-2011): a sign beside a Chinese character, never one
 * inside a number, a time or an address. Ends of the text count as Chinese, for pieces of a sentence.
 */
export function fullWidth(text: string): string {
  return [...text]
    .map((sign, at, all) => {
      const wide = WIDE[sign]
      if (!wide) return sign
      const [before, after] = [all[at - 1] ?? '中', all[at + 1] ?? '中']
      if (LATIN.test(before) && LATIN.test(after)) return sign
      return CHINESE.test(before) || CHINESE.test(after) || WIDE[before] || WIDE[after] ? wide : sign
    })
    .join('')
}
