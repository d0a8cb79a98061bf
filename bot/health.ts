import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const FILE = 'health.json'
const PULSE_MS = 10_000
/** A running bot writes every ten seconds; three missed and it hangs. */
const STALE_MS = 40_000
/** A puppet server may be restarted, a code may have to be scanned; longer than this somebody must look. */
const OFFLINE_MS = 120_000

const Health = z.object({
  /** When it was written, in milliseconds. */
  at: z.number(),
  online: z.boolean(),
  /** Since when `online` has been as it is, in milliseconds. */
  since: z.number(),
})
/** How a running bot says it is. */
export type Health = z.infer<typeof Health>

/** Writes how the bot is, whole or not at all. A disk that fails is no reason to stop. */
export function writeHealth(folder: string, health: Health): void {
  const path = join(folder, FILE)
  try {
    writeFileSync(`${path}.new`, JSON.stringify(health))
    renameSync(`${path}.new`, path)
  } catch {
    // The reader finds the old one, and calls it stale.
  }
}

/** Keeps writing how the bot is. */
export interface Pulse {
  online(online: boolean): void
  stop(): void
}

/** Writes every ten seconds, and at every change, once the bot has said whether it is online; nothing without a folder. */
export function startPulse(folder: string | undefined, now: () => number): Pulse {
  let online: boolean | undefined
  let since = 0
  const beat = () => {
    if (folder !== undefined && online !== undefined) writeHealth(folder, { at: now(), online, since })
  }
  const timer = setInterval(beat, PULSE_MS)
  return {
    online: (is) => {
      if (is !== online) since = now()
      online = is
      beat()
    },
    stop: () => clearInterval(timer),
  }
}

/** What `--health` says, and the exit code it says it with. */
interface Judgement {
  /** 0 all is well; 1 not running, or hanging: a restart helps; 3 running but offline for long: a restart would only break off a login. */
  readonly exitCode: 0 | 1 | 3
  readonly sentence: string
}

/** Judges what a running bot wrote last. */
export function judgeHealth(folder: string, now: number): Judgement {
  const minutes = (ms: number) => `${Math.max(1, Math.round(ms / 60_000))}分钟`
  try {
    const health = Health.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')))
    if (now - health.at > STALE_MS)
      return { exitCode: 1, sentence: `程序没有在运行,或已卡住:${minutes(now - health.at)}没有动静。` }
    if (health.online) return { exitCode: 0, sentence: `正常,已在线${minutes(now - health.since)}。` }
    const offline = now - health.since
    return { exitCode: offline <= OFFLINE_MS ? 0 : 3, sentence: `程序在运行,但微信没有连上,已${minutes(offline)}。` }
  } catch {
    return { exitCode: 1, sentence: '没有运行记录:程序没有在这个数据目录(DATA_DIR)下运行过。' }
  }
}
