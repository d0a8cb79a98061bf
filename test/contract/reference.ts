import type { EngineQuery, Filter, Point, PointPayload, SparseVector } from '../../retrieval/engine.ts'

/** The ranking that every engine has to give, written as plainly as the formulas of retrieval/engine.ts. */

interface Ranked {
  readonly id: string
  readonly score: number
}

function best(points: readonly Ranked[], limit: number): readonly Ranked[] {
  return [...points].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit)
}

function meets({ docs, orgs, years, kinds, audience }: Filter, payload: PointPayload): boolean {
  const any = <Value>(wanted: readonly Value[] | undefined, values: readonly Value[]) =>
    !wanted || values.some((value) => wanted.includes(value))
  return (
    any(docs, [payload.doc]) &&
    any(orgs, payload.orgs) &&
    any(years, payload.years) &&
    any(kinds, [payload.kind]) &&
    any(audience && [...audience, '*'], payload.audience)
  )
}

function weightOf({ indices, values }: SparseVector, term: number): number {
  const at = indices.indexOf(term)
  return at < 0 ? 0 : values[at]!
}

function bm25(all: readonly Point[], query: SparseVector, point: Point): number {
  let score = 0
  for (const [at, term] of query.indices.entries()) {
    const containing = all.filter(({ sparse }) => sparse.indices.includes(term)).length
    const idf = Math.log((all.length - containing + 0.5) / (containing + 0.5) + 1)
    score += query.values[at]! * idf * weightOf(point.sparse, term)
  }
  return score
}

function cosine(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0)
}

/** Ids and scores, best first. */
export function referenceQuery(all: readonly Point[], query: EngineQuery): readonly Ranked[] {
  const { sparse, dense, filter = {}, candidates, limit, fusion } = query
  const allowed = all.filter(({ payload }) => meets(filter, payload))
  const byWords = sparse ? allowed.map((point) => ({ id: point.id, score: bm25(all, sparse, point) })) : []
  const byMeaning = allowed.flatMap((point) =>
    dense && point.dense ? [{ id: point.id, score: cosine(dense, point.dense) }] : [],
  )
  const sparseLeg = byWords.filter(({ score }) => score > 0)
  if (!sparse || !dense || !fusion) return best(sparse ? sparseLeg : byMeaning, limit)
  const fused = new Map<string, number>()
  const legs = [
    { leg: best(sparseLeg, candidates), weight: fusion.sparseWeight },
    { leg: best(byMeaning, candidates), weight: fusion.denseWeight },
  ]
  for (const { leg, weight } of legs) {
    leg.forEach(({ id }, position) => {
      fused.set(id, (fused.get(id) ?? 0) + 1 / ((position + 1) / weight + fusion.k - 1))
    })
  }
  return best(
    [...fused].map(([id, score]) => ({ id, score })),
    limit,
  )
}
