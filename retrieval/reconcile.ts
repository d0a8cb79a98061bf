import type { Catalog, CatalogEntry } from './catalog.ts'
import type { VectorEngine } from './engine.ts'
import { pointsOf } from './points.ts'
import type { Tokenizer } from './tokens.ts'

/** The two halves of an index and the words they are made of. */
export interface Stores {
  readonly catalog: Catalog
  readonly engine: VectorEngine
  /** Loaded only when something has to be indexed or searched. */
  readonly tokenizer: () => Promise<Tokenizer>
}

async function index(stores: Stores, entry: CatalogEntry, signal?: AbortSignal): Promise<void> {
  const document = stores.catalog.document(entry.path, entry.rev)
  if (!document) return
  await stores.engine.replaceDocument(entry.path, pointsOf(document, entry, await stores.tokenizer()), signal)
}

/**
 * Settles what a crash left between catalog and engine: a prepared revision whose points are stored is promoted, another
 * is dropped; points without a document are removed; a document without its points is indexed again.
 */
export async function reconcile(stores: Stores, signal?: AbortSignal): Promise<void> {
  const { catalog, engine } = stores
  const stored = await engine.documents(signal)
  for (const [path, entry] of [...catalog.prepared()]) {
    if (stored.get(path) === entry.rev) catalog.promote(path)
    else catalog.discard(path)
  }
  const entries = catalog.entries()
  for (const path of stored.keys()) {
    if (!entries.has(path)) await engine.deleteDocument(path, signal)
  }
  for (const entry of entries.values()) {
    if (entry.passages > 0 && stored.get(entry.path) !== entry.rev) await index(stores, entry, signal)
  }
}

/** Indexes every document anew when the index was made with another tokenizer, and notes the present one. */
export async function retokenize(stores: Stores, signal?: AbortSignal): Promise<void> {
  const { id } = await stores.tokenizer()
  const { meta, points } = await stores.engine.info(signal)
  if (meta.tokenizer === id) return
  if (points > 0) for (const entry of stores.catalog.entries().values()) await index(stores, entry, signal)
  await stores.engine.setMeta({ tokenizer: id }, signal)
}
