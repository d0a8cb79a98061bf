import type { VectorEngine } from '../engine.ts'
import { wrongDimension } from '../wrong-dimension.ts'
import { checkVersion, type QdrantServer, qdrantCall } from './client.ts'
import { aliased, denseName, ensureCollections, rebuild } from './collections.ts'
import { rankedQuery } from './query.ts'
import { countPoints, pagesOfPoints, pointsOfDocument, pointsWithoutDense, visible } from './read-points.ts'
import { finishRetiring, pointsPerRequest, replacePoints, upsertPoints } from './replace.ts'
import { copyState, readMeta, readRevisions, type Store, type View, writeMeta } from './state.ts'

export interface QdrantOptions extends QdrantServer {
  /** Name of the index: an alias of collections that carry a version number; default lantai. */
  readonly name?: string
  /** Dimension for an index that is not there yet; default 512, that of the local model. */
  readonly dimension?: number
}

/**
 * The engine over a Qdrant server, version 1.16 or later; its collections are made when they are missing. Every request
 * has a deadline and all but the creation of a collection are repeated when they fail for a moment. Any number of
 * processes may read; of two that write the same document at the same time one has to do it again.
 * Throws RetrievalError: unreachable, unauthorized, incompatible, badInput, timeout, failed.
 */
export async function qdrantEngine(options: QdrantOptions, signal?: AbortSignal): Promise<VectorEngine> {
  const { name = 'lantai', dimension = 512 } = options
  const call = qdrantCall(options)
  await checkVersion(call, options.url, signal)
  const store = aliased(call, name)
  const dense = { size: await ensureCollections(call, name, dimension) }
  const seen: { view?: View | undefined } = {}
  return {
    name: 'qdrant',
    ...writers(store, dense),
    query: async (query, stop) => {
      if (query.dense && query.dense.length !== dense.size) throw wrongDimension(dense.size, query.dense.length)
      return rankedQuery(store, query, { seen, signal: stop })
    },
    documents: (stop) => readRevisions(store, stop),
    withoutDense: (limit, stop) => pointsWithoutDense(store, limit, stop),
    points: (doc, stop) => pointsOfDocument(store, doc, stop),
    info: async (stop) => ({
      points: await countPoints(store, [], stop),
      withDense: await countPoints(store, [{ has_vector: denseName }], stop),
      documents: (await readRevisions(store, stop)).size,
      meta: await readMeta(store, stop),
    }),
    close: async () => {},
  }
}

type Writers = Pick<VectorEngine, 'replaceDocument' | 'deleteDocument' | 'setDense' | 'clearDense' | 'setMeta'>

/** What changes the index, one after the other. The size of its vectors is fixed in Qdrant, so another one is a rebuild. */
function writers(store: Store, dense: { size: number }): Writers {
  const writing = oneAtATime(() => finishRetiring(store))
  const resize = async (wanted: number): Promise<void> => {
    await rebuild(store, wanted, (next) => copyWithoutDense(store, next))
    dense.size = wanted
  }
  const matchDimension = async (vectors: readonly (Float32Array | undefined)[]): Promise<void> => {
    const other = vectors.find((vector) => vector && vector.length !== dense.size)
    if (!other) return
    if ((await countPoints(store, [{ has_vector: denseName }])) > 0) throw wrongDimension(dense.size, other.length)
    await resize(other.length)
  }
  return {
    replaceDocument: (doc, points, stop) =>
      writing(async () => {
        await matchDimension(points.map((point) => point.dense))
        await replacePoints(store, doc, { points, signal: stop })
      }),
    deleteDocument: (doc, stop) => writing(() => replacePoints(store, doc, { points: [], signal: stop })),
    setDense: (vectors, stop) =>
      writing(async () => {
        await matchDimension(vectors.map((vector) => vector.dense))
        await setVectors(store, vectors, stop)
      }),
    clearDense: () => writing(() => resize(dense.size)),
    setMeta: (meta, stop) => writing(async () => writeMeta(store, { ...(await readMeta(store, stop)), ...meta }, stop)),
  }
}

/** Runs one piece of work after the other; before the first, what another process left unfinished. */
function oneAtATime(first: () => Promise<void>): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  let begun = false
  return (work) => {
    const result = last.then(async () => {
      if (!begun) await first()
      begun = true
      return work()
    })
    last = result.catch(() => undefined)
    return result
  }
}

async function setVectors(
  store: Store,
  vectors: readonly { readonly id: string; readonly dense: Float32Array }[],
  signal?: AbortSignal,
): Promise<void> {
  for (let start = 0; start < vectors.length; start += pointsPerRequest) {
    const batch = vectors.slice(start, start + pointsPerRequest)
    const ids = batch.map(({ id }) => id)
    // A server refuses the whole request for one id that it does not hold.
    const held = await store.call((client) => client.retrieve(store.points, { ids, with_payload: false }), { signal })
    const known = new Set(held.map(({ id }) => String(id)))
    const points = batch.flatMap(({ id, dense }) =>
      known.has(id) ? [{ id, vector: { [denseName]: [...dense] } }] : [],
    )
    if (points.length === 0) continue
    await store.call((client) => client.updateVectors(store.points, { points, wait: true }), { signal })
  }
}

/** Copies what readers see into collections of another build, without the dense vectors. */
async function copyWithoutDense(from: Store, to: Store): Promise<void> {
  await copyState(from, to)
  for await (const page of pagesOfPoints(from, await visible(from))) {
    await upsertPoints(
      to,
      page.map(({ dense: _, ...point }) => point),
    )
  }
}
