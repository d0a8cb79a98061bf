import type { Candidate } from './candidates.ts'
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
/** A number further ahead than this belongs to a sentence, not to the series. */
const MAX_SKIP = 6
/** Longest word group taken for a heading when nothing follows it; longer lines are sentences. */
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

/** Entries of a table of contents: headings that follow one another without text and come again later. */
function withoutContents(candidates: readonly Candidate[]): Candidate[] {
  const key = (candidate: Candidate) =>
    `${candidate.label} ${candidate.title.replace(/[\s.…·]*\d*$/, '').replace(/\s/g, '')}`
  const last = new Map(candidates.map((candidate, index): [string, number] => [key(candidate), index]))
  let end = 0
  while (end < candidates.length && (last.get(key(candidates[end] as Candidate)) ?? end) > end) end += 1
  return end >= 3 ? candidates.slice(end) : [...candidates]
}

/** Within a statute (一) and 1. number the items of an article; what stands before the first article stays. */
function withoutArticleItems(candidates: readonly Candidate[]): Candidate[] {
  const articles = candidates.filter((candidate) => candidate.kind === 'article')
  const first = articles[0]
  if (!first || articles.length < 3) return candidates.filter((candidate) => candidate.kind !== 'article')
  const above = new Set(['part', 'book', 'chapter', 'section', 'article'])
  return candidates.filter((candidate) => candidate.start < first.start || above.has(candidate.kind))
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
    if (candidate.kind === 'styled' || candidate.kind === 'article' || position === 0) {
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
  return !candidates.some(({ kind, number }) => kind === only.kind && Math.abs(number - only.number) === 1)
}

/** Whether the siblings are items of a list or tasks of a plan. */
function isList(candidates: readonly Candidate[], group: readonly number[], parents: ReadonlySet<number>): boolean {
  const members = group.map((index) => candidates[index] as Candidate)
  const kind = members[0]?.kind ?? 'styled'
  if (kind === 'styled' || kind === 'article') return false
  const share = (test: (candidate: Candidate) => boolean) => members.filter(test).length / members.length
  if (share((candidate) => candidate.plausible) < 0.5) return true
  if (group.some((index) => parents.has(index))) return false
  if (share((candidate) => candidate.listed) >= 0.5) return true
  if (!ARABIC.has(kind)) return false
  const follows = (index: number) => hasText(candidates, index)
  return share((candidate) => candidate.assigned) >= 0.5 || !group.some(follows)
}

/** Whether text of its own follows a candidate, on its line or below it. */
function hasText(candidates: readonly Candidate[], index: number): boolean {
  const candidate = candidates[index] as Candidate
  const next = candidates[index + 1]
  return candidate.runIn || (next !== undefined && next.start - candidate.lineEnd > 3)
}
