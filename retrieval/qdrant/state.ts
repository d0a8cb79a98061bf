import { z } from 'zod'
import { pointId } from '../point-id.ts'
import type { Call } from './client.ts'

/**
 * What is known of documents beside their points. It lives in a collection of its own, because Qdrant counts every point
 * of a collection in its idf, and because `createCollection` of the client (1.18) drops the collection metadata.
 *
 * Qdrant cannot replace several points at once, but it can replace one. So each document has one state point that names
 * its current revision, and the points of any other revision are hidden from readers while the document is busy:
 *
 * 1. busy, staging: the new revision's points are put beside the old ones, hidden;
 * 2. the state point names the new revision: in this one write readers turn from the old to the new;
 * 3. busy, retiring: the old points, hidden now, are deleted;
 * 4. settled.
 *
 * Readers read the view (the busy documents, and a counter of replacements) before and after they query, and query again
 * when what they saw may have changed in between: a sequence lock (`undisturbed`). A crash leaves a busy document, whose spare points stay hidden until they are removed.
 */

/** Where the points and the state of an index are: aliases, or while it is rebuilt physical names. */
export interface Store {
  readonly call: Call
  readonly points: string
  readonly state: string
}

const Manifest = z.object({
  type: z.literal('document'),
  doc: z.string(),
  /** Absent while nothing of the document may be seen. */
  rev: z.string().optional(),
  phase: z.enum(['staging', 'retiring', 'settled']),
})

/** The state of one document. */
export type Manifest = z.infer<typeof Manifest>

const Counter = z.object({ type: z.literal('counter'), value: z.int() })
const Meta = z.object({ type: z.literal('meta'), values: z.record(z.string(), z.string()) })

/** What readers look at before and after a query. */
export interface View {
  readonly busy: readonly Manifest[]
  /** How many replacements have begun. */
  readonly begun: number
}

const counterId = pointId('counter', 0, 'state')
const metaId = pointId('meta', 0, 'state')
const manifestId = (doc: string): string => pointId(doc, 0, 'manifest')

const pageSize = 1000

interface Scrolled {
  readonly payload?: Record<string, unknown> | null | undefined
}

/** All points of the state that meet the filter. */
async function scrollState(store: Store, filter: object, signal?: AbortSignal): Promise<readonly Scrolled[]> {
  const found: Scrolled[] = []
  let offset: string | number | undefined
  do {
    const page = await store.call(
      (client) => client.scroll(store.state, { filter, limit: pageSize, with_payload: true, offset }),
      { signal },
    )
    found.push(...page.points)
    offset = (page.next_page_offset ?? undefined) as string | number | undefined
  } while (offset !== undefined)
  return found
}

const match = (key: string, value: string) => ({ key, match: { value } })

export async function readView(store: Store, signal?: AbortSignal): Promise<View> {
  const filter = { should: [match('type', 'counter'), match('phase', 'staging'), match('phase', 'retiring')] }
  const payloads = (await scrollState(store, filter, signal)).map(({ payload }) => payload)
  const busy = payloads.flatMap((payload) => Manifest.safeParse(payload).data ?? [])
  const begun = payloads.flatMap((payload) => Counter.safeParse(payload).data?.value ?? [])
  return { busy, begun: begun[0] ?? 0 }
}

/** The documents that readers see, with their revisions. */
export async function readRevisions(store: Store, signal?: AbortSignal): Promise<Map<string, string>> {
  const points = await scrollState(store, { must: [match('type', 'document')] }, signal)
  const manifests = points.flatMap(({ payload }) => Manifest.safeParse(payload).data ?? [])
  return new Map(manifests.flatMap(({ doc, rev }) => (rev === undefined ? [] : [[doc, rev] as const])))
}

async function retrieve(store: Store, id: string, signal?: AbortSignal): Promise<unknown> {
  const [point] = await store.call((client) => client.retrieve(store.state, { ids: [id], with_payload: true }), {
    signal,
  })
  return point?.payload
}

