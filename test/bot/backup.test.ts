import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backup } from '../../bot/backup/backup.ts'
import { restore } from '../../bot/backup/restore.ts'
import { openState } from '../../bot/store/open-state.ts'
import { testOffice } from '../support/office.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const REPORT = `云溪区2024年度法治政府建设情况报告
一、主要工作
(一)推进行政复议
2024年,全区收到行政复议申请16件,办结14件。
二、下一步打算
加强队伍建设。
`
const inRoom = (from: string) => ({ from, room: 'r1' })
const QUESTIONS = ['云溪区2024年收到多少件复议申请', '云溪区2024年办结多少件', '资料']
const AT = new Date(2025, 1, 10, 9, 30)

test('backup while it runs, wipe, restore: the same answers, permissions, corrections and open drafts', async () => {
  const folder = temporaryFolder()
  const away = temporaryFolder()
  const before = await testOffice({ folder, onDisk: true, environment: { HOME_ORG: '云溪区' } })
  await before.ask('授权', inRoom('boss'))
  await before.ask('授权 wang 角色 法制科', { from: 'boss' })
  await before.ask('入库', inRoom('boss'))
  await before.sendFile('报告.txt', REPORT, inRoom('boss'))
  const answers: string[] = []
  for (const question of QUESTIONS) answers.push(await before.ask(question, inRoom('zhang')))
  await before.ask('有误,应为18件', { ...inRoom('zhang'), quote: { name: '小兰', text: answers[0] ?? '', own: true } })
  await before.ask('帮我起草云溪区2025年行政复议部分', inRoom('zhang'))
  const permissions = await before.ask('授权名单', { from: 'boss' })
  const corrections = await before.ask('纠错列表', { from: 'boss' })
  const made = await backup(folder, away, AT)
  expect(made.folder).toBe(join(away, 'lantai-20250210-093000'))
  await before.close()
  rmSync(folder, { recursive: true })

  expect(await restore(made.folder, folder, AT)).toEqual({ files: made.files, aside: undefined })
  const after = await testOffice({ folder, onDisk: true })
  for (const [index, question] of QUESTIONS.entries())
    expect(await after.ask(question, inRoom('zhang'))).toBe(answers[index])
  expect(await after.ask('授权名单', { from: 'boss' })).toBe(permissions)
  expect(await after.ask('纠错列表', { from: 'boss' })).toBe(corrections)
  expect(await after.ask('收到18件', inRoom('zhang'))).toMatch(/已填1处/)
  expect(await after.ask('问', { from: 'li', room: 'r2' })).toContain('还没有开通')
  await after.close()
})

test('a restore over what is there moves it aside, and a backup does not take that along', async () => {
  const folder = temporaryFolder()
  const away = temporaryFolder()
  const office = await testOffice({ folder, onDisk: true })
  await office.close()
  const made = await backup(folder, away, AT)
  const { aside } = await restore(made.folder, folder, AT)
  expect(readdirSync(aside ?? '')).toContain('wechat.sqlite')
  const again = await backup(folder, away, new Date(AT.getTime() + 1_000))
  expect(again.files).toBe(made.files)
})

test('a damaged backup, one inside the data folder, and a folder in use are refused with a sentence', async () => {
  const folder = temporaryFolder()
  const away = temporaryFolder()
  const office = await testOffice({ folder, onDisk: true })
  await office.close()
  await expect(backup(folder, join(folder, 'backups'), AT)).rejects.toThrow('不能放在数据目录里面')
  const made = await backup(folder, away, AT)
  await expect(backup(folder, away, AT)).rejects.toThrow('已经存在')
  await expect(restore(away, folder, AT)).rejects.toThrow('不是备份')
  const running = openState(folder)
  await expect(restore(made.folder, folder, AT)).rejects.toThrow('正在用这个数据目录')
  running.close()
  appendFileSync(join(made.folder, 'wechat.sqlite'), 'x')
  const empty = join(temporaryFolder(), 'data')
  mkdirSync(empty)
  await expect(restore(made.folder, empty, AT)).rejects.toThrow('wechat.sqlite 缺失或被改过')
  expect(existsSync(join(empty, 'wechat.sqlite'))).toBe(false)
})
