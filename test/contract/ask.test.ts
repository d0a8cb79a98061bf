import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { qdrantKey, qdrantUrl, temporaryIndex } from './main.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Questions of every kind on the sample corpus. */
const questions = [
  '云溪区2023年收到多少行政复议申请',
  '去年出庭率多少',
  '近三年复议收案列个表',
  '复议一般多久要审结',
  '规范性文件要经过哪些程序',
  '公开信息有哪些例外',
  '云溪区2024年报告有几大部分',
  '2025年底前要完成哪些任务',
  '第3项谁牵头',
  '青岚市2019年收了几件',
]

function run(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<void> {
  const env = { ...process.env, ...environment }
  return new Promise((resolve, reject) => {
    execFile('npm', ['--silent', 'run', ...words], { cwd: root, env, timeout: 60_000 }, (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

/** The replies of a whole run on a new index, by question. */
async function repliesWith(environment: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const folder = temporaryFolder()
  const [batch, out] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')]
  const lines = questions.map((question, id) => JSON.stringify({ id: `${id}`, question, now: '2025-03-01' }))
  writeFileSync(batch, lines.join('\n'))
  const settings = { ...environment, DATA_DIR: join(folder, 'data') }
  await run(['ingest'], settings)
  await run(['ask', '--', '--batch', batch, '--out', out], settings)
  const answers = readFileSync(out, 'utf8').trim().split('\n')
  return answers
    .map((line) => JSON.parse(line) as { id: string; reply: unknown })
    .map(({ id, reply }) => ({ id, reply }))
}

const reason = qdrantUrl ? '' : ' (skipped: QDRANT_URL is not set)'
describe.skipIf(!qdrantUrl)(`questions answered from Qdrant${reason}`, () => {
  it('get the replies that the embedded engine gives', async () => {
    const { name, drop } = temporaryIndex(qdrantUrl!)
    onTestFinished(drop)
    const embedded = await repliesWith({ STORE: 'embedded' })
    const qdrant = await repliesWith({
      STORE: 'qdrant',
      QDRANT_URL: qdrantUrl!,
      QDRANT_COLLECTION: name,
      ...(qdrantKey && { QDRANT_API_KEY: qdrantKey }),
    })
    expect(embedded).toHaveLength(questions.length)
    expect(qdrant).toEqual(embedded)
  }, 120_000)
})
