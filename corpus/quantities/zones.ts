import type { Span } from '../schema.ts'

/** Stretches of text whose numbers belong to a name: titles of documents and short quoted names. */
export interface Zones {
  /** 《…》 with everything inside, nested 〈…〉 and 《…》 included. */
  readonly titles: readonly Span[]
  /** Quoted words too short to be a sentence: “三证合一”, ‘七五’. */
  readonly quoted: readonly Span[]
  /** List labels: 一、 (二) 3. 一是. */
  readonly labels: readonly Span[]
}

/** A title that never closes is taken to end with its line or after this many characters. */
const LONGEST_TITLE = 120
/** Longer quotes are sentences and may carry figures: measured on four reports, slogans end below 20 characters. */
const LONGEST_QUOTED_NAME = 20

const PAIRS: Readonly<Record<string, string>> = { '“': '”', '‘': '’', '「': '」', '『': '』' }
const N = '[一二三四五六七八九十百]{1,4}'
const LABEL = new RegExp(
  [
    `(?:^|(?<=\\n))[ \\t\\u3000\\u00a0]*(?:${N}[、.．]|[0-9]{1,3}(?:[、．)）](?![0-9])|\\.(?![0-9])|\\.(?=(?:19|20)[0-9]{2}年)))`,
    `[(（](?:${N}|[0-9]{1,3})[)）]`,
    `(?:^|(?<=[\\n。！？；;：:，,、”"’)）\\s]))(?:${N}(?:是(?!否)|要(?![求点素闻职件])|则(?=[\\u4e00-\\u9fa5]))|[0-9]{1,2}[.、．](?=[\\u4e00-\\u9fa5]))`,
    '其[一二三四五六七八九](?=[是,，、])',
    '〔[0-9]{1,2}〕',
  ].join('|'),
  'g',
)

function titles(text: string): Span[] {
  const found: Span[] = []
  for (let start = text.indexOf('《'); start >= 0; ) {
    let depth = 0
    let end = start
    for (; end < text.length && end - start < LONGEST_TITLE; end++) {
      const char = text[end]
      if (char === '《') depth++
      else if (char === '》' && --depth === 0) break
      else if (char === '\n') break
    }
    found.push({ start, end: Math.min(end + 1, text.length) })
    start = text.indexOf('《', end + 1)
  }
  return found
}

function quoted(text: string): Span[] {
  const found: Span[] = []
  let straight = -1
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '\n') straight = -1
    const close = PAIRS[char]
    if (close) {
      const end = text.slice(at, at + LONGEST_QUOTED_NAME + 2).indexOf(close)
      if (end > 0) found.push({ start: at, end: at + end + 1 })
    } else if (char === '"') {
      if (straight >= 0 && at - straight <= LONGEST_QUOTED_NAME + 1) found.push({ start: straight, end: at + 1 })
      straight = straight >= 0 ? -1 : at
    }
  }
  return found
}

/** Where titles, quoted names and list labels stand. Linear in the length of the text. */
export function zonesOf(text: string): Zones {
  const labels = [...text.matchAll(LABEL)].map((match) => {
    const blank = /^\s*/.exec(match[0])![0].length
    return { start: match.index + blank, end: match.index + match[0].length }
  })
  return { titles: titles(text), quoted: quoted(text), labels }
}

/** A test for "is this offset inside one of the spans", for offsets asked in rising order. */
export function insideOf(spans: readonly Span[]): (offset: number) => Span | undefined {
  let index = 0
  return (offset) => {
    while (index < spans.length && spans[index]!.end <= offset) index++
    const span = spans[index]
    return span && span.start <= offset ? span : undefined
  }
}
