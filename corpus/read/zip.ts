import { unzipSync } from 'fflate'
import { UnreadableError } from '../errors.ts'
import { damaged } from './advice.ts'
import { MAX_UNPACKED_BYTES } from './limits.ts'

/** Highest packing ratio of a large part; office XML of real tables stays under 100. */
const MAX_RATIO = 400

/** Highest ratio that deflate can reach. */
const DEFLATE_MAX_RATIO = 1032

/** Parts smaller than this are not suspected, whatever their ratio. */
const RATIO_FREE_BYTES = 10 * 1024 * 1024

/** A zip container opened for reading single parts. */
export interface ZipParts {
  /** Lower-case names with forward slashes. */
  readonly names: readonly string[]
  /** Unpacks one part; undefined when the container has none of that name (case counts not). */
  readonly part: (name: string) => Uint8Array | undefined
}

/**
 * Opens a zip container without unpacking anything. Throws UnreadableError `tooLarge` when it declares more than
 * MAX_UNPACKED_BYTES or an absurd ratio; a part never unpacks to more than it declares. Damaged containers throw
 * the library's error.
 */
export function openZip(bytes: Uint8Array): ZipParts {
  const names = new Map<string, string>()
  let total = 0
  unzipSync(bytes, {
    filter: ({ name, size, originalSize }) => {
      // No deflate stream unpacks to more than this: the declaration itself is broken.
      if (originalSize > size * DEFLATE_MAX_RATIO + 1024) throw damaged()
      total += originalSize
      if (originalSize > RATIO_FREE_BYTES && originalSize > size * MAX_RATIO) throw bomb()
      names.set(partKey(name), name)
      return false
    },
  })
  if (total > MAX_UNPACKED_BYTES) throw bomb()
  return {
    names: [...names.keys()],
    part: (name) => {
      const exact = names.get(partKey(name))
      if (exact === undefined) return undefined
      return Object.values(unzipSync(bytes, { filter: (file) => file.name === exact }))[0]
    },
  }
}

function bomb(): UnreadableError {
  return new UnreadableError('tooLarge', '文件解压后过大,可能是恶意压缩文件,没有读取;请核实来源,确需使用时拆分后再试。')
}

function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()
}
