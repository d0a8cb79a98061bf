import { describe, expect, test, vi } from 'vitest'
import { memoryLedger } from '../../bot/ledger.ts'
import type { Answer } from '../../bot/serve.ts'
import { LINES } from '../../bot/serve-lines.ts'
import { RetrievalError } from '../../retrieval/errors.ts'
import { echo, later, testServing } from '../support/serving.ts'

const bot = testServing()
const { start, pass, texts } = bot

describe('answers', () => {
  test('a room message is answered in the room, mentioning the person', async () => {
    await start(echo)
    bot.channel.hear({ room: 'r1', text: '去年呢' })
    await pass(0)
    expect(bot.channel.delivered).toEqual([{ room: 'r1', person: 'li', text: '答:去年呢', mentions: ['li'] }])
    expect(bot.logged).toMatchObject([{ kind: 'answered', id: 'm1', room: 'r1', person: 'li' }])
  })

  test('a private message is answered in private', async () => {
    await start(echo)
    bot.channel.hear({ text: '去年呢' })
    await pass(0)
    expect(bot.channel.delivered).toEqual([{ room: undefined, person: 'li', text: '答:去年呢', mentions: [] }])
  })

  test('what is not addressed to the bot never reaches the core', async () => {
    const answer = vi.fn(echo)
    await start(answer)
    bot.channel.hear({ room: 'r1', text: '去年呢', addressed: false })
    await pass(10_000)
    expect(answer).not.toHaveBeenCalled()
    expect(texts()).toEqual([])
  })

  test('messages of one room are answered in order, however long each takes', async () => {
    await start((message) => later(message.text === '慢' ? 1_000 : 1, message.text))
    for (const text of ['慢', '快', '更快']) bot.channel.hear({ room: 'r1', text })
    await pass(2_000)
    expect(texts()).toEqual(['慢', '快', '更快'])
  })

  test('a slow room does not hold up another', async () => {
    await start((message) => later(message.room === 'r1' ? 1_000 : 1, message.text))
    bot.channel.hear({ room: 'r1', text: '慢' })
    bot.channel.hear({ room: 'r2', text: '快' })
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
    for (let i = 0; i < 10; i++) bot.channel.hear({ room: 'busy', text: String(i) })
    for (const room of ['a', 'b', 'c']) bot.channel.hear({ room, text: '问' })
    await pass(5_000)
    expect(most).toBe(2)
    expect(texts().indexOf('c问')).toBeLessThan(texts().indexOf('busy5'))
    expect(texts().filter((text) => text.startsWith('busy'))).toEqual([...Array(10).keys()].map((i) => `busy${i}`))
  })

  test('a long reply goes out in numbered parts, and only the first mentions the person', async () => {
    await start(async () => ({ text: Array.from({ length: 6 }, () => '甲'.repeat(700)).join('\n') }))
    bot.channel.hear({ room: 'r1', text: '全文' })
    await pass(0)
    expect(texts().map((text) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)'])
    expect(texts().every((text) => text.length <= 1_800)).toBe(true)
    expect(bot.channel.delivered.map((part) => part.mentions)).toEqual([['li'], [], []])
  })
})

describe('slow and failing work', () => {
  test('is acknowledged once within three seconds, before the answer', async () => {
    await start((message) => later(8_000, message.text))
    bot.channel.hear({ room: 'r1', text: '甲' })
    bot.channel.hear({ room: 'r1', text: '乙' })
    await pass(2_999)
    expect(texts()).toEqual([LINES.acknowledged])
    await pass(20_000)
    expect(texts()).toEqual([LINES.acknowledged, '甲', '乙'])
  })

  test('of a question asked behind one that was acknowledged is acknowledged too, within three seconds', async () => {
    await start((message) => later(8_000, message.text))
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(5_000)
    expect(texts()).toEqual([LINES.acknowledged])
    bot.channel.hear({ room: 'r1', text: '乙' })
    await pass(2_999)
    expect(texts()).toEqual([LINES.acknowledged, LINES.acknowledged])
    await pass(20_000)
    expect(texts().slice(2)).toEqual(['甲', '乙'])
  })

  test('is not acknowledged when the answer comes in time', async () => {
    await start((message) => later(2_000, message.text))
    bot.channel.hear({ room: 'r1', text: '甲' })
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
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(30_000)
    expect(texts()).toEqual([LINES.acknowledged, LINES.deadline(30)])
    expect(aborted).toBe(true)
    expect(bot.logged).toMatchObject([{ kind: 'deadline', ms: 30_000 }])
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
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(0)
    expect(texts()).toEqual([LINES.failed])
    expect(bot.logged).toMatchObject([{ kind: 'failed' }])
  })

  test('a store that is away is named, without its address', async () => {
    await start(async () => Promise.reject(new RetrievalError('unreachable', '连不上 http://10.0.0.1:6333')))
    bot.channel.hear({ text: '甲' })
    await pass(0)
    expect(texts()).toEqual(['查询失败:检索服务没有响应(已重试)。请稍后再问,或请管理员看「状态」。'])
  })
})

describe('who may', () => {
  test('a refused person gets the line of the refusal, and the core is not asked', async () => {
    const answer = vi.fn(echo)
    await start(answer, { admit: async () => ({ allowed: false, line: '未授权。' }) })
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(0)
    expect(texts()).toEqual(['未授权。'])
    expect(answer).not.toHaveBeenCalled()
  })
})

describe('a stranger', () => {
  const refused = () => {
    let isNew = true
    return async () => {
      const line = isNew ? '未授权。' : undefined
      isNew = false
      return { allowed: false as const, line }
    }
  }

  test.each([
    ['a flood', { limit: () => false }, { text: '甲' }],
    ['a flood in one room', { waiting: 0 }, { text: '甲' }],
    ['pictures', {}, { text: '', media: 'image' as const }],
    ['停止', {}, { text: '停止' }],
  ])('is told once that they may not, and no other line: %s', async (_, options, message) => {
    await start(echo, { ...options, admit: refused() })
    for (let i = 0; i < 3; i++) bot.channel.hear(message)
    await pass(10_000)
    bot.channel.hear({ ...message, room: 'r1' })
    await pass(700_000)
    bot.channel.hear(message)
    await pass(10_000)
    expect(texts()).toEqual(['未授权。'])
  })
})

describe('a stranger and the end', () => {
  const mayNot = { admit: async () => ({ allowed: false as const }) }

  test('is not told that the program ends', async () => {
    await start(() => new Promise(() => undefined), {
      parallel: 1,
      admit: async ({ sender }) => ({ allowed: sender.id === 'wang' }),
    })
    bot.channel.hear({ text: '甲', sender: { id: 'wang', name: '王五' } })
    bot.channel.hear({ text: '乙' })
    const stopped = bot.stop()
    await pass(10_000)
    await stopped
    expect(bot.channel.delivered.map(({ person, text }) => [person, text])).toEqual([
      ['wang', LINES.acknowledged],
      ['wang', LINES.shutDown],
    ])
  })

  test('gets no apology for what a crash left unanswered', async () => {
    const ledger = memoryLedger()
    const at = new Date(Date.now() - 3_600_000)
    ledger.take({ id: 'a', text: '甲', addressed: true, sender: { id: 'li', name: '' }, at }, Date.now())
    await start(echo, { ledger, ...mayNot })
    await pass(1_000)
    expect(texts()).toEqual([])
    expect(ledger.unfinished()).toEqual([])
  })
})

describe('stop', () => {
  test('lets running work finish', async () => {
    await start((message) => later(2_000, message.text))
    bot.channel.hear({ room: 'r1', text: '甲' })
    const stopped = bot.stop()
    await pass(2_500)
    await stopped
    expect(texts()).toEqual(['甲'])
  })

  test('tells every sender of unfinished work, within ten seconds', async () => {
    await start(() => new Promise(() => undefined))
    bot.channel.hear({ room: 'r1', text: '甲' })
    bot.channel.hear({ room: 'r1', text: '乙' })
    bot.channel.hear({ room: 'r2', text: '丙' })
    const stopped = bot.stop()
    await pass(10_000)
    await stopped
    expect(texts().filter((text) => text === LINES.shutDown)).toHaveLength(3)
  })

  test('what is asked while it ends is kept, and answered by the next start', async () => {
    const ledger = memoryLedger()
    await start((message) => later(2_000, message.text), { ledger })
    bot.channel.hear({ room: 'r1', text: '甲' })
    const stopped = bot.stop()
    bot.channel.hear({ id: 'late', room: 'r1', text: '乙', at: new Date() })
    bot.channel.hear({ room: 'r1', text: '大家好', addressed: false })
    await pass(10_000)
    await stopped
    expect(texts()).toEqual(['甲'])
    await start(echo, { ledger })
    await pass(1_000)
    bot.channel.hear({ id: 'late', room: 'r1', text: '乙' })
    await pass(1_000)
    expect(texts()).toEqual(['答:乙'])
  })

  test('takes nothing more', async () => {
    await start(echo)
    await bot.stop()
    bot.channel.hear({ text: '甲' })
    await pass(0)
    expect(texts()).toEqual([])
  })
})
