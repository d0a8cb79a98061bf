import type { Point, PointText } from '../engine.ts'
import { denseName } from './collections.ts'
import { readPayload, readPoint } from './convert.ts'
import { hidden, readManifest, readView, type Store } from './state.ts'

/** Points in one answer: about 3 MB with their vectors. */
const pageSize = 256

interface Pages {
  readonly filter: object
  /** Whether the vectors come along. */
  readonly vectors: boolean
  readonly signal?: AbortSignal | undefined
}

/** Points as stored that meet the filter, in the order of their ids, page by page. */
async function* pages(
  store: Store,
  { filter, vectors, signal }: Pages,
): AsyncGenerator<Parameters<typeof readPoint>[0][]> {
  let offset: string | number | undefined
  do {
    const request = { filter: { ...filter }, limit: pageSize, with_payload: true, with_vector: vectors, offset }
    const page = await store.call((client) => client.scroll(store.points, request), { signal })
    yield page.points
    offset = (page.next_page_offset ?? undefined) as string | number | undefined
  } while (offset !== undefined)
}

/** Points that meet the filter in the order of their ids, page by page. */
export async function* pagesOfPoints(store: Store, filter: object, signal?: AbortSignal): AsyncGenerator<Point[]> {
  for await (const page of pages(store, { filter, vectors: true, signal })) yield page.map(readPoint)
}

/** A filter for what readers see, with further conditions. */
export async function visible(
  store: Store,
  { must = [], must_not = [] }: { readonly must?: readonly object[]; readonly must_not?: readonly object[] } = {},
  signal?: AbortSignal,
) {
  return { must: [...must], must_not: [...must_not, ...hidden(await readView(store, signal))] }
}

export async function countPoints(store: Store, must: readonly object[], signal?: AbortSignal): Promise<number> {
  const filter = await visible(store, { must }, signal)
  const { count } = await store.call((client) => client.count(store.points, { filter, exact: true }), { signal })
  return count
}

export async function pointsWithoutDense(
  store: Store,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly PointText[]> {
  const found: PointText[] = []
  const filter = await visible(store, { must_not: [{ has_vector: denseName }] }, signal)
  for await (const page of pages(store, { filter, vectors: false, signal })) {
    for (const point of page) {
      const { doc, seq, text } = readPayload(point)
      found.push({ id: String(point.id), doc, seq, text })
    }
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}

export async function pointsOfDocument(store: Store, doc: string, signal?: AbortSignal): Promise<readonly Point[]> {
  const rev = (await readManifest(store, doc, signal))?.rev
  if (rev === undefined) return []
  const must = Object.entries({ doc, rev }).map(([key, value]) => ({ key, match: { value } }))
  const found: Point[] = []
  for await (const page of pagesOfPoints(store, { must }, signal)) found.push(...page)
  return found.sort((left, right) => left.payload.seq - right.payload.seq)
}
