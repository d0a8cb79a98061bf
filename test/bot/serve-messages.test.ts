import { describe, expect, test, vi } from 'vitest'
import { LINES } from '../../bot/serve-lines.ts'
import { echo, later, testServing } from '../support/serving.ts'

const bot = testServing()
const { start, pass, texts } = bot

describe('typed in a row', () => {
  const room = 'r1'

  test('the question behind a bare mention is taken with it', async () => {
    await start(echo)
    bot.channel.hear({ room, text: '' })
    await pass(2_000)
    bot.channel.hear({ room, text: '去年呢', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:去年呢'])
  })

  test.each(['请问', '我想问一下', '问个问题'])('and behind words that only open one: %s', async (text) => {
    await start(echo)
    bot.channel.hear({ room, text })
    await pass(2_000)
    bot.channel.hear({ room, text: '去年呢', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:去年呢'])
  })

  test('somebody else’s words are not', async () => {
    await start(echo)
    bot.channel.hear({ room, text: '' })
    bot.channel.hear({ room, text: '吃了吗', addressed: false, sender: { id: 'wang', name: '王五' } })
    await pass(10_000)
    expect(texts()).toEqual(['答:'])
  })

  test('what the person says to others by name is not', async () => {
    await start(echo)
    bot.channel.hear({ room, text: '' })
    await pass(1_000)
    bot.channel.hear({ room, text: '下午开会吗', addressed: false, elsewhere: true })
    await pass(1_000)
    bot.channel.hear({ room, text: '去年呢', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:去年呢'])
  })

  test.each([
    ['by name', { elsewhere: true }],
    ['under a quote of theirs', { quote: { name: '王五', text: '几点开会', own: false } }],
  ])('nor when it waits for the question it asked for: %s', async (_how, to) => {
    await start(echo)
    bot.channel.hear({ room, text: '' })
    await pass(3_000)
    bot.channel.hear({ room, text: '三点', addressed: false, ...to })
    bot.channel.hear({ room, text: '好的', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:'])
  })

  test('a bare mention alone is answered after a moment, and the next words of the person are for the bot', async () => {
    await start(echo)
    bot.channel.hear({ room, text: '' })
    await pass(3_000)
    expect(texts()).toEqual(['答:'])
    bot.channel.hear({ room, text: '去年呢', addressed: false })
    bot.channel.hear({ room, text: '好的', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:', '答:去年呢'])
  })

  test('the next words a minute later are not', async () => {
    await start(echo)
    bot.channel.hear({ room, text: '' })
    await pass(3_000)
    await pass(61_000)
    bot.channel.hear({ room, text: '吃了吗', addressed: false })
    await pass(10_000)
    expect(texts()).toEqual(['答:'])
  })

  test('a paste in two messages is one text', async () => {
    const answer = vi.fn(echo)
    await start(answer)
    bot.channel.hear({ room, text: `校核\n${'甲'.repeat(1_500)}` })
    await pass(500)
    bot.channel.hear({ room, text: '乙'.repeat(300), addressed: false })
    await pass(5_000)
    expect(answer).toHaveBeenCalledTimes(1)
    expect(answer.mock.calls[0]?.[0].text).toBe(`校核\n${'甲'.repeat(1_500)}\n${'乙'.repeat(300)}`)
  })

  test('a text that is announced with a colon is taken with the question', async () => {
    await start(echo)
    bot.channel.hear({ room, text: '看看下面这段对不对：' })
    await pass(2_000)
    bot.channel.hear({ room, text: '全区收到申请18件。', addressed: false })
    await pass(0)
    expect(texts()).toEqual(['答:看看下面这段对不对：\n全区收到申请18件。'])
  })

  test('a text that was announced may also come later, and slow work on it is acknowledged within three seconds', async () => {
    await start((message) => later(5_000, message.text))
    bot.channel.hear({ room, text: '看看下面这段对不对：' })
    await pass(2_999)
    expect(texts()).toEqual([LINES.acknowledged])
    await pass(20_000)
    bot.channel.hear({ room, text: '全区收到申请18件。', addressed: false })
    await pass(20_000)
    expect(texts()).toEqual(expect.arrayContaining(['看看下面这段对不对：', '全区收到申请18件。']))
  })

  test('slow work on a paste is acknowledged within three seconds of its end', async () => {
    await start((message) => later(5_000, message.text))
    bot.channel.hear({ room, text: '甲'.repeat(1_500) })
    await pass(2_999)
    expect(texts()).toEqual([LINES.acknowledged])
  })

  test('an ordinary question does not wait', async () => {
    await start(echo)
    bot.channel.hear({ room, text: '去年呢' })
    await pass(0)
    expect(texts()).toEqual(['答:去年呢'])
  })
})

describe('停止 and recalled questions', () => {
  test('停止 ends what its sender asked in this room, and nothing else', async () => {
    await start((message, signal) => later(2_000, message.text, signal))
    bot.channel.hear({ room: 'r1', text: '甲' })
    bot.channel.hear({ room: 'r1', text: '乙' })
    bot.channel.hear({ room: 'r1', text: '丙', sender: { id: 'wang', name: '王五' } })
    await pass(100)
    bot.channel.hear({ room: 'r1', text: '停止' })
    await pass(10_000)
    expect(texts()).toEqual([LINES.stopped, '丙'])
  })

  test('停止 with nothing to stop says so', async () => {
    await start(echo)
    bot.channel.hear({ text: '停止' })
    await pass(0)
    expect(texts()).toEqual([LINES.nothingToStop])
  })

  test('a recalled question is dropped without a word', async () => {
    await start((message, signal) => later(1_000, message.text, signal))
    const id = bot.channel.hear({ room: 'r1', text: '甲' })
    bot.channel.hear({ room: 'r1', text: '乙' })
    bot.channel.recall(id)
    await pass(10_000)
    expect(texts()).toEqual(['乙'])
  })

  test('a paste that is taken back while the rest of it is waited for is dropped, and what follows is not for the bot', async () => {
    await start(echo)
    const paste = bot.channel.hear({ room: 'r1', text: `校核\n${'甲'.repeat(1_500)}` })
    await pass(500)
    bot.channel.recall(paste)
    bot.channel.hear({ room: 'r1', text: '吃了吗', addressed: false })
    await pass(70_000)
    expect(texts()).toEqual([])
  })

  test('what is left of a paste in two messages when one is taken back is no question', async () => {
    await start((message, signal) => later(1_000, message.text, signal))
    const paste = bot.channel.hear({ room: 'r1', text: `校核\n${'甲'.repeat(1_500)}` })
    bot.channel.hear({ room: 'r1', text: '乙'.repeat(300), addressed: false })
    await pass(100)
    bot.channel.recall(paste)
    await pass(10_000)
    expect(texts()).toEqual([])
  })

  test('a question that comes behind the news that it was taken back is dropped', async () => {
    await start(echo)
    bot.channel.recall('late')
    bot.channel.hear({ id: 'late', room: 'r1', text: '甲' })
    await pass(10_000)
    expect(texts()).toEqual([])
  })

  test.each(['停止。', '别找了', '停'])('%s ends it too', async (word) => {
    await start((message, signal) => later(2_000, message.text, signal))
    bot.channel.hear({ room: 'r1', text: '甲' })
    await pass(100)
    bot.channel.hear({ room: 'r1', text: word })
    await pass(10_000)
    expect(texts()).toEqual([LINES.stopped])
  })
})

describe('too much', () => {
  test('a flood is turned away with one line, and the memory stays bounded', async () => {
    await start((message) => later(10, message.text), { waiting: 5 })
    for (let i = 0; i < 500; i++) bot.channel.hear({ room: 'r1', text: String(i) })
    await pass(10_000)
    expect(texts().filter((text) => text === LINES.busy)).toHaveLength(1)
    expect(texts().filter((text) => text !== LINES.busy)).toEqual(['0', '1', '2', '3', '4'])
  })

  test('pictures and the like get one line in ten minutes', async () => {
    await start(echo)
    bot.channel.hear({ text: '', media: 'image' })
    bot.channel.hear({ text: '', media: 'emoji' })
    await pass(0)
    expect(texts()).toEqual([LINES.media])
    await pass(600_000)
    bot.channel.hear({ text: '', media: 'voice' })
    await pass(0)
    expect(texts()).toEqual([LINES.media, LINES.media])
  })

  test('a flood of 停止 with nothing to stop is limited like any other', async () => {
    let left = 3
    await start(echo, { limit: () => left-- > 0 })
    for (let i = 0; i < 500; i++) bot.channel.hear({ room: 'r1', text: '停止' })
    await pass(10_000)
    expect(texts().filter((text) => text === LINES.nothingToStop)).toHaveLength(3)
    expect(texts().filter((text) => text === LINES.limited)).toHaveLength(1)
  })
})
