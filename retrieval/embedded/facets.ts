import type { Filter } from '../engine.ts'
import type { Facets } from './rows.ts'

/**
 * The distinct combinations of filterable values. The passages of a document share theirs, so a filter is decided once
 * per document instead of once per passage.
 */
export interface FacetTable {
  /** Number of the combination; the same text always gives the same number. */
  intern(doc: string, facets: string): number
  /** For each combination 1 when the filter lets it through; undefined when everything passes. */
  allowed(filter: Filter | undefined): Uint8Array | undefined
  /** All combinations in the order of their numbers, for the snapshot. */
  entries(): readonly (readonly [doc: string, facets: string])[]
}

interface Combination extends Facets {
  readonly doc: string
}

function meets<Value>(wanted: readonly Value[] | undefined, values: readonly Value[]): boolean {
  return !wanted || values.some((value) => wanted.includes(value))
}

function passes(filter: Filter, point: Combination): boolean {
  return (
    meets(filter.docs, [point.doc]) &&
    meets(filter.orgs, point.orgs) &&
    meets(filter.years, point.years) &&
    meets(filter.kinds, [point.kind]) &&
    meets(filter.audience && [...filter.audience, '*'], point.audience)
  )
}

function isEmpty(filter: Filter): boolean {
  return !(filter.docs || filter.orgs || filter.years || filter.kinds || filter.audience)
}

export function createFacetTable(entries: readonly (readonly [string, string])[] = []): FacetTable {
  const numbers = new Map<string, number>()
  const combinations: Combination[] = []
  const raw: (readonly [string, string])[] = []
  const intern = (doc: string, facets: string): number => {
    const key = `${doc}\n${facets}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    combinations.push({ doc, ...(JSON.parse(facets) as Facets) })
    raw.push([doc, facets])
    numbers.set(key, raw.length - 1)
    return raw.length - 1
  }
  for (const [doc, facets] of entries) intern(doc, facets)
  return {
    intern,
    entries: () => raw,
    allowed: (filter) =>
      !filter || isEmpty(filter) ? undefined : Uint8Array.from(combinations, (point) => Number(passes(filter, point))),
  }
}
