import { describe, expect, test } from 'vitest'
import { createPace, type Rate } from '../../bot/pace.ts'

const WIDE: Rate = { burst: 1_000, perMinute: 60_000 }

function pace({ overall = WIDE, perConversation = WIDE, random = 0 } = {}) {
  const clock = { now: 0 }
  return { clock, pace: createPace({ overall, perConversation, now: () => clock.now, random: () => random }) }
}

describe('pace', () => {
  test('a burst goes at once, what is on top waits its turn', () => {
    const { pace: it } = pace({ perConversation: { burst: 3, perMinute: 60 } })
    expect([1, 2, 3, 4, 5].map(() => it.turn('r1'))).toEqual([0, 0, 0, 1_000, 2_000])
  })

  test('rest restores the burst', () => {
    const { pace: it, clock } = pace({ perConversation: { burst: 2, perMinute: 60 } })
    for (let i = 0; i < 2; i++) it.turn('r1')
    clock.now = 2_000
    expect([it.turn('r1'), it.turn('r1'), it.turn('r1')]).toEqual([0, 0, 1_000])
  })

  test('one conversation does not use up another one’s turns, but all share the overall rate', () => {
    const { pace: it } = pace({ perConversation: { burst: 1, perMinute: 60 }, overall: { burst: 2, perMinute: 60 } })
    expect([it.turn('r1'), it.turn('r2'), it.turn('r3')]).toEqual([0, 0, 1_000])
  })

  test('waits are stretched by chance, never shortened', () => {
    const { pace: it } = pace({ perConversation: { burst: 1, perMinute: 60 }, random: 0.9 })
    it.turn('r1')
    expect(it.turn('r1')).toBeCloseTo(1_300)
  })
})
