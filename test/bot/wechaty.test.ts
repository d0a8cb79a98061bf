import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { types } from 'wechaty-puppet'
import type { Incoming } from '../../bot/channel.ts'
import { wechatyChannel } from '../../bot/wechaty/channel.ts'
import { puppetNames } from '../../bot/wechaty/names.ts'
import { BOT, ROOM, type Said, TestPuppet } from '../support/test-puppet.ts'

const DASHES = '- - - - - - - - - - - - - - -'
let puppet: TestPuppet
let channel: ReturnType<typeof wechatyChannel>
let received: Incoming[]
let recalled: string[]
let codes: string[]
let skewMs: number

beforeEach(async () => {
  puppet = new TestPuppet()
  received = []
  recalled = []
  codes = []
  skewMs = 0
  channel = wechatyChannel({
    puppet: { instance: puppet },
    names: ['兰台'],
    prefixes: ['#问'],
    maxAgeSeconds: 60,
    now: () => Date.now() + skewMs,
    random: () => 0.5,
    showCode: (code) => codes.push(code),
    sendPatienceMs: 200,
  })
  const online = new Promise<void>((resolve) => {
    void channel.start((message) => received.push(message), {
      recalled: (id) => recalled.push(id),
      online: (is) => is && resolve(),
    })
  })
  await online
})
afterEach(() => channel.stop())

/** Says something, then a question in private, and waits until that one is there: what came before was delivered or dropped. */
async function said(...all: Said[]): Promise<Incoming[]> {
  for (const one of all) puppet.receive(one)
  const last = puppet.receive({ from: 'wxid_li', text: '完', at: Date.now() + skewMs })
  await vi.waitFor(() => expect(received.some((message) => message.id === last)).toBe(true), { interval: 5 })
  await settled()
  return received.filter((message) => message.id !== last)
}
/** A few turns of the event loop, for what runs beside the private chat. */
const settled = async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
}
const inRoom = (text: string, more: Partial<Said> = {}): Said => ({ from: 'wxid_zhang', room: ROOM, text, ...more })

describe('when it listens', () => {
  test.each([
    ['phone mention with a list', inRoom('@小兰\u2005去年呢', { mentions: [BOT] }), true],
    ['phone mention without a list', inRoom('@小兰\u2005去年呢'), true],
    ['payload without any list', inRoom('@小兰 去年呢', { raw: { mentionIdList: undefined } }), true],
    ['configured name', inRoom('@兰台 去年呢'), true],
    ['no blank', inRoom('@小兰去年呢'), true],
    ['prefix', inRoom('#问去年呢'), true],
    ['no mention', inRoom('去年呢'), false],
    ['a member whose name begins with the bot’s', inRoom('@小兰2号 去年呢'), false],
    [
      'everybody, as a list of all members',
      inRoom('@所有人\u2005去年呢', { mentions: [BOT, 'wxid_zhang', 'wxid_li'] }),
      false,
    ],
    ['everybody, as a marker', inRoom('@所有人\u2005去年呢', { mentions: ['announcement@all'] }), false],
    ['a quote of somebody', inRoom(`「李四：@小兰 在吗」\n${DASHES}\n在`), false],
    ['a quote of the bot', inRoom(`「小兰：收到15件」\n${DASHES}\n去年呢`), true],
    [
      'a quote as XML of type unknown',
      inRoom(
        '<msg><appmsg><title>去年呢</title><type>57</type><refermsg><displayname>小兰</displayname><content>15件</content></refermsg></appmsg></msg>',
        { type: 0 },
      ),
      true,
    ],
  ] satisfies [string, Said, boolean][])('%s: %#', async (_, what, addressed) => {
    const [message] = await said(what)
    expect(message?.addressed).toBe(addressed)
    if (addressed) expect(message?.text).toBe('去年呢')
  })

  test.each([
    ['its own message', inRoom('@小兰 去年呢', { from: BOT })],
    ['an official account', { from: 'gh_news', text: '今日要闻' }],
    ['WeChat itself', { from: 'weixin', text: '安全提示' }],
    ['an old message', inRoom('@小兰 去年呢', { at: Date.now() - 61_000 })],
    ['an old message dated in seconds', inRoom('@小兰 去年呢', { at: Math.floor(Date.now() / 1_000) - 61 })],
    ['a picture in a room', inRoom('', { type: types.Message.Image })],
    ['a message without a talker', inRoom('@小兰 去年呢', { raw: { talkerId: undefined } })],
    ['an empty private message', { from: 'wxid_zhang', text: ' \u200b' }],
  ] satisfies [string, Said][])('never to %s', async (_, what) => {
    expect(await said(what)).toEqual([])
  })

  test('a picture in private is told as a picture', async () => {
    expect(await said({ from: 'wxid_zhang', type: types.Message.Image, text: '<xml/>' })).toMatchObject([
      { media: 'image', text: '', addressed: true },
    ])
  })

  test('a message without a date is taken as new', async () => {
    expect(await said(inRoom('@小兰 去年呢', { raw: { timestamp: undefined } }))).toHaveLength(1)
  })
})

