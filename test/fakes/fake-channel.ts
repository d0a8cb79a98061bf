import {
  type Channel,
  ChannelError,
  type ChannelEvents,
  type Incoming,
  type ReceivedFile,
  type Target,
} from '../../bot/channel.ts'

/** One part as the fake delivered it. */
interface Delivered {
  readonly room?: string | undefined
  readonly person: string
  readonly text: string
  readonly mentions: readonly string[]
}

/** A chat in memory: what people say goes in by `hear`, what the bot says is kept in `delivered`. */
export interface FakeChannel extends Channel {
  readonly delivered: readonly Delivered[]
  readonly members: Map<string, Set<string>>
  /** Paths of the files that went out. */
  readonly sentFiles: { readonly to: string; readonly path: string }[]
  /** Files that people sent, by the id of their message. */
  readonly files: Map<string, ReceivedFile>
  hear(message: Partial<Incoming> & { text: string }): string
  recall(id: string): void
  /** Shows a text of the bot in a room, as the chat does. */
  show(room: string, text: string): void
  /** While offline every send fails as unreachable. */
  setOnline(online: boolean): void
  /** Runs before each part is delivered; what it throws fails the send. */
  beforeDelivery: (part: Delivered) => Promise<void>
  /** Runs after each part is delivered; what it throws fails the send. */
  afterDelivery: (part: Delivered) => Promise<void>
}

/** A channel without a vendor that keeps the contract of bot/channel.ts. */
export function fakeChannel(): FakeChannel {
  const delivered: Delivered[] = []
  const members = new Map<string, Set<string>>()
  const heard = new Set<string>()
  let receive: ((message: Incoming) => void) | undefined
  let events: ChannelEvents | undefined
  let online = true
  let count = 0

  const deliver = async (target: Target, text: string, mention: boolean): Promise<void> => {
    const mentions = mention && target.room !== undefined && target.mention !== false ? [target.person] : []
    const part = { room: target.room, person: target.person, text, mentions }
    if (!receive) throw new ChannelError('stopped', '通道已停止。')
    if (!online) throw new ChannelError('unreachable', '通道断开。')
    await channel.beforeDelivery(part)
    delivered.push(part)
    events?.echoed?.({
      ...(target.room === undefined ? { person: target.person } : { room: target.room }),
      text,
      at: new Date(),
    })
    await channel.afterDelivery(part)
  }

  const channel: FakeChannel = {
    name: 'fake',
    delivered,
    members,
    sentFiles: [],
    files: new Map(),
    beforeDelivery: async () => undefined,
    afterDelivery: async () => undefined,
    start: async (onMessage, onEvent) => {
      receive = onMessage
      events = onEvent
      events?.online?.(true, '已连接。')
    },
    send: async (target, parts, signal) => {
      for (const [sent, part] of parts.entries()) {
        signal?.throwIfAborted()
        try {
          await deliver(target, part, sent === 0)
        } catch (error) {
          const { code, message } = error as ChannelError
          throw new ChannelError(code ?? 'failed', message, { cause: error, sent })
        }
      }
    },
    sendFile: async (target, path, signal) => {
      signal?.throwIfAborted()
      if (!receive) throw new ChannelError('stopped', '通道已停止。')
      if (!online) throw new ChannelError('unreachable', '通道断开。')
      const part = { room: target.room, person: target.person, text: path, mentions: [] }
      await channel.beforeDelivery(part)
      channel.sentFiles.push({ to: target.room ?? target.person, path })
      await channel.afterDelivery(part)
    },
    fetchFile: async (id, limitBytes) => {
      const file = channel.files.get(id)
      if (!file) throw new ChannelError('failed', '文件取不到,请重新发一次。')
      if (file.bytes.length > limitBytes) throw new ChannelError('tooLarge', '文件太大,没有接收。')
      return file
    },
    isMember: async (room, person) => members.get(room)?.has(person) ?? false,
    stop: async () => {
      receive = undefined
    },
    hear: (message) => {
      count += 1
      const id = message.id ?? `m${count}`
      if (heard.has(id)) return id
      heard.add(id)
      try {
        receive?.({ id, sender: { id: 'li', name: '李四' }, addressed: true, at: new Date(0), ...message })
      } catch {
        // What the receiver throws is its own affair.
      }
      return id
    },
    show: (room, text) => events?.echoed?.({ room, text, at: new Date() }),
    recall: (id) => events?.recalled?.(id),
    setOnline: (value) => {
      online = value
      events?.online?.(value, value ? '已连接。' : '已断开。')
    },
  }
  return channel
}
