/** The port between a chat and the core: the core knows no vendor type. */

/** What a message that is not text is, as far as a channel can tell. */
export type Media = 'image' | 'voice' | 'video' | 'file' | 'emoji' | 'link' | 'miniProgram' | 'other'

/** A person mentioned in a message. */
export interface Mentioned {
  readonly id?: string
  readonly name?: string
}

/** A message as the core sees it, whatever channel it came through. */
export interface Incoming {
  readonly id: string
  /** Room id, absent in a private chat. */
  readonly room?: string
  readonly sender: { readonly id: string; readonly name: string }
  /** What was said to the bot: mentions of it and the quoted part already taken off. Empty when only the bot's name was said. */
  readonly text: string
  /** The message that was quoted, when one was. */
  readonly quote?: { readonly name: string; readonly text: string; readonly own: boolean }
  /** True when the message is meant for the bot: private, mention, quote of its own message, prefix. */
  readonly addressed: boolean
  /** True when it is said to somebody else by name, or to everybody: never the rest of what its sender began to tell the bot. */
  readonly elsewhere?: boolean
  /** The other people that a message to the bot mentions: by id where the client listed them, else by the name as written. */
  readonly others?: readonly Mentioned[]
  /** Set when the message is not text; `text` is then empty. */
  readonly media?: Media
  /** Set when the media is a file whose name is known; `Channel.fetchFile` has its bytes. */
  readonly file?: { readonly name: string }
  readonly at: Date
}

/** Where a reply goes. */
export interface Target {
  readonly room?: string
  readonly person: string
  /** Name to mention the person by; a channel that knows a fresher one uses that. */
  readonly name?: string
  /** False leaves the mention out, for the second and later parts of one reply. Default true. */
  readonly mention?: boolean
}

/** A file as it came over the channel. */
export interface ReceivedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A text of the bot itself as the chat shows it. */
export interface Echo {
  readonly room?: string
  /** The person of a private chat. */
  readonly person?: string
  readonly text: string
  readonly at: Date
}

/** What a channel tells besides messages. Every one may be called at any time, and must not throw. */
export interface ChannelEvents {
  /** A person took back the message with this id. */
  recalled?(id: string): void
  /** The chat shows a text of the bot: just sent, or sent before a break and shown again. */
  echoed?(echo: Echo): void
  /** The channel can (or can no longer) send and receive; `why` is a Chinese sentence for the log. */
  online?(online: boolean, why: string): void
  /** Something to tell the operator, a Chinese sentence; never a message's text. */
  notice?(sentence: string): void
  /** The channel gave up and will not come back by itself. */
  failed?(error: ChannelError): void
}

export interface Channel {
  readonly name: string
  /** Starts delivering; resolves when the channel is listening. Throws ChannelError with a sentence when it cannot start. */
  start(receive: (message: Incoming) => void, events?: ChannelEvents): Promise<void>
  /**
   * Sends text parts in order; a room reply mentions the person, on the first part.
   * Throws ChannelError: `unreachable` when the failing part was surely not sent, `unknown` when it may have been;
   * `sent` counts the parts before it.
   */
  send(target: Target, parts: readonly string[], signal?: AbortSignal): Promise<void>
  /**
   * Sends a file from this machine, at most once; absent where the channel sends none. Throws ChannelError: `unreachable` when it was
   * surely not sent, anything else when it may have been.
   */
  sendFile?(target: Target, path: string, signal?: AbortSignal): Promise<void>
  /**
   * A file that a person sent, by the id of its message; absent where the channel receives none. Throws ChannelError: `tooLarge` when
   * there are more than `limitBytes`.
   */
  fetchFile?(id: string, limitBytes: number, signal?: AbortSignal): Promise<ReceivedFile>
  /**
   * Whether the person is in the room now; absent where the channel has no rooms. Throws ChannelError: `failed` when the chat refuses to
   * tell, as of a room the bot is not in; `unreachable` or `timeout` when it was asked in vain.
   */
  isMember?(room: string, person: string): Promise<boolean>
  /** Stops delivering and sending; safe to call twice, and before `start` has settled. */
  stop(): Promise<void>
}

export type ChannelCode =
  | 'misconfigured'
  | 'unauthorized'
  | 'unreachable'
  | 'unknown'
  | 'timeout'
  | 'stopped'
  | 'tooLarge'
  | 'failed'

/** Thrown by channels; `message` is a Chinese sentence for people that says what is wrong and how to mend it. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError'
  readonly code: ChannelCode
  /** How many parts of a `send` were delivered before it failed. */
  readonly sent: number

  constructor(code: ChannelCode, message: string, options?: { cause?: unknown; sent?: number }) {
    super(message, options)
    this.code = code
    this.sent = options?.sent ?? 0
  }
}
