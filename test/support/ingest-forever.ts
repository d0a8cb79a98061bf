import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLibrary } from '../../retrieval/open.ts'
import { plainReader } from '../fakes/plain-reader.ts'

/**
 * A child process that ingests new versions of the same documents until it is killed: `ingest-forever.ts DATA FOLDER`.
 * Every passage names its version, so that a mixture would show.
 */
const [dataDir = '', folder = ''] = process.argv.slice(2)
const library = await openLibrary({ dataDir, read: plainReader, now: () => new Date(0) })
process.stdout.write('ready\n')
for (let version = 1; ; version++) {
  for (const name of ['a.txt', 'b.txt', 'c.txt']) {
    const lines = Array.from({ length: 40 }, (_, i) => `第${i}项 云溪区复议案件 版本${version}`)
    writeFileSync(join(folder, name), [`云溪区2020年度报告 版本${version}`, ...lines].join('\n'))
  }
  await library.ingest([folder])
}
