import MiniSearch from 'minisearch'
import { latencyOver, residentMb, timed } from './measure.ts'
import { passagesPerDocument, syntheticDocument, syntheticQueries } from './synthetic.ts'

/** MiniSearch on the same words, already cut, with the same filter; it has no vectors and keeps nothing on disk. */
export async function measureMinisearch(passages: number) {
  const index = new MiniSearch<{ id: string; words: string; year: number; kind: string }>({
    fields: ['words'],
    storeFields: ['year', 'kind'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  })
  const emptyMb = residentMb()
  let ms = 0
  for (let document = 0; document < passages / passagesPerDocument; document++) {
    const rows = syntheticDocument(document, { seed: 1, dense: false }).map(({ id, words, payload }) => ({
      id,
      words: words.join(' '),
      year: payload.years[0] ?? 0,
      kind: payload.kind,
    }))
    ms += (await timed(() => index.addAll(rows))).ms
  }
  const queries = syntheticQueries(50)
  const words = await latencyOver(queries, (query) => index.search(query.words.join(' ')).slice(0, 10))
  const wordsFiltered = await latencyOver(queries, ({ words: asked, filter }) =>
    index
      .search(asked.join(' '), {
        filter: ({ year, kind }) => (filter.years ?? []).includes(year) && (filter.kinds ?? []).includes(kind),
      })
      .slice(0, 10),
  )
  const storePerSecond = Math.round((passages / ms) * 1000)
  return { passages, storePerSecond, latency: { words, wordsFiltered }, memory: { emptyMb, residentMb: residentMb() } }
}
