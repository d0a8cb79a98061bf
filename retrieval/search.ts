import type { Passage } from '../corpus/schema.ts'
import { queryVector } from './bm25.ts'
import type { Catalog, CatalogEntry } from './catalog.ts'
import type { Filter, Hit, VectorEngine } from './engine.ts'
import { fusion } from './fuse.ts'
import { expandColloquial } from './lexicon.ts'
import type { RankedPassage, SearchQuery } from './library.ts'
import type { Meaning } from './meaning.ts'
import { headerOf } from './points.ts'
import { fold, type Tokenizer, type WeightedTerm } from './tokens.ts'

/** What a search reads. */
export interface SearchSources {
  readonly catalog: Catalog
  readonly engine: VectorEngine
  readonly tokenizer: Tokenizer
  readonly meaning: Meaning
}

/** Candidates per leg before fusion. */
const candidates = 50

/**
 * Weight of a word that the question does not say but documents write for it: by words alone .25, .35, .5 and .7 put the
 * answer first for .78, .80, .79 and .78 of 157 questions; with meaning they differ by one question.
 */
const expansionWeight = 0.35

/** Weight of a year in the question: it tells apart what is otherwise alike; 1, 2 and 3 gave .61, .70 and .69 (129 questions). */
const yearWeight = 2

/** Years named in the question as documents print them: 2017, and 17年 of this century. */
function yearsNamed(question: string): readonly string[] {
  return Array.from(
    fold(question).matchAll(/(?<!\d)(?:(20\d\d)|(\d\d)年)(?!\d)/g),
    ([, full, short]) => full ?? `20${short}`,
  )
}

/** The words searched for: the question's own, and at less weight what documents write for its colloquial ones. */
export function termsOf(tokenizer: Tokenizer, question: string): readonly WeightedTerm[] {
  const written = expandColloquial(question).flatMap((expansion) => expansion.written)
  const weights = new Map<string, number>()
  for (const { term, weight } of tokenizer.query(written.join(' '))) weights.set(term, weight * expansionWeight)
  for (const { term, weight } of tokenizer.query(question)) weights.set(term, weight)
  for (const year of yearsNamed(question)) weights.set(year, yearWeight)
  return [...weights].map(([term, weight]) => ({ term, weight }))
}

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
  const { sparseRank, denseRank, cosine, score } = hit
  return [{ entry, passage, score, explanation: { sparseRank, denseRank, cosine, fused: score, matched } }]
}

/**
 * The way of a question to passages:
 * 1. The question is folded (NFKC, lower case) and cut into words; long words also give their parts at half weight, and
 *    colloquial wordings what documents write for them (罚单 → 行政处罚, 17年 → 2017).
 * 2. By words: BM25 over passages that carry their place, year, kind, title and headings in front.
 *    By meaning, when there is an embedder and the index has its vectors: inner product with the question's vector.
 * 3. Audience, documents, bodies, years and kinds are filtered before either ranking, so that nothing outside them takes a
 *    place or is ever seen.
 * 4. The two rankings are fused by reciprocal rank.
 * 5. A hit counts only if its revision is one the catalog holds; the passage comes from there.
 * 6. Each passage says why it stands where it stands: rank per leg, fused score, words found.
 *
 * What the assistant does with them is its own (bot/answer): the documents and laws that the question names are its filter
 * (look-up), the sentences around and the headings above a passage say how well it answers (rank-question), and it is cut
 * to what answers, with what belongs to it on either side (extracts, extend).
 */
export async function search(
  sources: SearchSources,
  query: SearchQuery,
  signal?: AbortSignal,
): Promise<readonly RankedPassage[]> {
  const terms = termsOf(sources.tokenizer, query.text)
  const sparse = query.legs !== 'meaning' && terms.length > 0 ? queryVector(terms) : undefined
  const dense = query.legs === 'words' ? undefined : await sources.meaning.questionVector(query.text, signal)
  if (!sparse && !dense) return []
  const legs = { sparse, dense, filter: filterOf(query), candidates: Math.max(candidates, query.limit) }
  const hits = await sources.engine.query({ ...legs, fusion, limit: query.limit }, signal)
  return hits.flatMap((hit) => explained(hit, sources, terms))
}
