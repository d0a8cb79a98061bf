/** The port between a chat and the core: the core knows no vendor type. */

/** A message as the core sees it, whatever channel it came through. */
export interface Incoming {
  readonly id: string
  /** Room id, absent in a private chat. */
  readonly room?: string
  readonly sender: { readonly id: string; readonly name: string }
  /** What was said to the bot: mentions of it and the quoted part already taken off. */
  readonly text: string
  /** The message that was quoted, when one was. */
  readonly quote?: { readonly name: string; readonly text: string; readonly own: boolean }
  /** True when the message is meant for the bot: private, mention, quote of its own message, prefix. */
  readonly addressed: boolean
  readonly at: Date
}

/** Where a reply goes. */
export interface Target {
  readonly room?: string
  readonly person: string
}

export interface Channel {
  readonly name: string
  /** Starts delivering; resolves when the channel is listening. Throws ChannelError with a sentence when it cannot start. */
  start(receive: (message: Incoming) => void): Promise<void>
  /** Sends text parts in order; a room reply mentions the person. */
  send(target: Target, parts: readonly string[], signal?: AbortSignal): Promise<void>
  stop(): Promise<void>
}
