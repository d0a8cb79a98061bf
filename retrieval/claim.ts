import type { VectorEngine } from './engine.ts'
import { RetrievalError } from './errors.ts'

/**
 * Notes in a store that others can reach whose index it is. The documents themselves are in the data folder, so one that
 * was opened with another folder would be emptied: points without a document are removed. Throws RetrievalError (badInput)
 * for the index of another folder and leaves it as it is.
 */
export async function claimIndex(engine: VectorEngine, folder: string): Promise<void> {
  const { meta } = await engine.info()
  if (meta.folder === folder) return
  if (meta.folder !== undefined) {
    throw new RetrievalError(
      'badInput',
      'Qdrant 里的这个索引属于另一个数据目录,没有动它。请检查 DATA_DIR,或换一个 QDRANT_COLLECTION 再入库。',
    )
  }
  await engine.setMeta({ folder })
}
