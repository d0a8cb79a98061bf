import { setTimeout as sleep } from 'node:timers/promises'
import { kill, percentile, soakWorld } from './world.ts'

/** What came of a run of outages. */
export interface OutageReport {
  readonly outages: number
  /** How often the bot answered again. */
  readonly recovered: number
  /** From the server's return to the first answer. */
  readonly p50Ms: number
  readonly p95Ms: number
  readonly worstMs: number
}

const PATIENCE_MS = 60_000
const SHORTEST_MS = 500

/**
 * Takes the puppet server away for 0.5 s to `longestMs`, again and again, and asks until it is answered. The lengths are spread evenly over
 * their logarithm, as outages are: many short ones, every size tried equally often (0.5–1 s as often as 20–40 s). The mean of 0.5–40 s is
 * then 9 s, so that 200 rounds take some 40 minutes.
 */
export async function outageRounds(
  outages: number,
  { longestMs, random }: { readonly longestMs: number; readonly random: () => number },
): Promise<OutageReport> {
  const world = await soakWorld(1)
  const bot = world.start('echo')
  await bot.online
  const times: number[] = []
  for (let round = 0; round < outages; round++) {
    await sleep(300)
    await world.server.down()
    await sleep(SHORTEST_MS * (longestMs / SHORTEST_MS) ** random())
    await world.server.up()
    const back = performance.now()
    const before = world.server.puppet.sent.length
    const isAnswered = () => world.server.puppet.sent.slice(before).some(({ text }) => text.includes(`答:轮${round}`))
    let n = 0
    while (!isAnswered() && performance.now() - back < PATIENCE_MS) {
      // Said anew each time: what is said while nobody is connected is lost.
      if (n % 5 === 0)
        world.server.puppet.receive({ from: 'wxid_zhang', room: world.rooms[0] ?? '', text: `@小兰\u2005轮${round}` })
      n += 1
      await sleep(50)
    }
    if (isAnswered()) times.push(performance.now() - back)
  }
  await kill(bot.child, 'SIGTERM')
  await world.close()
  const at = (share: number) => Math.round(percentile(times, share))
  return {
    outages,
    recovered: times.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    worstMs: Math.round(Math.max(0, ...times)),
  }
}
