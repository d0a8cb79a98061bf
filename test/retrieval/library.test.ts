import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Library } from '../../retrieval/library.ts'
import { type LibraryOptions, openLibrary, openTemporary } from '../../retrieval/open.ts'
import { plainReader } from '../fakes/plain-reader.ts'
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts'

const report2020 = '云溪区2020年度法治政府建设情况报告\n全区共收到行政复议申请32件,受理31件。\n开展执法人员培训4期。'
const report2021 = '云溪区2021年度法治政府建设情况报告\n全区共收到行政复议申请40件。\n梳理证明事项120项。'
const other = '青岚区2020年度法治政府建设情况报告\n共收到行政复议申请15件。'

const open = (options: Partial<LibraryOptions> = {}): Promise<Library> =>
  openLibrary({ read: plainReader, now: () => new Date('2024-05-01T00:00:00Z'), ...options })

const texts = async (library: Library, query: Partial<Parameters<Library['search']>[0]> = {}) =>
  (await library.search({ text: '收到行政复议申请多少件', limit: 5, ...query })).map(({ passage }) => passage.text)

test('finds the passage that holds the words, with its document and why it stands there', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': report2020, 'sub/b.txt': other })
  const { library } = await openTemporary([folder], { read: plainReader, now: () => new Date(0) })
  const [first] = await library.search({ text: '青岚区收到多少行政复议申请', limit: 3 })
  expect(first?.entry.path).toBe('sub/b.txt')
  expect(first?.passage.text).toBe('共收到行政复议申请15件。')
  expect(first?.explanation.matched).toContain('行政复议')
  expect(first?.explanation.sparseRank).toBe(1)
  await library.close()
})

test('filters by document, body, year and kind before ranking', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': report2020, 'b.txt': report2021, 'c.txt': other })
  const { library } = await openTemporary([folder], { read: plainReader, now: () => new Date(0) })
  const first = async (query: Parameters<typeof texts>[1]) => (await texts(library, { limit: 1, ...query }))[0]
  expect(await first({ years: [2021] })).toContain('40件')
  expect(await first({ orgs: ['青岚'] })).toContain('15件')
  expect(await first({ docs: ['a.txt'] })).toContain('32件')
  expect(await first({ kinds: ['statute'] })).toBeUndefined()
  await library.close()
})

test('shows a document only to its audience, in lists, by path and in search', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': report2020, 'b.txt': report2021 })
  const library = await open()
  await library.ingest([join(folder, 'a.txt')], { audience: ['room-1'] })
  await library.ingest([join(folder, 'b.txt')])
  expect(library.documents(['room-2']).map(({ path }) => path)).toEqual(['b.txt'])
  expect(library.document('a.txt', ['room-2'])).toBeUndefined()
  expect(library.document('a.txt', ['room-1'])?.path).toBe('a.txt')
  expect((await texts(library, { audience: ['room-2'] })).join()).not.toContain('32件')
  expect((await texts(library, { audience: ['room-1'] })).join()).toContain('32件')
  expect((await texts(library)).join()).toContain('32件')
  await library.close()
})

test('reading a document again without saying for whom keeps its readers, also when it has changed', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': report2020 })
  const library = await open()
  await library.ingest([folder], { audience: ['room-1'] })
  expect((await library.ingest([folder])).unchanged).toBe(1)
  writeFiles(folder, { 'a.txt': report2021 })
  await library.ingest([folder])
  expect(library.documents(['room-2'])).toEqual([])
  await library.ingest([folder], { audience: ['*'] })
  expect(library.documents(['room-2'])).toHaveLength(1)
  await library.close()
})

test('reads again only what changed, and lets removed files leave', async () => {
  const [dataDir, folder] = [temporaryFolder(), temporaryFolder()]
  writeFiles(folder, { 'a.txt': report2020, 'b.txt': report2021 })
  const library = await open({ dataDir })
  expect((await library.ingest([folder])).added).toHaveLength(2)
  writeFiles(folder, { 'a.txt': report2020.replace('32件', '33件') })
  rmSync(join(folder, 'b.txt'))
  const report = await library.ingest([folder])
  expect(report.updated.map(({ path }) => path)).toEqual(['a.txt'])
  expect(report.removed).toEqual(['b.txt'])
  expect((await library.ingest([folder])).unchanged).toBe(1)
  expect(await texts(library)).toEqual(['全区共收到行政复议申请33件,受理31件。'])
  await library.close()
})

