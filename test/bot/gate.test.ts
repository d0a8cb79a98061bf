import { describe, expect, test } from 'vitest'
import { ChannelError, type Incoming } from '../../bot/channel.ts'
import { createGate } from '../../bot/gate.ts'
import { sqlPermits } from '../../bot/store/sql-permits.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'

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

describe('a room that cannot be asked', () => {
  const failing = (code: 'failed' | 'timeout' | 'unreachable') => {
    const asked: string[] = []
    const gate = createGate({
      ...{ rooms: ['gone', 'r1'], admins: [] },
      isMember: async (room, person) => {
        asked.push(room)
        if (room === 'gone') throw new ChannelError(code, '查不到群成员。')
        return isMember(room, person)
      },
    })
    return { asked, gate }
  }

  test.each(['failed', 'timeout'] as const)('hides no member of another one: %s', async (code) => {
    expect(await failing(code).gate(from('zhang'))).toEqual({ allowed: true })
  })

  test('that the chat does not know has no members: a stranger is told once', async () => {
    const { gate } = failing('failed')
    expect(await gate(from('li'))).toEqual({ allowed: false, line: expect.stringContaining('li') })
    expect(await gate(from('li'))).toEqual({ allowed: false })
  })

  test('while the link is down no other is asked', async () => {
    const { gate, asked } = failing('unreachable')
    expect(await gate(from('zhang'))).toEqual({ allowed: false, line: expect.stringContaining('稍后') })
    expect(asked).toEqual(['gone'])
  })
})

describe('the gate with what was allowed in the chat', () => {
  const permitsIn = () => sqlPermits(libsqlDriver(':memory:'))
  const permit = (kind: 'room' | 'person', id: string, allowed: boolean) => ({
    ...{ kind, id, allowed, roles: [], by: 'boss', at: 1 },
  })

  test('a room or person allowed in the chat may; the first permission closes it for everybody else', async () => {
    const permits = permitsIn()
    const gate = createGate({ rooms: [], admins: ['boss'], isMember, permits, now: () => 1 })
    expect(await gate(from('li', 'r9'))).toEqual({ allowed: true })
    permits.put(permit('room', 'r1', true))
    permits.put(permit('person', 'wang', true))
    expect(await gate(from('li', 'r1'))).toEqual({ allowed: true })
    expect(await gate(from('zhang'))).toEqual({ allowed: true })
    expect(await gate(from('wang'))).toEqual({ allowed: true })
    expect(await gate(from('li', 'r9'))).toMatchObject({ allowed: false })
    expect(await gate(from('wang', 'r8'))).toMatchObject({ allowed: false })
  })

  test('what is withdrawn is refused, also when the configuration lists it, and withdrawing the last does not open it to all', async () => {
    const permits = permitsIn()
    const gate = createGate({ rooms: ['r1'], admins: ['boss'], isMember, permits, now: () => 1 })
    permits.put(permit('room', 'r1', false))
    expect(await gate(from('li', 'r1'))).toMatchObject({ allowed: false })
    permits.put(permit('room', 'r1', true))
    permits.put(permit('person', 'li', false))
    expect(await gate(from('li', 'r1'))).toMatchObject({ allowed: false })
    expect(await gate(from('zhang', 'r1'))).toEqual({ allowed: true })
    const open = createGate({ rooms: [], admins: [], isMember, permits, now: () => 1 })
    permits.put(permit('room', 'r1', false))
    expect(await open(from('zhang', 'r5'))).toMatchObject({ allowed: false })
  })

  test('an administrator may open a room, and nothing else in it', async () => {
    const gate = createGate({ rooms: ['r1'], admins: ['boss'], isMember, permits: permitsIn(), now: () => 1 })
    expect(await gate({ ...from('boss', 'r9'), text: '授权' })).toEqual({ allowed: true })
    expect(await gate(from('boss', 'r9'))).toMatchObject({ allowed: false })
    expect(await gate({ ...from('li', 'r9'), text: '授权' })).toMatchObject({ allowed: false })
  })

  test('a stranger is told once, also across restarts', async () => {
    const permits = permitsIn()
    const make = () => createGate({ rooms: ['r1'], admins: [], isMember, permits, now: () => 1 })
    expect(await make()(from('li'))).toEqual({ allowed: false, line: expect.stringContaining('li') })
    expect(await make()(from('li'))).toEqual({ allowed: false })
  })
})