describe('names', () => {
  test('the room alias of the bot counts, and a new one is noticed', async () => {
    puppet.roomAliases.set(`${ROOM} ${BOT}`, '法治小兰')
    expect(await said(inRoom('@法治小兰\u2005去年呢'))).toMatchObject([{ addressed: true, text: '去年呢' }])
    puppet.roomAliases.set(`${ROOM} ${BOT}`, '新小兰')
    skewMs = 6 * 60_000
    const fresh = { at: Date.now() + skewMs }
    await vi.waitFor(async () => {
      received.length = 0
      for (const message of await said(inRoom('@新小兰 去年呢', fresh))) expect(message.addressed).toBe(true)
    })
  })

  test('a new room alias or nickname is noticed when it is called, in the same minute', async () => {
    expect(await said(inRoom('@小兰\u2005去年呢'))).toHaveLength(1)
    puppet.roomAliases.set(`${ROOM} ${BOT}`, '法治助手')
    expect((await said(inRoom('去年呢 @法治助手'))).at(-1)).toMatchObject({ addressed: true, text: '去年呢' })
    Object.assign(puppet.mocker.contactPayload(BOT), { name: '新兰' })
    expect((await said(inRoom('@新兰 前年呢'))).at(-1)).toMatchObject({ addressed: true, text: '前年呢' })
    expect((await said(inRoom('@张三\u2005前年呢'))).at(-1)).toMatchObject({ addressed: false })
  })

  test('names that nobody goes by have its own asked for once each, and a flood of them a few times', async () => {
    let asked = 0
    const counted = Object.assign(Object.create(puppet) as typeof puppet, {
      roomMemberPayload: (room: string, person: string) => {
        asked += 1
        return puppet.roomMemberPayload(room, person)
      },
    })
    const names = puppetNames(counted, () => BOT, Date.now)
    for (let i = 0; i < 3; i++) await names.ownAnew(ROOM, '王五')
    expect(asked).toBe(1)
    for (let i = 0; i < 500; i++) await names.ownAnew(ROOM, `某${i}`)
    expect(asked).toBeLessThan(10)
  })

  test('the sender is called by the room alias', async () => {
    puppet.roomAliases.set(`${ROOM} wxid_zhang`, '法制科张三')
    expect(await said(inRoom('@小兰 去年呢'))).toMatchObject([{ sender: { id: 'wxid_zhang', name: '法制科张三' } }])
    await channel.send({ room: ROOM, person: 'wxid_zhang' }, ['16件'])
    expect(puppet.sent.at(-1)?.text).toBe('@法制科张三\u200516件')
  })

  test('the members of a room are asked for once in half a minute, however many doubtful mentions there are', async () => {
    let asked = 0
    let now = 0
    const list = puppet.roomMemberList.bind(puppet)
    const counted = Object.assign(Object.create(puppet) as typeof puppet, {
      roomMemberList: (room: string) => {
        asked += 1
        return list(room)
      },
    })
    const names = puppetNames(
      counted,
      () => BOT,
      () => now,
    )
    for (let i = 0; i < 20; i++) expect(await names.others(ROOM)).toEqual(['张三', '李四', '小兰2号'])
    expect(asked).toBe(1)
    now += 31_000
    await names.others(ROOM)
    expect(asked).toBe(2)
  })

  test('a person nobody can name is mentioned without a name', async () => {
    await channel.send({ room: ROOM, person: 'wxid_gone' }, ['16件'])
    expect(puppet.sent.at(-1)).toMatchObject({ text: '16件', mentions: ['wxid_gone'] })
    await channel.send({ room: ROOM, person: 'wxid_gone', name: '王五' }, ['16件'])
    expect(puppet.sent.at(-1)?.text).toBe('@王五\u200516件')
  })

  test('its own words are known when they are quoted under another name', async () => {
    await channel.send({ room: ROOM, person: 'wxid_zhang' }, ['云溪区2020年收到行政复议申请16件。'])
    const quote = `「政务机器人：@张三\u2005云溪区2020年收到行政复议申请16件。」\n${DASHES}\n前年呢`
    expect(await said(inRoom(quote))).toMatchObject([{ addressed: true, quote: { own: true }, text: '前年呢' }])
  })
})

