import { RetrievalError } from './errors.ts'

/** What an engine throws for a vector of another length than those it holds: they are of another model. */
export function wrongDimension(stored: number, given: number): RetrievalError {
  return new RetrievalError(
    'incompatible',
    `向量维数不符:索引是${stored}维,模型给出${given}维。换过模型请用 npm run ingest -- --reembed 重做向量。`,
  )
}
