import type { DocumentEntry } from '../../retrieval/library.ts'
import { findUnits } from '../tasks/units.ts'

/** Whether a name is that of a department (云溪区司法局) and not of a government, a party committee or a place. */
export function isDepartment(name: string | undefined): boolean {
  return (
    name !== undefined &&
    /(?:局|厅|办|办公室|处|队|中心|院|所|站|公司|协会|委员会)$/.test(name) &&
    !/(?:人民政府|政府|管委会|管理委员会|居民委员会|村民委员会|人民政府办公[室厅])$/.test(name)
  )
}

/** A department's paper named by a short name with its place: 云溪区市监局 for 云溪区市场监督管理局. */
export interface ShortName {
  readonly said: string
  readonly start: number
  readonly end: number
  readonly entries: readonly DocumentEntry[]
}

/** A place has at least two characters; its short name and that of the department at least two more. */
const LEAST = 4

/** Short names in a text of the departments whose papers are held. They begin as the full name does; characters may be missing, none may differ. */
export function shortDepartments(text: string, entries: readonly DocumentEntry[]): readonly ShortName[] {
  const owners = new Map<string, DocumentEntry[]>()
  for (const entry of entries) {
    const { body } = entry.identity
    if (body === undefined || !isDepartment(body)) continue
    owners.set(body, [...(owners.get(body) ?? []), entry])
  }
  return findUnits(text, [...owners.keys()], []).flatMap(({ said, start, end, names }) => {
    const [name, ...others] = names.filter((full) => full.slice(0, 2) === said.slice(0, 2) && isContained(said, full))
    if (name === undefined || others.length > 0 || said.length < LEAST) return []
    return [{ said, start, end, entries: owners.get(name) ?? [] }]
  })
}

/** Whether the characters of a short name stand in the full one in the same order. */
function isContained(short: string, full: string): boolean {
  let at = 0
  for (const character of full) if (character === short[at]) at++
  return at === short.length
}
