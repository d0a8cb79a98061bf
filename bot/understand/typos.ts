import { pinyin } from 'pinyin-pro'
import type { Tokenizer } from '../../retrieval/tokens.ts'

/** Corrects words that sound like a known one: 应素 → 应诉, 复仪 → 复议, 纠错绿 → 纠错率. */
export interface Speller {
  correct(text: string): string
}

const LONGEST = 4

/** A run across one of these is two words, not a misspelt one (收了). */
const FUNCTION_CHARACTER = /[的了着过和与或及在是有几多少哪谁啥咋吗呢吧不没都也就还要能会可把被给让对从到这那个件人]/

function sound(text: string): string {
  return pinyin(text, { toneType: 'none', type: 'array', v: true }).join(' ')
}

/**
 * A speller for the given vocabulary. A run of two to four characters is replaced when it is no word of the dictionary,
 * is not part of a known word, and sounds like exactly one known word of the same length that shares a character with it.
 */
export function speller(vocabulary: Iterable<string>, tokenizer: Tokenizer): Speller {
  const known = new Set<string>()
  for (const word of vocabulary) addPieces(word, known)
  const bySound = new Map<string, string[]>()
  let built = false
  const build = (): void => {
    for (const piece of known) {
      const key = sound(piece)
      bySound.set(key, [...(bySound.get(key) ?? []), piece])
    }
    built = true
  }
  const isWord = (run: string): boolean => {
    const words = tokenizer.tag(run)
    return words.length === 1 && words[0]?.tag !== 'x' && run.length > 1
  }
  const suspicious = (run: string): boolean =>
    /^\p{Script=Han}+$/u.test(run) && !FUNCTION_CHARACTER.test(run) && !known.has(run) && !isWord(run)
  return {
    correct: (text) => {
      if (!built) build()
      let corrected = text
      for (let length = LONGEST; length >= 2; length--) {
        for (let at = 0; at + length <= corrected.length; at++) {
          const run = corrected.slice(at, at + length)
          if (!suspicious(run)) continue
          const twins = (bySound.get(sound(run)) ?? []).filter((piece) => differsInOne(piece, run))
          if (twins.length === 1) corrected = corrected.slice(0, at) + twins[0] + corrected.slice(at + length)
        }
      }
      return corrected
    },
  }
}

function addPieces(word: string, into: Set<string>): void {
  for (const run of word.match(/\p{Script=Han}+/gu) ?? []) {
    for (let length = 2; length <= LONGEST; length++) {
      for (let at = 0; at + length <= run.length; at++) into.add(run.slice(at, at + length))
    }
  }
}

function differsInOne(a: string, b: string): boolean {
  return a.length === b.length && [...a].filter((c, i) => c !== b[i]).length === 1
}
