import { parentPort } from 'node:worker_threads'
import type { ScanAnswer, ScanJob } from './scan-thread.ts'
import { codeLength, nearestSlots, signDistances, writeSigns } from './sign-codes.ts'
import { blockSize, dot, vectorAt } from './vectors.ts'

/** The scanning thread: keeps the sign codes of the shared vectors up to date and answers one job at a time. */

let codes = new Int32Array(0)

function updateCodes({ blocks, dimension, changed, candidates }: ScanJob): void {
  const words = codeLength(dimension)
  const capacity = blocks.length * blockSize * words
  if (codes.length < capacity) {
    const larger = new Int32Array(capacity)
    larger.set(codes)
    codes = larger
  }
  const slots = changed === 'all' ? Array.from({ length: candidates.slots }, (_, slot) => slot) : changed
  for (const slot of slots) {
    if (slot < blocks.length * blockSize) writeSigns(vectorAt(blocks, dimension, slot), codes, slot * words)
  }
}

function scan(job: ScanJob): ScanAnswer {
  updateCodes(job)
  const { blocks, dimension, query, candidates, keep, limit } = job
  const signs = new Int32Array(codeLength(dimension))
  writeSigns(query, signs, 0)
  const short = nearestSlots(signDistances(codes, signs, candidates), signs.length * 32, keep)
  const scored = Array.from(short, (slot) => {
    const block = blocks[Math.floor(slot / blockSize)] as Float32Array
    return { slot, score: dot(query, block, (slot % blockSize) * dimension) }
  })
  return { job: job.job, best: scored.sort((left, right) => right.score - left.score).slice(0, limit) }
}

parentPort?.on('message', (job: ScanJob) => parentPort?.postMessage(scan(job)))
