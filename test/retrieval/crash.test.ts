import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import { openLibrary } from '../../retrieval/open.ts'
import { plainReader } from '../fakes/plain-reader.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const child = fileURLToPath(new URL('../support/ingest-forever.ts', import.meta.url))

/** Starts an ingestion, lets it run for a random while and kills it without warning. */
async function ingestAndKill(dataDir: string, folder: string): Promise<void> {
  const ingesting = spawn(process.execPath, ['--import', 'tsx', child, dataDir, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(ingesting.stdout, 'data')
  await delay(Math.random() * 400)
  ingesting.kill('SIGKILL')
  await once(ingesting, 'exit')
}

const versionOf = (text: string): string | undefined => /版本(\d+)/.exec(text)?.[1]

/** Every held document is of one version, in the catalog and in the engine, and nothing else is stored. */
async function expectWhole(dataDir: string): Promise<void> {
  const library = await openLibrary({ dataDir, read: plainReader, now: () => new Date(0) })
  const held = library.documents()
  for (const { path, identity, passages } of held) {
    const found = await library.search({ text: '云溪区复议案件', docs: [path], limit: 100 })
    const versions = new Set([identity.title, ...found.map(({ passage }) => passage.text)].map(versionOf))
    expect([...versions]).toHaveLength(1)
    expect(found).toHaveLength(passages)
  }
  await library.close()
  const db = libsqlDriver(join(dataDir, 'lantai.db'))
  expect(db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
  const engine = embeddedEngine({ db })
  expect(await engine.documents()).toEqual(new Map(held.map(({ path, rev }) => [path, rev])))
  expect((await engine.info()).points).toBe(held.reduce((sum, { passages }) => sum + passages, 0))
  await engine.close()
}

test('killed at 20 random moments of an ingestion, the index holds whole documents every time', async () => {
  const [dataDir, folder] = [temporaryFolder(), temporaryFolder()]
  for (let round = 0; round < 20; round++) {
    if (round % 7 === 0) rmSync(dataDir, { recursive: true, force: true })
    await ingestAndKill(dataDir, folder)
    await expectWhole(dataDir)
  }
}, 90_000)
