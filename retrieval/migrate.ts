import type { VectorEngine } from './engine.ts'

export interface MigrateOptions {
  /** Called after each document with how many of how many are done. */
  readonly progress?: (done: number, total: number, doc: string) => void
  readonly signal?: AbortSignal
}

export interface MigrateReport {
  /** Documents that were copied with their vectors. */
  readonly moved: number
  /** Documents whose revision was there already. */
  readonly unchanged: number
  /** Documents of the target that the source does not hold, and which were deleted. */
  readonly removed: number
}

/**
 * Makes `to` hold what `from` holds, with all vectors, without embedding anything. Document by document, each replaced as
 * one: after a crash the same call goes on, and nothing is lost or doubled. The source is only read.
 * Throws RetrievalError of either engine.
 */
export async function migrate(
  from: VectorEngine,
  to: VectorEngine,
  { progress, signal }: MigrateOptions = {},
): Promise<MigrateReport> {
  await dropForeignVectors(from, to, signal)
  const [source, target] = [await from.documents(signal), await to.documents(signal)]
  const gone = [...target.keys()].filter((doc) => !source.has(doc))
  for (const doc of gone) await to.deleteDocument(doc, signal)
  let [moved, done] = [0, 0]
  for (const [doc, rev] of source) {
    if (target.get(doc) !== rev) {
      await to.replaceDocument(doc, await from.points(doc, signal), signal)
      moved += 1
    }
    done += 1
    progress?.(done, source.size, doc)
  }
  await addMissingVectors(from, to, signal)
  await to.setMeta((await from.info(signal)).meta, signal)
  return { moved, unchanged: source.size - moved, removed: gone.length }
}

/** Vectors of another model in the target would be compared with those of the source. */
async function dropForeignVectors(from: VectorEngine, to: VectorEngine, signal?: AbortSignal): Promise<void> {
  const [source, target] = [await from.info(signal), await to.info(signal)]
  const foreign = source.withDense > 0 && target.withDense > 0 && source.meta.embedding !== target.meta.embedding
  // Without the note an interrupted migration is resumed, whose documents already carry the vectors of the source.
  if (foreign && target.meta.embedding !== undefined) await to.clearDense(signal)
}

/** Vectors that the source got after its document had been copied. */
async function addMissingVectors(from: VectorEngine, to: VectorEngine, signal?: AbortSignal): Promise<void> {
  const [source, target] = [await from.info(signal), await to.info(signal)]
  if (source.withDense <= target.withDense) return
  const missing = await to.withoutDense(target.points, signal)
  for (const doc of new Set(missing.map((point) => point.doc))) {
    const known = (await from.points(doc, signal)).flatMap(({ id, dense }) => (dense ? [{ id, dense }] : []))
    await to.setDense(known, signal)
  }
}
