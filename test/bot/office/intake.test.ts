import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OTHER, REPORT, type TestOffice, testOffice } from '../../support/office.ts'

let office: TestOffice
const boss = { from: 'boss' }
const inRoom = (from = 'zhang', room = 'r1') => ({ from, room })

afterEach(() => office.close())

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

  test.each(['清空', '停止', '取消', '取消入库'])('%s ends what waits: the file, or for whom it is', async (word) => {
    const told = (what: string) => vi.waitFor(() => expect(office.channel.delivered.at(-1)?.text).toContain(what))
    await office.ask('入库', inRoom('boss'))
    await office.ask(word, inRoom('boss'))
    await told('已取消,')
    expect(await office.sendFile('午餐.txt', '午餐安排', inRoom('boss'))).toBe('')
    await office.sendFile('甲.txt', REPORT, boss)
    await office.ask('入库', boss)
    await office.ask(word, boss)
    await told('没有保存')
    await office.ask('所有人', boss)
    expect(documentsOf()).toEqual([])
  })

  test('readers that cannot be understood are asked for again', async () => {
    await office.sendFile('甲.txt', REPORT, boss)
    await office.ask('入库', boss)
    expect(await office.ask('给科长看', boss)).toContain('没看懂给谁看')
    expect(await office.ask('所有人', boss)).toContain('已入库')
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
