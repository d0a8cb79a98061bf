import { afterEach, beforeEach, vi } from 'vitest'
import type { Incoming } from '../../bot/channel.ts'
import { type Answer, type ServeEvent, type ServeOptions, type Serving, serve } from '../../bot/serve.ts'
import { type FakeChannel, fakeChannel } from '../fakes/fake-channel.ts'

/** A core behind a fake chat, on a clock that the test moves. */
export interface TestServing {
  readonly channel: FakeChannel
  /** What happened to messages, in order. */
  readonly logged: readonly ServeEvent[]
  /** Connects the core to the chat; said again after `stop`, to a new chat, as a restart does. */
  start(answer: Answer, options?: Partial<ServeOptions>): Promise<void>
  /** Asks it to end; time has to pass before it does. */
  stop(): Promise<void>
  /** Lets so many milliseconds pass. */
  pass(ms: number): Promise<unknown>
  /** What the bot said, in order. */
  texts(): string[]
}

const STOP_MS = 20_000

/** Sets up the clock and a chat before each test of the file, and ends what the test started behind it. */
export function testServing(): TestServing {
  let channel: FakeChannel
  let serving: Serving | undefined
  let logged: ServeEvent[]
  beforeEach(() => {
    vi.useFakeTimers()
    channel = fakeChannel()
    serving = undefined
    logged = []
  })
  afterEach(async () => {
    const stopped = serving?.stop()
    await vi.advanceTimersByTimeAsync(STOP_MS)
    await stopped
    vi.useRealTimers()
  })
  return {
    get channel() {
      return channel
    },
    get logged() {
      return logged
    },
    start: async (answer, options = {}) => {
      if (serving) channel = fakeChannel()
      serving = await serve(channel, answer, { now: () => Date.now(), log: (event) => logged.push(event), ...options })
    },
    stop: () => serving?.stop() ?? Promise.resolve(),
    pass: (ms) => vi.advanceTimersByTimeAsync(ms),
    texts: () => channel.delivered.map((part) => part.text),
  }
}

/** An answer that takes so many milliseconds, and stops when it is told to. */
export const later = (ms: number, text: string, signal?: AbortSignal): Promise<{ text: string }> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ text }), ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Error('aborted'))
    })
  })

/** A core that repeats the question. */
export const echo: Answer = async (message: Incoming) => ({ text: `答:${message.text}` })
