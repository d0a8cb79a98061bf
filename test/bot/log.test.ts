import { expect, test } from 'vitest'
import { heldBackLine, logLine } from '../../bot/log.ts'

const AT = new Date(0)

test('a line has ids and times, and of an error its name and code only', () => {
  const error = Object.assign(new Error('收到行政复议申请16件'), { code: 'failed' })
  const line = logLine({ kind: 'failed', id: 'm1', room: 'r1', person: 'li', ms: 12, error }, AT)
  expect(JSON.parse(line)).toEqual({
    ...{ at: '1970-01-01T00:00:00.000Z', kind: 'failed', id: 'm1', room: 'r1', person: 'li', ms: 12 },
    error: 'Error:failed',
  })
})

test('what the number guard held back is logged by its kind, without a word of it', () => {
  const offence = { kind: 'number' as const, span: '16件', message: '「申请16件」中的16在依据中找不到' }
  expect(heldBackLine([offence], AT)).toBe('{"at":"1970-01-01T00:00:00.000Z","kind":"heldBack","offences":["number"]}')
})
