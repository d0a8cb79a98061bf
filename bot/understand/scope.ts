import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
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
const PLACE_AT_START =
  /(?:^|[,、;和与跟比 ])(?<name>(?!全|本|我|各|该|这|那|哪|去|今|前|近|社|小|辖|上|下|一|几)\p{Script=Han}{1,5}?(?:自治[县州旗]|特区|新区|[省市县区州旗镇乡]|街道))(?=\d|年|去|前|今|的|和|与|跟|比|报告|方案|法治|$|\p{Script=Han})/gu

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
      if (!overlaps(mention, found)) found.push(mention)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Names with the documents they stand for, longest name first. */
function namesOf(entries: readonly DocumentEntry[]): readonly (readonly [string, readonly DocumentEntry[]])[] {
  const names = new Map<string, DocumentEntry[]>()
  for (const entry of entries) {
    const { region, body, aliases } = entry.identity
    for (const name of new Set([region, body, ...aliases])) {
      if (!name || name.length < 2) continue
      const owners = names.get(name)
      if (owners) owners.push(entry)
      else names.set(name, [entry])
    }
  }
  return [...names].sort((a, b) => b[0].length - a[0].length)
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
  for (const { word, tag, start } of tokenizer.tag(text)) {
    if (tag === 'ns' && word.length >= 2) names.set(word, start)
  }
  for (const match of text.matchAll(PLACE_AT_START)) {
    const name = match.groups?.name ?? ''
    const start = (match.index ?? 0) + match[0].indexOf(name)
    if (![...names.values()].some((at) => at >= start && at < start + name.length)) names.set(name, start)
  }
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
