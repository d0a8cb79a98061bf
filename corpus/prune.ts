import type { Candidate } from './candidate.ts'
import { parentsOf, type Rank } from './nesting.ts'

/** Kinds that number items of a list as often as headings. */
const ARABIC: ReadonlySet<string> = new Set([
  'arabic',
  'arabicParenthesis',
  'arabicHalf',
  'circled',
  'decimal',
  'subdecimal',
])
const UNCOUNTED: ReadonlySet<string> = new Set(['styled', 'boundary', 'article'])
/** A number further ahead than this belongs to a sentence, not to the series. */
const MAX_SKIP = 6
/** Dropping a group may show another to be one; two rounds are the most seen. */
const MAX_ROUNDS = 6

/** Leaves the candidates that the document uses as headings: no contents list, no items of articles, lists or plans. */
export function prune(candidates: readonly Candidate[], rank: Rank): Candidate[] {
  let kept = withoutArticleItems(withoutContents(candidates))
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const dropped = droppedOf(kept, rank)
    if (dropped.size === 0) return kept
    kept = kept.filter((_, index) => !dropped.has(index))
  }
  return kept
}

/** Entries of a table of contents: headings at the top that follow one another without text and come again later. */
function withoutContents(candidates: readonly Candidate[]): Candidate[] {
  const key = ({ label, title }: Candidate) => `${label} ${title.replace(/[\s.…·]*\d*$/, '').replace(/\s/g, '')}`
  const last = new Map(candidates.map((candidate, index): [string, number] => [key(candidate), index]))
  const isEntry = (index: number) => {
    const candidate = candidates[index]
    const next = candidates[index + 1]
    if (!candidate || !next || candidate.runIn || next.start - candidate.lineEnd > 3) return false
    return (last.get(key(candidate)) ?? index) > index
  }
  let end = 0
  while (isEntry(end)) end += 1
  const closing = candidates[end]
  if (end >= 2 && closing && !closing.runIn && (last.get(key(closing)) ?? end) > end) end += 1
  return end >= 3 ? candidates.slice(end) : [...candidates]
}

const ABOVE_ARTICLES: ReadonlySet<string> = new Set(['part', 'book', 'chapter', 'section', 'article'])

/** Within a statute (一) and 1. number the items of an article; what stands before the first article or in an annex stays. */
function withoutArticleItems(candidates: readonly Candidate[]): Candidate[] {
  const annex = candidates.findIndex((candidate) => candidate.kind === 'boundary')
  if (annex >= 0) {
    const rest = withoutArticleItems(candidates.slice(annex + 1))
    return [...withoutArticleItems(candidates.slice(0, annex)), candidates[annex] as Candidate, ...rest]
  }
  const articles = candidates.filter((candidate) => candidate.kind === 'article')
  const first = articles[0]
  if (!first || articles.length < 3) return candidates.filter((candidate) => candidate.kind !== 'article')
  return candidates.filter(({ start, kind }) => start < first.start || ABOVE_ARTICLES.has(kind))
}

/** Indexes of candidates that their neighbours show to be no headings, with everything below them. */
function droppedOf(candidates: readonly Candidate[], rank: Rank): Set<number> {
  const parents = parentsOf(candidates, rank)
  const groups = new Map<string, number[]>()
  const children = new Set(parents)
  candidates.forEach((candidate, index) => {
    const key = `${parents[index]} ${candidate.kind}`
    const group = groups.get(key)
    if (group) group.push(index)
    else groups.set(key, [index])
  })
  const dropped = new Set<number>()
  for (const group of groups.values()) {
    for (const index of outOfSeries(candidates, group)) dropped.add(index)
    if (isList(candidates, group, children)) for (const index of group) dropped.add(index)
  }
  for (const [index, parent] of parents.entries()) if (dropped.has(parent)) dropped.add(index)
  return dropped
}

function outOfSeries(candidates: readonly Candidate[], group: readonly number[]): number[] {
  let last = 0
  return group.filter((index, position) => {
    const candidate = candidates[index] as Candidate
    if (UNCOUNTED.has(candidate.kind) || position === 0) {
      last = candidate.number
      return position === 0 && isStray(candidates, group)
    }
    const fits =
      candidate.plausible &&
      candidate.number <= last + MAX_SKIP &&
      (candidate.number > last - 2 || candidate.number === 1)
    if (fits) last = candidate.number
    return !fits && ARABIC.has(candidate.kind)
  })
}

/** A single Arabic number that neither starts a series nor continues one of its kind is a number in a sentence. */
function isStray(candidates: readonly Candidate[], group: readonly number[]): boolean {
  const only = candidates[group[0] ?? 0] as Candidate
  if (group.length > 1 || !ARABIC.has(only.kind) || only.number === 1) return false
  if (only.runIn && only.kind !== 'decimal' && !/\d/.test(only.title)) return false
  return !candidates.some(({ kind, number }) => kind === only.kind && Math.abs(number - only.number) === 1)
}

/** Whether the siblings are items of a list or tasks of a plan. */
function isList(candidates: readonly Candidate[], group: readonly number[], parents: ReadonlySet<number>): boolean {
  const members = group.map((index) => candidates[index] as Candidate)
  const kind = members[0]?.kind ?? 'styled'
  if (kind === 'styled' || kind === 'boundary' || kind === 'article') return false
  if (members.length === 1 && members[0]?.inner) return true
  const share = (test: (candidate: Candidate) => boolean) => members.filter(test).length / members.length
  if (share((candidate) => candidate.plausible) < 0.5) return true
  if (group.some((index) => parents.has(index))) return false
  if (share((candidate) => candidate.listed) >= 0.5) return true
  if (!ARABIC.has(kind)) return false
  const followed = group.filter((index) => hasText(candidates, index)).length
  return share((candidate) => candidate.assigned) >= 0.5 || followed < group.length / 2
}

/** Whether text of its own follows a candidate, on its line or below it. */
function hasText(candidates: readonly Candidate[], index: number): boolean {
  const candidate = candidates[index] as Candidate
  const next = candidates[index + 1]
  return candidate.runIn || (next !== undefined && next.start - candidate.lineEnd > 3)
}
