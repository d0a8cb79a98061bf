import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GrpcPuppet, grpcPuppet } from '../support/grpc-puppet.ts'
import { BOT } from '../support/test-puppet.ts'

/** A bot in a process of its own, and whether it listens. */
export interface SoakBot {
  readonly child: ChildProcess
  /** Resolves when it has logged in the first time. */
  readonly online: Promise<void>
}

/** A puppet server with several rooms, a data folder, and bots that come and go. */
export interface SoakWorld {
  readonly server: GrpcPuppet
  readonly rooms: readonly string[]
  readonly dataDir: string
  /** Whether a bot listens now: what is said is for it to answer. */
  listening: boolean
  /** The bot with a core that repeats the question, or the real one. */
  start(core: 'echo' | 'real'): SoakBot
  close(): Promise<void>
}

const MEMBERS = [BOT, 'wxid_zhang', 'wxid_li']
const REPEATED = 200

/** A world of `rooms` rooms. */
export async function soakWorld(rooms: number): Promise<SoakWorld> {
  const server = await grpcPuppet()
  const ids = Array.from({ length: rooms }, (_, i) => `soak-${i}@chatroom`)
  for (const [i, id] of ids.entries())
    server.puppet.mocker.createRoom({ id, topic: `测试群${i}`, memberIdList: MEMBERS })
  const dataDir = mkdtempSync(join(tmpdir(), 'lantai-soak-'))
  const environment = {
    WECHATY_PUPPET: 'wechaty-puppet-service',
    WECHATY_PUPPET_SERVICE_TOKEN: String(server.choice.token),
    WECHATY_PUPPET_SERVICE_ENDPOINT: String(server.choice.endpoint),
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    ...{ SEND_PER_MINUTE: '6000', ROOM_SEND_PER_MINUTE: '6000', ASK_PER_MINUTE: '6000', ROOM_ASK_PER_MINUTE: '6000' },
  }
  const world: SoakWorld = {
    ...{ server, rooms: ids, dataDir, listening: false },
    start: (core) => {
      let loggedIn = () => {}
      const online = new Promise<void>((resolve) => {
        loggedIn = resolve
      })
      const heard = (line: string) => {
        if (line.includes('已登录。')) {
          // What a connection took with it is delivered again, as WeChat does when it catches up.
          server.puppet.repeat(REPEATED)
          world.listening = true
          loggedIn()
        } else if (/断|退出登录|没有回音/.test(line)) world.listening = false
      }
      const child = core === 'echo' ? echoBot(environment, dataDir, heard) : realBot(environment, dataDir, heard)
      return { child, online }
    },
    close: async () => {
      await server.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return world
}

function echoBot(environment: Record<string, string>, dataDir: string, heard: (line: string) => void): ChildProcess {
  const settings = JSON.stringify({ environment, dataDir, workMs: 20 })
  const child = fork(new URL('../support/bot-process.ts', import.meta.url), [settings], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.on('message', (message: { line?: string }) => heard(message.line ?? ''))
  return child
}

function realBot(environment: Record<string, string>, dataDir: string, heard: (line: string) => void): ChildProcess {
  const env = { ...process.env, ...environment, DATA_DIR: dataDir, EMBEDDINGS: 'none' }
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts', 'wechat'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  child.stdout?.on('data', (chunk: Buffer) => heard(chunk.toString()))
  return child
}

/** Kills a process without a word and waits until it is gone. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

/** Resident memory in megabytes and open files of a process; zeros where /proc does not tell. */
export function resourcesOf(pid: number | undefined): { readonly rssMb: number; readonly files: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const rssMb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    return { rssMb, files: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return { rssMb: 0, files: 0 }
  }
}

/** The value below which the share of the sorted numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
