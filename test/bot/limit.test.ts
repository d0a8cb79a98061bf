import { expect, test } from 'vitest'
import type { Incoming } from '../../bot/channel.ts'
import { askRates, createLimit } from '../../bot/limit.ts'

const from = (person: string, room?: string): Incoming => ({
  ...{ id: '1', sender: { id: person, name: person }, text: '问', addressed: true, at: new Date(0) },
  ...(room !== undefined && { room }),
})

test('a person may ask so many at once, and then so many a minute, wherever they ask', () => {
  let now = 0
  const limit = createLimit({ ...askRates(20, 600), now: () => now })
  const asked = Array.from({ length: 30 }, (_, i) => limit(from('li', i % 2 === 0 ? 'r1' : undefined)))
  expect(asked.filter(Boolean)).toHaveLength(10)
  now = 60_000
  expect(Array.from({ length: 30 }, () => limit(from('li', 'r1'))).filter(Boolean)).toHaveLength(10)
  now = 63_000
  expect(limit(from('li', 'r1'))).toBe(true)
  expect(limit(from('li', 'r1'))).toBe(false)
})

test('what is turned away takes nothing from the room: others are answered beside a flood', () => {
  const limit = createLimit({ ...askRates(20, 60), now: () => 0 })
  for (let i = 0; i < 500; i++) limit(from('flood', 'r1'))
  expect(limit(from('wang', 'r1'))).toBe(true)
  expect(limit(from('li', 'r2'))).toBe(true)
})

test('a room has a limit of its own', () => {
  const limit = createLimit({ ...askRates(20, 60), now: () => 0 })
  const asked = Array.from({ length: 60 }, (_, i) => limit(from(`person ${i}`, 'r1')))
  expect(asked.filter(Boolean)).toHaveLength(20)
})
