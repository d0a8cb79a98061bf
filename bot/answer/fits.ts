import type { Reply } from '../schema.ts'
import { expectedOf } from './expected.ts'

/** Money by name: 收多少 may be cases as well. */
const MONEY = /工资|报酬|补[贴助]|津贴|奖金|经费|预算|造价|成本|多少钱/

/**
 * Whether a figure is of the kind asked for: 几岁, 几年 and 多少工资 are no number of persons or files, and the whole sum says
 * nothing of which part is the greatest.
 */
export function isOfKindAsked({ kind, text }: Reply, asking: string): boolean {
  const expected = expectedOf(asking)
  if (kind !== 'figure' || expected.length === 0) return true
  const most = expected.find((one) => one.kind === 'most')
  if (most) return most.shows.test(text)
  const kinds = ['age', 'duration', ...(MONEY.test(asking) ? ['money'] : [])]
  if (!expected.every((one) => kinds.includes(one.kind))) return true
  return expected.some(({ shows }) => shows.test(text))
}
