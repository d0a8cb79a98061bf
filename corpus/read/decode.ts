import { UnreadableError } from '../errors.ts'

/** Bytes looked at to choose an encoding; enough for any real text, and keeps 50 MB files fast. */
const SAMPLE_BYTES = 64 * 1024

/** Below this share of plausible characters the bytes are taken for something other than text. */
const MIN_PLAUSIBLE_SHARE = 0.7

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

const BYTE_ORDER_MARKS: readonly { readonly encoding: Encoding; readonly mark: readonly number[] }[] = [
  { encoding: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
  { encoding: 'gb18030', mark: [0x84, 0x31, 0x95, 0x33] },
]

/**
 * Decodes a text file of unknown encoding: UTF-8, UTF-16 of either order and GB18030 (with GBK and GB2312), with or
 * without a byte order mark, which is not part of the text. Line ends stay as they are.
 * Throws UnreadableError `damaged` when the bytes are not text in any of them.
 */
export async function decodeText(bytes: Uint8Array): Promise<string> {
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  if (marked !== undefined) return decodeAs(bytes.subarray(marked.mark.length), marked.encoding)
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  if (!sample.includes(0) && isUtf8(sample)) return decodeAs(bytes, 'utf-8')
  return decodeAs(bytes, await likeliestEncoding(sample))
}

/** True when the bytes are UTF-8, but for a character cut in two at the very end. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

async function likeliestEncoding(sample: Uint8Array): Promise<Encoding> {
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]! += 1
  if (zeros[0] !== zeros[1] && Math.min(...zeros) * 10 <= Math.max(...zeros)) {
    const encoding = zeros[0]! > zeros[1]! ? 'utf-16be' : 'utf-16le'
    if (plausibleShare(await decodeAs(evenPart(sample), encoding)) >= MIN_PLAUSIBLE_SHARE) return encoding
  }
  return mostPlausibleEncoding(sample)
}

async function mostPlausibleEncoding(sample: Uint8Array): Promise<Encoding> {
  let best: { encoding: Encoding; share: number } = { encoding: 'utf-8', share: 0 }
  for (const encoding of ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const) {
    const share = plausibleShare(await decodeAs(encoding.startsWith('utf-16') ? evenPart(sample) : sample, encoding))
    if (share > best.share) best = { encoding, share }
  }
  if (best.share >= MIN_PLAUSIBLE_SHARE) return best.encoding
  throw new UnreadableError('damaged', '文件内容不是文字,或编码无法识别;请用记事本打开后另存为 UTF-8 编码的 txt 再试。')
}

function evenPart(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - (bytes.length % 2))
}

async function decodeAs(bytes: Uint8Array, encoding: Encoding): Promise<string> {
  if (encoding === 'utf-8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const { default: iconv } = await import('iconv-lite')
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding, { stripBOM: false })
}

/** Share of the characters that Chinese office texts are made of. */
function plausibleShare(text: string): number {
  if (text.length === 0) return 0
  let plausible = 0
  let total = 0
  for (const character of text) {
    total += 1
    if (isPlausible(character.codePointAt(0) ?? 0)) plausible += 1
  }
  return plausible / total
}

/** ASCII without controls, common punctuation, circled and Roman numerals, CJK, full-width forms. */
function isPlausible(code: number): boolean {
  if (code < 0x80)
    return code >= 0x20 ? code !== 0x7f : code === 0x09 || code === 0x0a || code === 0x0d || code === 0x0c
  if (code < 0x2000) return code === 0xa0 || code === 0xb7 || code === 0xd7 || code === 0xb0 || code === 0xb1
  return (
    (code >= 0x2010 && code <= 0x2040) ||
    (code >= 0x2100 && code <= 0x22ff) ||
    (code >= 0x2460 && code <= 0x266f) ||
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0x4e00 && code <= 0x9fa5) ||
    (code >= 0xff01 && code <= 0xff5e) ||
    code === 0xffe5
  )
}
