/**
 * The outermost streams of an OLE compound file ([MS-CFB]), enough to tell .doc, .xls, .ppt and encrypted packages
 * apart and to look at the head of a stream. Damaged tables give what could be followed.
 */
export interface OleStream {
  readonly name: string
  readonly firstSector: number
}

const DIRECTORY_ENTRY_BYTES = 128
const NO_STREAM = 0xffffffff

/** True when the bytes begin as an OLE compound file. */
export function isOle(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, index) => bytes[index] === byte)
}

/** The entries directly under the root storage, in no particular order. */
export function rootStreams(bytes: Uint8Array): OleStream[] {
  const entries = directoryEntries(bytes)
  const root = entries[0]
  if (root === undefined) return []
  const found: OleStream[] = []
  const seen = new Set<number>([NO_STREAM])
  const queue = [root.child]
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const entry = entries[index]
    if (seen.has(index) || entry === undefined) continue
    seen.add(index)
    found.push({ name: entry.name, firstSector: entry.firstSector })
    queue.push(entry.left, entry.right)
  }
  return found
}

/** Where a sector begins in the file, in bytes. */
export function sectorOffset(bytes: Uint8Array, sector: number): number {
  return (sector + 1) * sectorSize(view(bytes))
}

interface DirectoryEntry {
  readonly name: string
  readonly left: number
  readonly right: number
  readonly child: number
  readonly firstSector: number
}

function directoryEntries(bytes: Uint8Array): DirectoryEntry[] {
  const data = view(bytes)
  const entries: DirectoryEntry[] = []
  if (bytes.length < 512) return entries
  const seen = new Set<number>()
  let sector = data.getUint32(48, true)
  while (!seen.has(sector)) {
    seen.add(sector)
    const start = (sector + 1) * sectorSize(data)
    const end = start + sectorSize(data)
    if (end > bytes.length) break
    for (let offset = start; offset < end; offset += DIRECTORY_ENTRY_BYTES) entries.push(directoryEntry(bytes, offset))
    sector = nextSector(data, sector)
  }
  return entries
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
  }
}

/** Follows the allocation table, as far as its first 109 sectors reach: 7 MB of file for sectors of 512 bytes. */
function nextSector(data: DataView, sector: number): number {
  const perSector = sectorSize(data) / 4
  const table = Math.floor(sector / perSector)
  if (table >= 109) return NO_STREAM
  const offset = (data.getUint32(76 + table * 4, true) + 1) * sectorSize(data) + (sector % perSector) * 4
  return offset + 4 <= data.byteLength ? data.getUint32(offset, true) : NO_STREAM
}

function sectorSize(data: DataView): number {
  return data.getUint16(30, true) === 12 ? 4096 : 512
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
