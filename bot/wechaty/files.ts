import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { FileBox } from 'file-box'
import { ChannelError, type ReceivedFile, type Target } from '../channel.ts'
import { within } from '../deadline.ts'
import { sendFailure } from './failure.ts'
import type { Puppet } from './options.ts'
import type { SendContext } from './send.ts'

/** Files may be some ten megabytes, and the phone behind the puppet slow. */
const FILE_MS = 60_000
/** The vendor never answers about a file it cannot find. */
const FIND_MS = 20_000
/** Up to here the vendor passes a file on inside the call, and can do so only with base64 (wechaty-puppet-service, normalize-filebox.ts). */
const INLINE_BYTES = 20 * 1024

async function boxOf(path: string): Promise<FileBox> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ChannelError('failed', '要发的文件已经不在了,没有发出。', { cause })
  })
  if (bytes.length === 0) throw new ChannelError('failed', '要发的文件是空的,没有发出。')
  const name = basename(path)
  return bytes.length <= INLINE_BYTES
    ? FileBox.fromBase64(bytes.toString('base64'), name)
    : FileBox.fromBuffer(bytes, name)
}

/**
 * The vendor sends a file again by an older call whenever the first call fails, also when the file has gone out. This takes the
 * second way from it.
 */
function sendOnlyOnce(puppet: Puppet): void {
  if (!('messageSendFileStream' in puppet)) return
  Object.assign(puppet, {
    messageSendFileStream: () => Promise.reject(new ChannelError('unknown', '微信一侧没有确认,不知道文件发出没有。')),
  })
}

/** Sends one file, at most once; see the contract of `Channel.sendFile`. */
export async function sendOneFile(
  { puppet, ready }: SendContext,
  target: Target,
  { path, signal }: { readonly path: string; readonly signal: AbortSignal | undefined },
): Promise<void> {
  try {
    signal?.throwIfAborted()
    const box = await boxOf(path)
    await ready(signal)
    sendOnlyOnce(puppet)
    const call = Promise.resolve(puppet.messageSendFile(target.room ?? target.person, box))
    await within(call, FILE_MS, {
      onTimeout: () => new ChannelError('unknown', '微信一侧没有回音,不知道文件发出没有。'),
    })
  } catch (error) {
    throw sendFailure(error)
  }
}

async function drain(box: FileBox, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of await box.toStream()) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
    size += bytes.length
    if (size > limitBytes)
      throw new ChannelError('tooLarge', `文件超过${Math.floor(limitBytes / 1024 / 1024)} MB,没有接收。`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** The file of a message, at most `limitBytes` of it; see the contract of `Channel.fetchFile`. */
export async function fetchOneFile(
  puppet: Puppet,
  id: string,
  { limitBytes, signal }: { readonly limitBytes: number; readonly signal: AbortSignal | undefined },
): Promise<ReceivedFile> {
  const gone = () => new ChannelError('timeout', '微信一侧没有给出文件(可能已过期),请重新发一次。')
  const slow = () => new ChannelError('timeout', '文件一分钟没有传完,请重新发一次。')
  try {
    const box = (await within(puppet.messageFile(id), FIND_MS, { signal, onTimeout: gone })) as FileBox
    return { name: box.name, bytes: await within(drain(box, limitBytes), FILE_MS, { signal, onTimeout: slow }) }
  } catch (error) {
    if (error instanceof ChannelError) throw error
    throw new ChannelError('failed', '文件取不到(可能已过期),请重新发一次。', { cause: error })
  }
}
