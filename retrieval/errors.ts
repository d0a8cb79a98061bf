export type RetrievalCode =
  | 'unreachable'
  | 'unauthorized'
  | 'incompatible'
  | 'timeout'
  | 'locked'
  | 'corrupt'
  | 'notFound'
  | 'badInput'
  | 'failed'

/** Thrown by stores and embedders; `message` is a Chinese sentence for people that says how to mend it. */
export class RetrievalError extends Error {
  override readonly name = 'RetrievalError'
  readonly code: RetrievalCode

  constructor(code: RetrievalCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
