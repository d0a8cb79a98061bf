import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localDay } from './audit.ts'

/** Longer than this is five messages and more: nobody reads that in a chat, and the room scrolls away. */
const LONG_CHARS = 9_000
const SHOWN_CHARS = 1_500

/** The beginning of a text up to the last line end that fits. */
function beginning(text: string): string {
  const head = text.slice(0, SHOWN_CHARS)
  const end = head.lastIndexOf('\n')
  return end > 0 ? head.slice(0, end) : head.replace(/[\ud800-\udbff]$/, '')
}

/**
 * A reply of five messages and more as its beginning and a text file with the whole (with a byte order mark, for office software);
 * anything shorter, or without a folder, comes back as it is. Throws when the disk fails.
 */
export function shortenLong(
  text: string,
  { folder, now }: { readonly folder: string | undefined; readonly now: number },
): { readonly text: string; readonly file?: string } {
  if (folder === undefined || text.length <= LONG_CHARS) return { text }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const at = new Date(now)
  const file = join(folder, `答复全文-${localDay(at)}-${at.getTime().toString(36)}.txt`)
  writeFileSync(file, `\ufeff${text}\n`, { mode: 0o600 })
  return { text: `${beginning(text)}\n……\n(全文共${text.length}字,见文件)`, file }
}
