import { readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openAssistant } from '../../../bot/assistant.ts'
import { runWechat } from '../../../bot/wechat.ts'
import { WechatConfig } from '../../../bot/wechat-config.ts'
import { type OpenedLibrary, openLibrary } from '../../../retrieval/open.ts'
import { readDocument } from '../../../retrieval/read-document.ts'
import { freePort, type GrpcPuppet, grpcPuppet } from '../../support/grpc-puppet.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { ROOM, ROOM_2 } from '../../support/test-puppet.ts'

const REPORT = `云溪区2024年度法治政府建设情况报告
一、主要工作
2024年,全区收到行政复议申请16件,办结14件。
二、下一步打算
加强队伍建设。
`
let server: GrpcPuppet
let library: OpenedLibrary
let end: AbortController
let printed: string[]

beforeEach(async () => {
  server = await grpcPuppet()
  library = await openLibrary({ read: readDocument, now: () => new Date() })
  end = new AbortController()
  printed = []
})
afterEach(async () => {
  await server.close()
  await library.close()
})

test('an office over a real gRPC puppet: permission, intake of a file, answer, correction, file out, measurements', async () => {
  const dataDir = temporaryFolder()
  const metricsPort = await freePort()
  const config = WechatConfig.parse({
    WECHATY_PUPPET: 'wechaty-puppet-service',
    WECHATY_PUPPET_SERVICE_TOKEN: String(server.choice.token),
    WECHATY_PUPPET_SERVICE_ENDPOINT: String(server.choice.endpoint),
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    ADMINS: 'wxid_zhang',
    METRICS_PORT: String(metricsPort),
  })
  const assistant = (more: object) => openAssistant({ library, ...more })
  const ended = runWechat(
    config,
    { library, read: readDocument, assistant },
    {
      print: (line) => printed.push(line),
      warn: (line) => printed.push(line),
      now: () => Date.now(),
      random: () => 0.5,
      signal: end.signal,
      dataDir,
    },
  )
  const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 20 })
  await eventually(() => expect(printed).toContain('已登录。'))
  const { puppet } = server
  const ask = async (from: string, text: string, room = ROOM) => {
    const before = puppet.sent.length
    puppet.receive({ from, room, text: `@小兰\u2005${text}` })
    await eventually(() => expect(puppet.sent.length).toBeGreaterThan(before))
    return puppet.sent.at(-1)?.text ?? ''
  }

  expect(await ask('wxid_zhang', '授权')).toContain('已授权:本群')
  expect(await ask('wxid_li', '云溪区2024年收到多少件复议申请', ROOM_2)).toContain('还没有开通')
  puppet.receive({ from: 'wxid_zhang', room: ROOM, file: { name: '报告.txt', bytes: Buffer.from(REPORT) } })
  puppet.receive({ from: 'wxid_li', room: ROOM, file: { name: '闲聊.txt', bytes: Buffer.from('午饭') } })
  expect(await ask('wxid_zhang', '入库')).toMatch(/已入库:云溪区2024年度.*给谁看:本群/s)
  const answer = await ask('wxid_li', '云溪区2024年收到多少件复议申请')
  expect(answer).toContain('16件')
  const quoted = `「小兰：${answer.replace(/^@\S+\u2005/, '')}」\n- - - - - - - - - - - - - - -\n`
  const before = puppet.sent.length
  puppet.receive({ from: 'wxid_li', room: ROOM, text: `${quoted}有误，应为18件` })
  await eventually(() => expect(puppet.sent.length).toBeGreaterThan(before))
  expect(puppet.sent.at(-1)?.text).toMatch(/已记下:.*原文16件,你提出应为18件/)
  await ask('wxid_zhang', '纠错列表 导出')
  await eventually(() => expect(puppet.sentFiles).toHaveLength(1))
  expect(puppet.sentFiles[0]).toMatchObject({ conversation: ROOM, name: expect.stringMatching(/^纠错列表-.*\.xlsx$/) })
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  expect(metrics).toMatch(/lantai_messages_total\{end="answered"\} [4-9]/)
  expect(metrics).not.toMatch(/云溪|wxid|chatroom/)
  expect(readdirSync(dataDir).sort()).toEqual(
    expect.arrayContaining(['audit', 'documents', 'exports', 'wechat.sqlite']),
  )
  end.abort()
  expect(await ended).toBe(0)
})

test('a file whose confirmation is lost on the way goes out once', async () => {
  const dataDir = temporaryFolder()
  const config = WechatConfig.parse({
    WECHATY_PUPPET: 'wechaty-puppet-service',
    WECHATY_PUPPET_SERVICE_TOKEN: String(server.choice.token),
    WECHATY_PUPPET_SERVICE_ENDPOINT: String(server.choice.endpoint),
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
  })
  const path = `${dataDir}/草稿1.docx`
  writeFileSync(path, 'PK')
  server.puppet.afterFile = async () => {
    throw new Error('the answer was lost')
  }
  const ended = runWechat(config, async () => ({ text: '见文件。', file: path }), {
    ...{ print: (line) => printed.push(line), warn: (line) => printed.push(line) },
    ...{ now: () => Date.now(), random: () => 0.5, signal: end.signal, dataDir },
  })
  await vi.waitFor(() => expect(printed).toContain('已登录。'), { timeout: 8_000 })
  server.puppet.receive({ from: 'wxid_zhang', room: ROOM, text: '@小兰\u2005起草' })
  await vi.waitFor(
    () => expect(server.puppet.sent.map(({ text }) => text)).toContainEqual(expect.stringContaining('可能没有发出')),
    { timeout: 8_000 },
  )
  expect(server.puppet.sentFiles).toHaveLength(1)
  end.abort()
  expect(await ended).toBe(0)
})
