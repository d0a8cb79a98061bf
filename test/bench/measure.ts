import { performance } from 'node:perf_hooks'

/** Half of the values are at most p50, nineteen of twenty at most p95; milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p95: number
}

const rounded = (value: number): number => Math.round(value * 100) / 100

function latencyOf(milliseconds: readonly number[]): Latency {
  const sorted = [...milliseconds].sort((left, right) => left - right)
  const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95) }
}

/** How long the work takes, in milliseconds, and what it returns. */
export async function timed<Result>(work: () => Promise<Result> | Result): Promise<{ ms: number; result: Result }> {
  const started = performance.now()
  const result = await work()
  return { ms: performance.now() - started, result }
}

/** Latency of the work over all inputs, one after another; the first `warm` are not counted. */
export async function latencyOver<Input>(
  inputs: readonly Input[],
  work: (input: Input) => Promise<unknown> | unknown,
  warm = 10,
): Promise<Latency> {
  const times: number[] = []
  for (const input of inputs) times.push((await timed(() => work(input))).ms)
  return latencyOf(times.slice(Math.min(warm, times.length - 1)))
}

/** Resident memory of this process in MB. */
export function residentMb(): number {
  return Math.round(process.memoryUsage().rss / 1_000_000)
}

/** Share of the expected that is among the found. */
export function recall(found: readonly string[], expected: readonly string[]): number {
  const set = new Set(found)
  return expected.length === 0 ? 1 : expected.filter((id) => set.has(id)).length / expected.length
}
