import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readAskArguments, readFolder, readRoomArguments } from '../../bot/cli/arguments.ts'
import { writeResults } from '../../bot/cli/ask.ts'
import { parseClock } from '../../bot/cli/clock.ts'
import { failureOf } from '../../bot/cli/failure.ts'
import { readSettings } from '../../bot/config.ts'
import { UsageError } from '../../retrieval/cli/terminal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function* results() {
  yield { id: '1', reply: { kind: 'answer', text: '答' } as const, elapsedMs: 1 }
}

it.each([
  ['a question that is missing', () => readAskArguments(['--json']), '没有问题可答'],
  ['an option nobody knows', () => readAskArguments(['--foo', '问']), '没有参数 --foo。'],
  ['an option without its value', () => readAskArguments(['问', '--now']), '参数 --now 后面要写值。'],
  ['a value that is not taken', () => readAskArguments(['问', '--json=1']), '参数 --json 后面不能有值。'],
  ['--out alone', () => readAskArguments(['问', '--out', 'a']), '--out 要和 --batch 一起用'],
  ['a folder as a batch', () => readAskArguments(['--batch', temporaryFolder()]), '或它不是文件'],
  ['a batch that is not there', () => readAskArguments(['--batch', '/没有.jsonl']), '找不到问题文件'],
  ['a misspelt option of wechat', () => readRoomArguments(['--helth']), '没有参数 --helth。'],
  ['a folder to be replayed', () => readRoomArguments(['--replay', temporaryFolder()]), '录下的对话'],
  ['words after chat', () => readFolder(['甲'], 0), '多出的参数:甲。'],
  ['a second folder after backup', () => readFolder(['甲', '乙'], 1), '多出的参数:乙。'],
])('%s is wrong usage, told in Chinese', (_, read, sentence) => {
  expect(read).toThrow(UsageError)
  expect(read).toThrow(sentence)
})

it.each(['2024-13-01', '2024-02-30', '2024-05-01xyz', '去年', '2024/05/01'])('「%s」 is no day', (text) => {
  expect(() => parseClock(text)).toThrow('没有这一天')
})

it.each(['2024-02-29', '2024-2-29', '2024-02-29T08:00:00Z'])('「%s」 is the 29th of February', (text) => {
  expect(parseClock(text)).toEqual(new Date(2024, 1, 29, 12))
})

it('results go to the file line by line, and a file that cannot be written is told with its path', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'out.jsonl')
  await writeResults(results(), { out, print: () => {} })
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ id: '1' })
  mkdirSync(join(folder, 'taken'))
  for (const refused of [join(folder, 'none', 'out.jsonl'), join(folder, 'taken')]) {
    const error = await writeResults(results(), { out: refused, print: () => {} }).catch((cause: unknown) => cause)
    expect(failureOf(error)).toMatchObject({ exitCode: 1, sentence: expect.stringContaining(`「${refused}」`) })
  }
})

it('names every bad setting of every room at once, without telling a secret', () => {
  const bad = { STORE: 'mongo', MAX_AGE_SECONDS: '一天', MODEL_ATTEMPTS: '0', QDRANT_API_KEY: '密', HOME_ORG: ' ' }
  expect(() => readSettings(bad)).toThrow(/STORE=mongo:.*\nMAX_AGE_SECONDS=一天:.*\nMODEL_ATTEMPTS=0:最小 1$/)
})

it('.env.example lists every setting once, and as it stands changes nothing', () => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
  const example = Object.fromEntries([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
  const { retrieval, bot } = readSettings(example)
  const unset = readSettings({})
  expect({ ...retrieval, ...bot }).toEqual({ ...unset.retrieval, ...unset.bot })
  const sources = ['retrieval/config.ts', 'bot/config.ts', 'bot/wechat-config.ts', 'bot/model/config.ts']
  const names = sources.flatMap((source) =>
    [...readFileSync(new URL(`../../${source}`, import.meta.url), 'utf8').matchAll(/^ {2,4}([A-Z][A-Z_]+):/gm)].map(
      ([, name]) => name,
    ),
  )
  expect(Object.keys(example).sort()).toEqual([...new Set(names)].sort())
})
