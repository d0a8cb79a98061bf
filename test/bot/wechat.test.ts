import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { questionOf } from '../../bot/office/question.ts'
import type { ServeEvent } from '../../bot/serve.ts'
import { runWechat, type WechatSurroundings } from '../../bot/wechat.ts'
import { WechatConfig } from '../../bot/wechat-config.ts'
import { freePort, type GrpcPuppet, grpcPuppet } from '../support/grpc-puppet.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { BOT, ROOM, ROOM_2 } from '../support/test-puppet.ts'

let printed: string[]
let warned: string[]
let logged: ServeEvent[]
let end: AbortController
let startTimeoutMs: number

beforeEach(() => {
  printed = []
  warned = []
  logged = []
  end = new AbortController()
  startTimeoutMs = 10_000
})

const around = (): WechatSurroundings => ({
  print: (line) => printed.push(line),
  warn: (line) => warned.push(line),
  log: (event) => logged.push(event),
  now: () => Date.now(),
  random: () => 0.5,
  signal: end.signal,
  startTimeoutMs,
})
const echo = async (message: { text: string }) => ({ text: `答:${message.text}` })
const run = (environment: Record<string, string>, answer = echo) =>
  runWechat(WechatConfig.parse(environment), answer, around())

describe('configuration', () => {
  test('lists are split at commas of any width, and blanks and empty items dropped', () => {
    expect(WechatConfig.parse({ BOT_NAMES: '小兰, 兰台，云溪小兰、,' }).BOT_NAMES).toEqual(['小兰', '兰台', '云溪小兰'])
  })

  test.each([
    ['WECHATY_PUPPET_SERVICE_ENDPOINT', 'localhost'],
    ['WECHATY_PUPPET_SERVICE_ENDPOINT', 'http://localhost:8788'],
    ['WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT', 'yes'],
    ['MAX_AGE_SECONDS', '五分钟'],
    ['MAX_AGE_SECONDS', '5'],
  ])('%s=%s is refused with what is allowed', (name, value) => {
    const parsed = WechatConfig.safeParse({ [name]: value })
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual([name])
    expect(parsed.error?.issues[0]?.message).toMatch(/[一-鿿]/)
  })
})

