import type { Point } from '../engine.ts'
import { writePoint } from './convert.ts'
import {
  beginReplacement,
  type Manifest,
  readManifest,
  readView,
  removeManifest,
  type Store,
  writeManifest,
} from './state.ts'

/** Points in one request: about 1 MB of vectors as JSON at 512 dimensions. */
export const pointsPerRequest = 100

export async function upsertPoints(store: Store, points: readonly Point[], signal?: AbortSignal): Promise<void> {
  for (let start = 0; start < points.length; start += pointsPerRequest) {
    const batch = points.slice(start, start + pointsPerRequest).map(writePoint)
    await store.call((client) => client.upsert(store.points, { points: batch, wait: true }), { signal })
  }
}

/** Deletes the points of the document that are not of its current revision. */
async function deleteOthers(store: Store, { doc, rev }: Manifest, signal?: AbortSignal): Promise<void> {
  const filter = {
    must: [{ key: 'doc', match: { value: doc } }],
    ...(rev !== undefined && { must_not: [{ key: 'rev', match: { value: rev } }] }),
  }
  await store.call((client) => client.delete(store.points, { filter, wait: true }), { signal })
}

/** Deletes the points of the document that are not among these. */
async function deleteAllBut(store: Store, doc: string, ids: readonly string[], signal?: AbortSignal): Promise<void> {
  const filter = { must: [{ key: 'doc', match: { value: doc } }], must_not: [{ has_id: [...ids] }] }
  await store.call((client) => client.delete(store.points, { filter, wait: true }), { signal })
}

/**
 * Steps 1 to 4 of state.ts. Points of the revision that is stored already are written over the old ones in place, one by
 * one: they have the same ids, and a reader may meet some old and some new, but each passage once.
 */
export async function replacePoints(
  store: Store,
  doc: string,
  { points, signal }: { readonly points: readonly Point[]; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const before: Manifest = (await readManifest(store, doc, signal)) ?? { type: 'document', doc, phase: 'settled' }
  if (before.phase !== 'settled') await deleteOthers(store, before, signal)
  const rev = points[0]?.payload.rev
  if (rev !== undefined && rev === before.rev) {
    await beginReplacement(store, before, signal)
    await upsertPoints(store, points, signal)
    const ids = points.map(({ id }) => id)
    await deleteAllBut(store, doc, ids, signal)
    return writeManifest(store, { ...before, phase: 'settled' }, signal)
  }
  await beginReplacement(store, { ...before, phase: 'staging' }, signal)
  await upsertPoints(store, points, signal)
  const nothingToRetire = before.rev === undefined && rev !== undefined
  const after: Manifest = { type: 'document', doc, rev, phase: nothingToRetire ? 'settled' : 'retiring' }
  await writeManifest(store, after, signal)
  if (!nothingToRetire) await retire(store, after, signal)
}

/** Steps 3 and 4: removes what readers no longer see. */
async function retire(store: Store, manifest: Manifest, signal?: AbortSignal): Promise<void> {
  await deleteOthers(store, manifest, signal)
  if (manifest.rev === undefined) await removeManifest(store, manifest.doc, signal)
  else await writeManifest(store, { ...manifest, phase: 'settled' }, signal)
}

/** Finishes what a process that died left half retired. Documents that are being staged are left to their writer. */
export async function finishRetiring(store: Store, signal?: AbortSignal): Promise<void> {
  const { busy } = await readView(store, signal)
  for (const manifest of busy) if (manifest.phase === 'retiring') await retire(store, manifest, signal)
}
