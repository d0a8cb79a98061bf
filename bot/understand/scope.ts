import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { isDepartment, shortDepartments } from './department.ts'
import { findUnheld, isPartOfOtherName, type UnheldPlace } from './places.ts'
import { findYears, type YearMention } from './years.ts'

/** A held body, place or law that the question names. */
export interface Mention {
  readonly alias: string
  readonly start: number
  readonly end: number
  /** Every document known under that name. */
  readonly entries: readonly DocumentEntry[]
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

/**
 * Reads bodies, laws and years out of a normalised question. Names are matched longest first against the aliases of the
 * documents held; a word that the segmenter calls a place and that nothing is held of is reported, never ignored.
 */
export function readScope(text: string, entries: readonly DocumentEntry[], context: ScopeContext): Scope {
  const named = findMentions(text, entries)
  const { mentions: levels, unheld, span } = named.length > 0 ? NO_LEVEL : levelMention(text, entries)
  const mentions = [...named, ...levels]
  const years = findYears(text, context.now).filter((year) => !overlaps(year, mentions))
  return {
    mentions: merged(mentions),
    unheld: [...findUnheld(text, mentions, context.tokenizer), ...unheld],
    years,
    topic: withoutPaper(topicOf(text, [...mentions, ...years, ...span])),
  }
}

/** In which paper something is said is no part of what: 要点里定的. */
function withoutPaper(topic: string): string {
  return topic
    .replace(/(?:工作)?(?:报告|要点|方案|规划|总结)(?:里|中)(?:面|头)?(?:给|写|说|讲|提|要求|规定)?的?/g, ' ')
    .trim()
}

/** 县里: the one county that is held. */
const LEVEL = /(?<!\p{Script=Han})([省市县区州旗镇乡])里(?![面头程])/u
const NO_LEVEL = { mentions: [], unheld: [], span: [] } as const

interface Levelled {
  readonly mentions: readonly Mention[]
  readonly unheld: readonly UnheldPlace[]
  readonly span: readonly { readonly start: number; readonly end: number }[]
}

function levelMention(text: string, entries: readonly DocumentEntry[]): Levelled {
  const match = LEVEL.exec(text)
  if (!match) return NO_LEVEL
  const span = { start: match.index, end: match.index + match[0].length }
  const held = entries.filter(({ identity }) => identity.region?.endsWith(match[1] ?? ''))
  const [shortest = '', ...others] = [...new Set(held.flatMap(({ identity }) => identity.region ?? []))].sort(
    (a, b) => a.length - b.length,
  )
  const isOne = held.length > 0 && others.every((region) => region.endsWith(shortest))
  return {
    mentions: isOne ? [{ alias: match[0], ...span, entries: held }] : [],
    unheld: held.length > 0 ? [] : [{ name: match[0], phrase: text.slice(span.start, span.end + 2) }],
    span: [span],
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
      const fits = !overlaps(mention, found) && !isPartOfOtherName(text, mention) && namesDocument(alias, text)
      if (fits) found.push(mention)
    }
  }
  for (const { said, start, end, entries: owners } of shortDepartments(text, entries)) {
    // The place alone may have been found inside the department's name: 云溪 of 云溪市监局.
    const inside = found.filter((other) => other.start < end && start < other.end)
    if (!inside.every((other) => other.start >= start && other.end < end)) continue
    for (const other of inside) found.splice(found.indexOf(other), 1)
    found.push({ alias: said, start, end, entries: owners })
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Names with the documents they stand for, longest name first. */
function namesOf(entries: readonly DocumentEntry[]): readonly (readonly [string, readonly DocumentEntry[]])[] {
  const names = new Map<string, DocumentEntry[]>()
  const departments = entries.filter(({ identity }) => isDepartment(identity.body))
  const others = new Set(entries.filter((entry) => !departments.includes(entry)).flatMap(allNames))
  for (const entry of entries) {
    for (const name of namesOfEntry(entry, others)) {
      const owners = names.get(name)
      if (owners) owners.push(entry)
      else names.set(name, [entry])
    }
  }
  return [...names].sort((a, b) => b[0].length - a[0].length)
}

/** The word that the title of a rule ends in. */
const RULE_WORD = /(?:制度|办法|规定|规则|细则|条例|法|方案|规划|纲要)$/

/**
 * A department's paper is called by the department's name, not by the place that the government's own paper is called by,
 * where one is held; its rules also by their titles.
 */
function namesOfEntry(entry: DocumentEntry, others: ReadonlySet<string>): readonly string[] {
  const all = allNames(entry)
  if (!isDepartment(entry.identity.body)) return all
  return all.filter((name) => isDepartment(name) || RULE_WORD.test(name) || !others.has(name))
}

function allNames({ identity: { region, body, aliases } }: DocumentEntry): readonly string[] {
  return [...new Set([region, body, ...aliases])].filter((name) => name !== undefined && name.length >= 2) as string[]
}

/** 司法局 alone is a body whose paper is asked for only beside a year or the word for a paper; else it is just spoken of. */
function namesDocument(alias: string, text: string): boolean {
  return (
    !/^[\p{Script=Han}]{2,4}$/u.test(alias) ||
    !isDepartment(alias) ||
    /\d{2,4}年|[去前今上]年|报告|总结/.test(text) ||
    new RegExp(`${alias}的?.{0,6}材料`).test(text)
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

/** Names without those that only say where a rule or plan named beside them is from: 云溪 in 云溪备案办法. */
export function narrowest(mentions: readonly Mention[]): readonly Mention[] {
  const isTitled = ({ entries }: Mention): boolean =>
    entries.every(({ identity }) => /^(?:rule|statute|plan)$/.test(identity.kind))
  return mentions.filter(
    (wide) =>
      !mentions.some(
        (one) =>
          one !== wide &&
          isTitled(one) &&
          one.entries.length < wide.entries.length &&
          one.entries.every((entry) => wide.entries.includes(entry)),
      ),
  )
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
