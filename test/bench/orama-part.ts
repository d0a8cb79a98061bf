import { create, insertMultiple, search } from '@orama/orama'
import { latencyOver, residentMb, timed } from './measure.ts'
import { passagesPerDocument, syntheticDocument, syntheticQueries } from './synthetic.ts'

const limit = 10

/** Orama on the same words, already cut, the same vectors and the same filter; all in memory, nothing kept on disk. */
export async function measureOrama(passages: number) {
  const index = create({
    schema: { words: 'string', dense: 'vector[512]', year: 'number', kind: 'enum' } as const,
    components: {
      tokenizer: { language: 'words', normalizationCache: new Map(), tokenize: (text: string) => text.split(' ') },
    },
  })
  const emptyMb = residentMb()
  let ms = 0
  for (let document = 0; document < passages / passagesPerDocument; document++) {
    const rows = syntheticDocument(document, { seed: 1, dense: true }).map(({ id, words, dense, payload }) => ({
      id,
      words: words.join(' '),
      dense: [...(dense ?? [])],
      year: payload.years[0] ?? 0,
      kind: payload.kind,
    }))
    ms += (await timed(async () => insertMultiple(index, rows))).ms
  }
  const queries = syntheticQueries(50)
  type Query = (typeof queries)[number]
  const where = ({ filter }: Query) => ({
    year: { between: [Math.min(...(filter.years ?? [])), Math.max(...(filter.years ?? []))] as [number, number] },
    kind: { in: [...(filter.kinds ?? [])] },
  })
  const term = ({ words }: Query) => words.join(' ')
  const vector = ({ dense }: Query) => ({ value: [...dense], property: 'dense' as const })
  const words = await latencyOver(queries, (query) =>
    search(index, { term: term(query), properties: ['words'], limit }),
  )
  const dense = await latencyOver(queries, (query) =>
    search(index, { mode: 'vector', vector: vector(query), similarity: 0, limit }),
  )
  const both = (query: Query) =>
    ({ mode: 'hybrid', term: term(query), vector: vector(query), similarity: 0, limit }) as const
  const hybrid = await latencyOver(queries, (query) => search(index, { ...both(query), properties: ['words'] }))
  const hybridFiltered = await latencyOver(queries, (query) =>
    search(index, { ...both(query), properties: ['words'], where: where(query) }),
  )
  const storePerSecond = Math.round((passages / ms) * 1000)
  return {
    passages,
    storePerSecond,
    latency: { words, dense, hybrid, hybridFiltered },
    memory: { emptyMb, residentMb: residentMb() },
  }
}
