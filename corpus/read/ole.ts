/**
 * OLE compound files ([MS-CFB]), the container of Word 97–2003 and of encrypted packages: the streams directly under
 * the root. Damaged tables give what can be followed.
 */
export interface OleStream {
  readonly name: string
  readonly firstSector: number
  /** In bytes. */
  readonly size: number
}

const DIRECTORY_ENTRY_BYTES = 128
const HEADER_BYTES = 512
const MINI_SECTOR_BYTES = 64
/** Numbers from here on mean the end of a chain, or no sector. */
const LAST_SECTOR = 0xfffffffa
const HEADER_TABLE_ENTRIES = 109

/** True when the bytes begin as an OLE compound file. */
export function isOle(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, index) => bytes[index] === byte)
}

/** The streams and storages directly under the root, in no particular order. */
export function rootStreams(bytes: Uint8Array): OleStream[] {
  if (bytes.length < HEADER_BYTES) return []
  const entries = directoryEntries(bytes)
  const found: OleStream[] = []
  const seen = new Set<number>()
  const queue = [entries[0]?.child ?? LAST_SECTOR]
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const entry = entries[index]
    if (seen.has(index) || entry === undefined) continue
    seen.add(index)
    found.push(entry)
    queue.push(entry.left, entry.right)
  }
  return found
}

/** The bytes of a stream under the root; undefined when there is none of that name. */
export function readStream(bytes: Uint8Array, name: string): Uint8Array | undefined {
  const stream = rootStreams(bytes).find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
  const root = directoryEntries(bytes)[0]
  if (stream === undefined || root === undefined) return undefined
  const data = view(bytes)
  const table = allocationTable(bytes)
  if (stream.size >= data.getUint32(56, true)) {
    return joinSectors(bytes, chain(table, stream.firstSector), sectorSize(data)).subarray(0, stream.size)
  }
  const container = joinSectors(bytes, chain(table, root.firstSector), sectorSize(data))
  const miniTable = view(joinSectors(bytes, chain(table, data.getUint32(60, true)), sectorSize(data)))
  const sectors = chain(
    { length: miniTable.byteLength / 4, next: (sector) => miniTable.getUint32(sector * 4, true) },
    stream.firstSector,
  )
  return Buffer.concat(
    sectors.map((sector) => container.subarray(sector * MINI_SECTOR_BYTES, (sector + 1) * MINI_SECTOR_BYTES)),
  ).subarray(0, stream.size)
}

/** Where a sector begins in the file, in bytes. */
export function sectorOffset(bytes: Uint8Array, sector: number): number {
  return (sector + 1) * sectorSize(view(bytes))
}

interface DirectoryEntry extends OleStream {
  readonly left: number
  readonly right: number
  readonly child: number
}

function directoryEntries(bytes: Uint8Array): DirectoryEntry[] {
  const data = view(bytes)
  const directory = joinSectors(bytes, chain(allocationTable(bytes), data.getUint32(48, true)), sectorSize(data))
  const count = Math.floor(directory.length / DIRECTORY_ENTRY_BYTES)
  return Array.from({ length: count }, (_, index) => directoryEntry(directory, index * DIRECTORY_ENTRY_BYTES))
}

function directoryEntry(bytes: Uint8Array, offset: number): DirectoryEntry {
  const data = view(bytes)
  const nameBytes = Math.min(64, Math.max(0, data.getUint16(offset + 64, true) - 2))
  return {
    name: new TextDecoder('utf-16le').decode(bytes.subarray(offset, offset + nameBytes)),
    left: data.getUint32(offset + 68, true),
    right: data.getUint32(offset + 72, true),
    child: data.getUint32(offset + 76, true),
    firstSector: data.getUint32(offset + 116, true),
    size: data.getUint32(offset + 120, true),
  }
}

interface AllocationTable {
  readonly length: number
  readonly next: (sector: number) => number
}

/** The sector that follows each sector: named in the header, and for files above 7 MB in a chain of further sectors. */
function allocationTable(bytes: Uint8Array): AllocationTable {
  const data = view(bytes)
  const perSector = sectorSize(data) / 4
  const sectors = Array.from({ length: HEADER_TABLE_ENTRIES }, (_, index) => data.getUint32(76 + index * 4, true))
  const seen = new Set<number>()
  let more = data.getUint32(68, true)
  while (more < LAST_SECTOR && !seen.has(more) && sectorOffset(bytes, more + 1) <= bytes.length) {
    seen.add(more)
    const start = sectorOffset(bytes, more)
    for (let index = 0; index < perSector - 1; index += 1) sectors.push(data.getUint32(start + index * 4, true))
    more = data.getUint32(start + (perSector - 1) * 4, true)
  }
  return {
    length: bytes.length / sectorSize(data),
    next: (sector) => {
      const table = sectors[Math.floor(sector / perSector)] ?? LAST_SECTOR
      const offset = sectorOffset(bytes, table) + (sector % perSector) * 4
      return table < LAST_SECTOR && offset + 4 <= bytes.length ? data.getUint32(offset, true) : LAST_SECTOR
    },
  }
}

/** The sectors of a chain; one that bites its own tail ends there. */
function chain(table: AllocationTable, first: number): number[] {
  const sectors: number[] = []
  for (let sector = first; sector < table.length && sectors.length < table.length; sector = table.next(sector))
    sectors.push(sector)
  return sectors
}

function joinSectors(bytes: Uint8Array, sectors: readonly number[], size: number): Uint8Array {
  return Buffer.concat(sectors.map((sector) => bytes.subarray((sector + 1) * size, (sector + 2) * size)))
}

function sectorSize(data: DataView): number {
  return data.getUint16(30, true) === 12 ? 4096 : 512
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
