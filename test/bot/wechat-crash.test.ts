import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { grpcPuppet } from '../support/grpc-puppet.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ROOM, ROOM_2, type TestPuppet } from '../support/test-puppet.ts'

const KILLS = Number(process.env.SOAK_KILLS ?? 3)
const ROOMS = [ROOM, ROOM_2]
const BOT_FILE = new URL('../support/bot-process.ts', import.meta.url)

interface Run {
  readonly child: ChildProcess
  readonly online: Promise<void>
  readonly troubles: readonly string[]
}

/** A run of the bot in a process of its own; `onLogin` is called whenever it has logged in. */
function runBot(environment: Record<string, string>, dataDir: string, onLogin: () => void): Run {
  const troubles: string[] = []
  const settings = JSON.stringify({ environment, dataDir, workMs: 20 })
  const child = fork(BOT_FILE, [settings], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const online = new Promise<void>((resolve) => {
    child.on('message', (message: { line?: string; unhandled?: string }) => {
      if (message.unhandled) troubles.push(message.unhandled)
      if (message.line !== '已登录。') return
      onLogin()
      resolve()
    })
  })
  return { child, online, troubles }
}

/** Asks in all rooms, twenty times a second while a bot listens; keeps what was asked. */
function askAround(puppet: TestPuppet, asked: { room: string; text: string }[], listens: () => boolean): () => void {
  const timer = setInterval(() => {
    if (!listens()) return
    const room = ROOMS[asked.length % ROOMS.length] ?? ROOM
    const text = `问${String(asked.length).padStart(5, '0')}`
    asked.push({ room, text })
    puppet.receive({ from: 'wxid_zhang', room, text: `@小兰\u2005${text}` })
  }, 50)
  return () => clearInterval(timer)
}

test(
  `${KILLS} times kill -9 of the bot in the middle of work: each question is answered, once, in order`,
  async () => {
    const server = await grpcPuppet()
    const dataDir = temporaryFolder()
    const environment = {
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: String(server.choice.token),
      WECHATY_PUPPET_SERVICE_ENDPOINT: String(server.choice.endpoint),
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
      SEND_PER_MINUTE: '6000',
      ROOM_SEND_PER_MINUTE: '6000',
    }
    const asked: { room: string; text: string }[] = []
    let listening = false
    const stopAsking = askAround(server.puppet, asked, () => listening)
    // A message is lost to every client that dies with it in its buffers, unless the chat delivers it again.
    const start = () => runBot(environment, dataDir, () => server.puppet.repeat(100))
    let bot = start()
    const online = async () => {
      await bot.online
      listening = true
    }
    for (let i = 0; i < KILLS; i++) {
      await online()
      await sleep(200 + ((i * 137) % 500))
      listening = false
      bot.child.kill('SIGKILL')
      await new Promise((resolve) => bot.child.once('exit', resolve))
      expect(bot.troubles).toEqual([])
      bot = start()
    }
    await bot.online
    stopAsking()
    const count = asked.length
    const answers = (room: string) =>
      server.puppet.sent.filter((part) => part.conversation === room).map((part) => part.text)
    const firstParts = (room: string) => answers(room).flatMap((text) => /答:(问\d+)/.exec(text)?.[1] ?? [])
    await vi.waitFor(() => expect(new Set(ROOMS.flatMap(firstParts)).size).toBe(count), {
      timeout: 20_000,
      interval: 100,
    })
    const secondParts = (room: string) => answers(room).flatMap((text) => /乙(问\d+)$/.exec(text)?.[1] ?? [])
    await vi.waitFor(() => expect(new Set(ROOMS.flatMap(secondParts)).size).toBe(count), {
      timeout: 20_000,
      interval: 100,
    })
    for (const room of ROOMS) {
      const unmarked = answers(room)
        .filter((text) => !text.includes('(补发)'))
        .flatMap((text) => /答:(问\d+)/.exec(text)?.[1] ?? [])
      expect(new Set(unmarked).size, 'no part goes out twice without a mark').toBe(unmarked.length)
      expect([...new Set(firstParts(room))]).toEqual([...new Set(firstParts(room))].sort())
    }
    const doubled = ROOMS.flatMap(firstParts).length - count
    if (process.env.SOAK_KILLS)
      console.log(`${KILLS} kills, ${count} questions: 0 lost, ${doubled} sent again with a mark`)
    bot.child.kill('SIGTERM')
    const code = await new Promise((resolve) => bot.child.once('exit', resolve))
    expect(code).toBe(0)
    await server.close()
  },
  90_000 + KILLS * 15_000,
)
