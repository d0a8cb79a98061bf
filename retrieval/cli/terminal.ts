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

/** What is wrong with the words of a command, in a Chinese sentence, from the error that `parseArgs` of node:util threw. */
export function misuseSentence(error: unknown): string {
  const told = error instanceof Error ? error.message : ''
  const name = /'(--?[^' ]+)[^']*'/.exec(told)?.[1]
  if (name === undefined) {
    const word = /argument '([^']*)'/.exec(told)?.[1]
    return word === undefined ? '参数看不懂。' : `多出的参数:${word}。`
  }
  if (told.startsWith('Unknown option')) return `没有参数 ${name}。`
  return `参数 ${name} ${told.includes('does not take') ? '后面不能有值' : '后面要写值'}。`
}
