import { join } from 'node:path'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { EngineQuery, VectorEngine } from '../../retrieval/engine.ts'
import { fusion } from '../../retrieval/fuse.ts'
import { type Latency, latencyOver, recall, residentMb, timed } from './measure.ts'
import { passagesPerDocument, type SyntheticQuery, syntheticDocument, syntheticQueries } from './synthetic.ts'

/** The embedded engine on made-up passages: building in one process, opening and asking in another. */

const counts = { candidates: 50, limit: 10 }

const legs: Readonly<Record<string, (query: SyntheticQuery) => EngineQuery>> = {
  words: ({ sparse }) => ({ sparse, ...counts }),
  wordsFiltered: ({ sparse, filter }) => ({ sparse, filter, ...counts }),
  dense: ({ dense }) => ({ dense, ...counts }),
  denseFiltered: ({ dense, filter }) => ({ dense, filter, ...counts }),
  hybrid: ({ sparse, dense }) => ({ sparse, dense, fusion, ...counts }),
  hybridFiltered: ({ sparse, dense, filter }) => ({ sparse, dense, filter, fusion, ...counts }),
}

const open = (folder: string) =>
  embeddedEngine({ db: libsqlDriver(join(folder, 'bench.db')), snapshotFile: join(folder, 'bench.index') })

/** Stores `passages` passages with their vectors and closes the index. */
export async function buildEngine(folder: string, passages: number) {
  const engine = open(folder)
  let storedMs = 0
  for (let document = 0; document < passages / passagesPerDocument; document++) {
    const points = syntheticDocument(document, { seed: 1 })
    storedMs += (await timed(() => engine.replaceDocument(`synthetic/${document}.txt`, points))).ms
  }
  const indexed = await timed(() => engine.info())
  const closed = await timed(() => engine.close())
  return {
    passages,
    storePerSecond: Math.round((passages / (storedMs + indexed.ms)) * 1000),
    closeMs: Math.round(closed.ms),
  }
}

async function exactNearest(passages: number, queries: readonly SyntheticQuery[]): Promise<string[][]> {
  const best = queries.map(() => [] as { id: string; score: number }[])
  for (let document = 0; document < passages / passagesPerDocument; document++) {
    for (const { id, dense } of syntheticDocument(document, { seed: 1 })) {
      queries.forEach((query, i) => {
        const list = best[i] as { id: string; score: number }[]
        const score = query.dense.reduce((sum, value, j) => sum + value * (dense?.[j] ?? 0), 0)
        if (list.length === 10 && score <= (list[9]?.score ?? 0)) return
        list.push({ id, score })
        list.sort((left, right) => right.score - left.score).splice(10)
      })
    }
  }
  return best.map((list) => list.map(({ id }) => id))
}

async function recallAt10(engine: VectorEngine, passages: number): Promise<number> {
  const queries = syntheticQueries(20)
  const expected = await exactNearest(passages, queries)
  let sum = 0
  for (const [i, { dense }] of queries.entries()) {
    const hits = await engine.query({ dense, ...counts })
    sum += recall(
      hits.map(({ id }) => id),
      expected[i] ?? [],
    )
  }
  return Math.round((sum / queries.length) * 1000) / 1000
}

/** Opens the index, asks 200 questions by every leg, and replaces 20 documents. */
export async function askEngine(folder: string, passages: number) {
  const emptyMb = residentMb()
  const opened = await timed(() => open(folder))
  const engine = opened.result
  const queries = syntheticQueries(200)
  const first = await timed(() => engine.query((legs.hybrid as (typeof legs)[string])(queries[0] as SyntheticQuery)))
  const latency: Record<string, Latency> = {}
  for (const [leg, toQuery] of Object.entries(legs)) {
    latency[leg] = await latencyOver(queries, (query) => engine.query(toQuery(query)))
  }
  const memory = { emptyMb, residentMb: residentMb() }
  const changed = Array.from({ length: 30 }, (_, i) => syntheticDocument(i, { seed: 2, revision: 'r2' }))
  const update = await latencyOver(changed, async (points) => {
    await engine.replaceDocument(points[0]?.payload.doc ?? '', points)
    await engine.query({ sparse: { indices: [1], values: [1] }, ...counts })
  })
  for (const document of changed.keys()) {
    await engine.replaceDocument(`synthetic/${document}.txt`, syntheticDocument(document, { seed: 1 }))
  }
  const recall10 = await recallAt10(engine, passages)
  await engine.close()
  return { passages, openMs: Math.round(opened.ms), firstMs: Math.round(first.ms), latency, update, memory, recall10 }
}
