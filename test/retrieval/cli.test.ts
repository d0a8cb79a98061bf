import { expect, test } from 'vitest'
import { readCommand } from '../../retrieval/cli/arguments.ts'
import { runCorpus, runIngest, runSearch } from '../../retrieval/cli/run.ts'
import { csvOf } from '../../retrieval/cli/sheet.ts'
import { tableLines, widthOf } from '../../retrieval/cli/table.ts'
import { type Terminal, UsageError } from '../../retrieval/cli/terminal.ts'
import { readRetrievalConfig, sampleCorpus } from '../../retrieval/config.ts'
import { openLibrary } from '../../retrieval/open.ts'
import { plainReader } from '../fakes/plain-reader.ts'
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts'

function recordingTerminal(): Terminal & { lines: string[]; notes: string[]; progress: () => void } {
  const [lines, notes]: [string[], string[]] = [[], []]
  const write = (list: string[]) => (line: string) => void list.push(line)
  return { lines, notes, out: write(lines), note: write(notes), interactive: false, progress: () => {} }
}

const open = () => openLibrary({ read: plainReader, now: () => new Date(0) })

test('commands are read with their repeated options', () => {
  const command = readCommand(['search', '--corpus', 'a', '--corpus', 'b', '--year', '2018-2020', '行政', '复议'])
  expect(command).toMatchObject({ name: 'search', text: '行政 复议', corpus: ['a', 'b'], years: [2018, 2019, 2020] })
  expect(readCommand(['corpus', 'list', '--json'])).toMatchObject({ subject: 'list', json: true })
})

test.each([
  [[], '请写出命令'],
  [['foo'], '没有「foo」'],
  [['search'], '请写出要查的词语'],
  [['corpus', 'all'], '不是「all」'],
  [['corpus', 'list', '--year', '2020'], '只用于 corpus figures'],
  [['corpus', 'figures', '--year', '去年'], '年份「去年」看不懂'],
  [['corpus', 'list', '--nope'], '没有参数 --nope。'],
  [['search', 'x', '--limit'], '参数 --limit 后面要写值。'],
  [['ingest', '--corpus', 'a'], 'ingest 没有参数 --corpus。要读入的文件夹直接写在 ingest 后面。'],
  [['corpus', 'tasks', '--limit', '3'], 'corpus 没有参数 --limit。'],
  [['search', 'x', '--limit', '0'], '--limit'],
])('wrong usage %j is told', (words, sentence) => {
  expect(() => readCommand(words)).toThrow(UsageError)
  expect(() => readCommand(words)).toThrow(sentence)
})

test('a bad setting is named with what was given and what is allowed', () => {
  expect(() => readRetrievalConfig({ STORE: 'mongo' })).toThrow('STORE=mongo:只能是 embedded 或 qdrant')
  expect(() => readRetrievalConfig({ STORE: 'qdrant' })).toThrow('QDRANT_URL')
  expect(readRetrievalConfig({ STORE: ' ', DATA_DIR: '' })).toMatchObject({ STORE: 'embedded', DATA_DIR: './data' })
})

test('table columns line up under Chinese text', () => {
  const lines = tableLines(
    ['名称', '数'],
    [
      ['云溪区', '5'],
      ['a', '12'],
    ],
  )
  expect(lines.map(widthOf)).toEqual([10, 10, 10])
  expect(lines[2]).toBe('a       12')
})

test('a sheet never holds a formula that came from a document', () => {
  expect(
    csvOf({
      name: 'x',
      header: ['a', 'b'],
      rows: [
        ['=1+1', '说"好",是'],
        ['y', 3],
      ],
    }),
  ).toBe('\ufeffa,b\r\n\'=1+1,"说""好"",是"\r\ny,3\r\n')
})

test('ingest, search and corpus print one JSON object a line', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': '云溪区2020年度报告\n收到行政复议申请32件。', 'b.txt': '坏' })
  const [library, terminal] = [await open(), recordingTerminal()]
  await runIngest(library, { name: 'ingest', paths: [folder], keep: false, json: false }, terminal)
  expect(terminal.lines).toEqual(['新增1 更新0 未变0 移除0 跳过1', '跳过 b.txt:文件已损坏,请重新导出后再试。'])
  terminal.lines.length = 0
  await runSearch(library, readCommand(['search', '--json', '--org', '云溪', '复议申请']) as never, terminal)
  expect(JSON.parse(terminal.lines[0] ?? '')).toMatchObject({ rank: 1, doc: 'a.txt', text: '收到行政复议申请32件。' })
  terminal.lines.length = 0
  await runCorpus(library, readCommand(['corpus', 'list', '--json']) as never, terminal)
  expect(JSON.parse(terminal.lines[0] ?? '')).toMatchObject({ doc: 'a.txt', kind: 'report', year: 2020 })
  await library.close()
})

test('an ingestion that leaves nothing to search fails with its reason', async () => {
  const folder = temporaryFolder()
  const [library, terminal] = [await open(), recordingTerminal()]
  const command = { name: 'ingest', paths: [folder], keep: false, json: false } as const
  await expect(runIngest(library, command, terminal)).rejects.toThrow('里没有文件')
  await library.close()
})

test('beside own documents the invented ones of the sample are named, and --no-sample takes them out', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': '青禾县2024年度报告\n收到行政复议申请12件。' })
  const [library, terminal] = [await open(), recordingTerminal()]
  const ingest = (...words: string[]) => runIngest(library, readCommand(['ingest', ...words]) as never, terminal)
  await ingest(sampleCorpus)
  expect(terminal.notes).toEqual([])
  await ingest(folder)
  expect(terminal.notes.at(-1)).toMatch(/样例文件\d+份.*--no-sample/)
  await ingest('--no-sample', folder)
  expect(library.documents().map(({ path }) => path)).toEqual(['a.txt'])
  await library.close()
})
