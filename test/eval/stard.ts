import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { documentVector, queryVector } from '../../retrieval/bm25.ts'
import { tableLines } from '../../retrieval/cli/table.ts'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { Embedder } from '../../retrieval/embedder.ts'
import type { EngineQuery, Point, VectorEngine } from '../../retrieval/engine.ts'
import { fillVectors } from '../../retrieval/fill.ts'
import { fusion } from '../../retrieval/fuse.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { termsOf } from '../../retrieval/search.ts'
import { loadTokenizer, type Tokenizer } from '../../retrieval/tokens.ts'

/** Quality on STARD (lay questions to statute articles, MIT): the folder holds corpus.jsonl.gz, queries.jsonl, qrels.tsv. */
export interface StardScore {
  readonly legs: 'words' | 'meaning' | 'fused'
  readonly questions: number
  readonly ndcg10: number
  readonly recall5: number
  readonly recall10: number
  readonly recall100: number
}

export interface StardOptions {
  /** Folder for the index; a second run finds its vectors there. Absent: in memory. */
  readonly indexFolder?: string | undefined
  /** Absent: by words alone. */
  readonly embedder?: Embedder | undefined
  readonly progress?: (done: number, total: number) => void
}

const Article = z.object({ id: z.string(), title: z.string(), text: z.string() })
const Query = z.object({ id: z.string(), text: z.string() })

const passagesPerDocument = 100

function jsonLines<Row>(text: string, schema: z.ZodType<Row>): Row[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
}

function pointOf(article: z.infer<typeof Article>, at: { doc: string; seq: number }, tokenizer: Tokenizer): Point {
  const text = `${article.title}\n${article.text}`
  const facets = { orgs: [], years: [], kind: 'statute', audience: ['*'] }
  const payload = { ...at, ...facets, rev: article.id, text }
  return { id: pointId(at.doc, at.seq, article.id), sparse: documentVector(tokenizer.document(text)), payload }
}

async function load(engine: VectorEngine, articles: readonly z.infer<typeof Article>[]): Promise<void> {
  const tokenizer = await loadTokenizer()
  if ((await engine.info()).points === articles.length) return
  for (let start = 0; start < articles.length; start += passagesPerDocument) {
    const doc = `stard/${start}`
    const part = articles.slice(start, start + passagesPerDocument)
    await engine.replaceDocument(
      doc,
      part.map((article, seq) => pointOf(article, { doc, seq }, tokenizer)),
    )
  }
}

function relevance(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const relevant = new Map<string, Set<string>>()
  for (const line of readFileSync(join(folder, 'qrels.tsv'), 'utf8').split('\n')) {
    const [query = '', article = '', grade = ''] = line.trim().split(/\s+/)
    if (Number(grade) > 0) relevant.set(query, (relevant.get(query) ?? new Set()).add(article))
  }
  return relevant
}

/** Normalised discounted cumulative gain of the first ten, all relevant articles being worth the same. */
function ndcg10(found: readonly string[], relevant: ReadonlySet<string>): number {
  const gain = (position: number) => 1 / Math.log2(position + 2)
  const sum = (positions: readonly number[]) => positions.reduce((total, position) => total + gain(position), 0)
  const hits = found.slice(0, 10).flatMap((id, position) => (relevant.has(id) ? [position] : []))
  return sum(hits) / sum(Array.from({ length: Math.min(10, relevant.size) }, (_, position) => position))
}

const share = (found: readonly string[], relevant: ReadonlySet<string>, k: number): number =>
  found.slice(0, k).filter((id) => relevant.has(id)).length / relevant.size

const mean = (values: readonly number[]): number =>
  Math.round((values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)) * 1000) / 1000

interface Asked {
  readonly relevant: ReadonlySet<string>
  readonly query: EngineQuery
}

async function scored(engine: VectorEngine, legs: StardScore['legs'], asked: readonly Asked[]): Promise<StardScore> {
  const rows: { found: readonly string[]; relevant: ReadonlySet<string> }[] = []
  for (const { relevant, query } of asked) {
    const { sparse, dense, ...rest } = query
    const used = { ...rest, ...(legs === 'meaning' ? {} : { sparse }), ...(legs === 'words' ? {} : { dense }) }
    const hits = await engine.query(used)
    rows.push({ found: hits.map(({ payload }) => payload.rev), relevant })
  }
  return {
    legs,
    questions: rows.length,
    ndcg10: mean(rows.map(({ found, relevant }) => ndcg10(found, relevant))),
    recall5: mean(rows.map(({ found, relevant }) => share(found, relevant, 5))),
    recall10: mean(rows.map(({ found, relevant }) => share(found, relevant, 10))),
    recall100: mean(rows.map(({ found, relevant }) => share(found, relevant, 100))),
  }
}

/** nDCG@10 and recall by words and, with an embedder, by meaning and by both. */
export async function stardScores(folder: string, options: StardOptions = {}): Promise<readonly StardScore[]> {
  const { indexFolder, embedder, progress } = options
  const db = libsqlDriver(indexFolder === undefined ? ':memory:' : join(indexFolder, 'stard.db'))
  const engine = embeddedEngine({ db, snapshotFile: indexFolder && join(indexFolder, 'stard.index') })
  await load(engine, jsonLines(gunzipSync(readFileSync(join(folder, 'corpus.jsonl.gz'))).toString('utf8'), Article))
  if (embedder) await fillVectors(engine, embedder, { textOf: ({ text }) => text, ...(progress ? { progress } : {}) })
  const tokenizer = await loadTokenizer()
  const relevant = relevance(folder)
  const asked: Asked[] = []
  for (const { id, text } of jsonLines(readFileSync(join(folder, 'queries.jsonl'), 'utf8'), Query)) {
    const known = relevant.get(id)
    if (!known) continue
    const dense = (await embedder?.embed([text], 'question'))?.[0]
    const sparse = queryVector(termsOf(tokenizer, text))
    const query = { sparse, ...(dense ? { dense } : {}), fusion, candidates: 200, limit: 100 }
    asked.push({ relevant: known, query })
  }
  const legs = embedder ? (['words', 'meaning', 'fused'] as const) : (['words'] as const)
  const scores: StardScore[] = []
  for (const leg of legs) scores.push(await scored(engine, leg, asked))
  await engine.close()
  return scores
}

const legNames = { words: '词', meaning: '语义', fused: '融合' } as const

/** The scores as an aligned table. */
export function stardLines(scores: readonly StardScore[]): string[] {
  const rows = scores.map(({ legs, questions, ndcg10, recall5, recall10, recall100 }) => [
    legNames[legs],
    ...[questions, ndcg10, recall5, recall10, recall100].map(String),
  ])
  return tableLines(['检索', '题数', 'nDCG@10', 'R@5', 'R@10', 'R@100'], rows)
}
