import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChannelError, type Incoming } from '../../bot/channel.ts'
import { type Ledger, memoryLedger, steadyLedger } from '../../bot/ledger.ts'
import { type Answer, type ServeEvent, type ServeOptions, type Serving, serve } from '../../bot/serve.ts'
import { LINES } from '../../bot/serve-lines.ts'
import { type FakeChannel, fakeChannel } from '../fakes/fake-channel.ts'

let channel: FakeChannel
let serving: Serving
let logged: ServeEvent[]

beforeEach(() => {
  vi.useFakeTimers()
  channel = fakeChannel()
  logged = []
})

afterEach(async () => {
  const stopped = serving.stop()
  await vi.advanceTimersByTimeAsync(20_000)
  await stopped
  vi.useRealTimers()
})

async function start(answer: Answer, options: Partial<ServeOptions> = {}): Promise<void> {
  serving = await serve(channel, answer, { now: () => Date.now(), log: (event) => logged.push(event), ...options })
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const texts = () => channel.delivered.map((part) => part.text)
const later = (ms: number, text: string, signal?: AbortSignal) =>
  new Promise<{ text: string }>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ text }), ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Error('aborted'))
    })
  })
const echo: Answer = async (message: Incoming) => ({ text: `答:${message.text}` })

describe('answers', () => {
  test('a room message is answered in the room, mentioning the person', async () => {
    await start(echo)
    channel.hear({ room: 'r1', text: '去年呢' })
    await pass(0)
    expect(channel.delivered).toEqual([{ room: 'r1', person: 'li', text: '答:去年呢', mentions: ['li'] }])
    expect(logged).toMatchObject([{ kind: 'answered', id: 'm1', room: 'r1', person: 'li' }])
  })

  test('a private message is answered in private', async () => {
    await start(echo)
    channel.hear({ text: '去年呢' })
    await pass(0)
    expect(channel.delivered).toEqual([{ room: undefined, person: 'li', text: '答:去年呢', mentions: [] }])
  })

  test('what is not addressed to the bot never reaches the core', async () => {
    const answer = vi.fn(echo)
    await start(answer)
    channel.hear({ room: 'r1', text: '去年呢', addressed: false })
    await pass(10_000)
    expect(answer).not.toHaveBeenCalled()
    expect(texts()).toEqual([])
  })

  test('messages of one room are answered in order, however long each takes', async () => {
    await start((message) => later(message.text === '慢' ? 1_000 : 1, message.text))
    for (const text of ['慢', '快', '更快']) channel.hear({ room: 'r1', text })
    await pass(2_000)
    expect(texts()).toEqual(['慢', '快', '更快'])
  })

  test('a slow room does not hold up another', async () => {
    await start((message) => later(message.room === 'r1' ? 1_000 : 1, message.text))
    channel.hear({ room: 'r1', text: '慢' })
    channel.hear({ room: 'r2', text: '快' })
    await pass(2_000)
    expect(texts()).toEqual(['快', '慢'])
  })

  test('no more conversations are worked on at once than allowed, and a busy room does not starve the others', async () => {
    let working = 0
    let most = 0
    await start(
      async (message) => {
        working += 1
        most = Math.max(most, working)
        await later(100, '')
        working -= 1
        return { text: `${message.room}${message.text}` }
      },
      { parallel: 2 },
    )
    for (let i = 0; i < 10; i++) channel.hear({ room: 'busy', text: String(i) })
    for (const room of ['a', 'b', 'c']) channel.hear({ room, text: '问' })
    await pass(5_000)
    expect(most).toBe(2)
    expect(texts().indexOf('c问')).toBeLessThan(texts().indexOf('busy5'))
    expect(texts().filter((text) => text.startsWith('busy'))).toEqual([...Array(10).keys()].map((i) => `busy${i}`))
  })

  test('a long reply goes out in numbered parts, and only the first mentions the person', async () => {
    await start(async () => ({ text: Array.from({ length: 6 }, () => '甲'.repeat(700)).join('\n') }))
    channel.hear({ room: 'r1', text: '全文' })
    await pass(0)
    expect(texts().map((text) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)'])
    expect(texts().every((text) => text.length <= 1_800)).toBe(true)
    expect(channel.delivered.map((part) => part.mentions)).toEqual([['li'], [], []])
  })
})

describe('slow and failing work', () => {
  test('is acknowledged once within three seconds, before the answer', async () => {
    await start((message) => later(8_000, message.text))
    channel.hear({ room: 'r1', text: '甲' })
    channel.hear({ room: 'r1', text: '乙' })
    await pass(2_999)
    expect(texts()).toEqual([LINES.acknowledged])
    await pass(20_000)
    expect(texts()).toEqual([LINES.acknowledged, '甲', '乙'])
  })

  test('is not acknowledged when the answer comes in time', async () => {
    await start((message) => later(2_000, message.text))
    channel.hear({ room: 'r1', text: '甲' })
    await pass(10_000)
    expect(texts()).toEqual(['甲'])
  })

  test('ends at the deadline with a line, and the core is told to stop', async () => {
    let aborted = false
    await start(
      (_message, signal) => {
        signal.addEventListener('abort', () => {
          aborted = true
        })
        return new Promise(() => undefined)
      },
      { deadlineMs: 30_000 },
    )
    channel.hear({ room: 'r1', text: '甲' })
    await pass(30_000)
    expect(texts()).toEqual([LINES.acknowledged, LINES.deadline(30)])
    expect(aborted).toBe(true)
    expect(logged).toMatchObject([{ kind: 'deadline', ms: 30_000 }])
  })

  test.each([
    ['rejects', async () => Promise.reject(new Error('boom'))],
    [
      'throws',
      () => {
        throw new Error('boom')
      },
    ],
    ['says nothing', async () => ({ text: ' ' })],
  ] satisfies [string, Answer][])('a core that %s gives one line instead of silence', async (_, answer) => {
    await start(answer)
    channel.hear({ room: 'r1', text: '甲' })
    await pass(0)
    expect(texts()).toEqual([LINES.failed])
    expect(logged).toMatchObject([{ kind: 'failed' }])
  })

  test('the line is the one the error is explained by', async () => {
    await start(async () => Promise.reject(new Error('索引打不开')), { explain: (error) => (error as Error).message })
    channel.hear({ text: '甲' })
    await pass(0)
    expect(texts()).toEqual(['索引打不开'])
  })

  test('an answer waits while the link is down, and goes out in order when it is back', async () => {
    await start(echo)
    channel.setOnline(false)
    channel.hear({ room: 'r1', text: '甲' })
    channel.hear({ room: 'r1', text: '乙' })
    await pass(60_000)
    expect(texts()).toEqual([])
    channel.setOnline(true)
    await pass(0)
    expect(texts()).toEqual(['答:甲', '答:乙'])
  })

  test('a link that breaks in mid-answer continues with the next part', async () => {
    await start(async () => ({ text: Array.from({ length: 6 }, () => '甲'.repeat(700)).join('\n') }))
    let count = 0
    channel.beforeDelivery = async () => {
      count += 1
      if (count === 2) {
        channel.setOnline(false)
        throw new ChannelError('unreachable', '断开')
      }
    }
    channel.hear({ room: 'r1', text: '全文' })
    await pass(10_000)
    expect(texts().map((text) => text.slice(0, 5))).toEqual(['(1/3)'])
    channel.setOnline(true)
    await pass(10_000)
    expect(texts().map((text) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)'])
  })

  test('a part whose end is unknown is sent again with a mark', async () => {
    await start(echo)
    let failures = 1
    channel.beforeDelivery = async () => {
      if (failures-- > 0) throw new ChannelError('unknown', '不知道发出没有')
    }
    channel.hear({ room: 'r1', text: '甲' })
    await pass(10_000)
    expect(texts()).toEqual(['(补发)答:甲'])
  })

  test('a part whose end is unknown is not sent again when the chat shows it', async () => {
    await start(echo)
    channel.afterDelivery = async () => {
      throw new ChannelError('unknown', '不知道发出没有')
    }
    channel.hear({ room: 'r1', text: '甲' })
    await pass(60_000)
    expect(texts()).toEqual(['答:甲'])
  })

  test('a part that the chat refuses is given up, logged, and does not stop the next answer', async () => {
    await start(echo)
    channel.beforeDelivery = async (part) => {
      if (part.text.includes('甲')) throw new ChannelError('failed', '拒绝')
    }
    channel.hear({ room: 'r1', text: '甲' })
    channel.hear({ room: 'r1', text: '乙' })
    await pass(60_000)
    expect(texts()).toEqual(['答:乙'])
    expect(logged.filter((event) => event.kind === 'unsent')).toMatchObject([{ id: 'm1', room: 'r1' }])
  })

  test('an answer that could not go out for an hour is given up', async () => {
    await start(echo)
    channel.setOnline(false)
    channel.hear({ room: 'r1', text: '甲' })
    await pass(3_700_000)
    channel.setOnline(true)
    await pass(1_000)
    expect(texts()).toEqual([])
    expect(logged.at(-1)).toMatchObject({ kind: 'unsent' })
  })
})

describe('exactly once', () => {
  const from = (ledger: Ledger) => ({ ledger })

  test('a message that comes again after a restart is not answered again', async () => {
    const ledger = memoryLedger()
    await start(echo, from(ledger))
    channel.hear({ id: 'a', text: '甲' })
    await pass(0)
    await serving.stop()
    channel = fakeChannel()
    await start(echo, from(ledger))
    channel.hear({ id: 'a', text: '甲' })
    await pass(0)
    expect(texts()).toEqual([])
  })

  test('what a crash left unanswered is answered once when young, and apologised for once a person when old', async () => {
    const ledger = memoryLedger()
    const now = Date.now()
    const message = (id: string, room: string, ageMs: number): Incoming => ({
      ...{ id, room, text: id, addressed: true, sender: { id: 'li', name: '李四' } },
      at: new Date(now - ageMs),
    })
    for (const [id, room, ageMs] of [
      ['young', 'r1', 1_000],
      ['old', 'r2', 400_000],
      ['older', 'r2', 500_000],
    ] as const)
      ledger.take(message(id, room, ageMs), now)
    await start(echo, from(ledger))
    await pass(0)
    expect(channel.delivered.map(({ room, text }) => [room, text])).toEqual([
      ['r2', LINES.late],
      ['r1', '答:young'],
    ])
    expect(ledger.unfinished()).toEqual([])
  })

  test('parts that a crash left unsent go out, the one whose sending was begun with a mark', async () => {
    const ledger = memoryLedger()
    const parts = ['甲', '乙', '丙']
    const [first, second] = ledger.close('a', Date.now(), {
      conversation: 'r1',
      target: { room: 'r1', person: 'li' },
      parts,
    })
    ledger.mark(first?.seq ?? 0, 'done')
    ledger.mark(second?.seq ?? 0, 'sending')
    await start(echo, from(ledger))
    await pass(2_000)
    expect(texts()).toEqual(['(补发)乙', '丙'])
    expect(ledger.queued()).toEqual([])
  })

  test('a part that the chat shows after a restart is not sent again', async () => {
    const ledger = memoryLedger()
    const reply = { conversation: 'r1', target: { room: 'r1', person: 'li' }, parts: ['甲', '乙'] }
    ledger.mark(ledger.close('a', Date.now(), reply)[0]?.seq ?? 0, 'sending')
    await start(echo, from(ledger))
    await pass(100)
    channel.show('r1', '@李四\u2005甲')
    await pass(2_000)
    expect(texts()).toEqual(['乙'])
  })

  test('a disk that fails does not silence the bot', async () => {
    const failures: unknown[] = []
    const broken = new Proxy(memoryLedger(), {
      get: () => () => {
        throw new Error('disk full')
      },
    })
    await start(echo, from(steadyLedger(broken, (error) => failures.push(error))))
    channel.hear({ id: 'a', text: '甲' })
    channel.hear({ id: 'b', text: '乙' })
    await pass(0)
    expect(texts()).toEqual(['答:甲', '答:乙'])
    expect(failures).toHaveLength(1)
  })
})

describe('typed in a row', () => {
  const room = 'r1'

  test('the question behind a bare mention is taken with it', async () => {
    await start(echo)
    channel.hear({ room, text: '' })
    await pass(2_000)
    channel.hear({ room, text: '去年呢', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:去年呢'])
  })

  test('somebody else’s words are not', async () => {
    await start(echo)
    channel.hear({ room, text: '' })
    channel.hear({ room, text: '吃了吗', addressed: false, sender: { id: 'wang', name: '王五' } })
    await pass(10_000)
    expect(texts()).toEqual(['答:'])
  })

  test('a bare mention alone is answered after a moment, and the next words of the person are for the bot', async () => {
    await start(echo)
    channel.hear({ room, text: '' })
    await pass(3_000)
    expect(texts()).toEqual(['答:'])
    channel.hear({ room, text: '去年呢', addressed: false })
    channel.hear({ room, text: '好的', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:', '答:去年呢'])
  })

  test('the next words a minute later are not', async () => {
    await start(echo)
    channel.hear({ room, text: '' })
    await pass(3_000)
    await pass(61_000)
    channel.hear({ room, text: '吃了吗', addressed: false })
    await pass(10_000)
    expect(texts()).toEqual(['答:'])
  })

  test('a paste in two messages is one text', async () => {
    const answer = vi.fn(echo)
    await start(answer)
    channel.hear({ room, text: `校核\n${'甲'.repeat(1_500)}` })
    await pass(500)
    channel.hear({ room, text: '乙'.repeat(300), addressed: false })
    await pass(5_000)
    expect(answer).toHaveBeenCalledTimes(1)
    expect(answer.mock.calls[0]?.[0].text).toBe(`校核\n${'甲'.repeat(1_500)}\n${'乙'.repeat(300)}`)
  })

  test('an ordinary question does not wait', async () => {
    await start(echo)
    channel.hear({ room, text: '去年呢' })
    await pass(0)
    expect(texts()).toEqual(['答:去年呢'])
  })
})

describe('停止 and recalled questions', () => {
  test('停止 ends what its sender asked in this room, and nothing else', async () => {
    await start((message, signal) => later(2_000, message.text, signal))
    channel.hear({ room: 'r1', text: '甲' })
    channel.hear({ room: 'r1', text: '乙' })
    channel.hear({ room: 'r1', text: '丙', sender: { id: 'wang', name: '王五' } })
    await pass(100)
    channel.hear({ room: 'r1', text: '停止' })
    await pass(10_000)
    expect(texts()).toEqual([LINES.stopped, '丙'])
  })

  test('停止 with nothing to stop says so', async () => {
    await start(echo)
    channel.hear({ text: '停止' })
    await pass(0)
    expect(texts()).toEqual([LINES.nothingToStop])
  })

  test('a recalled question is dropped without a word', async () => {
    await start((message, signal) => later(1_000, message.text, signal))
    const id = channel.hear({ room: 'r1', text: '甲' })
    channel.hear({ room: 'r1', text: '乙' })
    channel.recall(id)
    await pass(10_000)
    expect(texts()).toEqual(['乙'])
  })
})

describe('too much', () => {
  test('a flood is turned away with one line, and the memory stays bounded', async () => {
    await start((message) => later(10, message.text), { waiting: 5 })
    for (let i = 0; i < 500; i++) channel.hear({ room: 'r1', text: String(i) })
    await pass(10_000)
    expect(texts().filter((text) => text === LINES.busy)).toHaveLength(1)
    expect(texts().filter((text) => text !== LINES.busy)).toEqual(['0', '1', '2', '3', '4'])
  })

  test('pictures and the like get one line in ten minutes', async () => {
    await start(echo)
    channel.hear({ text: '', media: 'image' })
    channel.hear({ text: '', media: 'emoji' })
    await pass(0)
    expect(texts()).toEqual([LINES.media])
    await pass(600_000)
    channel.hear({ text: '', media: 'voice' })
    await pass(0)
    expect(texts()).toEqual([LINES.media, LINES.media])
  })
})

describe('who may', () => {
  test('a refused person gets the line of the refusal, and the core is not asked', async () => {
    const answer = vi.fn(echo)
    await start(answer, { admit: async () => ({ allowed: false, line: '未授权。' }) })
    channel.hear({ room: 'r1', text: '甲' })
    await pass(0)
    expect(texts()).toEqual(['未授权。'])
    expect(answer).not.toHaveBeenCalled()
  })
})

describe('stop', () => {
  test('lets running work finish', async () => {
    await start((message) => later(2_000, message.text))
    channel.hear({ room: 'r1', text: '甲' })
    const stopped = serving.stop()
    await pass(2_500)
    await stopped
    expect(texts()).toEqual(['甲'])
  })

  test('tells every sender of unfinished work, within ten seconds', async () => {
    await start(() => new Promise(() => undefined))
    channel.hear({ room: 'r1', text: '甲' })
    channel.hear({ room: 'r1', text: '乙' })
    channel.hear({ room: 'r2', text: '丙' })
    const stopped = serving.stop()
    await pass(10_000)
    await stopped
    expect(texts().filter((text) => text === LINES.shutDown)).toHaveLength(3)
  })

  test('takes nothing more', async () => {
    await start(echo)
    await serving.stop()
    channel.hear({ text: '甲' })
    await pass(0)
    expect(texts()).toEqual([])
  })
})
