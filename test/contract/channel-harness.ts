import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Channel } from '../../bot/channel.ts'
import { terminalChannel } from '../../bot/terminal.ts'
import { wechatyChannel } from '../../bot/wechaty/channel.ts'
import { fakeChannel } from '../fakes/fake-channel.ts'
import { grpcPuppet } from '../support/grpc-puppet.ts'
import { BOT, ROOM, TestPuppet } from '../support/test-puppet.ts'

/** What the suite needs of a channel under test: a way to speak into it, and to see what came out. */
export interface Harness {
  readonly channel: Channel
  /** The id of the person who speaks. */
  readonly person: string
  /** A person says something: to the bot, or not, in a room or in private. */
  say(said: { text: string; room?: string; toBot?: boolean; id?: string }): string
  recall(id: string): void
  /** A person sends a file, in a room or in private; returns the id of the message. */
  sendFile(file: { name: string; bytes: Uint8Array; room?: string }): string
  sentFiles(): { to: string; name: string; bytes: Uint8Array }[]
  sent(): { text: string; to: string; mentions: readonly string[] }[]
  /** Cuts the link without a word, or mends it. */
  setLink(up: boolean): Promise<void>
  close(): Promise<void>
}

/** Who speaks; the one at the terminal has an id of its own. */
export const PERSON = 'wxid_zhang'

/** The fake. */
export function fakeHarness(): Harness {
  const channel = fakeChannel()
  channel.members.set(ROOM, new Set([BOT, PERSON]))
  return {
    channel,
    person: PERSON,
    say: ({ text, room, toBot = true, id }) =>
      channel.hear({
        text,
        sender: { id: PERSON, name: '张三' },
        ...(room !== undefined && { room }),
        ...(id !== undefined && { id }),
        addressed: room === undefined || toBot,
      }),
    recall: (id) => channel.recall(id),
    sendFile: ({ name, bytes, room }) => {
      const id = `file-${name}`
      channel.files.set(id, { name, bytes })
      const place = room === undefined ? {} : { room }
      const sender = { id: PERSON, name: '张三' }
      return channel.hear({
        ...place,
        id,
        sender,
        text: '',
        media: 'file',
        file: { name },
        addressed: room === undefined,
      })
    },
    sentFiles: () => channel.sentFiles.map(({ to, path }) => ({ to, name: basename(path), bytes: readFileSync(path) })),
    sent: () => channel.delivered.map(({ room, person, text, mentions }) => ({ text, to: room ?? person, mentions })),
    setLink: async (up) => channel.setOnline(up),
    close: async () => undefined,
  }
}

function wechatyHarness(puppet: TestPuppet, channel: Channel, rest: Pick<Harness, 'setLink' | 'close'>): Harness {
  return {
    ...rest,
    channel,
    person: PERSON,
    say: ({ text, room, toBot = true, id }) =>
      puppet.receive({
        from: PERSON,
        text: room !== undefined && toBot ? `@小兰\u2005${text}` : text,
        ...(room !== undefined && { room, mentions: toBot ? [BOT] : [] }),
        ...(id !== undefined && { id }),
      }),
    recall: (id) => puppet.receive({ from: PERSON, text: id, type: 13 }),
    sendFile: ({ name, bytes, room }) =>
      puppet.receive({ from: PERSON, file: { name, bytes }, ...(room !== undefined && { room }) }),
    sentFiles: () => puppet.sentFiles.map(({ conversation, name, bytes }) => ({ to: conversation, name, bytes })),
    sent: () =>
      puppet.sent.map(({ text, conversation, mentions }) => ({
        text: mentions.length > 0 ? text.replace(/^@张三\u2005/, '') : text,
        to: conversation,
        mentions,
      })),
  }
}

const clock = { now: () => Date.now(), random: () => 0.5, sendPatienceMs: 300 }

/** Wechaty with a puppet in this process. */
export async function inProcessHarness(): Promise<Harness> {
  const puppet = new TestPuppet()
  const channel = wechatyChannel({ puppet: { instance: puppet }, ...clock })
  return wechatyHarness(puppet, channel, {
    setLink: async (up) => {
      if (up) puppet.login(BOT)
      else await puppet.logout('test')
    },
    close: async () => undefined,
  })
}

/** Wechaty with a puppet behind a real gRPC server on loopback. */
export async function grpcHarness(): Promise<Harness> {
  const server = await grpcPuppet()
  const channel = wechatyChannel({ puppet: server.choice, ...clock })
  return wechatyHarness(server.puppet, channel, {
    setLink: (up) => (up ? server.up() : server.down()),
    close: () => server.close(),
  })
}

/** A terminal, through a pipe: what is typed goes in as lines, what is printed comes out as lines. */
export function terminalHarness(): Harness {
  const input = new PassThrough()
  const output = new PassThrough()
  const files = new Map<string, Uint8Array>()
  let printed = ''
  let count = 0
  output.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  const channel = terminalChannel({
    ...{ input, output, now: () => new Date() },
    readFile: async (path) => files.get(path) ?? readFileSync(path),
  })
  const type = (line: string) => {
    count += 1
    input.write(`${line}\n`)
    return `line-${count}`
  }
  const lines = () => printed.split('\n').slice(0, -1)
  const fileLine = /^文件位置:(.*)$/
  return {
    channel,
    person: 'terminal',
    say: ({ text }) => type(text),
    recall: () => undefined,
    sendFile: ({ name, bytes }) => {
      const path = join('/given', name)
      files.set(path, bytes)
      return type(`填表 ${path}`)
    },
    sentFiles: () =>
      lines().flatMap((line) => {
        const path = fileLine.exec(line)?.[1]
        return path === undefined ? [] : [{ to: 'terminal', name: basename(path), bytes: readFileSync(path) }]
      }),
    sent: () =>
      lines()
        .filter((line) => !fileLine.test(line))
        .map((text) => ({ text, to: 'terminal', mentions: [] })),
    setLink: async () => undefined,
    close: async () => undefined,
  }
}
