import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { Assistant } from '../assistant.ts'

export interface ChatOptions {
  readonly assistant: Assistant
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable & { isTTY?: boolean }
  readonly now: () => Date
  /** Shown before the first prompt. */
  readonly greeting: string
}

const PROMPT = '问> '

/**
 * Terminal chat: one conversation until 退出, end of input or Ctrl-C. At a terminal it prompts and colours the sources;
 * with piped input each line is a question and the output is plain.
 */
export async function chat({ assistant, input, output, now, greeting }: ChatOptions): Promise<void> {
  const interactive = Boolean(input.isTTY && output.isTTY)
  const print = (text: string): void => void output.write(`${text}\n`)
  const lines = createInterface({
    input,
    output: interactive ? output : undefined,
    terminal: interactive,
    historySize: 200,
  })
  print(greeting)
  if (interactive) {
    lines.setPrompt(PROMPT)
    lines.prompt()
  }
  lines.on('SIGINT', () => lines.close())
  for await (const line of lines) {
    if (/^\s*(?:退出|exit|quit|bye)\s*$/i.test(line)) break
    if (line.trim() !== '') {
      if (!interactive) print(`${PROMPT}${line.trim()}`)
      const reply = await assistant.ask(line, { now: now(), conversation: 'terminal' })
      print(interactive ? coloured(reply.text) : reply.text)
      if (reply.draft?.file) print(`文件位置:${reply.draft.file}`)
      print('')
    }
    if (interactive) lines.prompt()
  }
  lines.close()
}

/** Source lines in cyan, quotes dimmed. */
function coloured(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      /^〔\d+〕/.test(line) ? styleText('cyan', line) : /^「/.test(line) ? styleText('gray', line) : line,
    )
    .join('\n')
}
