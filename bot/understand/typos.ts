import { pinyin } from 'pinyin-pro'
import type { TaggedWord, Tokenizer } from '../../retrieval/tokens.ts'

/** Corrects words that sound like a known one: 应素 → 应诉, 复仪 → 复议, 纠错绿 → 纠错率. */
export interface Speller {
  correct(text: string): string
}

const LONGEST = 4

/** A run across one of these is two words, not a misspelt one (收了). */
const FUNCTION_CHARACTER = /[的了着过和与或及在是有几多少哪谁啥咋吗呢吧不没都也就还要能会可把被给让对从到这那个件人一]/

function sound(text: string): string {
  return pinyin(text, { toneType: 'none', type: 'array', v: true }).join(' ')
}

/**
 * A speller for the given vocabulary. A run of two to four characters that is no known word is replaced when exactly one
 * known word sounds the same and differs in one character. Only whole words of the segmenter, neighbouring words joined
 * and pieces of words it does not know are looked at, so that a run across the border of two words is left alone.
 */
export function speller(vocabulary: Iterable<string>, tokenizer: Tokenizer): Speller {
  const known = knownWords(vocabulary, tokenizer)
  let bySound: Map<string, string[]> | undefined
  const twinOf = (run: string): string | undefined => {
    if (!/^\p{Script=Han}+$/u.test(run) || FUNCTION_CHARACTER.test(run) || known.has(run) || tokenizer.isWord(run))
      return undefined
    bySound ??= indexBySound(known)
    const twins = (bySound.get(sound(run)) ?? []).filter((word) => differsInOne(word, run))
    return twins.length === 1 ? twins[0] : undefined
  }
  return {
    correct: (text) => {
      let corrected = text
      for (const { start, end } of runsOf(tokenizer.tag(text))) {
        const twin = twinOf(corrected.slice(start, end))
        if (twin) corrected = corrected.slice(0, start) + twin + corrected.slice(end)
      }
      return corrected
    },
  }
}

interface Run {
  readonly start: number
  readonly end: number
}

/** Runs that may be a misspelt word, longest first; all of one length in order. */
function runsOf(words: readonly TaggedWord[]): readonly Run[] {
  const runs: Run[] = []
  words.forEach(({ word, tag, start }, i) => {
    let end = start
    for (const next of words.slice(i, i + LONGEST)) {
      end = next.start + next.word.length
      if (end - start >= 2 && end - start <= LONGEST) runs.push({ start, end })
    }
    if (tag !== 'x') return
    for (let at = start; at + 2 <= start + word.length; at++) {
      for (let length = 2; length <= LONGEST && at + length <= start + word.length; length++)
        runs.push({ start: at, end: at + length })
    }
  })
  return runs.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
}

function knownWords(vocabulary: Iterable<string>, tokenizer: Tokenizer): ReadonlySet<string> {
  const known = new Set<string>()
  for (const entry of vocabulary) {
    const words = tokenizer.tag(entry).map(({ word }) => word)
    const pairs = words.slice(1).map((word, i) => `${words[i]}${word}`)
    for (const word of [entry, ...words, ...pairs]) {
      if (word.length >= 2 && word.length <= LONGEST && /^\p{Script=Han}+$/u.test(word)) known.add(word)
    }
  }
  return known
}

function indexBySound(known: ReadonlySet<string>): Map<string, string[]> {
  const bySound = new Map<string, string[]>()
  for (const word of known) {
    const key = sound(word)
    bySound.set(key, [...(bySound.get(key) ?? []), word])
  }
  return bySound
}

function differsInOne(a: string, b: string): boolean {
  return a.length === b.length && [...a].filter((c, i) => c !== b[i]).length === 1
}
