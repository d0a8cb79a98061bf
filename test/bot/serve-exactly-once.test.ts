import { describe, expect, test } from 'vitest'
import { ChannelError, type Incoming } from '../../bot/channel.ts'
import { type Ledger, memoryLedger, steadyLedger } from '../../bot/ledger.ts'
import { LINES } from '../../bot/serve-lines.ts'
import { echo, testServing } from '../support/serving.ts'

const bot = testServing()
const { start, pass, texts } = bot

describe('a link that fails', () => {
  test('an answer waits while the link is down, and goes out in order when it is back', async () => {
    await start(echo)
    bot.channel.setOnline(false)
    bot.channel.hear({ room: 'r1', text: '甲' })
    bot.channel.hear({ room: 'r1', text: '乙' })
    await pass(60_000)
    expect(texts()).toEqual([])
    bot.channel.setOnline(true)
    await pass(0)
    expect(texts()).toEqual(['答:甲', '答:乙'])
  })

  test('a link that breaks in mid-answer continues with the next part', async () => {
    await start(async () => ({ text: Array.from({ length: 6 }, () => '甲'.repeat(700)).join('\n') }))
    let count = 0
    bot.channel.beforeDelivery = async () => {
      count += 1
      if (count === 2) {
        bot.channel.setOnline(false)
        throw new ChannelError('unreachable', '断开')
      }
    }
    bot.channel.hear({ room: 'r1', text: '全文' })
    await pass(10_000)
    expect(texts().map((text) => text.slice(0, 5))).toEqual(['(1/3)'])
    bot.channel.setOnline(true)
    await pass(10_000)
    expect(texts().map((text) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)'])
  })

  test('a part whose end is unknown is sent again with a mark', async () => {
    await start(echo)
    let failures = 1
    bot.channel.beforeDelivery = async () => {
      if (failures-- > 0) throw new ChannelError('unknown', '不知道发出没有')
    }
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(10_000)
    expect(texts()).toEqual(['(补发)答:甲'])
  })

  test('a part whose end is unknown is not sent again when the chat shows it', async () => {
    await start(echo)
    bot.channel.afterDelivery = async () => {
      throw new ChannelError('unknown', '不知道发出没有')
    }
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(60_000)
    expect(texts()).toEqual(['答:甲'])
  })

  test('a part that the chat refuses is given up, bot.logged, and does not stop the next answer', async () => {
    await start(echo)
    bot.channel.beforeDelivery = async (part) => {
      if (part.text.includes('甲')) throw new ChannelError('failed', '拒绝')
    }
    bot.channel.hear({ room: 'r1', text: '甲' })
    bot.channel.hear({ room: 'r1', text: '乙' })
    await pass(60_000)
    expect(texts()).toEqual(['答:乙'])
    expect(bot.logged.filter((event) => event.kind === 'unsent')).toMatchObject([{ id: 'm1', room: 'r1' }])
  })

  test('a line in passing that could not go out is not said minutes later, and an answer is', async () => {
    await start(echo)
    bot.channel.setOnline(false)
    bot.channel.hear({ room: 'r1', text: '', media: 'image' })
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(600_000)
    bot.channel.setOnline(true)
    await pass(1_000)
    expect(texts()).toEqual(['答:甲'])
  })

  test('an answer that could not go out for an hour is given up', async () => {
    await start(echo)
    bot.channel.setOnline(false)
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(3_700_000)
    bot.channel.setOnline(true)
    await pass(1_000)
    expect(texts()).toEqual([])
    expect(bot.logged.at(-1)).toMatchObject({ kind: 'unsent' })
  })
})

describe('exactly once', () => {
  const from = (ledger: Ledger) => ({ ledger })

  test('a message that comes again after a restart is not answered again', async () => {
    const ledger = memoryLedger()
    await start(echo, from(ledger))
    bot.channel.hear({ id: 'a', text: '甲' })
    await pass(0)
    await bot.stop()
    await start(echo, from(ledger))
    bot.channel.hear({ id: 'a', text: '甲' })
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
    expect(bot.channel.delivered.map(({ room, text }) => [room, text])).toEqual([
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
    bot.channel.show('r1', '@李四\u2005甲')
    await pass(2_000)
    expect(texts()).toEqual(['乙'])
  })

  test('a crash in the middle of a paste in three messages leaves one question, not three', async () => {
    const ledger = memoryLedger()
    await start(echo, from(ledger))
    const room = 'r1'
    bot.channel.hear({ id: 'a', room, text: '' })
    bot.channel.hear({ id: 'b', room, text: '甲'.repeat(1_500), addressed: false })
    expect(ledger.unfinished().map(({ id }) => id)).toEqual(['b'])
    expect(ledger.take({ ...(ledger.unfinished()[0] as Incoming), id: 'a' }, 0)).toBe(false)
  })

  test('a disk that fails does not silence the bot', async () => {
    const failures: unknown[] = []
    const broken = new Proxy(memoryLedger(), {
      get: () => () => {
        throw new Error('disk full')
      },
    })
    await start(echo, from(steadyLedger(broken, (error) => failures.push(error))))
    bot.channel.hear({ id: 'a', text: '甲' })
    bot.channel.hear({ id: 'b', text: '乙' })
    await pass(0)
    expect(texts()).toEqual(['答:甲', '答:乙'])
    expect(failures).toHaveLength(1)
  })
})
