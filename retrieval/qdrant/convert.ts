import { z } from 'zod'
import type { Filter, Point, PointPayload } from '../engine.ts'
import { RetrievalError } from '../errors.ts'
import { denseName, sparseName } from './collections.ts'

const Payload = z.object({
  doc: z.string(),
  rev: z.string(),
  seq: z.int(),
  orgs: z.array(z.string()),
  years: z.array(z.int()),
  kind: z.string(),
  audience: z.array(z.string()),
  text: z.string(),
})

const Vectors = z.object({
  [denseName]: z.array(z.number()).optional(),
  [sparseName]: z.object({ indices: z.array(z.int()), values: z.array(z.number()) }),
})

/** A point as it comes from the server. */
interface Stored {
  readonly id: unknown
  readonly payload?: unknown
  readonly vector?: unknown
}

/** Throws RetrievalError (corrupt) for a payload that this program did not write. */
export function readPayload({ id, payload }: Stored): PointPayload {
  const parsed = Payload.safeParse(payload)
  if (parsed.success) return parsed.data
  throw unreadable(id, parsed.error)
}

export function readPoint(stored: Stored): Point {
  const parsed = Vectors.safeParse(stored.vector)
  if (!parsed.success) throw unreadable(stored.id, parsed.error)
  const { [denseName]: dense, [sparseName]: sparse } = parsed.data
  return {
    id: String(stored.id),
    sparse,
    ...(dense && { dense: Float32Array.from(dense) }),
    payload: readPayload(stored),
  }
}

function unreadable(id: unknown, cause: unknown): RetrievalError {
  return new RetrievalError('corrupt', `Qdrant 中的点 ${String(id)} 不是本程序写的,请清空集合后重新入库。`, { cause })
}

/** A point as it is sent. */
export function writePoint({ id, sparse, dense, payload }: Point) {
  return {
    id,
    vector: {
      [sparseName]: { indices: [...sparse.indices], values: [...sparse.values] },
      ...(dense && { [denseName]: [...dense] }),
    },
    payload: { ...payload },
  }
}

/** The conditions of the port's filter, for `must`; undefined when one of its lists is empty and nothing can meet it. */
export function conditions(filter: Filter = {}): readonly object[] | undefined {
  const { docs, orgs, years, kinds } = filter
  const audience = filter.audience && [...filter.audience, '*']
  const lists = Object.entries({ doc: docs, orgs, years, kind: kinds, audience })
  if (lists.some(([, any]) => any?.length === 0)) return undefined
  return lists.flatMap(([key, any]) => (any ? [{ key, match: { any: [...any] } }] : []))
}
