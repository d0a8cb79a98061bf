/** Decides between two slots of equal score: whether the left one ranks before the right one. */
export type Before = (left: number, right: number) => boolean

/** Keeps the best `k` slots by score, ties in the order of `before`. */
export interface TopK {
  /** Scores below this cannot get in; −Infinity until k are held. */
  threshold(): number
  offer(slot: number, score: number): void
  /** Best first. */
  result(): readonly { readonly slot: number; readonly score: number }[]
}

/** A binary heap with the worst kept slot on top. */
export function createTopK(k: number, before: Before): TopK {
  const heap: { slot: number; score: number }[] = []
  const better = (left: { slot: number; score: number }, right: { slot: number; score: number }) =>
    left.score > right.score || (left.score === right.score && before(left.slot, right.slot))
  const swap = (left: number, right: number) => {
    const entry = heap[left] as { slot: number; score: number }
    heap[left] = heap[right] as { slot: number; score: number }
    heap[right] = entry
  }
  const worse = (left: number, right: number) => {
    const [first, second] = [heap[left], heap[right]]
    return first !== undefined && second !== undefined && better(second, first)
  }
  const siftUp = (from: number) => {
    for (let at = from; at > 0; at = (at - 1) >> 1) {
      if (!worse(at, (at - 1) >> 1)) return
      swap(at, (at - 1) >> 1)
    }
  }
  const siftDown = () => {
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const child = worse(left + 1, left) ? left + 1 : left
      if (!worse(child, at)) return
      swap(child, at)
      at = child
    }
  }
  return {
    threshold: () => (heap.length < k ? Number.NEGATIVE_INFINITY : (heap[0]?.score ?? Number.POSITIVE_INFINITY)),
    offer: (slot, score) => {
      if (heap.length < k) {
        heap.push({ slot, score })
        siftUp(heap.length - 1)
        return
      }
      const entry = { slot, score }
      if (k === 0 || !better(entry, heap[0] as { slot: number; score: number })) return
      heap[0] = entry
      siftDown()
    },
    result: () => [...heap].sort((left, right) => (better(left, right) ? -1 : 1)),
  }
}
