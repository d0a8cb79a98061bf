/** What the supervisor keeps running. */
export interface Supervised {
  /** Starts or rejects; may reject without having cleaned up. */
  start(): Promise<void>
  stop(): Promise<void>
  active(): boolean
  /** True while starting or stopping. */
  pending(): boolean
  loggedIn(): boolean
  /** Whether something listens at the other end; a cheap look before the dear `start`. */
  reachable(): Promise<boolean>
  /** Asks for a sign of life, which comes back as `alive`; must not throw. */
  ding(): void
}

export interface SuperviseOptions {
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** From 0 to 1, for the jitter. */
  readonly random: () => number
  readonly online: (online: boolean, why: string) => void
  readonly notice: (sentence: string) => void
  /** A start failed; another one follows. */
  readonly failed: (error: unknown) => void
  /** Called once when a start or stop hangs and only a new process helps. */
  readonly hung: (sentence: string) => void
}

export interface Supervisor {
  /** A sign of life: any event of the connection. */
  alive(): void
  login(): void
  logout(why: string): void
  /** A code to scan was shown: the login waits for a person. */
  scan(): void
  /** The connection broke; do not wait for the silence. */
  broken(why: string): void
  /** Resolves when the first start has succeeded. */
  readonly started: Promise<void>
  stop(): Promise<void>
}
