import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'
import { UnreadableError } from '../../corpus/errors.ts'
import type { Assistant } from '../assistant.ts'
import type { Reply } from '../schema.ts'

export interface ChatOptions {
  readonly assistant: Assistant
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable & { isTTY?: boolean }
  readonly now: () => Date
  /** Shown before the first prompt. */
  readonly greeting: string
  /** Bytes of a file on this machine, for 填表 路径. */
  readonly readFile: (path: string) => Promise<Uint8Array>
}

const CONVERSATION = 'terminal'
const FILL = /^\s*填表\s*[「“"']?(.+?)[」”"']?\s*$/

const PROMPT = '问> '

/**
 * Terminal chat: one conversation until 退出, end of input or Ctrl-C. At a terminal it prompts and colours the sources;
 * with piped input each line is a question and the output is plain.
 */
export async function chat(options: ChatOptions): Promise<void> {
  const { input, output, greeting } = options
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
      const reply = await answerTo(line, options)
      print(interactive ? coloured(reply.text) : reply.text)
      if (reply.draft?.file) print(`文件位置:${reply.draft.file}`)
      print('')
    }
    if (interactive) lines.prompt()
  }
  lines.close()
}

/** 填表 路径 fills the open draft from a file; everything else is a message. */
async function answerTo(line: string, { assistant, now, readFile }: ChatOptions): Promise<Reply> {
  const at = { now: now(), conversation: CONVERSATION }
  const path = FILL.exec(line)?.[1]
  if (!path) return assistant.ask(line, at)
  try {
    const name = path.split(/[\\/]/).at(-1) ?? path
    const filled = await assistant.fill({ name, bytes: await readFile(path) }, at)
    return filled ?? { kind: 'clarify', text: '现在没有打开的草稿。请先说「起草…」。' }
  } catch (error) {
    const why = error instanceof UnreadableError ? error.message : '请检查路径。'
    return { kind: 'clarify', text: `文件「${path}」读不出来:${why}` }
  }
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
