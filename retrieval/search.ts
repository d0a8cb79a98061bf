import type { Passage } from '../corpus/schema.ts'
import { queryVector } from './bm25.ts'
import type { Catalog, CatalogEntry } from './catalog.ts'
import type { Embedder } from './embedder.ts'
import type { Filter, Fusion, Hit, VectorEngine } from './engine.ts'
import type { RankedPassage, SearchQuery } from './library.ts'
import { headerOf } from './points.ts'
import type { Tokenizer, WeightedTerm } from './tokens.ts'

/** What a search reads. */
export interface SearchSources {
  readonly catalog: Catalog
  readonly engine: VectorEngine
  readonly tokenizer: Tokenizer
  /** Absent when words alone are used. */
  readonly embedder?: Embedder
}

/** Candidates per leg before fusion. */
const candidates = 50

/** Measured in models/README: words help on reports, meaning weighs more on statutes. */
const fusion: Fusion = { k: 60, sparseWeight: 1, denseWeight: 2 }

function nonEmpty<Value>(list: readonly Value[] | undefined): readonly Value[] | undefined {
  return list && list.length > 0 ? list : undefined
}

function filterOf({ docs, orgs, years, kinds, audience }: SearchQuery): Filter {
  return {
    docs: nonEmpty(docs),
    orgs: nonEmpty(orgs),
    years: nonEmpty(years),
    kinds: nonEmpty(kinds),
    audience,
  }
}

function sourceOf(catalog: Catalog, { payload }: Hit): { entry: CatalogEntry; passage: Passage } | undefined {
  const held = [catalog.entries().get(payload.doc), catalog.prepared().get(payload.doc)]
  const entry = held.find((candidate) => candidate?.rev === payload.rev)
  const passage = entry && catalog.document(entry.path, entry.rev)?.passages[payload.seq]
  return entry && passage ? { entry, passage } : undefined
}

function explained(hit: Hit, sources: SearchSources, terms: readonly WeightedTerm[]): RankedPassage[] {
  const source = sourceOf(sources.catalog, hit)
  if (!source) return []
  const { entry, passage } = source
  const words = new Set(sources.tokenizer.document(`${headerOf(entry.identity, passage)}\n${passage.text}`))
  const matched = terms.map(({ term }) => term).filter((term) => words.has(term))
  const { sparseRank, denseRank, score } = hit
  return [{ entry, passage, score, explanation: { sparseRank, denseRank, fused: score, matched } }]
}

/**
 * The way of a question to passages:
 * 1. The question is folded (NFKC, lower case) and cut into words; long words also give their parts at half weight.
 * 2. By words: BM25 over passages that carry their place, year, kind, title and headings in front.
 *    By meaning, when there is an embedder and the index has vectors: inner product with the question's vector.
 * 3. Audience, documents, bodies, years and kinds are filtered before either ranking, so that nothing outside them takes a
 *    place or is ever seen.
 * 4. The two rankings are fused by reciprocal rank.
 * 5. A hit counts only if its revision is one the catalog holds; the passage comes from there.
 * 6. Each passage says why it stands where it stands: rank per leg, fused score, words found.
 */
export async function search(
  sources: SearchSources,
  query: SearchQuery,
  signal?: AbortSignal,
): Promise<readonly RankedPassage[]> {
  const terms = sources.tokenizer.query(query.text)
  const sparse = terms.length > 0 ? queryVector(terms) : undefined
  const dense = (await sources.embedder?.embed([query.text], 'question', signal))?.[0]
  if (!sparse && !dense) return []
  const legs = { sparse, dense, filter: filterOf(query), candidates: Math.max(candidates, query.limit) }
  const hits = await sources.engine.query({ ...legs, fusion, limit: query.limit }, signal)
  return hits.flatMap((hit) => explained(hit, sources, terms))
}
