import { basename } from 'node:path'
import type { Channel } from './channel.ts'
import { ChannelError } from './channel.ts'
import type { StoredPart } from './ledger.ts'

/** What became of a file on its way out. */
export type FileOutcome =
  | { readonly kind: 'sent' }
  /** Surely not sent; worth another try when the link is back. */
  | { readonly kind: 'later'; readonly error: unknown }
  /** Not sent, or perhaps sent: never tried again. `line` tells the person. */
  | { readonly kind: 'given up'; readonly error: unknown; readonly line: string }

const LINES = {
  unsure: (name: string) => `文件「${name}」可能没有发出。没有收到的话,请把刚才的话再说一遍。`,
  failed: (name: string) => `文件「${name}」没有发出。请再说一遍,仍不行请告诉管理员。`,
  unable: '这里发不了文件。请到能收文件的地方再问,或请管理员从 DATA_DIR 里取。',
}

/** Sends the file of a part once: when an earlier send of it was begun, it is not sent again. */
export async function deliverFile(channel: Channel, part: StoredPart, signal: AbortSignal): Promise<FileOutcome> {
  const path = part.file ?? ''
  const name = basename(path)
  if (part.uncertain) {
    const error = new ChannelError('unknown', '程序中断时正在发文件,不知道发出没有。')
    return { kind: 'given up', error, line: LINES.unsure(name) }
  }
  if (!channel.sendFile) {
    return { kind: 'given up', error: new ChannelError('failed', '通道不能发文件。'), line: LINES.unable }
  }
  try {
    await channel.sendFile(part.target, path, signal)
    return { kind: 'sent' }
  } catch (error) {
    const code = error instanceof ChannelError ? error.code : 'failed'
    if (code === 'unreachable' || code === 'stopped') return { kind: 'later', error }
    return { kind: 'given up', error, line: code === 'failed' ? LINES.failed(name) : LINES.unsure(name) }
  }
}
