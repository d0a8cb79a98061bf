import { setTimeout as sleep } from 'node:timers/promises'
import { type Trend, trendOf } from './trend.ts'
import { kill, percentile, resourcesOf, type SoakBot, soakWorld } from './world.ts'

/** What came of a run under load. */
export interface LoadReport {
  readonly minutes: number
  readonly asked: number
  readonly answered: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** Memory in MB and open files of the bot, in the second half of the run. */
  readonly rssMb: Trend
  readonly files: Trend
}

const SAMPLE_MS = 10_000
/** A short run is measured more often, to show anything at all. */
const FEWEST_SAMPLES = 12

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

/** Measures a process every so often, from now on. */
function watch({ child }: SoakBot, everyMs: number) {
  const taken: ReturnType<typeof resourcesOf>[] = []
  const timer = setInterval(() => taken.push(resourcesOf(child.pid)), everyMs)
  const rounded = (trend: Trend): Trend => {
    const [mean, slope, error] = [trend.mean, trend.slope, trend.error].map((value) => Math.round(value * 10) / 10)
    return { ...trend, mean: mean ?? 0, slope: slope ?? 0, error: error ?? 0 }
  }
  return {
    stop: () => clearInterval(timer),
    /**
     * The first half is for warming up: the bounded memories (10,000 message ids, the compiler's own) fill in the first quarter of an
     * hour at ten messages a second, and a leak shows in the second half as well as in the first.
     */
    trends: () => {
      const settled = taken.slice(Math.ceil(taken.length / 2))
      const trend = (of: (sample: ReturnType<typeof resourcesOf>) => number) =>
        rounded(trendOf(settled.map(of), everyMs))
      return { rssMb: trend(({ rssMb }) => rssMb), files: trend(({ files }) => files) }
    },
  }
}

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
  const runMs = minutes * 60_000
  const watching = watch(bot, Math.min(SAMPLE_MS, runMs / FEWEST_SAMPLES))
  await sleep(runMs)
  watching.stop()
  clearInterval(timers[0])
  await sleep(3_000)
  for (const timer of timers) clearInterval(timer)
  collect()
  await kill(bot.child, 'SIGTERM')
  await world.close()
  const [p50Ms, p95Ms] = [Math.round(percentile(times, 0.5)), Math.round(percentile(times, 0.95))]
  return { ...{ minutes, asked, answered: times.length, p50Ms, p95Ms }, ...watching.trends() }
}
