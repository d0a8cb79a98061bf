import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChannelError } from '../../bot/channel.ts'
import { type Ledger, memoryLedger } from '../../bot/ledger.ts'
import { type ServeEvent, type Serving, serve } from '../../bot/serve.ts'
import { type FakeChannel, fakeChannel } from '../fakes/fake-channel.ts'

const DRAFT = '/data/drafts/草稿1.docx'
let channel: FakeChannel
let ledger: Ledger
let serving: Serving
let logged: ServeEvent[]

const start = async () => {
  serving = await serve(channel, async () => ({ text: '见文件。', file: DRAFT }), {
    ...{ now: () => Date.now(), ledger, log: (event: ServeEvent) => logged.push(event) },
  })
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const texts = () => channel.delivered.map(({ text }) => text)

beforeEach(() => {
  vi.useFakeTimers()
  channel = fakeChannel()
  ledger = memoryLedger()
  logged = []
})
afterEach(async () => {
  const stopped = serving.stop()
  await vi.advanceTimersByTimeAsync(20_000)
  await stopped
  vi.useRealTimers()
})

describe('the file of an answer', () => {
  test('goes out behind the text, once', async () => {
    await start()
    channel.hear({ room: 'r1', text: '起草' })
    await pass(10_000)
    expect(texts()).toEqual(['见文件。'])
    expect(channel.sentFiles).toEqual([{ to: 'r1', path: DRAFT }])
    expect(ledger.queued()).toEqual([])
  })

  test('waits for the link and goes out when it is back', async () => {
    await start()
    channel.hear({ room: 'r1', text: '起草' })
    channel.setOnline(false)
    await pass(5_000)
    expect(channel.sentFiles).toEqual([])
    channel.setOnline(true)
    await pass(20_000)
    expect(channel.sentFiles).toHaveLength(1)
  })

  test('is not sent again when it may have gone out: the person is told instead', async () => {
    await start()
    channel.afterDelivery = async ({ text }) => {
      if (text === DRAFT) throw new ChannelError('unknown', '没有回音。')
    }
    channel.hear({ room: 'r1', text: '起草' })
    await pass(60_000)
    expect(channel.sentFiles).toHaveLength(1)
    expect(texts()).toEqual(['见文件。', expect.stringContaining('文件「草稿1.docx」可能没有发出')])
    expect(logged.map(({ kind }) => kind)).toContain('unsent')
  })

  test('whose sending a crash broke off is not sent again after the restart', async () => {
    const [text, file] = ledger.close('m0', Date.now(), {
      ...{ conversation: 'r1', target: { room: 'r1', person: 'li' }, parts: ['见文件。'], file: DRAFT },
    })
    ledger.mark(text?.seq ?? 0, 'done')
    ledger.mark(file?.seq ?? 0, 'sending')
    await start()
    await pass(10_000)
    expect(channel.sentFiles).toEqual([])
    expect(texts()).toEqual([expect.stringContaining('可能没有发出')])
    expect(ledger.queued()).toEqual([])
  })

  test('a channel that sends no files says so', async () => {
    const { sendFile: _, ...without } = channel
    channel = Object.assign(channel, without)
    Object.defineProperty(channel, 'sendFile', { value: undefined })
    await start()
    channel.hear({ room: 'r1', text: '起草' })
    await pass(5_000)
    expect(texts()).toEqual(['见文件。', expect.stringContaining('发不了文件')])
  })
})
