import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DRAFTS_KEPT, DraftStoreError, type Drafts, memoryDrafts } from '../../../bot/draft/drafts.ts'
import type { Draft } from '../../../bot/draft/schema.ts'
import { diskDrafts } from '../../../bot/draft/store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const draft = (conversation: string, version = 1): Draft => ({
  conversation,
  version,
  final: false,
  year: 2025,
  sourceYear: 2024,
  body: '云溪区',
  signature: '云溪区人民政府',
  name: '复议部分',
  title: '云溪区2025年复议部分',
  whole: false,
  topic: '复议',
  blocks: [{ role: 'body', segments: [{ kind: 'text', text: '收到申请。' }] }],
  sources: [],
  notes: [],
  said: [],
  changes: [],
  touched: [],
  offered: [],
  at: '2025-11-20T01:00:00.000Z',
})

/** Kept in the tests, so that they need not write the 2,000 of the product. */
const MOST = 20

const STORES: readonly (readonly [string, () => Drafts])[] = [
  ['in memory', () => memoryDrafts(undefined, MOST)],
  ['on disk', () => diskDrafts(temporaryFolder(), MOST)],
]

describe.each(STORES)('open drafts %s', (_, open) => {
  it('are kept one a conversation, the newest', () => {
    const drafts = open()
    drafts.save(draft('甲'))
    drafts.save(draft('甲', 2))
    drafts.save(draft('乙'))
    expect(drafts.open('甲')).toEqual(draft('甲', 2))
    expect(drafts.open('丙')).toBeUndefined()
    drafts.close('甲')
    expect(drafts.open('甲')).toBeUndefined()
    expect(drafts.open('乙')).toEqual(draft('乙'))
  })

  it('are bounded; the one unchanged for longest is closed', () => {
    const drafts = open()
    for (let at = 0; at <= MOST; at++) drafts.save(draft(`人${at}`))
    expect(DRAFTS_KEPT).toBe(2_000)
    expect(drafts.open('人0')).toBeUndefined()
    expect(drafts.open('人1')).toBeDefined()
    expect(drafts.open(`人${MOST}`)).toBeDefined()
  })
})

describe('drafts on disk', () => {
  it('are whole after a crash in the middle of writing, and for their owner only', () => {
    const folder = temporaryFolder()
    diskDrafts(folder).save(draft('甲'))
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.json'))
    writeFileSync(join(folder, `${name}.new`), '{"conversation":')
    expect(diskDrafts(folder).open('甲')).toEqual(draft('甲'))
    expect(statSync(join(folder, name)).mode & 0o77).toBe(0)
  })

  it('that are damaged count as none and can be replaced', () => {
    const folder = temporaryFolder()
    const drafts = diskDrafts(folder)
    drafts.save(draft('甲'))
    for (const name of readdirSync(folder))
      if (name.endsWith('.json')) writeFileSync(join(folder, name), '{"version":"一"}')
    expect(drafts.open('甲')).toBeUndefined()
    drafts.save(draft('甲', 3))
    expect(drafts.open('甲')?.version).toBe(3)
  })

  it('keep files apart by conversation, with names that every system takes, and never overwrite another content', () => {
    const drafts = diskDrafts(temporaryFolder())
    const write = (name: string, text: string) => drafts.writeFile?.('甲', name, Buffer.from(text)) ?? ''
    const first = write('a/b:c?.docx', '一')
    expect(first).toMatch(/abc\.docx$/)
    expect(write('a/b:c?.docx', '一')).toBe(first)
    expect(write('a/b:c?.docx', '二')).toMatch(/abc\(2\)\.docx$/)
    expect(readFileSync(first, 'utf8')).toBe('一')
    expect(drafts.writeFile?.('乙', 'abc.docx', Buffer.from('三'))).not.toBe(first)
    expect(write(`${'长'.repeat(300)}.docx`, '四')).toMatch(/长\.docx$/)
  })

  it('say in one sentence when the disk does not take them', () => {
    const folder = join(temporaryFolder(), 'drafts')
    mkdirSync(folder)
    writeFileSync(join(folder, 'files'), '')
    expect(() => diskDrafts(folder).writeFile?.('甲', 'a.docx', Buffer.from('一'))).toThrow(DraftStoreError)
    expect(() => diskDrafts(join(folder, 'files')).save(draft('甲'))).toThrow(/磁盘/)
  })
})
