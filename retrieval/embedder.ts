/** Turns texts into dense vectors. */
export interface Embedder {
  /** Model id as stored with the index; a change of it or of the dimension means that vectors must be made anew. */
  readonly model: string
  readonly dimension: number
  /** The model runs in this process: a text costs milliseconds and leaves the machine for nowhere. */
  readonly local?: boolean
  /**
   * L2-normalised vectors in the order of the texts; `undefined` where a single text was refused by the model.
   * Throws RetrievalError when the model cannot be reached or the answer has the wrong dimension.
   */
  embed(
    texts: readonly string[],
    kind: 'passage' | 'question',
    signal?: AbortSignal,
  ): Promise<readonly (Float32Array | undefined)[]>
  close(): Promise<void>
}
