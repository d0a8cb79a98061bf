import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sqlCorrections } from '../../../bot/store/sql-corrections.ts'
import { libsqlDriver } from '../../../retrieval/embedded/sql-driver.ts'
import { REPORT, type TestOffice, testOffice } from '../../support/office.ts'

let office: TestOffice
const boss = { from: 'boss' }
const inRoom = (from = 'zhang', room = 'r1') => ({ from, room })

afterEach(() => office.close())

test('what a crash had answered twice is recorded once', async () => {
  office = await testOffice({})
  const store = sqlCorrections(libsqlDriver(':memory:'))
  const said = { kind: 'wrong' as const, at: 1, person: 'li', name: '', said: '有误,应为18件', message: 'm1' }
  const first = store.add(said)
  store.decide(first.number, { state: 'rejected', by: 'boss', at: 2, note: '' })
  expect(store.add({ ...said, at: 3 })).toMatchObject({ number: first.number, state: 'rejected' })
  store.add({ ...said, message: 'm2' })
  expect(store.all()).toHaveLength(2)
})

describe('corrections', () => {
  const question = '云溪区2024年收到多少件复议申请'
  const quoting = (text: string) => ({ ...inRoom(), quote: { name: '小兰', text, own: true } })
  beforeEach(async () => {
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT, audience: ['r1'] }] })
  })

  test('有误 under a quote is recorded with its place, listed, accepted, and then said beside the figure', async () => {
    const answer = await office.ask(question, inRoom())
    expect(await office.ask('有误,应为18件', quoting(answer))).toMatch(/已记下:.*原文16件,你提出应为18件.*仍按文件原文/)
    expect(await office.ask(question, inRoom())).not.toContain('异议')
    expect(await office.ask('纠错列表', inRoom())).toContain('只有管理员')
    expect(await office.ask('纠错列表', boss)).toMatch(/待核实1条.*1\. 《云溪区2024.*16件.*zhang .*有误,应为18件/s)
    expect(await office.ask('纠错列表', inRoom('boss', 'r9'))).not.toMatch(/云溪|16件/)
    expect(await office.ask('采纳 1 统计口径不同', boss)).toContain('已采纳第1条')
    const marked = await office.ask(question, inRoom('li'))
    expect(marked).toContain('16件')
    expect(marked).toMatch(/注:「16件」有异议.*应为18件.*统计口径不同.*按文件原文/)
    const store = sqlCorrections(libsqlDriver(join(office.folder, 'wechat.sqlite')))
    expect(store.all()).toMatchObject([
      { state: 'accepted', person: 'zhang', room: 'r1', place: { doc: '云溪2024.txt', printed: '16件' } },
    ])
  })

  test('a rejected correction changes nothing, and is no longer listed', async () => {
    const answer = await office.ask(question, inRoom())
    await office.ask('不对,应该是20件', quoting(answer))
    expect(await office.ask('驳回 1', boss)).toContain('已驳回')
    expect(await office.ask('纠错列表', boss)).toContain('没有待核实')
    expect(await office.ask(question, inRoom())).not.toContain('异议')
  })

  test('praise and blame are counted, and everything can be had as a sheet', async () => {
    const answer = await office.ask(question, inRoom())
    expect(await office.ask('👍', quoting(answer))).toContain('已记下')
    expect(await office.ask('[弱]', quoting(answer))).toContain('已记下')
    expect(await office.ask('纠错列表', boss)).toContain('👍1 👎1')
    expect(await office.ask('纠错列表 导出', boss)).toContain('共2条')
    expect(office.channel.sentFiles).toEqual([{ to: 'boss', path: expect.stringMatching(/纠错列表-.*\.xlsx$/) }])
    expect(
      readFileSync(office.channel.sentFiles[0]?.path ?? '')
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  test('a question under a quote is a question', async () => {
    const answer = await office.ask(question, inRoom())
    expect(await office.ask('不对吧,办结多少件?', quoting(answer))).not.toContain('已记下')
  })
})
