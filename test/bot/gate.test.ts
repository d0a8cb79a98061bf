import { describe, expect, test } from 'vitest'
import type { Incoming } from '../../bot/channel.ts'
import { createGate } from '../../bot/gate.ts'

const from = (person: string, room?: string): Incoming => ({
  ...{ id: '1', sender: { id: person, name: person }, text: '问', addressed: true, at: new Date(0) },
  ...(room !== undefined && { room }),
})
const members: Record<string, string[]> = { r1: ['zhang'] }
const isMember = async (room: string, person: string) => members[room]?.includes(person) ?? false

describe('the gate', () => {
  test('without a list of rooms lets everybody in', async () => {
    const gate = createGate({ rooms: [], admins: [], isMember })
    expect(await gate(from('li', 'r9'))).toEqual({ allowed: true })
    expect(await gate(from('li'))).toEqual({ allowed: true })
  })

  test('lets in the listed rooms, and in private their members and the administrators', async () => {
    const gate = createGate({ rooms: ['r1'], admins: ['boss'], isMember })
    expect(await gate(from('anybody', 'r1'))).toEqual({ allowed: true })
    expect(await gate(from('zhang'))).toEqual({ allowed: true })
    expect(await gate(from('boss'))).toEqual({ allowed: true })
  })

  test('tells another room its id, and another person theirs, once', async () => {
    const gate = createGate({ rooms: ['r1'], admins: [], isMember })
    expect(await gate(from('li', 'r2'))).toEqual({ allowed: false, line: expect.stringContaining('r2') })
    expect(await gate(from('wang', 'r2'))).toEqual({ allowed: false })
    expect(await gate(from('li'))).toEqual({ allowed: false, line: expect.stringContaining('li') })
    expect(await gate(from('li'))).toEqual({ allowed: false })
  })

  test('a person who has left the room is a stranger with the next message', async () => {
    const room = { r1: ['zhang'] as string[] }
    const gate = createGate({ rooms: ['r1'], admins: [], isMember: async (_, person) => room.r1.includes(person) })
    expect(await gate(from('zhang'))).toEqual({ allowed: true })
    room.r1 = []
    expect(await gate(from('zhang'))).toMatchObject({ allowed: false })
  })

  test('a membership that cannot be told is no membership, and asked again next time', async () => {
    const gate = createGate({ rooms: ['r1'], admins: [], isMember: () => Promise.reject(new Error('timeout')) })
    expect(await gate(from('zhang'))).toEqual({ allowed: false, line: expect.stringContaining('稍后') })
    expect(await gate(from('zhang'))).toEqual({ allowed: false, line: expect.stringContaining('稍后') })
  })
})
