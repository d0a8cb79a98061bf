import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { memoryLedger } from '../../../bot/ledger.ts'
import { fileAudit } from '../../../bot/office/audit.ts'
import { forgetOld } from '../../../bot/office/retention.ts'
import { sqlCorrections } from '../../../bot/store/sql-corrections.ts'
import { libsqlDriver } from '../../../retrieval/embedded/sql-driver.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const DAY = 86_400_000
const NOW = new Date(2025, 1, 10).getTime()

function put(path: string, ageDays: number): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'x')
  const at = new Date(NOW - ageDays * DAY)
  utimesSync(path, at, at)
  return path
}

test('what is older than the days it is kept goes, what waits for a decision or was accepted stays', () => {
  const folder = temporaryFolder()
  const corrections = sqlCorrections(libsqlDriver(':memory:'))
  const say = (kind: 'wrong' | 'good', ageDays: number) =>
    corrections.add({ kind, at: NOW - ageDays * DAY, person: 'li', name: '', said: '有误' }).number
  const [open, accepted, rejected, , fresh] = [
    ...[say('wrong', 200), say('wrong', 200), say('wrong', 200), say('good', 200)],
    say('good', 1),
  ]
  const decision = { by: 'boss', at: NOW, note: '' }
  corrections.decide(accepted ?? 0, { state: 'accepted', ...decision })
  corrections.decide(rejected ?? 0, { state: 'rejected', ...decision })
  for (const day of ['2024-01-01', '2025-02-09']) put(join(folder, 'audit', `${day}.jsonl`), 0)
  const old = [
    put(join(folder, 'exports', '纠错列表.xlsx'), 100),
    put(join(folder, 'drafts', 'a.json'), 100),
    put(join(folder, 'drafts', 'files', 'a', '草稿1.docx'), 100),
  ]
  const young = [
    put(join(folder, 'exports', '新.xlsx'), 80),
    put(join(folder, 'drafts', 'b.json'), 80),
    put(join(folder, 'drafts', 'files', 'b', '草稿1.docx'), 80),
  ]

  const used = (ageDays: number) => `{"at":"${new Date(NOW - ageDays * DAY).toISOString()}","outcome":"ok"}`
  writeFileSync(join(folder, 'model-use.jsonl'), `${[used(100), '{"at":"torn', used(80), used(1)].join('\n')}\n`)

  forgetOld({
    dataDir: folder,
    ...{ audit: fileAudit(join(folder, 'audit'), () => undefined), corrections, ledger: memoryLedger() },
    ...{ exportsDir: join(folder, 'exports'), draftsDir: join(folder, 'drafts'), days: 90, now: () => NOW },
  })

  expect(corrections.all().map(({ number }) => number)).toEqual([fresh, accepted, open])
  expect(readdirSync(join(folder, 'audit'))).toEqual(['2025-02-09.jsonl'])
  expect(old.filter(existsSync)).toEqual([])
  expect(young.filter((path) => !existsSync(path))).toEqual([])
  expect(existsSync(join(folder, 'drafts', 'files', 'a'))).toBe(false)
  expect(readFileSync(join(folder, 'model-use.jsonl'), 'utf8')).toBe(`${used(80)}\n${used(1)}\n`)
})
