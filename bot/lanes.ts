/** Work in order within a lane, side by side across lanes. */
export interface Lanes {
  /** Queues work behind what the lane already holds. The work must not throw; what it throws is dropped. */
  add(lane: string, work: () => Promise<void>): void
  /** How much of the lane is waiting or running. */
  length(lane: string): number
  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void>
}

type Work = () => Promise<void>

/**
 * At most `parallel` lanes work at a time; a lane that has worked off one piece goes to the end of the line, so one busy lane
 * cannot starve the others. Lanes that are empty take no memory.
 */
export function createLanes(parallel: number): Lanes {
  const queues = new Map<string, Work[]>()
  const ready: string[] = []
  const waiters: (() => void)[] = []
  let working = 0

  const done = (lane: string, queue: Work[]): void => {
    working -= 1
    queue.shift()
    if (queue.length > 0) ready.push(lane)
    else queues.delete(lane)
    advance()
    if (queues.size === 0) for (const resolve of waiters.splice(0)) resolve()
  }

  const advance = (): void => {
    while (working < parallel && ready.length > 0) {
      const lane = ready.shift() as string
      const queue = queues.get(lane)
      const work = queue?.[0]
      if (!queue || !work) continue
      working += 1
      Promise.resolve()
        .then(work)
        .catch(() => undefined)
        .finally(() => done(lane, queue))
    }
  }

  return {
    add: (lane, work) => {
      const queue = queues.get(lane)
      if (queue) {
        queue.push(work)
        return
      }
      queues.set(lane, [work])
      ready.push(lane)
      advance()
    },
    length: (lane) => queues.get(lane)?.length ?? 0,
    idle: () => (queues.size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
  }
}