export async function readManifest(store: Store, doc: string, signal?: AbortSignal): Promise<Manifest | undefined> {
  return Manifest.safeParse(await retrieve(store, manifestId(doc), signal)).data
}

async function put(store: Store, points: readonly (readonly [string, object])[], signal?: AbortSignal): Promise<void> {
  const body = points.map(([id, payload]) => ({ id, vector: {}, payload: payload as Record<string, unknown> }))
  await store.call((client) => client.upsert(store.state, { points: body, wait: true }), { signal })
}

export function writeManifest(store: Store, manifest: Manifest, signal?: AbortSignal): Promise<void> {
  return put(store, [[manifestId(manifest.doc), manifest]], signal)
}

async function readCounter(store: Store, signal?: AbortSignal): Promise<number> {
  return Counter.safeParse(await retrieve(store, counterId, signal)).data?.value ?? 0
}

/** Marks the document busy and counts the replacement, in one request and before any of its points change. */
export async function beginReplacement(store: Store, manifest: Manifest, signal?: AbortSignal): Promise<void> {
  const value = (await readCounter(store, signal)) + 1
  await put(
    store,
    [
      [counterId, { type: 'counter', value }],
      [manifestId(manifest.doc), manifest],
    ],
    signal,
  )
}

export async function removeManifest(store: Store, doc: string, signal?: AbortSignal): Promise<void> {
  await store.call((client) => client.delete(store.state, { points: [manifestId(doc)], wait: true }), { signal })
}

export async function readMeta(store: Store, signal?: AbortSignal): Promise<Readonly<Record<string, string>>> {
  return Meta.safeParse(await retrieve(store, metaId, signal)).data?.values ?? {}
}

export function writeMeta(store: Store, values: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void> {
  return put(store, [[metaId, { type: 'meta', values }]], signal)
}

/** Conditions that a point seen by readers must not meet: it belongs to a busy document and not to its current revision. */
export function hidden(view: View): readonly object[] {
  return view.busy.map(({ doc, rev }) => ({
    must: [match('doc', doc)],
    ...(rev !== undefined && { must_not: [match('rev', rev)] }),
  }))
}

/** The same decision for a point that has been read. */
function isHidden(view: View, { doc, rev }: { readonly doc: string; readonly rev: string }): boolean {
  return view.busy.some((manifest) => manifest.doc === doc && manifest.rev !== rev)
}

/**
 * Whether a query between the two views saw every document as it was at the first: the points that were visible then were
 * all there, and those found are all from then. If not, the query has to be made again.
 */
export function undisturbed(
  before: View,
  after: View,
  found: readonly { readonly doc: string; readonly rev: string }[],
): boolean {
  const first = new Map(before.busy.map((manifest) => [manifest.doc, manifest]))
  const last = new Map(after.busy.map((manifest) => [manifest.doc, manifest]))
  const begun = after.busy.filter(({ doc, phase }) => {
    const known = first.get(doc)
    return !known || (known.phase === 'retiring' && phase === 'staging')
  })
  // A replacement that began and ended in between is in neither view.
  if (after.begun - before.begun !== begun.length) return false
  const losing = [...first.values()].some(({ doc, rev, phase }) => {
    const now = last.get(doc)
    return rev !== undefined && (now ? now.rev !== rev : phase === 'staging')
  })
  return !losing && begun.every(({ phase }) => phase === 'staging') && !found.some((point) => isHidden(after, point))
}

/** Gives another build of the index the documents that readers see, all settled, and the meta. */
export async function copyState(from: Store, to: Store): Promise<void> {
  const manifests = [...(await readRevisions(from))].map(([doc, rev]): [string, Manifest] => [
    manifestId(doc),
    { type: 'document', doc, rev, phase: 'settled' },
  ])
  for (let start = 0; start < manifests.length; start += pageSize) {
    await put(to, manifests.slice(start, start + pageSize))
  }
  await writeMeta(to, await readMeta(from))
  await put(to, [[counterId, { type: 'counter', value: (await readCounter(from)) + 1 }]])
}
