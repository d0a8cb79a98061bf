/** Dense vectors by slot, in blocks of shared memory, so that growing never copies them and another thread can scan them. */
export interface Vectors {
  readonly dimension: number
  set(slot: number, vector: Float32Array): void
  get(slot: number): Float32Array
  /** Moves vectors down to their new slots; a slot never moves up. */
  compact(moved: Int32Array): void
  blocks(): readonly Float32Array[]
  /** Slots that were set since the last call; 'all' after `compact` and at first. */
  takeChanged(): readonly number[] | 'all'
}

/** Vectors in one block: 8 MB at 512 dimensions. */
export const blockSize = 4096

/** A block of shared memory that holds `blockSize` vectors. */
export function createBlock(dimension: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(blockSize * dimension * 4))
}

/** The vector of a slot as a view into its block. */
export function vectorAt(blocks: readonly Float32Array[], dimension: number, slot: number): Float32Array {
  const at = (slot % blockSize) * dimension
  return (blocks[Math.floor(slot / blockSize)] as Float32Array).subarray(at, at + dimension)
}

export function createVectors(dimension: number, start: readonly Float32Array[] = []): Vectors {
  const blocks = [...start]
  let changed: number[] | 'all' = 'all'
  const get = (slot: number) => vectorAt(blocks, dimension, slot)
  return {
    dimension,
    get,
    set: (slot, vector) => {
      while (blocks.length * blockSize <= slot) blocks.push(createBlock(dimension))
      get(slot).set(vector)
      if (changed !== 'all') changed.push(slot)
    },
    compact: (moved) => {
      moved.forEach((target, slot) => {
        if (target >= 0 && target !== slot && slot < blocks.length * blockSize) get(target).set(get(slot))
      })
      changed = 'all'
    },
    blocks: () => blocks,
    takeChanged: () => {
      const taken = changed
      changed = []
      return taken
    },
  }
}

/** Inner product of a query with the vector that starts at `at`; four sums keep the processor busy. */
export function dot(query: Float32Array, block: Float32Array, at: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0]
  const whole = query.length & ~3
  for (let i = 0; i < whole; i += 4) {
    first += (query[i] as number) * (block[at + i] as number)
    second += (query[i + 1] as number) * (block[at + i + 1] as number)
    third += (query[i + 2] as number) * (block[at + i + 2] as number)
    fourth += (query[i + 3] as number) * (block[at + i + 3] as number)
  }
  for (let i = whole; i < query.length; i++) first += (query[i] as number) * (block[at + i] as number)
  return first + second + third + fourth
}