describe('what cannot start ends with one sentence and code 1', () => {
  test('no puppet chosen: nothing is logged in by default', async () => {
    expect(await run({})).toBe(1)
    expect(warned).toHaveLength(1)
    expect(warned[0]).toMatch(/没有设置 WECHATY_PUPPET.*WECHATY_PUPPET_SERVICE_TOKEN.*npm start/s)
  })

  test('a service without a token', async () => {
    expect(await run({ WECHATY_PUPPET: 'wechaty-puppet-service' })).toBe(1)
    expect(warned[0]).toContain('WECHATY_PUPPET_SERVICE_TOKEN')
  })

  test('a puppet that is not installed', async () => {
    expect(await run({ WECHATY_PUPPET: 'wechaty-puppet-not-there' })).toBe(1)
    expect(warned.at(-1)).toContain('npm install wechaty-puppet-not-there')
  })

  test('a server that is not there: said at once, given up after a while', async () => {
    startTimeoutMs = 1_000
    const endpoint = `127.0.0.1:${await freePort()}`
    const code = await run({
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_x',
      WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint,
    })
    expect(code).toBe(1)
    expect(warned).toHaveLength(2)
    expect(warned[0]).toMatch(/连不上 puppet 服务.*正在重试/)
    expect(warned[1]).toContain(endpoint)
  })

  test('asked to end while still starting', async () => {
    const ended = run({
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_x',
      WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${await freePort()}`,
    })
    end.abort()
    expect(await ended).toBe(0)
  })
})

describe('over a real gRPC puppet server', () => {
  let server: GrpcPuppet
  beforeEach(async () => {
    server = await grpcPuppet()
  })
  afterEach(() => server.close())

  const environment = (more: Record<string, string> = {}) => ({
    WECHATY_PUPPET: 'wechaty-puppet-service',
    WECHATY_PUPPET_SERVICE_TOKEN: String(server.choice.token),
    WECHATY_PUPPET_SERVICE_ENDPOINT: String(server.choice.endpoint),
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    ...more,
  })
  const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 20 })
  const online = () => eventually(() => expect(printed).toContain('已登录。'))
  const texts = () => server.puppet.sent.map((part) => part.text)

  test('answers, in order, what is for it, and ends when asked to', async () => {
    const ended = run(environment({ BOT_NAMES: '兰台' }))
    await online()
    server.puppet.receive({ from: 'wxid_zhang', room: ROOM, text: '@小兰\u2005甲' })
    server.puppet.receive({ from: 'wxid_li', room: ROOM, text: '吃了吗' })
    server.puppet.receive({ from: 'wxid_li', room: ROOM, text: '@兰台 乙' })
    server.puppet.receive({ from: 'wxid_zhang', text: '丙' })
    await eventually(() => expect(texts()).toHaveLength(3))
    expect(server.puppet.sent.filter((part) => part.conversation === ROOM)).toMatchObject([
      { text: '@张三\u2005答:甲', mentions: ['wxid_zhang'] },
      { text: '@李四\u2005答:乙', mentions: ['wxid_li'] },
    ])
    expect(texts()).toContain('答:丙')
    end.abort()
    expect(await ended).toBe(0)
    expect(printed.at(-1)).toBe('已停止。')
  })

  test('a code to scan is on the screen and in a file for its owner alone, until somebody has scanned it', async () => {
    const dataDir = temporaryFolder()
    const file = join(dataDir, 'login-code.txt')
    server.puppet.logsIn = false
    const ended = runWechat(WechatConfig.parse(environment()), echo, { ...around(), dataDir })
    await eventually(() => expect(printed).toContain('微信通道已启动,等待登录和消息。按 Ctrl+C 停止。'))
    server.puppet.emit('scan', { qrcode: 'http://weixin.qq.com/x/abc', status: 2 })
    const address = encodeURIComponent('http://weixin.qq.com/x/abc')
    await eventually(() => expect(readFileSync(file, 'utf8')).toContain(address))
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(printed.join('\n')).toContain('用手机微信扫这个码登录')
    server.puppet.login(BOT)
    await online()
    await eventually(() => expect(existsSync(file)).toBe(false))
    end.abort()
    expect(await ended).toBe(0)
  })

  test('a question in work when the end is asked for is answered first', async () => {
    let finish = () => {}
    const work = new Promise<void>((resolve) => {
      finish = resolve
    })
    let asked = false
    const ended = run(environment(), async (message) => {
      asked = true
      await work
      return echo(message)
    })
    await online()
    server.puppet.receive({ from: 'wxid_zhang', text: '甲' })
    await eventually(() => expect(asked).toBe(true))
    end.abort()
    finish()
    expect(await ended).toBe(0)
    expect(texts()).toEqual(['答:甲'])
  })

  test('only the rooms that are listed are served, and their members in private; others get one line', async () => {
    const ended = run(environment({ ROOMS: ROOM_2 }))
    await online()
    for (const text of ['甲', '乙'])
      server.puppet.receive({ from: 'wxid_li', room: ROOM, text: `@小兰 ${text}`, mentions: [BOT] })
    server.puppet.receive({ from: 'wxid_zhang', room: ROOM_2, text: '@小兰 丙' })
    server.puppet.receive({ from: 'wxid_zhang', text: '丁' })
    server.puppet.receive({ from: 'wxid_li', text: '戊' })
    server.puppet.receive({ from: 'wxid_li', text: '己' })
    await eventually(() => expect(logged).toHaveLength(6))
    await eventually(() => expect(texts()).toHaveLength(4))
    expect(texts().join('\n')).toMatch(/答:丙/)
    expect(texts().join('\n')).toMatch(/答:丁/)
    expect(texts().filter((text) => text.includes(`群号 ${ROOM}`))).toHaveLength(1)
    expect(texts().filter((text) => text.includes('wxid_li'))).toHaveLength(1)
    end.abort()
    await ended
  })
})

test('a server that does not know the token: said at once, with the variable to mend', async () => {
  const server = await grpcPuppet({ tls: true })
  const code = await run({
    WECHATY_PUPPET: 'wechaty-puppet-service',
    WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_wrong',
    WECHATY_PUPPET_SERVICE_ENDPOINT: String(server.choice.endpoint),
  })
  await server.close()
  expect(code).toBe(1)
  expect(warned.at(-1)).toContain('不认这个令牌')
})

test('when only the name of the bot stands under a quote, the quoted text is the question', () => {
  const message = { id: '1', sender: { id: 'a', name: '甲' }, addressed: true, at: new Date(0) }
  expect(questionOf({ ...message, text: '', quote: { name: '乙', text: '去年收了几件', own: false } })).toBe(
    '去年收了几件',
  )
  expect(questionOf({ ...message, text: '', quote: { name: '小兰', text: '16件', own: true } })).toBe('')
  for (const text of ['帮忙查一下', '请回答这个问题。', '查查看'])
    expect(questionOf({ ...message, text, quote: { name: '乙', text: '去年收了几件', own: false } })).toBe(
      '去年收了几件',
    )
  expect(questionOf({ ...message, text: '查一下前年的', quote: { name: '乙', text: '几件', own: false } })).toBe(
    '查一下前年的',
  )
  expect(questionOf({ ...message, text: '对吗', quote: { name: '乙', text: '16件', own: false } })).toBe('对吗')
})
