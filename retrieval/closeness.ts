import type { Embedder } from './embedder.ts'

/** Vectors kept, the oldest dropped first: 8 MB at 512 dimensions, the sentences of some hundred questions. */
const keptVectors = 4000

/** Cosines of texts and a question; undefined where the model refused one of them. Throws RetrievalError. */
export type Closeness = (
  question: string,
  texts: readonly string[],
  signal?: AbortSignal,
) => Promise<readonly number[] | undefined>

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0)
  return sum
}

/** Compares texts with questions by the vectors of a model; a text that comes again is not embedded again. */
export function closenessBy(embedder: Embedder): Closeness {
  const kept = new Map<string, Float32Array>()
  const keep = (text: string, vector: Float32Array): void => {
    kept.set(text, vector)
    for (const oldest of kept.keys()) {
      if (kept.size <= keptVectors) return
      kept.delete(oldest)
    }
  }
  return async (question, texts, signal) => {
    const wanted = [...new Set(texts)].filter((text) => !kept.has(text))
    const [asked] = await embedder.embed([question], 'question', signal)
    const vectors = wanted.length > 0 ? await embedder.embed(wanted, 'passage', signal) : []
    const fresh = new Map(wanted.map((text, i) => [text, vectors[i]]))
    const found = texts.map((text) => fresh.get(text) ?? kept.get(text))
    for (const [text, vector] of fresh) if (vector) keep(text, vector)
    if (!asked || found.some((vector) => vector === undefined)) return undefined
    return found.map((vector) => dot(asked, vector as Float32Array))
  }
}
