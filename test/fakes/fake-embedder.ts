import { setTimeout as sleep } from 'node:timers/promises'
import { murmur3 } from '../../retrieval/bm25.ts'
import type { Embedder } from '../../retrieval/embedder.ts'

/** An embedder that needs no model, and what it was asked. */
export interface FakeEmbedder extends Embedder {
  /** Every text that was embedded, in order. */
  readonly asked: string[]
}

export interface FakeEmbedderOptions {
  readonly model?: string
  readonly dimension?: number
  /** Texts for which no vector is given. */
  readonly refuses?: (text: string) => boolean
  /** Thrown instead of an answer, as long as it is defined. */
  readonly failure?: () => Error | undefined
  readonly delayMs?: number
}

/** Unit vectors made of the characters of the text: texts that share characters lie near each other. */
export function fakeEmbedder(options: FakeEmbedderOptions = {}): FakeEmbedder {
  const { model = 'fake', dimension = 8, refuses = () => false, failure = () => undefined, delayMs = 0 } = options
  const asked: string[] = []
  const vectorOf = (text: string): Float32Array => {
    const sums = new Float32Array(dimension).fill(0.01)
    for (const character of text) sums[Math.abs(murmur3(`${model}${character}`)) % dimension]! += 1
    const length = Math.hypot(...sums)
    return sums.map((value) => value / length)
  }
  return {
    model,
    dimension,
    asked,
    embed: async (texts, _kind, signal) => {
      if (delayMs > 0) await sleep(delayMs, undefined, { signal })
      const error = failure()
      if (error) throw error
      asked.push(...texts)
      return texts.map((text) => (refuses(text) ? undefined : vectorOf(text)))
    },
    close: async () => {},
  }
}
