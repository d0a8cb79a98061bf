import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OTHER, REPORT, type TestOffice, testOffice } from '../../support/office.ts'

let office: TestOffice
const boss = { from: 'boss' }
const inRoom = (from = 'zhang', room = 'r1') => ({ from, room })

afterEach(() => office.close())

describe('who may', () => {
  beforeEach(async () => {
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT }] })
  })

  test('an administrator opens and closes a room in the chat; others are told that it is not theirs', async () => {
    expect(await office.ask('授权', inRoom('zhang'))).toContain('管理员')
    expect(await office.ask('授权', inRoom('boss'))).toMatch(/已授权:本群.*只有授权过的/s)
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('zhang'))).toContain('16件')
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('li', 'r2'))).toContain('还没有开通')
    expect(await office.ask('再问', inRoom('li', 'r2'))).toBe('')
    expect(await office.ask('取消授权', inRoom('boss'))).toContain('已取消授权:本群')
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('zhang'))).toContain('还没有开通')
  })

  test('people who are mentioned are meant, and never the room instead', async () => {
    await office.ask('授权', inRoom('boss'))
    const li = { ...inRoom('boss'), others: [{ id: 'li' }, { id: 'wang' }] }
    expect(await office.ask('取消授权', li)).toBe('已取消授权:个人 li。\n已取消授权:个人 wang。')
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('li'))).toContain('还没有开通')
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('zhang'))).toContain('16件')
    expect(await office.ask('授权 @李四 角色 法制科', li)).toContain('已授予角色「法制科」:个人 li')
    const unlisted = { ...inRoom('boss'), others: [{ name: '李四' }] }
    for (const text of ['取消授权', '取消授权 @李四']) expect(await office.ask(text, unlisted)).toContain('请写编号')
    const quoting = { ...inRoom('boss'), quote: { name: '李四', text: '收到', own: false } }
    expect(await office.ask('取消授权', quoting)).toContain('请写编号')
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('li'))).toContain('16件')
    expect(await office.ask('授权 @3f9a', { ...boss, others: [{ name: '3f9a' }] })).toContain('个人 @3f9a')
  })

  test('a person by id, in private, with the list of who may', async () => {
    await office.ask('授权', inRoom('boss'))
    expect(await office.ask('云溪区2024年收到多少件复议申请', { from: 'wang' })).toContain('您的编号:wang')
    expect(await office.ask('授权 wang 角色 法制科', boss)).toContain('已授予角色「法制科」:个人 wang')
    expect(await office.ask('云溪区2024年收到多少件复议申请', { from: 'wang' })).toContain('16件')
    expect(await office.ask('授权名单', boss)).toMatch(/群 r1 已授权.*个人 wang 已授权 角色:法制科/s)
    expect(await office.ask('授权名单', inRoom('boss'))).not.toContain('wang')
    expect(await office.ask('取消授权 wang', boss)).toContain('已取消授权')
    expect(await office.ask('云溪区2024年收到多少件复议申请', { from: 'wang' })).toContain('还没有开通')
  })

  test('to take a role that nobody has lets nobody in', async () => {
    await office.ask('授权', inRoom('boss'))
    expect(await office.ask('取消授权 wang 角色 法制科', boss)).toContain('没有角色「法制科」')
    expect(await office.ask('云溪区2024年收到多少件复议申请', { from: 'wang' })).toContain('还没有开通')
    await office.ask('授权 wang 角色 法制科', boss)
    await office.ask('取消授权 wang', boss)
    expect(await office.ask('取消授权 wang 角色 法制科', boss)).toContain('没有角色「法制科」')
    expect(await office.ask('授权名单', boss)).toContain('个人 wang 已取消')
  })

  test('a flood of one person gets a few answers and one line, and holds up nobody', async () => {
    await office.close()
    const environment = { ASK_PER_MINUTE: '20', ROOM_ASK_PER_MINUTE: '60' }
    office = await testOffice({ documents: [{ name: '云溪2024.txt', text: REPORT }], environment })
    for (let i = 0; i < 500; i++)
      office.channel.hear({
        room: 'r1',
        sender: { id: 'flood', name: '' },
        text: `云溪区2024年收到多少件${i}`,
        addressed: true,
      })
    const started = Date.now()
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('li', 'r1'))).toContain('16件')
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom('li', 'r2'))).toContain('16件')
    expect(Date.now() - started).toBeLessThan(5_000)
    const toFlood = office.channel.delivered.filter(({ person }) => person === 'flood').map(({ text }) => text)
    expect(toFlood.length).toBeLessThanOrEqual(12)
    expect(toFlood.filter((text) => text.includes('问得太快了'))).toHaveLength(1)
  })

  test("the help of an administrator names their commands, and nobody else's does", async () => {
    expect(await office.ask('帮助', boss)).toContain('管理员:状态')
    expect(await office.ask('帮助', inRoom())).not.toContain('管理员')
  })

  test('a question that begins like a command is a question', async () => {
    for (const text of ['授权 立法 是什么意思', '入库的文件有哪些', '状态怎么样了'])
      expect(await office.ask(text, inRoom())).not.toMatch(/管理员能用|请把文件发来/)
  })

  test('the state of things, without titles or texts', async () => {
    await office.ask('云溪区2024年收到多少件复议申请', inRoom())
    const status = await office.ask('状态', boss)
    expect(status).toMatch(/运行.*索引:1份文件.*模型:未设.*消息:答复1条.*排队:待答0条,待发0条.*最近没有错误/s)
    expect(status).not.toContain('云溪')
    expect(await office.ask('状态', inRoom())).toContain('管理员')
  })
})

describe('a document for some', () => {
  beforeEach(async () => {
    office = await testOffice({
      documents: [
        { name: '云溪2024.txt', text: REPORT },
        { name: '石桥2024.txt', text: OTHER, audience: ['r2'] },
        { name: '科室.txt', text: REPORT.replaceAll('云溪', '青川').replace('16件', '77件'), audience: ['法制科'] },
      ],
    })
    office.channel.members.set('r2', new Set(['li', 'boss']))
  })
  const ask = '石桥区2024年收到多少件复议申请'

  test('is answered from in its room, and nowhere else', async () => {
    expect(await office.ask(ask, inRoom('li', 'r2'))).toContain('41件')
    expect(await office.ask(ask, inRoom('li', 'r1'))).not.toMatch(/41|石桥区2024/)
    expect(await office.ask(ask, inRoom('boss', 'r1'))).not.toContain('41')
    expect(await office.ask('资料', inRoom('li', 'r1'))).not.toContain('石桥')
  })

  test('is for the members of its room in private, until they leave it: then their own earlier answers are gone too', async () => {
    expect(await office.ask(ask, { from: 'li' })).toContain('41件')
    expect(await office.ask('原文1', { from: 'li' })).toContain('石桥')
    office.channel.members.get('r2')?.delete('li')
    for (const text of ['原文1', '来源', '再说一遍', '那办结呢', '上文', ask])
      expect(await office.ask(text, { from: 'li' }), text).not.toMatch(/41件|石桥区2024年度/)
  })

  test('is for a role in private, and for administrators in private', async () => {
    const question = '青川区2024年收到多少件复议申请'
    expect(await office.ask(question, { from: 'wang' })).not.toContain('77')
    await office.ask('授权 wang 角色 法制科', boss)
    expect(await office.ask(question, { from: 'wang' })).toContain('77件')
    expect(await office.ask(question, boss)).toContain('77件')
  })
})
