import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { supervise } from '../../bot/wechaty/supervise.ts'
import type { Supervised, Supervisor } from '../../bot/wechaty/supervised.ts'

/** A connection whose server can be taken away, and whose stream can go silent. */
function fakeConnection() {
  const state = { active: false, loggedIn: false, serverUp: true, answersDing: true, hangs: false, starts: 0, stops: 0 }
  const target: Supervised = {
    start: async () => {
      state.starts += 1
      if (state.hangs) await new Promise(() => undefined)
      if (!state.serverUp) throw new Error('14 UNAVAILABLE')
      state.active = true
      state.loggedIn = true
      supervisor.login()
    },
    stop: async () => {
      state.stops += 1
      state.active = false
      state.loggedIn = false
    },
    active: () => state.active,
    pending: () => false,
    loggedIn: () => state.loggedIn,
    reachable: async () => state.serverUp,
    ding: () => {
      if (state.answersDing && state.serverUp) supervisor.alive()
    },
  }
  return { state, target }
}

let supervisor: Supervisor
let connection: ReturnType<typeof fakeConnection>
let online: boolean[]
let notices: string[]
let hung: string[]

function start(): void {
  supervisor = supervise(connection.target, {
    now: () => Date.now(),
    random: () => 0.5,
    online: (is) => online.push(is),
    notice: (sentence) => notices.push(sentence),
    failed: () => undefined,
    hung: (sentence) => hung.push(sentence),
  })
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  connection = fakeConnection()
  online = []
  notices = []
  hung = []
})
afterEach(async () => {
  await supervisor.stop()
  vi.useRealTimers()
})

test('starts at once and says it is online', async () => {
  start()
  await supervisor.started
  expect(online).toEqual([true])
})

test('waits for a server that is not there yet, without a dear start', async () => {
  connection.state.serverUp = false
  start()
  await pass(60_000)
  expect(connection.state.starts).toBe(0)
  connection.state.serverUp = true
  await pass(5_000)
  expect(online).toEqual([true])
})

test.each([0.5, 4, 28, 40, 600])('comes back within 6 s after an outage of %d s', async (seconds) => {
  start()
  await pass(1_000)
  connection.state.serverUp = false
  supervisor.broken('14 UNAVAILABLE: Connection dropped')
  await pass(seconds * 1_000)
  connection.state.serverUp = true
  await pass(6_000)
  expect(online).toEqual([true, false, true])
})

test('a connection that is silent is asked, and left alone when it answers', async () => {
  start()
  await pass(600_000)
  expect(connection.state.starts).toBe(1)
  expect(online).toEqual([true])
})

test('a connection that does not answer is started anew, ever more seldom', async () => {
  connection.state.answersDing = false
  start()
  await pass(6_000)
  expect(connection.state.starts).toBe(2)
  await pass(600_000)
  expect(connection.state.starts).toBeLessThan(9)
  const before = connection.state.starts
  await pass(3_600_000)
  expect(connection.state.starts - before).toBeLessThan(12)
})

test('a connection that falls silent right after the login is noticed within seconds', async () => {
  start()
  await pass(1_000)
  supervisor.alive()
  connection.state.answersDing = false
  await pass(7_000)
  connection.state.answersDing = true
  await pass(1_000)
  expect(connection.state.starts).toBe(2)
  expect(online).toEqual([true, false, true])
})

test('signs of life keep it from being asked', async () => {
  connection.state.answersDing = false
  start()
  for (let i = 0; i < 400; i++) {
    await pass(1_400)
    supervisor.alive()
  }
  expect(connection.state.starts).toBe(1)
})

test('a second client on the same token is told of once, and a scan is no second client', async () => {
  start()
  await pass(1_000)
  connection.state.loggedIn = false
  await pass(90_000)
  expect(notices).toHaveLength(1)
  expect(notices[0]).toContain('同一个令牌')
  supervisor.login()
  supervisor.scan()
  await pass(90_000)
  expect(notices).toHaveLength(1)
})

test('a start that hangs is given up, and tried again', async () => {
  connection.state.hangs = true
  start()
  await pass(30_200)
  connection.state.hangs = false
  await pass(5_000)
  expect(online).toEqual([true])
  expect(hung).toEqual([])
})

test('nothing is started after stop', async () => {
  start()
  await pass(1_000)
  await supervisor.stop()
  supervisor.broken('14 UNAVAILABLE')
  await pass(60_000)
  expect(connection.state.starts).toBe(1)
})
