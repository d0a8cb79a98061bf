import { inverseDocumentFrequency } from '../bm25.ts'
import type { SparseVector } from '../engine.ts'

/** Posting lists in compressed sparse rows: list i of the sorted terms is [offsets[i], offsets[i + 1]). */
export interface CompressedPostings {
  readonly terms: Uint32Array
  readonly offsets: Uint32Array
  readonly slots: Uint32Array
  readonly weights: Float32Array
}

/** The exact inverted index: a compressed main part and small growing lists for what came since. */
export interface Postings {
  add(slot: number, terms: Uint32Array, weights: Float32Array): void
  /** Takes one point out of the document frequencies; its slot stays in the lists until `compact`. */
  forget(terms: Uint32Array): void
  /** Adds idf-weighted BM25 scores of a query to `scores`, one per slot; `total` is the number of live points. */
  accumulate(query: SparseVector, total: number, scores: Float64Array): void
  /** Merges everything into the main part; `moved` gives each slot its new number, −1 for dead ones. */
  compact(moved: Int32Array): void
  /** Postings outside the main part. */
  pending(): number
  main(): CompressedPostings
}

interface GrowingList {
  slots: Uint32Array
  weights: Float32Array
  length: number
}

const emptyPostings: CompressedPostings = {
  terms: new Uint32Array(0),
  offsets: new Uint32Array(1),
  slots: new Uint32Array(0),
  weights: new Float32Array(0),
}

function indexOf(terms: Uint32Array, term: number): number {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((terms[middle] as number) < term) low = middle + 1
    else high = middle
  }
  return terms[low] === term ? low : -1
}

function append(list: GrowingList, slot: number, weight: number): void {
  if (list.length === list.slots.length) {
    const capacity = list.length + (list.length >> 1) + 2
    const { slots, weights } = list
    list.slots = new Uint32Array(capacity)
    list.slots.set(slots)
    list.weights = new Float32Array(capacity)
    list.weights.set(weights)
  }
  list.slots[list.length] = slot
  list.weights[list.length++] = weight
}

interface Range {
  readonly slots: Uint32Array
  readonly weights: Float32Array
  readonly from: number
  readonly to: number
}

function addRange(scores: Float64Array, range: Range, factor: number): void {
  const { slots, weights, from, to } = range
  for (let i = from; i < to; i++) {
    const slot = slots[i] as number
    scores[slot] = (scores[slot] as number) + factor * (weights[i] as number)
  }
}

function mergeInto(target: { slots: Uint32Array; weights: Float32Array }, at: number, range: Range, moved: Int32Array) {
  let next = at
  for (let i = range.from; i < range.to; i++) {
    const slot = moved[range.slots[i] as number] as number
    if (slot < 0) continue
    target.slots[next] = slot
    target.weights[next++] = range.weights[i] as number
  }
  return next
}

function merge(main: CompressedPostings, fresh: ReadonlyMap<number, GrowingList>, moved: Int32Array) {
  const extra = [...fresh.keys()].filter((term) => indexOf(main.terms, term) < 0)
  const terms = new Uint32Array(main.terms.length + extra.length)
  terms.set(main.terms)
  terms.set(extra, main.terms.length)
  terms.sort()
  let capacity = main.slots.length
  for (const list of fresh.values()) capacity += list.length
  const slots = new Uint32Array(capacity)
  const weights = new Float32Array(capacity)
  const offsets = new Uint32Array(terms.length + 1)
  let end = 0
  terms.forEach((term, i) => {
    for (const range of rangesOf(main, fresh, term)) end = mergeInto({ slots, weights }, end, range, moved)
    offsets[i + 1] = end
  })
  return { terms, offsets, slots: slots.subarray(0, end), weights: weights.subarray(0, end) }
}

function rangesOf(main: CompressedPostings, fresh: ReadonlyMap<number, GrowingList>, term: number): Range[] {
  const ranges: Range[] = []
  const at = indexOf(main.terms, term)
  if (at >= 0) ranges.push({ ...main, from: main.offsets[at] as number, to: main.offsets[at + 1] as number })
  const list = fresh.get(term)
  if (list) ranges.push({ ...list, from: 0, to: list.length })
  return ranges
}

export function createPostings(start: CompressedPostings = emptyPostings): Postings {
  let main = start
  let fresh = new Map<number, GrowingList>()
  let pending = 0
  let dead = new Map<number, number>()
  const addOne = (slot: number, term: number, weight: number) => {
    const list = fresh.get(term) ?? { slots: new Uint32Array(2), weights: new Float32Array(2), length: 0 }
    fresh.set(term, list)
    append(list, slot, weight)
  }
  return {
    add: (slot, terms, weights) => {
      terms.forEach((term, i) => {
        addOne(slot, term, weights[i] as number)
      })
      pending += terms.length
    },
    forget: (terms) => {
      for (const term of terms) dead.set(term, (dead.get(term) ?? 0) + 1)
    },
    accumulate: (query, total, scores) => {
      query.indices.forEach((term, i) => {
        const ranges = rangesOf(main, fresh, term)
        const listed = ranges.reduce((sum, range) => sum + range.to - range.from, 0)
        const containing = listed - (dead.get(term) ?? 0)
        if (containing <= 0) return
        const factor = (query.values[i] as number) * inverseDocumentFrequency(total, containing)
        for (const range of ranges) addRange(scores, range, factor)
      })
    },
    compact: (moved) => {
      main = merge(main, fresh, moved)
      fresh = new Map()
      dead = new Map()
      pending = 0
    },
    pending: () => pending,
    main: () => main,
  }
}
