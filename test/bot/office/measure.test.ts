import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { logLine } from '../../../bot/log.ts'
import { readDeskCommand } from '../../../bot/office/desk-command.ts'
import { readFeedback } from '../../../bot/office/feedback.ts'
import { shortenLong } from '../../../bot/office/long-reply.ts'
import { metricsText, serveMetrics } from '../../../bot/office/metrics.ts'
import { parseReaders } from '../../../bot/office/readers.ts'
import { replay } from '../../../bot/office/replay.ts'
import { safeName } from '../../../bot/office/shelf.ts'
import { createTally } from '../../../bot/office/tally.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const gauges = { upSeconds: 5, online: true, unanswered: 1, unsent: 2, documents: 3, residentBytes: 4 }

test('measurements in the text format, on loopback, and nothing else there', async () => {
  const tally = createTally()
  tally.count({ kind: 'answered', ms: 250 }, 0)
  tally.count({ kind: 'failed', ms: 9, error: new Error('秘密的文字') }, 0)
  const server = serveMetrics(
    0,
    () => metricsText(tally, gauges),
    () => undefined,
  )
  await once(server, 'listening')
  const { port, address } = server.address() as AddressInfo
  expect(address).toBe('127.0.0.1')
  const response = await fetch(`http://127.0.0.1:${port}/metrics`)
  const text = await response.text()
  expect(text).toContain('lantai_messages_total{end="answered"} 1')
  expect(text).toContain('lantai_answer_seconds_bucket{le="0.3"} 1')
  expect(text).toContain('lantai_answer_seconds_bucket{le="0.1"} 0')
  expect(text).toContain('lantai_online 1')
  expect(text).not.toContain('秘密')
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"]+"\})? [\d.]+)$/)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)
  server.close()
})

test('a port that is taken is told and harms nothing', async () => {
  const first = serveMetrics(
    0,
    () => '',
    () => undefined,
  )
  await once(first, 'listening')
  const told: string[] = []
  const second = serveMetrics(
    (first.address() as AddressInfo).port,
    () => '',
    (line) => told.push(line),
  )
  await expect.poll(() => told).toEqual([expect.stringContaining('METRICS_PORT')])
  first.close()
  second.close()
})

test('the errors kept are names and codes, the last five', () => {
  const tally = createTally()
  for (let i = 0; i < 9; i++) tally.count({ kind: 'failed', ms: 1, error: new TypeError(`文件里写着${i}`) }, i)
  expect(tally.errors).toHaveLength(5)
  expect(tally.errors.at(-1)).toEqual({ at: 8, what: 'failed TypeError' })
  const line = logLine({ kind: 'failed', id: '1', person: 'li', ms: 3, error: new Error('文件里写着') }, new Date(0))
  expect(JSON.parse(line)).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    kind: 'failed',
    id: '1',
    person: 'li',
    ms: 3,
    error: 'Error',
  })
})

describe('what administrators say', () => {
  test.each([
    ['授权', { kind: 'permit', allow: true, holder: { kind: 'here' }, role: undefined }],
    ['取消授权', { kind: 'permit', allow: false, holder: { kind: 'here' }, role: undefined }],
    ['授权 wxid_abc', { kind: 'permit', allow: true, holder: { kind: 'person', id: 'wxid_abc' }, role: undefined }],
    [
      '授权 123@chatroom',
      { kind: 'permit', allow: true, holder: { kind: 'room', id: '123@chatroom' }, role: undefined },
    ],
    ['授权 群 R123', { kind: 'permit', allow: true, holder: { kind: 'room', id: 'R123' }, role: undefined }],
    ['授权　角色　法制科', { kind: 'permit', allow: true, holder: { kind: 'here' }, role: '法制科' }],
    [
      '取消授权 wxid_abc 角色 法制科',
      { kind: 'permit', allow: false, holder: { kind: 'person', id: 'wxid_abc' }, role: '法制科' },
    ],
    ['授权 @李四', { kind: 'permit', allow: true, holder: { kind: 'mentioned' }, role: undefined }],
    ['取消授权＠李四 @王五', { kind: 'permit', allow: false, holder: { kind: 'mentioned' }, role: undefined }],
    ['授权 @李四 角色 法制科', { kind: 'permit', allow: true, holder: { kind: 'mentioned' }, role: '法制科' }],
    ['入库', { kind: 'ingest', readers: '' }],
    ['入库,所有人', { kind: 'ingest', readers: '所有人' }],
    ['下架 2024年报告.docx', { kind: 'takeDown', document: '2024年报告.docx' }],
    ['纠错列表导出', { kind: 'corrections', asFile: true }],
    ['采纳 3 口径不同', { kind: 'decide', accept: true, number: 3, note: '口径不同' }],
    ['驳回第3条。', { kind: 'decide', accept: false, number: 3, note: '' }],
    ['运行状态', { kind: 'status' }],
    ['授权立法是什么', undefined],
    ['入库的有哪些', undefined],
    ['下架的文件还能看吗', undefined],
    ['采纳率是多少', undefined],
    ['授权 谁来审批', undefined],
  ])('%s', (text, command) => {
    expect(readDeskCommand(text)).toEqual(command)
  })

  test.each([
    ['所有人', ['*']],
    ['本群', ['r1']],
    ['群 123@chatroom、角色 法制科', ['123@chatroom', '法制科']],
    ['仅本群可见', ['r1']],
    ['张三', undefined],
    ['', undefined],
  ])('for whom: %s', (said, audience) => {
    expect(parseReaders(said, 'r1')).toEqual(audience)
  })
})

