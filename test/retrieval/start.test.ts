import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openHeld } from '../../retrieval/compose.ts'
import { readRetrievalConfig } from '../../retrieval/config.ts'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import { openLibrary } from '../../retrieval/open.ts'
import { plainReader } from '../fakes/plain-reader.ts'
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts'

/** What the operator is told when the office's own index is opened with these settings. */
async function toldAtStart(settings: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const lines: string[] = []
  const surroundings = { now: () => new Date(0), note: (line: string) => void lines.push(line) }
  const config = readRetrievalConfig({ DATA_DIR: join(temporaryFolder(), 'data'), ...settings })
  const library = await openHeld(config, surroundings)
  await library.close()
  return lines
}

test('a start without a usable model says in one line that words go on alone, and why', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': '云溪区2020年度报告\n收到行政复议申请32件。' })
  const [reading, ...told] = await toldAtStart({ CORPUS_DIR: folder, MODEL_DIR: join(folder, 'no model') })
  expect(reading).toContain('先读入')
  expect(told).toHaveLength(1)
  expect(told[0]).toMatch(/只按词语检索:缺少本地向量模型文件.*MODEL_DIR/)
})

test('a start on an empty folder says that there is nothing to read', async () => {
  const told = await toldAtStart({ CORPUS_DIR: temporaryFolder(), EMBEDDINGS: 'none' })
  expect(told.at(-1)).toMatch(/里没有文件。请放入/)
})

test('past its ceiling the embedded index advises Qdrant', async () => {
  const notes = async (points: number) => {
    const small = embeddedEngine({ db: libsqlDriver(':memory:') })
    const engine = { ...small, info: async () => ({ ...(await small.info()), points }) }
    const library = await openLibrary({ read: plainReader, now: () => new Date(0), engine })
    return (await library.status()).notes
  }
  expect(await notes(200_000)).toEqual([])
  expect((await notes(200_001)).join()).toMatch(/200001段,超过.*STORE=qdrant/)
})
