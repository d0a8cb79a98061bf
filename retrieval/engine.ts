/**
 * The port behind which passages are stored and ranked. The embedded engine and Qdrant implement it with the same
 * formulas, so that one contract suite (test/contract) holds for both.
 */

/** A sparse vector: unique unsigned 32-bit term ids and their weights, in any order. */
export interface SparseVector {
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

/** What is stored beside the vectors; every field is filterable but `text`. */
export interface PointPayload {
  /** Document path. */
  readonly doc: string
  /** Revision of the document: hash of its bytes and of the schema version. */
  readonly rev: string
  readonly seq: number
  /** Regions and bodies the passage speaks of, as in Identity.region and aliases. */
  readonly orgs: readonly string[]
  /** Years covered; empty for statutes. */
  readonly years: readonly number[]
  readonly kind: string
  /** Rooms or roles that may see it; ['*'] for everybody. */
  readonly audience: readonly string[]
  readonly text: string
}

export interface Point {
  /** UUIDv5 of doc, seq and rev. */
  readonly id: string
  readonly sparse: SparseVector
  /** L2-normalised; absent until the embedder has filled it. */
  readonly dense?: Float32Array
  readonly payload: PointPayload
}

/** All given conditions must hold; a list condition holds when any value matches. */
export interface Filter {
  readonly docs?: readonly string[]
  readonly orgs?: readonly string[]
  readonly years?: readonly number[]
  readonly kinds?: readonly string[]
  /** The reader's rooms and roles; '*' is always added by the engine. */
  readonly audience?: readonly string[]
}

/** Reciprocal rank fusion with Qdrant's formula: score = Σ 1 / ((pos0 + 1) / w + k − 1), pos0 from 0, w the leg's weight. */
export interface Fusion {
  readonly k: number
  readonly sparseWeight: number
  readonly denseWeight: number
}

export interface EngineQuery {
  readonly sparse?: SparseVector
  readonly dense?: Float32Array
  readonly filter?: Filter
  /** Candidates per leg before fusion. */
  readonly candidates: number
  readonly limit: number
  /** Needed when both legs are given. */
  readonly fusion?: Fusion
}

export interface Hit {
  readonly id: string
  /** Fused score when both legs were given, else the leg's own: BM25 sum or cosine. */
  readonly score: number
  /** Rank from 1 in each leg, when the point was among that leg's candidates. */
  readonly sparseRank?: number
  readonly denseRank?: number
  /** Cosine of the point and the question, when the point was among the dense leg's candidates. */
  readonly cosine?: number
  readonly payload: PointPayload
}

/** A point's text and where it comes from: what is needed to embed it. */
export interface PointText {
  readonly id: string
  readonly doc: string
  readonly seq: number
  readonly text: string
}

export interface EngineInfo {
  readonly points: number
  readonly withDense: number
  readonly documents: number
  /** Anything written by `setMeta`. */
  readonly meta: Readonly<Record<string, string>>
}

/**
 * Stores points and ranks them. Every method may throw RetrievalError; none retries a write that is not idempotent.
 * Ties are ordered by score descending, then id ascending.
 */
export interface VectorEngine {
  readonly name: 'embedded' | 'qdrant'
  /** Replaces everything stored for `doc` by these points; readers see the old or the new, never both nor neither. */
  replaceDocument(doc: string, points: readonly Point[], signal?: AbortSignal): Promise<void>
  deleteDocument(doc: string, signal?: AbortSignal): Promise<void>
  /** Sets the dense vectors of points that exist; unknown ids are ignored. */
  setDense(vectors: readonly { id: string; dense: Float32Array }[], signal?: AbortSignal): Promise<void>
  /** Removes every dense vector and with them the dimension, so that another model's vectors may be set. */
  clearDense(signal?: AbortSignal): Promise<void>
  query(query: EngineQuery, signal?: AbortSignal): Promise<readonly Hit[]>
  /** Documents and the revision that is stored of each. */
  documents(signal?: AbortSignal): Promise<ReadonlyMap<string, string>>
  /** Points that have no dense vector yet, at most `limit`, in a stable order. */
  withoutDense(limit: number, signal?: AbortSignal): Promise<readonly PointText[]>
  /** The points of one document with their vectors, by `seq`: what moves an index to another engine. Empty when it is not held. */
  points(doc: string, signal?: AbortSignal): Promise<readonly Point[]>
  setMeta(meta: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>
  info(signal?: AbortSignal): Promise<EngineInfo>
  close(): Promise<void>
}