describe('a puppet that misbehaves', () => {
  test('payloads that load slowly do not change the order', async () => {
    const load = puppet.messageRawPayload.bind(puppet)
    puppet.messageRawPayload = async (id: string) => {
      if (id === 'slow') await new Promise((resolve) => setTimeout(resolve, 60))
      return load(id)
    }
    const messages = await said(inRoom('@小兰 一', { id: 'slow' }), inRoom('@小兰 二'), inRoom('@小兰 三'))
    expect(messages.map((message) => message.text)).toEqual(['一', '二', '三'])
  })

  test('a payload that fails to load is asked for again', async () => {
    const load = puppet.messageRawPayload.bind(puppet)
    const failures = new Map<string, number>()
    puppet.messageRawPayload = async (id: string) => {
      const count = (failures.get(id) ?? 0) + 1
      failures.set(id, count)
      // The vendor itself asks once as well.
      if (id === 'flaky' && count <= 2) throw new Error('13 INTERNAL: lost')
      return load(id)
    }
    puppet.receive(inRoom('@小兰 去年呢', { id: 'flaky' }))
    await vi.waitFor(() => expect(received).toMatchObject([{ text: '去年呢' }]), { timeout: 3_000 })
  })

  test('a message whose payload went down with the connection is not overtaken', async () => {
    const load = puppet.messageRawPayload.bind(puppet)
    const failures = new Map<string, number>()
    puppet.messageRawPayload = async (id: string) => {
      const count = (failures.get(id) ?? 0) + 1
      failures.set(id, count)
      if (id === 'first' && count <= 2) throw new Error('14 UNAVAILABLE: connection dropped')
      return load(id)
    }
    puppet.receive(inRoom('@小兰 去年呢', { id: 'first' }))
    puppet.receive(inRoom('@小兰 前年呢', { id: 'second' }))
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 3_000 })
    expect(received).toMatchObject([{ text: '去年呢' }, { text: '前年呢' }])
  })

  test('a recalled message is told by its id, also out of XML', async () => {
    await said(
      inRoom('in-1', { type: types.Message.Recalled }),
      inRoom('in-2', { type: types.Message.Recalled, raw: { talkerId: undefined } }),
      inRoom('<sysmsg type="revokemsg"><revokemsg><msgid>7</msgid><newmsgid>4242</newmsgid></revokemsg></sysmsg>', {
        type: types.Message.Recalled,
      }),
    )
    expect(recalled).toEqual(['in-1', 'in-2', '4242'])
  })

  test('a refused send is told, and the parts before it counted', async () => {
    puppet.beforeSend = async (_conversation, text) => {
      if (text.includes('乙')) throw new Error('13 INTERNAL: refused')
    }
    await expect(channel.send({ person: 'wxid_zhang' }, ['甲', '乙', '丙'])).rejects.toMatchObject({
      code: 'failed',
      sent: 1,
    })
    expect(puppet.sent.map((part) => part.text)).toEqual(['甲'])
  })

  test('a send whose answer is lost is told as unknown', async () => {
    puppet.afterSend = async () => {
      throw new Error('14 UNAVAILABLE: Connection dropped')
    }
    await expect(channel.send({ person: 'wxid_zhang' }, ['甲'])).rejects.toMatchObject({ code: 'unknown', sent: 0 })
  })

  test('a code to scan is shown, and a scanned one is not', async () => {
    puppet.emit('scan', { qrcode: 'https://login.example/x', status: 2 })
    puppet.emit('scan', { qrcode: 'https://login.example/x', status: 3 })
    puppet.emit('scan', { qrcode: '', status: 2 })
    expect(codes).toEqual(['https://login.example/x'])
  })

  test('errors of the puppet harm nothing', async () => {
    puppet.emit('error', { gerror: JSON.stringify({ message: 'no payload found' }), data: 'no payload found' } as never)
    puppet.emit('message', { messageId: 'ghost' })
    puppet.emit('message', { messageId: '' })
    expect(await said(inRoom('@小兰 去年呢'))).toHaveLength(1)
  })

  test('ten thousand malformed payloads: no crash, and no answer to what was not addressed to it', async () => {
    const values = [
      undefined,
      null,
      '',
      0,
      -1,
      Number.NaN,
      {},
      [],
      'x'.repeat(10_000),
      '\u0000',
      '@',
      '「',
      '@所有人',
      ROOM,
      true,
    ]
    const fields = ['type', 'text', 'timestamp', 'talkerId', 'roomId', 'listenerId', 'mentionIdList']
    let seed = 7
    const pick = <T>(list: readonly T[]): T => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return list[seed % list.length] as T
    }
    for (let i = 0; i < 10_000; i++) {
      const raw = Object.fromEntries([0, 1, 2].map(() => [pick(fields), pick(values)]))
      puppet.receive({ from: 'wxid_zhang', room: ROOM, text: '去年呢', raw })
      if (i % 500 === 0) await settled()
    }
    const messages = await said(inRoom('@小兰 去年呢', { id: 'good' }))
    expect(messages.some((message) => message.id === 'good')).toBe(true)
    const answered = messages.filter(
      (message) => message.addressed && message.room !== undefined && message.id !== 'good',
    )
    expect(answered).toEqual([])
  }, 60_000)
})
