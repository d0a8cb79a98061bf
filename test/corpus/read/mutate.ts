import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import iconv from 'iconv-lite'

/** A file by name. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A source of whole numbers below a bound, the same for the same seed (mulberry32). */
export type Random = (below: number) => number

/** A random source with a fixed seed. */
export function seeded(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

const EXTENSIONS = ['txt', 'md', 'html', 'docx', 'doc', 'pdf', 'xlsx', 'csv', 'wps', 'xls', 'ofd', '']

const ENCODINGS = ['utf8', 'gbk', 'utf-16le', 'utf-16be', 'big5', 'latin1']

const MUTATIONS: readonly ((file: NamedBytes, random: Random) => NamedBytes)[] = [
  cut,
  flipBits,
  overwrite,
  repeat,
  rename,
  misdeclare,
  damageParts,
]

/** One mutated copy: cut, bit-flipped, overwritten, repeated, renamed, re-encoded, or damaged inside its zip parts. */
export function mutate(file: NamedBytes, random: Random): NamedBytes {
  const once = MUTATIONS[random(MUTATIONS.length)]?.(file, random) ?? file
  return random(3) === 0 ? (MUTATIONS[random(MUTATIONS.length)]?.(once, random) ?? once) : once
}

function cut({ name, bytes }: NamedBytes, random: Random): NamedBytes {
  const start = random(4) === 0 ? random(bytes.length) : 0
  return { name, bytes: bytes.slice(start, start + random(bytes.length - start)) }
}

function flipBits({ name, bytes }: NamedBytes, random: Random): NamedBytes {
  const copy = Uint8Array.from(bytes)
  for (let count = 1 + random(60); count > 0; count -= 1) {
    const at = random(copy.length)
    copy[at] = (copy[at] ?? 0) ^ (1 << random(8))
  }
  return { name, bytes: copy }
}

function overwrite({ name, bytes }: NamedBytes, random: Random): NamedBytes {
  const copy = Uint8Array.from(bytes)
  const start = random(copy.length)
  copy.fill(random(256), start, start + random(512))
  return { name, bytes: copy }
}

function repeat({ name, bytes }: NamedBytes, random: Random): NamedBytes {
  const start = random(bytes.length)
  const piece = bytes.slice(start, start + random(2000))
  return {
    name,
    bytes: Buffer.concat([
      bytes.slice(0, start),
      ...Array.from({ length: random(30) }, () => piece),
      bytes.slice(start),
    ]),
  }
}

function rename({ name, bytes }: NamedBytes, random: Random): NamedBytes {
  return { name: `${name.replace(/\.[^.]*$/, '')}.${EXTENSIONS[random(EXTENSIONS.length)]}`, bytes }
}

function misdeclare({ name, bytes }: NamedBytes, random: Random): NamedBytes {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/charset="?[\w-]+/i, `charset="${ENCODINGS[random(ENCODINGS.length)]}`)
  const encoded = iconv.encode(text, ENCODINGS[random(ENCODINGS.length)] ?? 'utf8')
  const marks = [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]]
  return { name, bytes: Buffer.concat([Buffer.from(marks[random(marks.length)] ?? []), encoded]) }
}

/** Cuts, doubles or swaps tags and numbers inside a part of a zip container; other files are bit-flipped. */
function damageParts(file: NamedBytes, random: Random): NamedBytes {
  if (file.bytes[0] !== 0x50 || file.bytes[1] !== 0x4b) return flipBits(file, random)
  try {
    const parts = unzipSync(file.bytes)
    const names = Object.keys(parts).filter((name) => name.endsWith('.xml'))
    const name = names[random(names.length)] ?? ''
    return {
      name: file.name,
      bytes: zipSync({ ...parts, [name]: strToU8(damageXml(strFromU8(parts[name] ?? new Uint8Array()), random)) }),
    }
  } catch {
    return flipBits(file, random)
  }
}

function damageXml(xml: string, random: Random): string {
  const at = random(xml.length)
  const tag = /<[^>]*>/.exec(xml.slice(at))?.[0] ?? ''
  const changes = [
    () => xml.slice(0, at),
    () => xml.slice(0, at) + tag.repeat(random(3000)) + xml.slice(at),
    () =>
      xml.replace(/"\d+"/g, (number) =>
        random(4) === 0 ? `"${random(2) === 0 ? -1 : 2147483647 + random(10 ** 9)}"` : number,
      ),
    () => xml.replaceAll(tag, ''),
    () => `${xml.slice(0, at)}&bad;<![CDATA[${xml.slice(at)}`,
  ]
  return changes[random(changes.length)]?.() ?? xml
}
