/** Lets those who wait through while it is open. */
export interface Latch {
  open(): void
  close(): void
  /** Resolves when the latch is open, at once when it is. */
  passed(): Promise<void>
}

/** A latch, closed at first. */
export function createLatch(): Latch {
  const waiting: (() => void)[] = []
  let isOpen = false
  return {
    open: () => {
      isOpen = true
      for (const pass of waiting.splice(0)) pass()
    },
    close: () => {
      isOpen = false
    },
    passed: () =>
      new Promise((resolve) => {
        if (isOpen) resolve()
        else waiting.push(resolve)
      }),
  }
}