test.each([
  ['有误,应为128件', 'wrong'],
  ['错了', 'wrong'],
  ['应该是95%', 'wrong'],
  ['数字不对', 'wrong'],
  ['👍👍', 'good'],
  ['[强]', 'good'],
  ['没用', 'bad'],
  ['👍🏻', 'good'],
  ['👍👍🏽!', 'good'],
  ['👎🏿', 'bad'],
  ['不错', 'good'],
  ['这个数不对', 'wrong'],
  ['哪里不对', undefined],
  ['这个数对不对', undefined],
  ['有误吗?', undefined],
  ['错误主要有哪些类型', undefined],
  ['那前年呢', undefined],
])('under a quote: %s', (text, kind) => {
  expect(readFeedback(text)).toBe(kind)
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\temp\\报告.docx', '报告.docx'],
  ['.env', 'env'],
  ['a\u202egnp.docx', 'agnp.docx'],
  ['', '文件'],
])('the file name %j is kept as %s', (given, kept) => {
  expect(safeName(given)).toBe(kept)
})

test('a recorded conversation is asked again, as messages or out of the log of a running bot', async () => {
  const file = join(temporaryFolder(), '对话.jsonl')
  const message = {
    id: 'm1',
    room: 'r1',
    sender: { id: 'li', name: '李四' },
    text: '去年呢',
    at: '2025-02-10T00:00:00Z',
  }
  writeFileSync(
    file,
    [
      '注意:没有设置 ROOMS,任何群、任何人都可以提问。',
      JSON.stringify({ at: 'x', message, reply: '旧的' }),
      JSON.stringify({ at: 'x', kind: 'answered', id: 'm1', room: 'r1', person: 'li', ms: 80 }),
      '',
      JSON.stringify({ text: '前年呢' }),
    ].join('\n'),
  )
  const asked: unknown[] = []
  const assistant = {
    ask: async (text: string, options: object) => {
      asked.push({ text, ...options })
      return { kind: 'answer' as const, text: `答:${text}` }
    },
  }
  const replies: string[] = []
  for await (const { reply } of replay(file, { assistant, now: () => new Date(0) })) replies.push(reply.text)
  expect(replies).toEqual(['答:去年呢', '答:前年呢'])
  expect(asked[0]).toMatchObject({ audience: ['r1'], conversation: '["r1","li"]', now: new Date('2025-02-10') })
  for (const [content, why] of [
    ['注意\n{"text":', '第2行'],
    ['{"texts":"去年呢"}', '第1行'],
    ['不是JSON\n', '没有找到消息'],
  ] as const) {
    writeFileSync(file, content)
    await expect(replay(file, { assistant, now: () => new Date(0) }).next()).rejects.toThrow(why)
  }
})

test('a reply of many messages goes out as its beginning and a file; a shorter one stays as it is', () => {
  const folder = temporaryFolder()
  const row = '第1项\t区司法局\t2025年底\n'
  expect(shortenLong(row.repeat(100), { folder, now: 0 })).toEqual({ text: row.repeat(100) })
  expect(shortenLong(row.repeat(900), { folder: undefined, now: 0 }).file).toBeUndefined()
  const { text, file } = shortenLong(row.repeat(900), { folder, now: 0 })
  expect(text.length).toBeLessThan(1_800)
  expect(text).toMatch(/2025年底\n……\n\(全文共\d+字,见文件\)$/)
  expect(readFileSync(file ?? '', 'utf8')).toBe(`\ufeff${row.repeat(900)}\n`)
})
