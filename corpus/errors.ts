/** Why a file could not be read; each code has one sentence for people in `message`. */
export type UnreadableCode =
  | 'unsupported'
  | 'tooLarge'
  | 'empty'
  | 'damaged'
  | 'encrypted'
  | 'scanned'
  | 'timeout'
  | 'missing'

/**
 * Thrown by readers for a file that cannot be read. The message is a Chinese sentence that says what is wrong and how
 * to mend it, fit to be shown as it stands.
 */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
  readonly code: UnreadableCode

  constructor(code: UnreadableCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
