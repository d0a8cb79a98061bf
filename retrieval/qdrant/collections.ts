import { RetrievalError } from '../errors.ts'
import type { Call } from './client.ts'
import type { Store } from './state.ts'

/** Names of the named vectors. */
export const denseName = 'dense'
export const sparseName = 'bm25'

/** Most points that one request may ask for; strict mode refuses more. */
export const maximumLimit = 1000

/** Fields that are filtered by. They are indexed before the first point comes, so that the vector graph is built with them. */
const payloadIndexes = {
  doc: 'keyword',
  rev: 'keyword',
  seq: 'integer',
  orgs: 'keyword',
  years: 'integer',
  kind: 'keyword',
  audience: 'keyword',
} as const

const stateIndexes = { type: 'keyword', phase: 'keyword' } as const

const stateSuffix = '_state'

/** The index as readers name it: two aliases that always move together. */
export function aliased(call: Call, name: string): Store {
  return { call, points: name, state: `${name}${stateSuffix}` }
}

/** The collections of one build of the index. */
function physical(call: Call, name: string, version: number): Store {
  return { call, points: `${name}_v${version}`, state: `${name}_v${version}${stateSuffix}` }
}

async function createOne(call: Call, name: string, settings: object): Promise<void> {
  try {
    await call((client) => client.createCollection(name, settings), { once: true })
  } catch (error) {
    // Another process was faster, or the answer to our own request was lost.
    const { exists } = await call((client) => client.collectionExists(name))
    if (!exists) throw error
  }
}

async function createIndexes(call: Call, name: string, fields: Readonly<Record<string, 'keyword' | 'integer'>>) {
  for (const [field, schema] of Object.entries(fields)) {
    await call((client) => client.createPayloadIndex(name, { field_name: field, field_schema: schema, wait: true }))
  }
}

/** Collections with the schema of the index and without points. One shard: ranks are only comparable within a shard. */
async function createCollections(store: Store, dimension: number): Promise<void> {
  const { call, points, state } = store
  await createOne(call, points, {
    vectors: { [denseName]: { size: dimension, distance: 'Cosine', hnsw_config: { m: 16, ef_construct: 128 } } },
    sparse_vectors: { [sparseName]: { modifier: 'idf' } },
    shard_number: 1,
    on_disk_payload: true,
    strict_mode_config: {
      enabled: true,
      unindexed_filtering_retrieve: false,
      unindexed_filtering_update: false,
      max_query_limit: maximumLimit,
    },
  })
  await createIndexes(call, points, payloadIndexes)
  await createOne(call, state, { vectors: {}, shard_number: 1 })
  await createIndexes(call, state, stateIndexes)
}

/** Moves both aliases in one request, which a server carries out under one lock. */
async function switchAliases(to: Store, name: string): Promise<void> {
  const moves = [
    [name, to.points],
    [`${name}${stateSuffix}`, to.state],
  ] as const
  const actions = moves.map(([alias_name, collection_name]) => ({ create_alias: { alias_name, collection_name } }))
  await to.call((client) => client.updateCollectionAliases({ actions }))
}

async function dropCollections({ call, points, state }: Store): Promise<void> {
  for (const name of [points, state]) await call((client) => client.deleteCollection(name))
}

async function currentVersion(call: Call, name: string): Promise<number | undefined> {
  const { aliases } = await call((client) => client.getAliases())
  const target = aliases.find(({ alias_name }) => alias_name === name)?.collection_name
  const version = target === undefined ? undefined : /_v(\d+)$/.exec(target)?.[1]
  if (target !== undefined && version === undefined) throw foreign(name)
  return version === undefined ? undefined : Number(version)
}

function foreign(name: string): RetrievalError {
  return new RetrievalError('badInput', `Qdrant 里已有名为 ${name} 的集合,但不是本程序建的;请把它改名或删除后再试。`)
}

/** Dimension of the dense vectors of the index, which is made, empty, when it is not there yet. */
export async function ensureCollections(call: Call, name: string, dimension: number): Promise<number> {
  if ((await currentVersion(call, name)) === undefined) {
    const { exists } = await call((client) => client.collectionExists(name))
    if (exists) throw foreign(name)
    const first = physical(call, name, 1)
    await createCollections(first, dimension)
    await switchAliases(first, name)
  }
  const { config } = await call((client) => client.getCollection(name))
  const vectors = config.params.vectors as Record<string, { readonly size?: number } | undefined> | undefined
  const size = vectors?.[denseName]?.size
  if (size === undefined || !config.params.sparse_vectors?.[sparseName]) throw foreign(name)
  return size
}

/**
 * Builds the whole index anew beside the present one, switches to it in one step and drops the old collections. Readers
 * see the old one until then; when `fill` fails or the process dies, nothing has happened, and what is left of the attempt
 * is dropped by the next.
 */
export async function rebuild(current: Store, dimension: number, fill: (next: Store) => Promise<void>): Promise<void> {
  const { call, points: name } = current
  const version = (await currentVersion(call, name)) ?? 0
  const next = physical(call, name, version + 1)
  await dropCollections(next)
  await createCollections(next, dimension)
  await fill(next)
  await switchAliases(next, name)
  if (version > 0) await dropCollections(physical(call, name, version))
}
