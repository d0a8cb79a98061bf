import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { REPORT, type TestOffice, testOffice } from '../../support/office.ts'

let office: TestOffice
const inRoom = (from = 'zhang', room = 'r1') => ({ from, room })

afterEach(() => office.close())

describe('a file of figures', () => {
  test('fills the open draft of its sender, in private at once, in a room when 填表 is said', async () => {
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT }] })
    for (const place of [{ from: 'li' }, inRoom('zhang')]) {
      expect(await office.ask('填表', place)).toContain('没有看到文件')
      await office.ask('帮我起草云溪区2025年化解争议部分', place)
      const sent = await office.sendFile('数.txt', '收到行政复议申请18件\n办结17件', place)
      const answer = 'room' in place ? await office.ask('填表', place) : sent
      expect(answer).toMatch(/已填[12]处/)
    }
  })
})

describe('records', () => {
  test('an audit line for every answer: who, where, which passage of which version, and no text', async () => {
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT }] })
    await office.ask('云溪区2024年收到多少件复议申请', inRoom())
    const [file = ''] = readdirSync(join(office.folder, 'audit'))
    const line = readFileSync(join(office.folder, 'audit', file), 'utf8')
    const [entry] = office.library.documents()
    expect(JSON.parse(line)).toMatchObject({
      ...{ person: 'zhang', room: 'r1', kind: 'figure', message: expect.any(String), ms: expect.any(Number) },
      sources: [{ doc: '云溪2024.txt', rev: entry?.rev, seq: expect.any(Number) }],
    })
    expect(line).not.toMatch(/复议|16件/)
  })

  test('the log holds no text unless it is asked for', async () => {
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT }] })
    await office.ask('云溪区2024年收到多少件复议申请', inRoom())
    expect(office.logged).toEqual([expect.stringContaining('"kind":"answered"')])
    await office.close()
    office = await testOffice({
      documents: [{ name: '云溪2024.txt', text: REPORT }],
      environment: { LOG_TEXT: 'true' },
    })
    await office.ask('云溪区2024年收到多少件复议申请', inRoom())
    expect(office.logged.join('\n')).toMatch(/收到多少件复议申请.*16件/)
  })

  test('a marked message is answered to its sender alone, and neither logged nor repeated', async () => {
    office = await testOffice({ environment: { LOG_TEXT: 'true' } })
    const answer = await office.ask('机密★3年\n某某部署方案', inRoom())
    expect(answer).toContain('密级')
    expect(office.channel.delivered).toMatchObject([{ room: undefined, person: 'zhang' }])
    expect(office.logged.join('\n')).not.toContain('部署')
  })

  test('permissions, strangers told and corrections outlive the process', async () => {
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT }] })
    const { folder } = office
    await office.ask('授权', inRoom('boss'))
    await office.ask('问', inRoom('li', 'r2'))
    await office.close()
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT }], folder })
    expect(await office.ask('问', inRoom('li', 'r2'))).toBe('')
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom())).toContain('16件')
  })
})
