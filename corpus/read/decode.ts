import { UnreadableError } from '../errors.ts'

/** Bytes looked at to choose an encoding; enough for any real text, and keeps 50 MB files fast. */
const SAMPLE_BYTES = 64 * 1024

/** Below this share of plausible characters the bytes are taken for something other than text. */
const MIN_PLAUSIBLE_SHARE = 0.7

/** Share of broken characters up to which a text is taken for UTF-8. */
const MAX_BROKEN_SHARE = 0.2

/** Above this share of control characters and failed ones the bytes are no text: random bytes have 12 %. */
const MAX_CONTROL_SHARE = 0.05

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
  const body = bytes.subarray(marked?.mark.length ?? 0)
  const sample = body.subarray(0, SAMPLE_BYTES)
  if (marked !== undefined && (await isPlausibleAs(sample, marked.encoding))) return decodeAs(body, marked.encoding)
  if (!sample.includes(0) && isUtf8(sample)) return decodeAs(body, 'utf-8')
  return decodeAs(body, await likeliestEncoding(sample))
}

/** Guards against a byte order mark put before text of another encoding. */
async function isPlausibleAs(sample: Uint8Array, encoding: Encoding): Promise<boolean> {
  if (encoding === 'utf-8') return isUtf8(sample)
  return sample.length < 2 || plausibleShare(await decodeAs(evenPart(sample), encoding)) >= MIN_PLAUSIBLE_SHARE
}

/**
 * True when the bytes are UTF-8, but for a few broken places: other encodings leave hardly one character beyond ASCII
 * whole. Bytes that are all ASCII count too.
 */
function isUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true })
  const broken = text.match(/\ufffd/g)?.length ?? 0
  const whole = (text.match(/[^\x00-\x7f]/g)?.length ?? 0) - broken
  return broken <= whole * MAX_BROKEN_SHARE
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

/** Share of the characters that Chinese office texts are made of; 0 for what is no text. */
function plausibleShare(text: string): number {
  const characters = [...text]
  const codes = characters.map((character) => character.codePointAt(0) ?? 0)
  const controls = codes.filter((code) => code === 0xfffd || (code < 0x20 && !(code >= 0x09 && code <= 0x0d)))
  if (codes.length === 0 || controls.length > codes.length * MAX_CONTROL_SHARE) return 0
  return codes.filter(isPlausible).length / codes.length
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
