import type { EngineQuery, Hit, PointPayload } from '../engine.ts'
import { RetrievalError } from '../errors.ts'
import { byScoreThenId, fuse, type Legs } from '../fuse.ts'
import { denseName, maximumLimit, sparseName } from './collections.ts'
import { conditions, readPayload } from './convert.ts'
import { hidden, readView, type Store, undisturbed, type View } from './state.ts'

/** One ranking, as it is asked of the server. */
interface Search {
  readonly using: string
  readonly query: number[] | { readonly indices: number[]; readonly values: number[] }
  readonly filter: object
  readonly with_payload: boolean
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
    const found = [...(legs.sparse ?? []), ...(legs.dense ?? [])].map(({ payload }) => payload)
    if (undisturbed(view, after, found)) return fuse(legs, query)
    if (attempt >= attempts) {
      throw new RetrievalError('failed', 'Qdrant 中的资料正在大量更新,暂时查不准,请稍后再试。')
    }
    view = after
  }
}

/** The rankings that the question asks for; an empty one where nothing can meet the filter or share a word. */
async function rankLegs(
  store: Store,
  { sparse, dense, filter, ...query }: EngineQuery,
  { view, signal }: { readonly view: View; readonly signal?: AbortSignal | undefined },
): Promise<Legs<Found>> {
  const must = conditions(filter)
  const limit = sparse && dense ? query.candidates : query.limit
  const common = { filter: { must: must ?? [], must_not: hidden(view) }, with_payload: true }
  const askable = must !== undefined && limit > 0
  const searches: Search[] = []
  if (askable && sparse && sparse.indices.length > 0) {
    const vector = { indices: [...sparse.indices], values: [...sparse.values] }
    searches.push({ ...common, using: sparseName, query: vector })
  }
  if (askable && dense) searches.push({ ...common, using: denseName, query: [...dense] })
  const ranked = await rankWide(store, searches, { limit, signal })
  const legOf = (name: string) => ranked[searches.findIndex(({ using }) => using === name)] ?? []
  return { sparse: sparse && legOf(sparseName), dense: dense && legOf(denseName) }
}

/**
 * Asks for a few more points than are wanted, and for twice as many as long as the last wanted and the last received have
 * the same score: only then is it known which of the equal ones come first by id.
 */
async function rankWide(
  store: Store,
  searches: readonly Search[],
  { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal | undefined },
): Promise<readonly Found[][]> {
  if (searches.length === 0) return []
  for (let asked = limit + 8; ; asked *= 2) {
    const most = Math.min(asked, maximumLimit)
    const batch = { searches: searches.map((search) => ({ ...search, limit: most })) }
    const answers = await store.call((client) => client.queryBatch(store.points, batch), { signal })
    const ranked = answers.map(({ points }) => points.map(read).sort(byScoreThenId))
    const open = ranked.some((leg) => leg.length === most && leg[limit - 1]?.score === leg.at(-1)?.score)
    if (!open || most === maximumLimit) return ranked.map((leg) => leg.slice(0, limit))
  }
}

function read(point: { id: string | number; score: number; payload?: unknown }): Found {
  return { id: String(point.id), score: point.score, payload: readPayload(point) }
}