test('opens again with everything it held', async () => {
  const [dataDir, folder] = [temporaryFolder(), temporaryFolder()]
  writeFiles(folder, { 'a.txt': report2020 })
  const before = await open({ dataDir })
  await before.ingest([folder])
  const found = await texts(before)
  await before.close()
  const after = await open({ dataDir })
  expect(await texts(after)).toEqual(found)
  expect(after.document('a.txt')?.text).toBe(report2020)
  expect(after.documents()[0]?.ingestedAt).toBe('2024-05-01T00:00:00.000Z')
  await after.close()
})

test('a bad file is skipped with its sentence and the rest is read', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': report2020, 'bad.txt': '坏', '~$a.txt': 'x', '.DS_Store': 'x' })
  const { library, report } = await openTemporary([folder], { read: plainReader, now: () => new Date(0) })
  expect(report.added).toHaveLength(1)
  expect(report.skipped).toEqual([{ path: 'bad.txt', reason: '文件已损坏,请重新导出后再试。' }])
  await library.close()
})

test('a document with a secrecy mark is refused, and an earlier version of it leaves', async () => {
  const folder = temporaryFolder()
  const library = await open()
  writeFiles(folder, { 'a.txt': report2020 })
  await library.ingest([folder])
  writeFiles(folder, { 'a.txt': `${report2020}\n密级:机密★1年` })
  const report = await library.ingest([folder])
  expect(report.skipped[0]?.reason).toContain('机密★1年')
  expect(report.removed).toEqual(['a.txt'])
  expect(await texts(library)).toEqual([])
  await library.close()
})

test('two folders may hold files of the same name', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'east/a.txt': report2020, 'west/a.txt': other })
  const { library } = await openTemporary([join(folder, 'east'), join(folder, 'west')], {
    read: plainReader,
    now: () => new Date(0),
  })
  expect(library.documents().map(({ path }) => path)).toEqual(['a.txt', 'west/a.txt'])
  await library.close()
})

test('ingesting one folder leaves the documents of another alone', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'east/a.txt': report2020, 'west/b.txt': other })
  const library = await open()
  await library.ingest([join(folder, 'east')])
  const report = await library.ingest([join(folder, 'west')])
  expect(report.removed).toEqual([])
  expect(library.documents()).toHaveLength(2)
  await library.close()
})

test('says in one sentence that a folder is missing, empty or unreadable', async () => {
  const folder = temporaryFolder()
  const attempt = (path: string) => openTemporary([path], { read: plainReader, now: () => new Date(0) })
  await expect(attempt(join(folder, 'none'))).rejects.toThrow('找不到')
  await expect(attempt(folder)).rejects.toThrow('里没有文件')
  writeFiles(folder, { 'a.txt': '坏' })
  await expect(attempt(folder)).rejects.toThrow('没有能读的文件:a.txt没有读入。文件已损坏')
})

test('a second library on the same folder sees what the first one writes', async () => {
  const [dataDir, folder] = [temporaryFolder(), temporaryFolder()]
  writeFiles(folder, { 'a.txt': report2020 })
  const [first, second] = [await open({ dataDir }), await open({ dataDir })]
  await first.ingest([folder])
  expect(await texts(second)).toHaveLength(1)
  await first.remove('a.txt')
  expect(await texts(second)).toHaveLength(0)
  expect(second.documents()).toEqual([])
  await first.close()
  await second.close()
})

test('documents leave with their files, but not when the folder has become empty, as a lost share does', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': report2020, 'b.txt': report2021 })
  const library = await open()
  await library.ingest([folder])
  rmSync(join(folder, 'a.txt'))
  expect((await library.ingest([folder])).removed).toEqual(['a.txt'])
  rmSync(join(folder, 'b.txt'))
  expect((await library.ingest([folder])).removed).toEqual([])
  expect(library.documents()).toHaveLength(1)
  await library.close()
})

test('an index in a shared store belongs to one data folder, and another one leaves it as it is', async () => {
  const [folder, own] = [temporaryFolder(), temporaryFolder()]
  writeFiles(folder, { 'a.txt': report2020 })
  const engine = { ...embeddedEngine({ db: libsqlDriver(':memory:') }), close: async () => {} }
  const first = await open({ dataDir: own, engine })
  await first.ingest([folder])
  await first.close()
  await expect(open({ dataDir: temporaryFolder(), engine })).rejects.toThrow(/另一个数据目录.*QDRANT_COLLECTION/)
  const again = await open({ dataDir: own, engine })
  expect(await texts(again)).not.toEqual([])
  expect((await engine.info()).documents).toBe(1)
  await again.close()
})
