import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Channel, ChannelEvents, Incoming } from '../../bot/channel.ts'
import { wechatyChannel } from '../../bot/wechaty/channel.ts'
import { fakeChannel } from '../fakes/fake-channel.ts'
import { grpcPuppet } from '../support/grpc-puppet.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { BOT, ROOM, TestPuppet } from '../support/test-puppet.ts'

/** What the suite needs of a channel under test: a way to speak into it, and to see what came out. */
interface Harness {
  readonly channel: Channel
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

const PERSON = 'wxid_zhang'

function fakeHarness(): Harness {
  const channel = fakeChannel()
  channel.members.set(ROOM, new Set([BOT, PERSON]))
  return {
    channel,
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

async function inProcessHarness(): Promise<Harness> {
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

async function grpcHarness(): Promise<Harness> {
  const server = await grpcPuppet()
  const channel = wechatyChannel({ puppet: server.choice, ...clock })
  return wechatyHarness(server.puppet, channel, {
    setLink: (up) => (up ? server.up() : server.down()),
    close: () => server.close(),
  })
}

describe.each([
  ['the fake', fakeHarness],
  ['Wechaty in process', inProcessHarness],
  ['Wechaty over gRPC', grpcHarness],
] satisfies [string, () => Harness | Promise<Harness>][])('a channel: %s', (_, make) => {
  let harness: Harness
  let received: Incoming[]
  let recalled: string[]
  let echoed: { place: string | undefined; text: string }[]
  let online: boolean
  const events: ChannelEvents = {
    recalled: (id) => recalled.push(id),
    echoed: ({ room, person, text }) => echoed.push({ place: room ?? person, text }),
    online: (is) => {
      online = is
    },
  }
  const isOnline = () => vi.waitFor(() => expect(online).toBe(true), { timeout: 8_000, interval: 20 })
  const have = <T>(list: () => readonly T[], count: number) =>
    vi.waitFor(() => expect(list()).toHaveLength(count), { timeout: 8_000, interval: 10 })
  const start = async (receive: (message: Incoming) => void = (message) => received.push(message)) => {
    await harness.channel.start(receive, events)
    await isOnline()
  }

  beforeEach(async () => {
    received = []
    recalled = []
    echoed = []
    online = false
    harness = await make()
  })
  afterEach(async () => {
    await harness.channel.stop()
    await harness.close()
  })

  test('delivers what is said to the bot in a room, without its name', async () => {
    await start()
    const id = harness.say({ room: ROOM, text: '去年收了多少件' })
    await have(() => received, 1)
    expect(received[0]).toMatchObject({
      ...{ id, room: ROOM, text: '去年收了多少件', addressed: true },
      sender: { id: PERSON, name: '张三' },
    })
    expect(received[0]?.at).toBeInstanceOf(Date)
  })

  test('tells what is not said to the bot', async () => {
    await start()
    harness.say({ room: ROOM, text: '大家好', toBot: false })
    await have(() => received, 1)
    expect(received[0]).toMatchObject({ addressed: false })
  })

  test('takes everything in a private chat as said to the bot', async () => {
    await start()
    harness.say({ text: '去年呢' })
    await have(() => received, 1)
    expect(received[0]).toMatchObject({ text: '去年呢', addressed: true })
    expect(received[0]?.room).toBeUndefined()
  })

  test('delivers in order, and each message id once', async () => {
    await start()
    for (let i = 0; i < 30; i++) harness.say({ room: ROOM, text: `第${i}问`, id: `id-${i}` })
    harness.say({ room: ROOM, text: '第7问', id: 'id-7' })
    harness.say({ room: ROOM, text: '完' })
    await have(() => received, 31)
    expect(received.map((message) => message.text)).toEqual([...Array.from({ length: 30 }, (_, i) => `第${i}问`), '完'])
  })

  test('a receiver that throws loses its message only', async () => {
    await start((message) => {
      received.push(message)
      throw new Error('boom')
    })
    harness.say({ room: ROOM, text: '甲' })
    harness.say({ room: ROOM, text: '乙' })
    await have(() => received, 2)
  })

  test('tells that a message was taken back', async () => {
    await start()
    const id = harness.say({ room: ROOM, text: '去年呢' })
    await have(() => received, 1)
    harness.recall(id)
    await have(() => recalled, 1)
    expect(recalled).toEqual([id])
  })

  test('sends parts in order, mentioning the person in a room, once', async () => {
    await start()
    await harness.channel.send({ room: ROOM, person: PERSON }, ['甲', '乙', '丙'])
    expect(harness.sent()).toEqual([
      { text: '甲', to: ROOM, mentions: [PERSON] },
      { text: '乙', to: ROOM, mentions: [] },
      { text: '丙', to: ROOM, mentions: [] },
    ])
  })

  test('sends without a mention in private, and where none is wanted', async () => {
    await start()
    await harness.channel.send({ person: PERSON }, ['甲'])
    await harness.channel.send({ room: ROOM, person: PERSON, mention: false }, ['乙'])
    expect(harness.sent()).toEqual([
      { text: '甲', to: PERSON, mentions: [] },
      { text: '乙', to: ROOM, mentions: [] },
    ])
  })

  test('shows what it sent, as the chat does', async () => {
    await start()
    await harness.channel.send({ room: ROOM, person: PERSON }, ['甲'])
    await harness.channel.send({ person: PERSON }, ['乙'])
    await have(() => echoed, 2)
    expect(echoed).toContainEqual({ place: ROOM, text: expect.stringMatching(/甲$/) })
    expect(echoed).toContainEqual({ place: PERSON, text: '乙' })
    expect(received).toEqual([])
  })

  test.each([
    ['small', 900],
    ['large', 300_000],
  ])('delivers that a %s file was sent, and has its bytes up to the limit', async (_size, length) => {
    await start()
    const bytes = Buffer.alloc(length, '云溪区')
    const inRoom = harness.sendFile({ name: '2024年报告.docx', bytes, room: ROOM })
    await have(() => received, 1)
    expect(received[0]).toMatchObject({ id: inRoom, room: ROOM, text: '', media: 'file', addressed: false })
    expect(received[0]?.file).toEqual({ name: '2024年报告.docx' })
    const file = await harness.channel.fetchFile?.(inRoom, 1_000_000)
    expect(file?.name).toBe('2024年报告.docx')
    expect(Buffer.from(file?.bytes ?? []).equals(bytes)).toBe(true)
    await expect(harness.channel.fetchFile?.(inRoom, length - 1)).rejects.toMatchObject({ code: 'tooLarge' })
  })

  test.each([
    ['small', 900],
    ['large', 300_000],
  ])('sends a %s file once, to a room and in private', async (_size, length) => {
    await start()
    const path = join(temporaryFolder(), '草稿1.docx')
    writeFileSync(path, Buffer.alloc(length, '云溪区'))
    await harness.channel.sendFile?.({ room: ROOM, person: PERSON }, path)
    await harness.channel.sendFile?.({ person: PERSON }, path)
    expect(harness.sentFiles().map(({ to, name, bytes }) => ({ to, name, size: bytes.length }))).toEqual([
      { to: ROOM, name: '草稿1.docx', size: length },
      { to: PERSON, name: '草稿1.docx', size: length },
    ])
    await expect(harness.channel.sendFile?.({ person: PERSON }, path, AbortSignal.abort())).rejects.toThrow()
    expect(harness.sentFiles()).toHaveLength(2)
  })

  test('sends nothing when the signal is aborted', async () => {
    await start()
    await expect(harness.channel.send({ person: PERSON }, ['甲'], AbortSignal.abort())).rejects.toThrow()
    expect(harness.sent()).toEqual([])
  })

  test('knows who is in a room', async () => {
    await start()
    expect(await harness.channel.isMember?.(ROOM, PERSON)).toBe(true)
    expect(await harness.channel.isMember?.(ROOM, 'wxid_nobody')).toBe(false)
  })

  test('fails to send while the link is down, and sends again when it is back', async () => {
    await start()
    await harness.setLink(false)
    await expect(harness.channel.send({ person: PERSON }, ['甲'])).rejects.toMatchObject({
      name: 'ChannelError',
      sent: 0,
    })
    await vi.waitFor(() => expect(online).toBe(false))
    await harness.setLink(true)
    await isOnline()
    await harness.channel.send({ person: PERSON }, ['乙'])
    harness.say({ text: '去年呢' })
    await have(() => received, 1)
    expect(harness.sent().map((part) => part.text)).toEqual(['乙'])
  })

  test('is silent after stop, and stop may be called twice', async () => {
    await start()
    await harness.channel.stop()
    await harness.channel.stop()
    harness.say({ text: '去年呢' })
    await expect(harness.channel.send({ person: PERSON }, ['甲'])).rejects.toMatchObject({ code: 'stopped' })
    expect(received).toEqual([])
    expect(harness.sent()).toEqual([])
  })

  test('stop while starting ends stopped', async () => {
    const starting = harness.channel.start((message) => received.push(message), events).catch(() => undefined)
    await harness.channel.stop()
    await starting
    await expect(harness.channel.send({ person: PERSON }, ['甲'])).rejects.toMatchObject({ code: 'stopped' })
  })
})
