import { expect, test } from 'vitest'
import type { Assistance } from '../../bot/assistance.ts'
import { memoryConversations } from '../../bot/conversation.ts'
import { memoryDrafts } from '../../bot/draft/drafts.ts'
import { forAsker } from '../../bot/for-asker.ts'
import { openLibrary } from '../../retrieval/open.ts'
import { plainReader } from '../fakes/plain-reader.ts'
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts'

test('for an asker the library holds only what they may see, whatever its caller forgets to say', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'a.txt': '云溪区2020年度报告\n收到行政复议申请32件。',
    'b.txt': '石桥区2020年度报告\n收到行政复议申请41件。',
  })
  const library = await openLibrary({ read: plainReader, now: () => new Date(0) })
  await library.ingest([`${folder}/a.txt`])
  await library.ingest([`${folder}/b.txt`], { audience: ['r2'] })
  const shared = { library, conversations: memoryConversations(), drafts: memoryDrafts() } as unknown as Assistance
  const mine = forAsker(shared, ['r1']).library
  expect(mine.documents().map(({ path }) => path)).toEqual(['a.txt'])
  expect(mine.documents(['r2']).map(({ path }) => path)).toEqual(['a.txt'])
  expect(mine.document('b.txt')).toBeUndefined()
  const found = await mine.search({ text: '收到行政复议申请', limit: 5, audience: ['r2'] })
  expect(found.map(({ entry }) => entry.path)).toEqual(['a.txt'])
  expect(forAsker(shared, undefined).library.documents()).toHaveLength(2)
  await library.close()
})
