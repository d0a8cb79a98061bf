import { setTimeout as sleep } from 'node:timers/promises'
import { kill, percentile, resourcesOf, soakWorld } from './world.ts'

/** What came of a run under load. */
export interface LoadReport {
  readonly minutes: number
  readonly asked: number
  readonly answered: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** Memory and open files after the first tenth, and at the end. */
  readonly rssMb: readonly [number, number]
  readonly files: readonly [number, number]
}

const QUESTIONS = [
  '云溪区2020年收到多少件复议申请',
  '那前年呢',
  '云溪区2020年和2022年谁复议多',
  '规范性文件备案几天内',
  '2020年报告一共几大部分',
  '原文1',
  '资料',
  '三项制度怎么推的',
]

/** Asks the real bot `perSecond` questions a second for so many minutes, in six rooms, and measures it from outside. */
export async function underLoad(minutes: number, perSecond: number): Promise<LoadReport> {
  const world = await soakWorld(6)
  const bot = world.start('real')
  await bot.online
  const waiting = new Map<string, number[]>(world.rooms.map((room) => [room, []]))
  const times: number[] = []
  let seen = world.server.puppet.sent.length
  let asked = 0
  const collect = () => {
    const { sent } = world.server.puppet
    for (; seen < sent.length; seen++) {
      const part = sent[seen]
      // Only the first part of an answer mentions the person.
      const since = part && part.mentions.length > 0 ? waiting.get(part.conversation)?.shift() : undefined
      if (since !== undefined) times.push(performance.now() - since)
    }
    sent.splice(0, seen)
    seen = 0
  }
  const ask = () => {
    const room = world.rooms[asked % world.rooms.length] ?? ''
    const text = QUESTIONS[Math.floor(asked / world.rooms.length) % QUESTIONS.length] ?? ''
    asked += 1
    waiting.get(room)?.push(performance.now())
    world.server.puppet.receive({ from: asked % 2 === 0 ? 'wxid_zhang' : 'wxid_li', room, text: `@小兰\u2005${text}` })
  }
  const timers = [setInterval(ask, 1_000 / perSecond), setInterval(collect, 5)]
  await sleep(minutes * 6_000)
  const early = resourcesOf(bot.child.pid)
  await sleep(minutes * 54_000)
  const late = resourcesOf(bot.child.pid)
  clearInterval(timers[0])
  await sleep(3_000)
  for (const timer of timers) clearInterval(timer)
  collect()
  await kill(bot.child, 'SIGTERM')
  await world.close()
  const [p50Ms, p95Ms] = [Math.round(percentile(times, 0.5)), Math.round(percentile(times, 0.95))]
  const round = (value: number) => Math.round(value)
  return {
    ...{ minutes, asked, answered: times.length, p50Ms, p95Ms },
    ...{ rssMb: [round(early.rssMb), round(late.rssMb)], files: [early.files, late.files] },
  }
}
