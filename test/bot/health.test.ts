import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgeHealth, writeHealth } from '../../bot/health.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const MINUTE = 60_000

test.each([
  ['online', { at: 0, online: true, since: 0 }, 10_000, 0, '正常'],
  ['just offline', { at: 0, online: false, since: 0 }, 30_000, 0, '没有连上'],
  ['offline for long', { at: 9 * MINUTE, online: false, since: 0 }, 9 * MINUTE, 3, '没有连上,已9分钟'],
  ['hanging', { at: 0, online: true, since: 0 }, MINUTE, 1, '卡住'],
])('a bot that is %s', (_, health, now, exitCode, words) => {
  const folder = temporaryFolder()
  writeHealth(folder, health)
  expect(judgeHealth(folder, now)).toEqual({ exitCode, sentence: expect.stringContaining(words) })
})

test('a bot that never ran, and a file that is damaged, are not well', () => {
  const folder = temporaryFolder()
  expect(judgeHealth(folder, 0)).toMatchObject({ exitCode: 1 })
  writeFileSync(join(folder, 'health.json'), '{"at":')
  expect(judgeHealth(folder, 0)).toMatchObject({ exitCode: 1 })
})

test('a folder that cannot be written to does not stop the bot', () => {
  expect(() => writeHealth('/nonexistent/folder', { at: 0, online: true, since: 0 })).not.toThrow()
})
