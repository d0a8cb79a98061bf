import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { isDepartment } from './department.ts'
import { findYears, type YearMention } from './years.ts'

/** A held body, place or law that the question names. */
export interface Mention {
  readonly alias: string
  readonly start: number
  readonly end: number
  /** Every document known under that name. */
  readonly entries: readonly DocumentEntry[]
}

/** A place that is named but of which nothing is held, with the character after it. */
export interface UnheldPlace {
  readonly name: string
  /** The name with the two characters that follow: found in a document, it is part of another name (贵州政务服务网). */
  readonly phrase: string
}

/** Whom and when a question is about, and what is left of it. */
export interface Scope {
  /** In order of appearance; several names of one body count once. */
  readonly mentions: readonly Mention[]
  readonly unheld: readonly UnheldPlace[]
  readonly years: readonly YearMention[]
  /** The question without names of bodies and years. */
  readonly topic: string
}

const NOT_A_PLACE =
  /^(?:东西|南北|城乡|中央|中国|中华|全国|国家|我国|全[省市县区州镇乡]|本[省市县区州镇乡]|我[省市县区州]|各|该|[省市县区州])/
/** Parts of speech the segmenter gives to names it knows or guesses. */
const NAMELIKE = /^(?:nr|nrt|nz|nt|ns|x)$/
const PLACE_SUFFIX = /(?:自治[县州旗]|特区|新区|[省市县区州旗镇乡]|街道)$/

/**
 * Reads bodies, laws and years out of a normalised question. Names are matched longest first against the aliases of the
 * documents held; a word that the segmenter calls a place and that nothing is held of is reported, never ignored.
 */
export function readScope(text: string, entries: readonly DocumentEntry[], context: ScopeContext): Scope {
  const mentions = findMentions(text, entries)
  const years = findYears(text, context.now).filter((year) => !overlaps(year, mentions))
  return {
    mentions: merged(mentions),
    unheld: findUnheld(text, mentions, context.tokenizer),
    years,
    topic: topicOf(text, [...mentions, ...years]),
  }
}

export interface ScopeContext {
  readonly tokenizer: Tokenizer
  readonly now: Date
}

function findMentions(text: string, entries: readonly DocumentEntry[]): Mention[] {
  const found: Mention[] = []
  for (const [alias, owners] of namesOf(entries)) {
    for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + alias.length)) {
      const mention = { alias, start: at, end: at + alias.length, entries: owners }
      if (!overlaps(mention, found) && namesDocument(alias, text)) found.push(mention)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Names with the documents they stand for, longest name first. */
function namesOf(entries: readonly DocumentEntry[]): readonly (readonly [string, readonly DocumentEntry[]])[] {
  const names = new Map<string, DocumentEntry[]>()
  for (const entry of entries) {
    for (const name of namesOfEntry(entry)) {
      const owners = names.get(name)
      if (owners) owners.push(entry)
      else names.set(name, [entry])
    }
  }
  return [...names].sort((a, b) => b[0].length - a[0].length)
}

/** A department's paper is called by the department's name, not by the place that the government's own paper is called by. */
function namesOfEntry({ identity }: DocumentEntry): readonly string[] {
  const { region, body, aliases } = identity
  const all = [...new Set([region, body, ...aliases])].filter(
    (name) => name !== undefined && name.length >= 2,
  ) as string[]
  return isDepartment(body) ? all.filter((name) => isDepartment(name)) : all
}

/** 司法局 alone is a body whose paper is asked for only beside a year or the word for a paper; else it is just spoken of. */
function namesDocument(alias: string, text: string): boolean {
  return (
    !/^[\p{Script=Han}]{2,4}$/u.test(alias) ||
    !isDepartment(alias) ||
    /\d{2,4}年|[去前今上]年|报告|总结|材料/.test(text)
  )
}

function merged(mentions: readonly Mention[]): Mention[] {
  const kept: Mention[] = []
  for (const mention of mentions) {
    const paths = new Set(mention.entries.map((entry) => entry.path))
    const twin = kept.find(
      (other) => other.entries.length === paths.size && other.entries.every((entry) => paths.has(entry.path)),
    )
    if (!twin) kept.push(mention)
  }
  return kept
}

function findUnheld(text: string, mentions: readonly Mention[], tokenizer: Tokenizer): UnheldPlace[] {
  const names = new Map<string, number>()
  const words = tokenizer.tag(text)
  words.forEach(({ word, tag, start }, i) => {
    const next = words[i + 1]?.word ?? ''
    const joined = NAMELIKE.test(tag) && /^(?:街道|镇|乡|县|特区|新区|开发区)$/.test(next) ? word + next : word
    const place = tag === 'ns' || (joined.length >= 3 && PLACE_SUFFIX.test(joined) && NAMELIKE.test(tag))
    if (place && joined.length >= 2) names.set(joined, start)
  })
  return [...names]
    .filter(([name, start]) => !NOT_A_PLACE.test(name) && !overlaps({ start, end: start + name.length }, mentions))
    .map(([name, start]) => ({ name, phrase: text.slice(start, start + name.length + 2) }))
}

function topicOf(text: string, taken: readonly { start: number; end: number }[]): string {
  let topic = ''
  let at = 0
  for (const { start, end } of [...taken].sort((a, b) => a.start - b.start)) {
    topic += `${text.slice(at, start)} `
    at = Math.max(at, end)
  }
  return (topic + text.slice(at)).replace(/ +/g, ' ').trim()
}

function overlaps(span: { start: number; end: number }, others: readonly { start: number; end: number }[]): boolean {
  return others.some((other) => span.start < other.end && other.start < span.end)
}
