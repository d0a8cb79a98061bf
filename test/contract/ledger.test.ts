import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Incoming } from '../../bot/channel.ts'
import { type Ledger, memoryLedger } from '../../bot/ledger.ts'
import { openState, type State } from '../../bot/store/open-state.ts'
import { sqlLedger } from '../../bot/store/sql-ledger.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const message = (id: string, more: Partial<Incoming> = {}): Incoming => ({
  ...{ id, room: 'r1', sender: { id: 'li', name: '李四' }, text: '去年呢', addressed: true, at: new Date(1_000) },
  ...more,
})
const target = { room: 'r1', person: 'li', name: '李四' }
const reply = (...parts: string[]) => ({ conversation: 'r1', target, parts })

describe.each([
  ['in memory', memoryLedger],
  ['on disk', () => sqlLedger(libsqlDriver(':memory:'))],
] satisfies [string, () => Ledger][])('a ledger %s', (_, make) => {
  let ledger: Ledger
  beforeEach(() => {
    ledger = make()
  })

  test('takes a message in once', () => {
    expect(ledger.take(message('a'), 0)).toBe(true)
    expect(ledger.take(message('a'), 5)).toBe(false)
    ledger.close('a', 6)
    expect(ledger.take(message('a'), 7)).toBe(false)
  })

  test('a message takes the place of the earlier ones that went into it', () => {
    ledger.take(message('a'), 0)
    expect(ledger.take(message('b', { text: '去年呢\n复议' }), 1, ['a', 'unknown'])).toBe(true)
    expect(ledger.unfinished().map(({ id }) => id)).toEqual(['b'])
    expect(ledger.take(message('a'), 2)).toBe(false)
  })

  test('knows what is unfinished, in order, as it came', () => {
    const quoted = message('b', { quote: { name: '张三', text: '16件', own: false } })
    ledger.take(quoted, 0)
    ledger.take(message('a'), 1)
    ledger.take(message('c'), 2)
    ledger.close('a', 3)
    expect(ledger.unfinished()).toEqual([quoted, message('c')])
  })

  test('a reply closes its message and is queued part by part, mentioning on the first', () => {
    ledger.take(message('a'), 0)
    const parts = ledger.close('a', 9, reply('甲', '乙'))
    expect(ledger.unfinished()).toEqual([])
    expect(ledger.queued()).toEqual(parts)
    expect(parts.map(({ text, question, uncertain, at }) => ({ text, question, uncertain, at }))).toEqual([
      { text: '甲', question: 'a', uncertain: false, at: 9 },
      { text: '乙', question: 'a', uncertain: false, at: 9 },
    ])
    expect(parts.map((part) => part.target)).toEqual([target, { ...target, mention: false }])
  })

  test('the file of a reply is queued behind its parts, and known by its path', () => {
    ledger.take(message('a'), 0)
    const parts = ledger.close('a', 9, { ...reply('甲'), file: '/data/草稿1.docx' })
    expect(ledger.queued()).toEqual(parts)
    expect(parts.map(({ text, file, target: { mention } }) => ({ text, file, mention }))).toEqual([
      { text: '甲', file: undefined, mention: undefined },
      { text: '', file: '/data/草稿1.docx', mention: false },
    ])
  })

  test('a part whose sending was begun is uncertain until it is known to be unsent or done', () => {
    const [first, second] = ledger.close('a', 0, reply('甲', '乙'))
    ledger.mark(first?.seq ?? 0, 'sending')
    expect(ledger.queued().map((part) => part.uncertain)).toEqual([true, false])
    ledger.mark(first?.seq ?? 0, 'queued')
    expect(ledger.queued().map((part) => part.uncertain)).toEqual([false, false])
    ledger.mark(first?.seq ?? 0, 'done')
    expect(ledger.queued().map((part) => part.seq)).toEqual([second?.seq])
  })

  test('forgets closed messages of long ago, and never open ones', () => {
    ledger.take(message('old'), 0)
    ledger.close('old', 0)
    ledger.take(message('open'), 0)
    ledger.take(message('new'), 100)
    ledger.close('new', 100)
    ledger.forget(50)
    expect(ledger.take(message('old'), 200)).toBe(true)
    expect(ledger.take(message('open'), 200)).toBe(false)
    expect(ledger.take(message('new'), 200)).toBe(false)
  })
})

describe('the files of a running bot', () => {
  let folder: string
  let opened: State[]
  beforeEach(() => {
    folder = temporaryFolder()
    opened = []
  })
  afterEach(() => {
    for (const state of opened) state.close()
  })
  const open = () => {
    const state = openState(join(folder, 'data'))
    opened.push(state)
    return state
  }

  test('what was taken in and queued is there after a restart', () => {
    const before = open()
    const ledger = sqlLedger(before.driver)
    const mentioning = message('a', { others: [{ id: 'wang' }, { name: '王五' }] })
    ledger.take(mentioning, 0)
    ledger.take(message('b'), 0)
    ledger.close('b', 0, reply('甲'))
    opened.pop()?.close()
    const after = sqlLedger(open().driver)
    expect(after.unfinished()).toEqual([mentioning])
    expect(after.queued().map((part) => part.text)).toEqual(['甲'])
    expect(after.take(message('b'), 1)).toBe(false)
  })

  test('a message that a later version wrote in another shape costs itself alone', () => {
    const { driver } = open()
    const ledger = sqlLedger(driver)
    ledger.take(message('a'), 0)
    driver.run("INSERT INTO inbox (id, at, message) VALUES ('strange', 0, '{}')")
    ledger.take(message('b'), 0)
    expect(ledger.unfinished()).toEqual([message('a'), message('b')])
  })

  test('a second bot on the same folder is refused with a sentence', () => {
    open()
    expect(() => open()).toThrow(/另一个兰台正在用这个数据目录/)
  })
})
