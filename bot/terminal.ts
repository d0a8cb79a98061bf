import { basename } from 'node:path'
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'
import { type Channel, ChannelError, type ChannelEvents, type Incoming } from './channel.ts'

export interface TerminalOptions {
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable & { isTTY?: boolean }
  readonly now: () => Date
  /** Bytes of a file on this machine, for 填表 路径. */
  readonly readFile: (path: string) => Promise<Uint8Array>
}

/** A terminal, or a pipe in its place. */
export interface TerminalChannel extends Channel {
  /** True at a terminal: it prompts and colours. False with piped input or output, which is plain. */
  readonly interactive: boolean
  /** Resolves when nothing more will be said: after 退出, the end of the input, or Ctrl-C. What is sent is still shown. */
  readonly ended: Promise<void>
}

/** The prompt, and what stands before a question that came through a pipe. */
export const PROMPT = '问> '
const PERSON = 'terminal'
const END = /^\s*(?:退出|exit|quit|bye)\s*$/i
const FILE = /^\s*填表\s*[「“"']?(.+?)[」”"']?\s*$/

/** Source lines in cyan, quotes dimmed. */
function coloured(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      /^〔\d+〕/.test(line) ? styleText('cyan', line) : /^「/.test(line) ? styleText('gray', line) : line,
    )
    .join('\n')
}

function open({ input, output }: TerminalOptions, interactive: boolean): Interface {
  const lines = createInterface({
    ...{ input, output: interactive ? output : undefined },
    ...{ terminal: interactive, historySize: 200, prompt: PROMPT },
  })
  lines.on('SIGINT', () => lines.close())
  return lines
}

/** A message for each line that says something; 填表 路径 is a file that was sent. */
function lineReader(now: () => Date, paths: Map<string, string>): (line: string) => Incoming | undefined {
  let count = 0
  return (line) => {
    if (line.trim() === '') return undefined
    count += 1
    const id = `line-${count}`
    const message = { id, sender: { id: PERSON, name: '' }, text: line.trim(), addressed: true, at: now() }
    const path = FILE.exec(line)?.[1]
    if (path === undefined) return message
    paths.set(id, path)
    return { ...message, text: '', media: 'file', file: { name: basename(path.replaceAll('\\', '/')) } }
  }
}

/**
 * A chat with the one person at the terminal: each line is a message to the bot, what is sent is printed under it. It has no rooms, takes
 * nothing back and is never offline.
 */
export function terminalChannel(options: TerminalOptions): TerminalChannel {
  const { output, now, readFile } = options
  const interactive = Boolean(options.input.isTTY && output.isTTY)
  const paths = new Map<string, string>()
  const read = lineReader(now, paths)
  let lines: Interface | undefined
  let events: ChannelEvents = {}
  let stopped = false
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })

  const show = (text: string, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted()
    if (stopped || !lines) throw new ChannelError('stopped', '终端已关闭。')
    if (interactive) {
      cursorTo(output, 0)
      clearLine(output, 0)
    }
    output.write(`${interactive ? coloured(text) : text}\n`)
    if (interactive) lines.prompt(true)
  }

  return {
    ...{ name: 'terminal', interactive, ended },
    start: async (receive, on = {}) => {
      if (lines || stopped) throw new ChannelError('failed', '这个通道已经启动过。')
      events = on
      lines = open(options, interactive)
      let over = false
      lines.once('close', () => {
        over = true
        end()
      })
      lines.on('line', (line) => {
        // What came in one piece with 退出 is still told line by line.
        if (over) return
        if (END.test(line)) return lines?.close()
        const message = read(line)
        try {
          if (message) receive(message)
          else if (interactive) lines?.prompt()
        } catch {
          // What the receiver throws is its own affair.
        }
      })
      events.online?.(true, '终端已打开。')
    },
    send: async (target, parts, signal) => {
      for (const part of parts) {
        show(part, signal)
        events.echoed?.({ person: target.person, text: part, at: now() })
      }
    },
    sendFile: async (_target, path, signal) => show(`文件位置:${path}`, signal),
    fetchFile: async (id, limitBytes) => {
      const path = paths.get(id)
      if (path === undefined) throw new ChannelError('failed', '没有这个文件。')
      const bytes = await readFile(path).catch((cause: unknown) => {
        throw new ChannelError('failed', `文件「${path}」读不出来:请检查路径。`, { cause })
      })
      if (bytes.length > limitBytes)
        throw new ChannelError('tooLarge', `文件超过${Math.floor(limitBytes / 1024 / 1024)} MB,没有接收。`)
      return { name: basename(path.replaceAll('\\', '/')), bytes }
    },
    stop: async () => {
      stopped = true
      lines?.close()
    },
  }
}
