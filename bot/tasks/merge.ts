import type { TaskQuery } from './query.ts'

/**
 * The query that a follow-up means: a complete question resets everything; a number replaces every other condition; a
 * unit, a deadline or a topic replaces its own slot and the numbers asked before; what is asked is kept unless asked anew.
 */
export function mergeTaskQuery(previous: TaskQuery, next: TaskQuery): TaskQuery {
  if (next.standalone) return next
  const asks = next.asks.length > 0 ? next.asks : next.leading ? previous.asks.filter(isOfLeaders) : previous.asks
  const leading = next.leading || previous.leading
  if (next.numbers.length > 0) return { numbers: next.numbers, units: [], topic: '', asks, leading, standalone: false }
  const narrows = next.units.length > 0 || next.deadline !== undefined || next.topic !== ''
  const deadline = next.deadline ?? previous.deadline
  const size = narrows ? next.size : (next.size ?? previous.size)
  const jointly = next.units.length > 0 ? next.jointly : previous.jointly
  return {
    numbers: narrows ? [] : previous.numbers,
    units: next.units.length > 0 ? next.units : previous.units,
    ...(deadline ? { deadline } : {}),
    topic: next.topic === '' ? previous.topic : next.topic,
    ...(size ? { size } : {}),
    ...(jointly ? { jointly } : {}),
    asks,
    leading,
    standalone: false,
  }
}

/** 牵头的呢 after 配合哪几项 asks no more of those that take part. */
function isOfLeaders(ask: TaskQuery['asks'][number]): boolean {
  return ask !== 'support' && ask !== 'duty' && ask !== 'part'
}
