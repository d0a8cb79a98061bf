/**
 * Mentions as WeChat writes them into the text. Phones end `@name` with U+2005, desktop clients with a plain space, people
 * who type it by hand with anything or nothing. The name is the sender's view: the room alias, else the nickname.
 */

/** `exact`: the name ended where a mention ends. `glued`: the question follows without a blank, so a longer name is possible. */
type MentionHit = 'exact' | 'glued' | 'none'

export interface MentionRead {
  /** The text without the mentions of the bot. */
  readonly text: string
  readonly hit: MentionHit
}

const BLANK = '\\u2000-\\u200a\\u00a0\\u3000 \\t'
/** The blank that phones write after a mention, and after nothing else (AT_SEPARATOR in WeChat clients). */
const PHONE_BLANK = '\u2005'
const AFTER_NAME = new RegExp(`[${BLANK}\\n\\p{P}\\p{S}]`, 'u')
const ASCII_WORD = /[A-Za-z0-9_]/

/** Full-width forms to ASCII, other blanks to a space, upper case to lower; the length stays, so positions keep. */
function fold(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u3000]/g, ' ')
    .replace(/[A-Z]/g, (c) => c.toLowerCase())
}

function longestFirst(names: readonly string[]): string[] {
  const folded = names.map((name) => fold(name.trim())).filter((name) => name !== '')
  return [...new Set(folded)].sort((a, b) => b.length - a.length)
}

/** True when the text calls everybody; such a call is for nobody in particular. */
export function mentionsEveryone(text: string): boolean {
  return /@ ?(?:所有人|全体成员|全体|(?:all|everyone)(?![a-z0-9_]))/.test(fold(text))
}

/** How the mention whose name ends at `end` ended; `none` when the name only begins a longer one. */
function ending(text: string, start: number, end: number): MentionHit {
  const next = text[end] ?? ''
  if (next === PHONE_BLANK || next === '') return 'exact'
  const rest = text.slice(end)
  const phoneEnd = /^[^@\n\u2005]{0,40}\u2005/.exec(rest)
  if (phoneEnd) return 'none'
  if (AFTER_NAME.test(next)) return 'exact'
  const wordGoesOn = ASCII_WORD.test(text[end - 1] ?? '') && ASCII_WORD.test(next)
  return wordGoesOn || end <= start ? 'none' : 'glued'
}

interface Span {
  readonly from: number
  readonly to: number
  readonly hit: MentionHit
}

function spanAt(folded: string, at: number, own: readonly string[], others: readonly string[]): Span | undefined {
  const start = folded[at + 1] === ' ' ? at + 2 : at + 1
  const name = own.find((candidate) => folded.startsWith(candidate, start))
  if (name === undefined) return undefined
  if (others.some((other) => other.length > name.length && folded.startsWith(other, start))) return undefined
  const end = start + name.length
  const hit = ending(folded, start, end)
  // An address such as a@name.cn is no mention, unless a client wrote it.
  const inWord = at > 0 && /[\w.@-]/.test(folded[at - 1] ?? '')
  if (hit === 'none' || (inWord && folded[end] !== PHONE_BLANK)) return undefined
  return { from: at, to: end, hit }
}

function cut(text: string, spans: readonly { from: number; to: number }[]): string {
  let out = ''
  let from = 0
  for (const span of spans) {
    out += text.slice(from, span.from)
    from = span.to + (new RegExp(`^[${BLANK}]+`).exec(text.slice(span.to))?.[0].length ?? 0)
  }
  return out + text.slice(from)
}

/**
 * Takes the mentions of the bot off a text. Only `names` count, whatever their case or width; a stranger's `@` stays. `others`
 * are names of other members: a mention that spells one of them is theirs, even when it begins with the bot's name.
 */
export function readMentions(text: string, names: readonly string[], others: readonly string[] = []): MentionRead {
  const folded = fold(text)
  const own = longestFirst(names)
  const foreign = longestFirst(others).filter((name) => !own.includes(name))
  const spans: Span[] = []
  for (let at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
    const span = spanAt(folded, at, own, foreign)
    if (span) spans.push(span)
  }
  const hit = spans.some((span) => span.hit === 'exact') ? 'exact' : spans.length > 0 ? 'glued' : 'none'
  return { text: cut(text, spans), hit }
}

/** The names that the mentions in a text call, as far as one can tell: up to the blank that clients write behind them. */
export function mentionedNames(text: string): readonly string[] {
  const found = text.matchAll(/(?<![\w.@＠-])[@＠] ?(?:([^\n\u2005@＠]{1,40})\u2005|([^\s@＠]{1,40}))/g)
  return [...found].map(([, phone, typed]) => (phone ?? typed ?? '').trim())
}

/** How many mentions of anybody the text seems to hold. */
export function countMentions(text: string): number {
  return text.match(/(?<![\w.@＠-])[@＠] ?[^\s@＠]/g)?.length ?? 0
}

/**
 * Takes off the mention that stands at `index` of a mention list of `count` people, for a bot that is listed under a name nobody
 * configured. The text stays as it is when its mentions cannot be matched to the list.
 */
export function cutListedMention(text: string, index: number, count: number): string {
  const phone = [...text.matchAll(/[@＠][^@＠\n\u2005]{1,40}\u2005/g)]
  const found = phone.length > 0 ? phone : [...text.matchAll(/(?<![\w.@-])[@＠][^\s@＠]{1,40}(?:\s|$)/g)]
  const match = found.length === count ? found[index] : count === 1 ? found[0] : undefined
  return match ? cut(text, [{ from: match.index, to: match.index + match[0].length }]) : text
}

/** Takes off what clients wrote to address other people, at the beginning and the end; a name inside a sentence stays. */
export function trimAddressees(text: string): string {
  return text
    .replace(/^(?:\s*[@＠][^@＠\n\u2005]{1,40}\u2005)+/, '')
    .replace(/(?:[@＠][^@＠\n\u2005]{1,40}\u2005\s*)+$/, '')
}

/** The text behind the first matching prefix, or undefined when none matches. */
export function readPrefix(text: string, prefixes: readonly string[]): string | undefined {
  const folded = fold(text.trimStart())
  for (const prefix of longestFirst(prefixes)) {
    const next = folded[prefix.length] ?? ''
    const wordGoesOn = ASCII_WORD.test(prefix.at(-1) ?? '') && ASCII_WORD.test(next)
    if (folded.startsWith(prefix) && !wordGoesOn) return text.trimStart().slice(prefix.length)
  }
  return undefined
}
