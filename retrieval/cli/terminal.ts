/** Where a command writes: results to `out`, remarks to `note`; both take a line without its line feed. */
export interface Terminal {
  readonly out: (line: string) => void
  readonly note: (line: string) => void
  /** Whether a progress bar can be drawn. */
  readonly interactive: boolean
}

/** Wrong usage of a command: exit code 2. The message is a Chinese sentence, followed by the usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
