import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sqlCorrections } from '../../../bot/store/sql-corrections.ts'
import { libsqlDriver } from '../../../retrieval/embedded/sql-driver.ts'
import { type TestOffice, testOffice } from '../../support/office.ts'

const REPORT = `云溪区2024年度法治政府建设情况报告
澜州市云溪区人民政府
一、主要工作
(一)依法化解争议
2024年,全区收到行政复议申请16件,办结14件。
(二)规范执法
开展执法培训3次,培训执法人员120名。
二、存在的问题
一是基层力量薄弱。二是培训不够。
三、下一步打算
加强队伍建设。
`
const OTHER = REPORT.replaceAll('云溪', '石桥').replace('申请16件', '申请41件')

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
    expect(status).toMatch(/运行.*索引:1份文件.*模型:未设.*消息:答复1条.*排队:.*最近没有错误/s)
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

describe('intake', () => {
  const documentsOf = () => office.library.documents().map(({ path, audience }) => ({ path, audience }))
  beforeEach(async () => {
    office = await testOffice({ environment: { INGEST_MAX_MB: '1' } })
  })

  test('in a room: 入库, then the file; for the room; reported, answered from, taken down', async () => {
    expect(await office.ask('入库', inRoom('boss'))).toContain('请把文件发来')
    const report = await office.sendFile('2024年报告.txt', REPORT, inRoom('boss'))
    expect(report).toMatch(/已入库:云溪区2024年度法治政府建设情况报告/)
    expect(report).toMatch(/年度报告 · 云溪区 · 2024年.*数字\d+个.*给谁看:本群/s)
    expect(documentsOf()).toEqual([{ path: '2024年报告.txt', audience: ['r1'] }])
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom())).toContain('16件')
    expect(await office.ask('下架', inRoom('boss'))).toContain('已下架:云溪区2024年度法治政府建设情况报告')
    expect(documentsOf()).toEqual([])
    expect(existsSync(join(office.folder, 'documents', '2024年报告.txt'))).toBe(false)
    expect(await office.ask('云溪区2024年收到多少件复议申请', inRoom())).not.toContain('16')
  })

  test('a file sent before, by itself or quoted, is found', async () => {
    expect(await office.sendFile('甲.txt', REPORT, inRoom('zhang'))).toBe('')
    expect(await office.sendFile('乙.txt', OTHER, inRoom('boss'))).toBe('')
    const quote = { name: '张三', text: '[文件] 甲.txt', own: false }
    expect(await office.ask('入库 所有人', { ...inRoom('boss'), quote })).toContain('已入库:云溪区')
    expect(await office.ask('入库', inRoom('boss'))).toContain('已入库:石桥区')
    expect(documentsOf()).toEqual([
      { path: '乙.txt', audience: ['r1'] },
      { path: '甲.txt', audience: ['*'] },
    ])
  })

  test('in private it is asked for whom, and an ordinary question in between is answered', async () => {
    expect(await office.sendFile('甲.txt', REPORT, boss)).toContain('要入库请回复「入库」')
    expect(await office.ask('入库', boss)).toMatch(/《云溪区2024.*给谁看/)
    expect(await office.ask('帮助', boss)).toContain('我按本单位的文件回答')
    expect(await office.ask('角色 法制科', boss)).toMatch(/已入库.*角色「法制科」/s)
    expect(documentsOf()).toEqual([{ path: '甲.txt', audience: ['法制科'] }])
  })

  test('only administrators', async () => {
    expect(await office.ask('入库', inRoom('zhang'))).toContain('只有管理员')
    expect(await office.sendFile('甲.txt', REPORT, inRoom('zhang'))).toBe('')
    expect(await office.sendFile('甲.txt', REPORT, { from: 'zhang' })).toContain('没有打开的草稿')
    expect(documentsOf()).toEqual([])
  })

  test.each([
    ['带密级', `机密★5年\n${REPORT}`, /密级/],
    ['带身份证号', `${REPORT}\n联系人身份证号11010519491231002X。`, /身份证号/],
    ['太大', 'x'.repeat(1_100_000), /超过1 MB/],
    ['空', ' ', /没有收下/],
  ])('a file that is %s is refused, not kept, and its text not logged', async (_why, text, reason) => {
    await office.ask('入库 所有人', boss)
    expect(await office.sendFile('甲.txt', text, boss)).toMatch(reason)
    expect(documentsOf()).toEqual([])
    expect(existsSync(join(office.folder, 'documents'))).toBe(false)
    expect(office.logged.join('\n')).not.toMatch(/11010519491231002X|复议申请/)
  })

  test('that a file sent in a room is marked is told to its sender alone', async () => {
    await office.ask('入库', inRoom('boss'))
    await office.sendFile('甲.txt', `机密★5年\n${REPORT}`, inRoom('boss'))
    expect(office.channel.delivered.at(-1)).toMatchObject({
      room: undefined,
      person: 'boss',
      text: expect.stringContaining('密级'),
    })
  })

  test('mobile numbers have to be confirmed', async () => {
    await office.ask('入库 所有人', boss)
    expect(await office.sendFile('甲.txt', `${REPORT}\n联系电话13800138000。`, boss)).toContain('确认入库')
    expect(documentsOf()).toEqual([])
    expect(await office.ask('确认入库', boss)).toContain('已入库')
    expect(await office.ask('确认入库', boss)).toContain('没有等着入库的文件')
  })

  test('the same file twice is told, a new version takes the place of the old, another of the same year is pointed out', async () => {
    await office.ask('入库 所有人', boss)
    await office.sendFile('甲.txt', REPORT, boss)
    await office.ask('入库 所有人', boss)
    expect(await office.sendFile('改名.txt', REPORT, boss)).toContain('已经收录')
    await office.ask('入库 所有人', boss)
    expect(await office.sendFile('甲.txt', REPORT.replace('16件', '18件'), boss)).toContain('已换成新版本')
    expect(documentsOf()).toHaveLength(1)
    expect(await office.ask('云溪区2024年收到多少件复议申请', boss)).toContain('18件')
    await office.ask('入库 所有人', boss)
    expect(await office.sendFile('乙.txt', REPORT.replace('16件', '20件'), boss)).toMatch(
      /注意:已有同一单位、同一年的.*甲\.txt/s,
    )
  })

  test("a file of the same name for another room takes nobody's place", async () => {
    await office.ask('入库', inRoom('boss', 'r1'))
    await office.sendFile('报告.txt', REPORT, inRoom('boss', 'r1'))
    await office.ask('入库', inRoom('boss', 'r2'))
    expect(await office.sendFile('报告.txt', OTHER, inRoom('boss', 'r2'))).not.toContain('云溪')
    expect(documentsOf()).toEqual([
      { path: '报告-2.txt', audience: ['r2'] },
      { path: '报告.txt', audience: ['r1'] },
    ])
    expect(await office.ask('下架 报告.txt', inRoom('boss', 'r2'))).not.toContain('云溪')
    expect(documentsOf().map(({ path }) => path)).toContain('报告.txt')
  })

  test('a name that would leave the folder stays in it', async () => {
    await office.ask('入库 所有人', boss)
    expect(await office.sendFile('../../etc/甲.txt', REPORT, boss)).toContain('文件:甲.txt')
    expect(readdirSync(join(office.folder, 'documents'))).toEqual(['甲.txt'])
  })
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
