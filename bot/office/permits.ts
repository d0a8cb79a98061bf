/** What administrators allowed or withdrew in the chat, and which strangers were told. */

export type HolderKind = 'room' | 'person'

/** A room or person, and what an administrator decided about it. */
export interface Permit {
  readonly kind: HolderKind
  readonly id: string
  /** False after 取消授权: not answered anywhere, whatever else would allow it. */
  readonly allowed: boolean
  /** Roles whose documents it may see. */
  readonly roles: readonly string[]
  /** Id of the administrator who decided last. */
  readonly by: string
  /** When, in milliseconds. */
  readonly at: number
}

/** Kept on disk; every method is done when it returns and may throw when the disk fails. */
export interface Permits {
  /** Every decision, oldest first. */
  all(): readonly Permit[]
  of(kind: HolderKind, id: string): Permit | undefined
  put(permit: Permit): void
  /** True the first time it is called with the key, also across restarts. `at` is the clock in milliseconds. */
  tellOnce(key: string, at: number): boolean
  /** Lets the key be told again. */
  untell(key: string): void
}
