/** One entry per slot of the in-memory index: which row it is, its point id, its facets, whether it lives. */
export interface Columns {
  count: number
  /** SQLite row ids, ascending. */
  rows: Uint32Array
  /** Point ids, four big-endian words each. */
  ids: Uint32Array
  /** In shared memory, as are the flags, for the scanning thread. */
  facets: Uint32Array
  flags: Uint8Array
}

/** What decides whether a slot may be in a dense ranking; shared with the scanning thread. */
export interface Candidates {
  readonly slots: number
  readonly flags: Uint8Array
  readonly facets: Uint32Array
  /** 1 for each combination of facets that passes the filter; undefined when all do. */
  readonly passing: Uint8Array | undefined
}

export const deadFlag = 1
export const denseFlag = 2

/** Whether the point of a slot lives, has a vector and passes the filter. */
export function isCandidate({ flags, facets, passing }: Candidates, slot: number): boolean {
  if (((flags[slot] as number) & (deadFlag | denseFlag)) !== denseFlag) return false
  return passing === undefined || passing[facets[slot] as number] === 1
}

export function countCandidates(candidates: Candidates): number {
  let count = 0
  for (let slot = 0; slot < candidates.slots; slot++) if (isCandidate(candidates, slot)) count++
  return count
}

export const sharedWords = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4))
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length))

export const emptyColumns = (): Columns => ({
  count: 0,
  rows: new Uint32Array(0),
  ids: new Uint32Array(0),
  facets: sharedWords(0),
  flags: sharedBytes(0),
})

function filled<Kind extends Uint32Array | Uint8Array>(larger: Kind, array: Kind): Kind {
  larger.set(array)
  return larger
}

function reserve(columns: Columns): void {
  if (columns.count < columns.rows.length) return
  const capacity = Math.max(256, columns.count + (columns.count >> 1))
  columns.rows = filled(new Uint32Array(capacity), columns.rows)
  columns.ids = filled(new Uint32Array(capacity * 4), columns.ids)
  columns.facets = filled(sharedWords(capacity), columns.facets)
  columns.flags = filled(sharedBytes(capacity), columns.flags)
}

/** Appends a slot and returns its number; rows must come in ascending order. */
export function appendSlot(columns: Columns, entry: { row: number; id: string; facet: number }): number {
  reserve(columns)
  const slot = columns.count++
  columns.rows[slot] = entry.row
  columns.facets[slot] = entry.facet
  columns.flags[slot] = 0
  const hex = entry.id.replaceAll('-', '')
  for (let word = 0; word < 4; word++) {
    columns.ids[slot * 4 + word] = Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16)
  }
  return slot
}

/** The slot of a SQLite row, or −1. */
export function slotOf(columns: Columns, row: number): number {
  let low = 0
  let high = columns.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((columns.rows[middle] as number) < row) low = middle + 1
    else high = middle
  }
  return low < columns.count && columns.rows[low] === row ? low : -1
}

/** The point id of a slot as a UUID. */
export function idOf(columns: Columns, slot: number): string {
  const hex = [0, 1, 2, 3]
    .map((word) => (columns.ids[slot * 4 + word] as number).toString(16).padStart(8, '0'))
    .join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Order of two slots by point id: the same as that of their UUID strings. */
export function idBefore(columns: Columns, left: number, right: number): boolean {
  for (let word = 0; word < 4; word++) {
    const difference = (columns.ids[left * 4 + word] as number) - (columns.ids[right * 4 + word] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** New slot numbers after the dead ones are gone; −1 for a dead one. */
export function survivors(columns: Columns): Int32Array {
  const moved = new Int32Array(columns.count)
  let next = 0
  for (let slot = 0; slot < columns.count; slot++) {
    moved[slot] = (columns.flags[slot] as number) & deadFlag ? -1 : next++
  }
  return moved
}

/** Moves every living slot to its new number. */
export function compactColumns(columns: Columns, moved: Int32Array): void {
  let kept = 0
  for (let slot = 0; slot < columns.count; slot++) {
    const target = moved[slot] as number
    if (target < 0) continue
    columns.rows[target] = columns.rows[slot] as number
    columns.facets[target] = columns.facets[slot] as number
    columns.flags[target] = columns.flags[slot] as number
    columns.ids.copyWithin(target * 4, slot * 4, slot * 4 + 4)
    kept++
  }
  columns.count = kept
}
