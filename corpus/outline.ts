import type { Candidate } from './candidate.ts'
import { candidatesOf } from './candidates.ts'
import { labelOf } from './markers.ts'
import { parentsOf, ranksOf } from './nesting.ts'
import { prune } from './prune.ts'
import type { ExtractedText, Heading } from './schema.ts'

/** The heading tree of a document and what is wrong with its numbering, in Chinese; nothing is repaired. */
export interface Outline {
  readonly headings: readonly Heading[]
  readonly notes: readonly string[]
}

/**
 * Reads the headings of a document from its numbers (部分 编 章 节 条, 一、 (一) 1. (1) ①) and styles. Levels follow the
 * nesting the document uses. Numbered tasks of plans, items of articles and lists are not headings.
 */
export function outlineOf(extracted: ExtractedText): Outline {
  const all = candidatesOf(extracted)
  const rank = ranksOf(all)
  const kept = prune(all, rank)
  const parents = parentsOf(kept, rank)
  return { headings: headingsOf(kept, parents, extracted.text), notes: numberingNotes(kept, parents) }
}

function headingsOf(candidates: readonly Candidate[], parents: readonly number[], text: string): Heading[] {
  const ends = endsOf(parents, candidates, text.length)
  const headings: Heading[] = []
  /** Index of a candidate's heading; annexes have none, and what stands under them stands at the top. */
  const indexes: number[] = []
  candidates.forEach((candidate, index) => {
    indexes.push(candidate.kind === 'boundary' ? -1 : headings.length)
    if (candidate.kind === 'boundary') return
    const parent = indexes[parents[index] ?? -1] ?? -1
    const level = (headings[parent]?.level ?? 0) + 1
    const { start, end, label, title, number } = candidate
    const body = { start: end, end: ends[index] ?? text.length }
    headings.push({ start, end, label, ...(number > 0 ? { number } : {}), title, level, parent, body })
  })
  return headings
}

/** Where each subtree ends: at the next heading that is no descendant. */
function endsOf(parents: readonly number[], candidates: readonly Candidate[], length: number): number[] {
  const ends = parents.map(() => length)
  const open: number[] = []
  parents.forEach((parent, index) => {
    while (open.length > 0 && open[open.length - 1] !== parent)
      ends[open.pop() ?? 0] = candidates[index]?.start ?? length
    open.push(index)
  })
  return ends
}

/** Names numbers that are missing, repeated or out of order among siblings; series that run on over parents are right. */
function numberingNotes(candidates: readonly Candidate[], parents: readonly number[]): string[] {
  const notes: string[] = []
  const lastOfKind = new Map<string, number>()
  const lastOfGroup = new Map<string, number>()
  candidates.forEach((candidate, index) => {
    const { kind, number } = candidate
    if (number === 0) return
    // 1.1 and 2.1 open series of their own.
    const series = /decimal/.test(kind) ? candidate.label.replace(/\d+\.?$/, '') : ''
    const group = `${parents[index]} ${kind} ${series}`
    const before = lastOfGroup.get(group)
    const running = series === '' ? lastOfKind.get(kind) : undefined
    const note = before === undefined ? startNote(candidate, running) : stepNote(candidate, before)
    const parent = candidates[parents[index] ?? -1]
    if (note) notes.push(parent ? `“${headOf(parent)}”下${note}` : note)
    lastOfGroup.set(group, number)
    lastOfKind.set(kind, number)
  })
  return notes
}

function headOf(candidate: Candidate): string {
  return `${candidate.label}${candidate.title}`.slice(0, 30)
}

function startNote(candidate: Candidate, running: number | undefined): string | undefined {
  if (candidate.number === 1 || candidate.number === (running ?? 0) + 1) return undefined
  return `未见标题${missing(candidate, 1)}`
}

function stepNote(candidate: Candidate, before: number): string | undefined {
  const { number, kind } = candidate
  if (number === before + 1 || (number === before && kind === 'article')) return undefined
  if (number === before) return `标题“${labelOf(kind, number)}”重复出现`
  if (number > before) return `未见标题${missing(candidate, before + 1)}`
  return `标题“${labelOf(kind, number)}”排在“${labelOf(kind, before)}”之后,次序有误或编号重复`
}

function missing({ kind, number }: Candidate, from: number): string {
  const first = `“${labelOf(kind, from)}”`
  return number - 1 > from ? `${first}至“${labelOf(kind, number - 1)}”` : first
}
