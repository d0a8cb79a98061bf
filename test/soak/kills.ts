import { setTimeout as sleep } from 'node:timers/promises'
import { kill, type SoakWorld, soakWorld } from './world.ts'

/** What came of a run of kills. */
export interface KillReport {
  readonly kills: number
  readonly asked: number
  /** Questions without an answer. */
  readonly lost: number
  /** Answers sent again without the mark that says so. */
  readonly doubled: number
  /** Answers sent again with the mark: the end of their first send was unknown. */
  readonly marked: number
  /** Rooms whose answers came out of order. */
  readonly disordered: number
}

const SETTLE_MS = 60_000

function askFrom(
  world: SoakWorld,
  perSecond: number,
): { readonly asked: { room: string; text: string }[]; stop(): void } {
  const asked: { room: string; text: string }[] = []
  const timer = setInterval(() => {
    if (!world.listening) return
    const room = world.rooms[asked.length % world.rooms.length] ?? ''
    const text = `问${String(asked.length).padStart(6, '0')}`
    asked.push({ room, text })
    world.server.puppet.receive({ from: 'wxid_zhang', room, text: `@小兰\u2005${text}` })
  }, 1_000 / perSecond)
  return { asked, stop: () => clearInterval(timer) }
}

function count(world: SoakWorld, asked: readonly { room: string; text: string }[], kills: number): KillReport {
  const firsts = (room: string) =>
    world.server.puppet.sent
      .filter(({ conversation }) => conversation === room)
      .flatMap(({ text }) => {
        const question = /答:(问\d+)/.exec(text)?.[1]
        return question ? [{ question, marked: text.includes('(补发)') }] : []
      })
  const all = world.rooms.flatMap(firsts)
  const plain = all.filter(({ marked }) => !marked).map(({ question }) => question)
  const answered = new Set(all.map(({ question }) => question))
  const inOrder = (room: string) => {
    const order = [...new Set(firsts(room).map(({ question }) => question))]
    return order.join() === [...order].sort().join()
  }
  return {
    ...{ kills, asked: asked.length },
    lost: asked.filter(({ text }) => !answered.has(text)).length,
    doubled: plain.length - new Set(plain).size,
    marked: all.length - plain.length,
    disordered: world.rooms.filter((room) => !inOrder(room)).length,
  }
}

/** Kills the bot, and every third time the puppet server, at random moments under `perSecond` messages in `rooms` rooms. */
export async function killRounds(
  kills: number,
  { rooms, perSecond, random }: { readonly rooms: number; readonly perSecond: number; readonly random: () => number },
): Promise<KillReport> {
  const world = await soakWorld(rooms)
  const { asked, stop } = askFrom(world, perSecond)
  let bot = world.start('echo')
  for (let round = 0; round < kills; round++) {
    await bot.online
    await sleep(200 + random() * 1_500)
    world.listening = false
    if (round % 3 === 2) {
      await world.server.down()
      await sleep(random() * 1_000)
      await world.server.up()
      const until = Date.now() + SETTLE_MS
      while (!world.listening && Date.now() < until) await sleep(50)
    } else {
      await kill(bot.child)
      bot = world.start('echo')
    }
  }
  await bot.online
  await sleep(500)
  stop()
  const until = Date.now() + SETTLE_MS
  let report = count(world, asked, kills)
  while (report.lost > 0 && Date.now() < until) {
    await sleep(200)
    report = count(world, asked, kills)
  }
  await kill(bot.child, 'SIGTERM')
  await world.close()
  return report
}
