import type { EngineQuery, Hit, PointPayload } from '../engine.ts'
import { RetrievalError } from '../errors.ts'
import { byScoreThenId, fuse, withCosines } from '../fuse.ts'
import { denseName, maximumLimit, sparseName } from './collections.ts'
import { conditions, readPayload } from './convert.ts'
import { hidden, readView, type Store, undisturbed, type View } from './state.ts'

/** One ranking of one vector. */
interface Leg {
  readonly using: typeof denseName | typeof sparseName
  readonly query: number[] | { readonly indices: number[]; readonly values: number[] }
}

interface Found {
  readonly id: string
  readonly score: number
  readonly payload: PointPayload
}

/** How often a query is made at most when documents change meanwhile. */
const attempts = 20

/**
 * Ranks like the embedded engine: both legs in one request, fused here.
 *
 * The fusion is not left to the server, although {rrf: {k}} is: weights need 1.17, the answer has no ranks per leg, and
 * equal scores come in no stable order. With `fuse` the scores, ranks and ties are those of the embedded engine.
 * Readers of one query see every document as it was at one moment (state.ts); `seen` keeps the view between queries.
 */
export async function rankedQuery(
  store: Store,
  query: EngineQuery,
  { seen, signal }: { readonly seen: { view?: View | undefined }; readonly signal?: AbortSignal | undefined },
): Promise<readonly Hit[]> {
  if (query.sparse && query.dense && !query.fusion) {
    throw new RetrievalError('badInput', '同时给出词向量和稠密向量时必须说明融合参数。')
  }
  let view = seen.view ?? (await readView(store, signal))
  for (let attempt = 1; ; attempt++) {
    const legs = await rankLegs(store, query, { view, signal })
    const after = await readView(store, signal)
    // A view with busy documents is good for this query only: by the next they may be settled.
    seen.view = after.busy.length === 0 ? after : undefined
    const found = legs.flat().map(({ payload }) => payload)
    if (undisturbed(view, after, found)) return combine(legs, query)
    if (attempt >= attempts) {
      throw new RetrievalError('failed', 'Qdrant 中的资料正在大量更新,暂时查不准,请稍后再试。')
    }
    view = after
  }
}

/** The sparse and the dense ranking; empty for a vector that is not given. */
async function rankLegs(
  store: Store,
  query: EngineQuery,
  { view, signal }: { readonly view: View; readonly signal?: AbortSignal | undefined },
): Promise<readonly Found[][]> {
  const must = conditions(query.filter)
  const { sparse, dense } = query
  const limit = sparse && dense ? query.candidates : query.limit
  if (!must || limit <= 0) return [[], []]
  const legs: (Leg | undefined)[] = [
    sparse && sparse.indices.length > 0
      ? { using: sparseName, query: { indices: [...sparse.indices], values: [...sparse.values] } }
      : undefined,
    dense ? { using: denseName, query: [...dense] } : undefined,
  ]
  const filter = { must, must_not: hidden(view) }
  const ranked = await rankWide(
    store,
    legs.filter((leg) => leg !== undefined),
    { filter, limit, signal },
  )
  return legs.map((leg) => (leg ? (ranked.shift() ?? []) : []))
}

/**
 * Asks for a few more points than are wanted, and for twice as many as long as the last wanted and the last received have
 * the same score: only then is it known which of the equal ones come first by id.
 */
async function rankWide(
  store: Store,
  legs: readonly Leg[],
  {
    filter,
    limit,
    signal,
  }: { readonly filter: object; readonly limit: number; readonly signal?: AbortSignal | undefined },
): Promise<Found[][]> {
  if (legs.length === 0) return []
  for (let asked = limit + 8; ; asked *= 2) {
    const most = Math.min(asked, maximumLimit)
    const searches = legs.map((leg) => ({ ...leg, filter, limit: most, with_payload: true }))
    const answers = await store.call((client) => client.queryBatch(store.points, { searches }), { signal })
    const ranked = answers.map(({ points }) => points.map(read).sort(byScoreThenId))
    const open = ranked.some((leg) => leg.length === most && leg[limit - 1]?.score === leg.at(-1)?.score)
    if (!open || most === maximumLimit) return ranked.map((leg) => leg.slice(0, limit))
  }
}

function read(point: { id: string | number; score: number; payload?: unknown }): Found {
  return { id: String(point.id), score: point.score, payload: readPayload(point) }
}

function combine([bySparse = [], byDense = []]: readonly Found[][], query: EngineQuery): readonly Hit[] {
  const { sparse, dense, fusion, limit } = query
  if (!sparse || !dense || !fusion) {
    if (sparse) return bySparse.slice(0, limit).map((hit, index) => ({ ...hit, sparseRank: index + 1 }))
    return byDense.slice(0, limit).map((hit, index) => ({ ...hit, denseRank: index + 1, cosine: hit.score }))
  }
  const payloads = new Map([...bySparse, ...byDense].map(({ id, payload }) => [id, payload]))
  const legs = { sparse: bySparse.map(({ id }) => id), dense: byDense.map(({ id }) => id) }
  return withCosines(fuse(legs, fusion, limit), byDense).flatMap((hit) => {
    const payload = payloads.get(hit.id)
    return payload ? [{ ...hit, payload }] : []
  })
}
