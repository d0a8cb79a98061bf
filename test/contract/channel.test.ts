import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChannelEvents, Incoming } from '../../bot/channel.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ROOM } from '../support/test-puppet.ts'
import { fakeHarness, grpcHarness, type Harness, inProcessHarness, terminalHarness } from './channel-harness.ts'

/** What a channel may lack, and why; its tests are skipped with that reason. */
type Lacks = Partial<Record<'rooms' | 'recall' | 'repeats' | 'link', string>>

const CHANNELS: readonly [name: string, make: () => Harness | Promise<Harness>, lacks: Lacks][] = [
  [
    'the terminal',
    terminalHarness,
    {
      rooms: 'one person, no rooms',
      recall: 'a line once typed stays',
      repeats: 'a line has no id to come again under',
      link: 'a terminal that is closed does not come back',
    },
  ],
  ['the fake', fakeHarness, {}],
  ['Wechaty in process', inProcessHarness, {}],
  ['Wechaty over gRPC', grpcHarness, {}],
]

describe.each(CHANNELS)('a channel: %s', (_, make, lacks) => {
  const room = lacks.rooms === undefined ? ROOM : undefined
  const inRoom = room === undefined ? {} : { room }
  const needing = (...needs: (keyof Lacks)[]) => {
    const why = needs.flatMap((need) => lacks[need] ?? [])
    return (name: string, check: () => Promise<void>) =>
      why.length === 0 ? test(name, check) : test.skip(`${name} (${why.join(', ')})`, check)
  }

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

  needing('rooms')('delivers what is said to the bot in a room, without its name', async () => {
    await start()
    const id = harness.say({ room: ROOM, text: '去年收了多少件' })
    await have(() => received, 1)
    expect(received[0]).toMatchObject({
      ...{ id, room: ROOM, text: '去年收了多少件', addressed: true },
      sender: { id: harness.person, name: '张三' },
    })
    expect(received[0]?.at).toBeInstanceOf(Date)
  })

  needing('rooms')('tells what is not said to the bot', async () => {
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

  const numbered = Array.from({ length: 30 }, (_, i) => `第${i}问`)

  test('delivers in order', async () => {
    await start()
    for (const text of numbered) harness.say({ ...inRoom, text })
    await have(() => received, 30)
    expect(received.map((message) => message.text)).toEqual(numbered)
    expect(new Set(received.map(({ id }) => id)).size).toBe(30)
  })

  needing('repeats')('delivers each message id once', async () => {
    await start()
    for (const [i, text] of numbered.entries()) harness.say({ ...inRoom, text, id: `id-${i}` })
    harness.say({ ...inRoom, text: '第7问', id: 'id-7' })
    harness.say({ ...inRoom, text: '完' })
    await have(() => received, 31)
    expect(received.map((message) => message.text)).toEqual([...numbered, '完'])
  })

  test('a receiver that throws loses its message only', async () => {
    await start((message) => {
      received.push(message)
      throw new Error('boom')
    })
    harness.say({ ...inRoom, text: '甲' })
    harness.say({ ...inRoom, text: '乙' })
    await have(() => received, 2)
  })

  needing('recall')('tells that a message was taken back', async () => {
    await start()
    const id = harness.say({ room: ROOM, text: '去年呢' })
    await have(() => received, 1)
    harness.recall(id)
    await have(() => recalled, 1)
    expect(recalled).toEqual([id])
  })

  needing('rooms')('sends parts in order, mentioning the person in a room, once', async () => {
    await start()
    const { person } = harness
    await harness.channel.send({ room: ROOM, person }, ['甲', '乙', '丙'])
    expect(harness.sent()).toEqual([
      { text: '甲', to: ROOM, mentions: [person] },
      { text: '乙', to: ROOM, mentions: [] },
      { text: '丙', to: ROOM, mentions: [] },
    ])
  })

  needing('rooms')('sends to a room without a mention where none is wanted', async () => {
    await start()
    await harness.channel.send({ room: ROOM, person: harness.person, mention: false }, ['乙'])
    expect(harness.sent()).toEqual([{ text: '乙', to: ROOM, mentions: [] }])
  })

  test('sends parts in order in private, without a mention', async () => {
    await start()
    const { person } = harness
    await harness.channel.send({ person }, ['甲', '乙'])
    expect(harness.sent()).toEqual([
      { text: '甲', to: person, mentions: [] },
      { text: '乙', to: person, mentions: [] },
    ])
  })

  test('shows what it sent, as the chat does', async () => {
    await start()
    const { person } = harness
    await harness.channel.send({ ...inRoom, person }, ['甲'])
    await harness.channel.send({ person }, ['乙'])
    await have(() => echoed, 2)
    expect(echoed).toContainEqual({ place: room ?? person, text: expect.stringMatching(/甲$/) })
    expect(echoed).toContainEqual({ place: person, text: '乙' })
    expect(received).toEqual([])
  })

  test.each([
    ['small', 900],
    ['large', 300_000],
  ])('delivers that a %s file was sent, and has its bytes up to the limit', async (_size, length) => {
    await start()
    const bytes = Buffer.alloc(length, '云溪区')
    const id = harness.sendFile({ name: '2024年报告.docx', bytes, ...inRoom })
    await have(() => received, 1)
    expect(received[0]).toMatchObject({ id, ...inRoom, text: '', media: 'file', addressed: room === undefined })
    expect(received[0]?.file).toEqual({ name: '2024年报告.docx' })
    const file = await harness.channel.fetchFile?.(id, 1_000_000)
    expect(file?.name).toBe('2024年报告.docx')
    expect(Buffer.from(file?.bytes ?? []).equals(bytes)).toBe(true)
    await expect(harness.channel.fetchFile?.(id, length - 1)).rejects.toMatchObject({ code: 'tooLarge' })
  })

  test.each([
    ['small', 900],
    ['large', 300_000],
  ])('sends a %s file once, where it is to go', async (_size, length) => {
    await start()
    const { person } = harness
    const path = join(temporaryFolder(), '草稿1.docx')
    writeFileSync(path, Buffer.alloc(length, '云溪区'))
    await harness.channel.sendFile?.({ ...inRoom, person }, path)
    await harness.channel.sendFile?.({ person }, path)
    expect(harness.sentFiles().map(({ to, name, bytes }) => ({ to, name, size: bytes.length }))).toEqual([
      { to: room ?? person, name: '草稿1.docx', size: length },
      { to: person, name: '草稿1.docx', size: length },
    ])
    await expect(harness.channel.sendFile?.({ person }, path, AbortSignal.abort())).rejects.toThrow()
    expect(harness.sentFiles()).toHaveLength(2)
  })

  test('sends nothing when the signal is aborted', async () => {
    await start()
    await expect(harness.channel.send({ person: harness.person }, ['甲'], AbortSignal.abort())).rejects.toThrow()
    expect(harness.sent()).toEqual([])
  })

  needing('rooms')('knows who is in a room', async () => {
    await start()
    expect(await harness.channel.isMember?.(ROOM, harness.person)).toBe(true)
    expect(await harness.channel.isMember?.(ROOM, 'wxid_nobody')).toBe(false)
  })

  needing('link')('fails to send while the link is down, and sends again when it is back', async () => {
    await start()
    await harness.setLink(false)
    await expect(harness.channel.send({ person: harness.person }, ['甲'])).rejects.toMatchObject({
      name: 'ChannelError',
      sent: 0,
    })
    await vi.waitFor(() => expect(online).toBe(false))
    await harness.setLink(true)
    await isOnline()
    await harness.channel.send({ person: harness.person }, ['乙'])
    harness.say({ text: '去年呢' })
    await have(() => received, 1)
    expect(harness.sent().map((part) => part.text)).toEqual(['乙'])
  })

  test('is silent after stop, and stop may be called twice', async () => {
    await start()
    await harness.channel.stop()
    await harness.channel.stop()
    harness.say({ text: '去年呢' })
    await expect(harness.channel.send({ person: harness.person }, ['甲'])).rejects.toMatchObject({ code: 'stopped' })
    expect(received).toEqual([])
    expect(harness.sent()).toEqual([])
  })

  test('stop while starting ends stopped', async () => {
    const starting = harness.channel.start((message) => received.push(message), events).catch(() => undefined)
    await harness.channel.stop()
    await starting
    await expect(harness.channel.send({ person: harness.person }, ['甲'])).rejects.toMatchObject({ code: 'stopped' })
  })
})
