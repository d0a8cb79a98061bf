import type { Reply } from '../schema.ts'
import { expectedOf } from './expected.ts'

/** Whether a figure is of the kind asked for: 几岁 and 几年 are no number of persons or files. */
export function isOfKindAsked({ kind, text }: Reply, asking: string): boolean {
  const expected = expectedOf(asking)
  if (kind !== 'figure' || expected.length === 0) return true
  if (!expected.every((one) => one.kind === 'age' || one.kind === 'duration')) return true
  return expected.some(({ shows }) => shows.test(text))
}
