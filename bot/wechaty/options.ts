import type { Wechaty } from 'wechaty'

/** The vendor's handle on a chat network; everything here goes through it, for its calls are single and can be timed. */
export type Puppet = Wechaty['puppet']

/** How to reach a chat network: a puppet by its package name, or one that is already made. */
export type PuppetChoice =
  | {
      readonly name: string
      readonly token?: string | undefined
      /** host:port of a puppet server; without it the token is looked up at the vendor's directory. */
      readonly endpoint?: string | undefined
      /** True talks without TLS: only on one machine or a trusted network. */
      readonly insecure?: boolean | undefined
      /** File name (without ending) where a puppet may keep its login. It is a credential. */
      readonly memory?: string | undefined
    }
  | { readonly instance: unknown }

export interface WechatyOptions {
  readonly puppet: PuppetChoice
  /** Names the bot goes by besides its nickname and room aliases. */
  readonly names?: readonly string[] | undefined
  readonly prefixes?: readonly string[] | undefined
  /** Messages older than this when they come in are dropped. Default 300 s. */
  readonly maxAgeSeconds?: number | undefined
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** From 0 to 1, for the jitter of the back-off. */
  readonly random: () => number
  /** Shows a code that has to be scanned to log in. */
  readonly showCode?: ((code: string) => void) | undefined
  /** How long `start` tries before it gives up. Default 20,000. */
  readonly startTimeoutMs?: number | undefined
  /** How long a send waits for a broken connection to come back. Default 30,000. */
  readonly sendPatienceMs?: number | undefined
}

/** Longest wait for one answer of the puppet server. */
export const CALL_MS = 10_000
