import { type PlannedTask, printedShareLabel } from './plan.ts'
import { numberList } from './point.ts'
import type { TaskQuery } from './query.ts'

/** Units that a plan names together: 各行政执法部门, 各乡镇街道. */
const BUREAUS = /^(?:各|有关|相关).*(?:部门|单位|机关)$/
const TOWNS = /^各.*(?:[镇乡]|街道)[)）]?$/

/**
 * Where a plan names those who take part only together, which may take in a unit whose tasks were asked for; empty otherwise. Whether it does, the
 * plan does not say.
 */
export function collectiveNote({ asks, units }: TaskQuery, shown: readonly PlannedTask[]): string {
  const [first] = shown
  const names = units.flatMap((unit) => unit.names)
  if (!first || !asks.includes('part') || names.some((name) => name.startsWith('各'))) return ''
  const isOfThem = names.some((name) => /[镇乡]$|街道/.test(name)) ? TOWNS : BUREAUS
  const isTogether = (name: string) => isOfThem.test(name)
  const { plan } = first
  const isShown = (no: number) => shown.some(({ task }) => task.no === no)
  const tasks = plan.document.tasks.filter(({ otherUnits, no }) => otherUnits.some(isTogether) && !isShown(no))
  if (tasks.length === 0) return ''
  const together = [...new Set(tasks.flatMap(({ otherUnits }) => otherUnits.filter(isTogether)))].join('、')
  const label = printedShareLabel({ plan, task: tasks[0]! })
  return `第${numberList(tasks)}项的${label}写作「${together}」,没有点名。`
}
