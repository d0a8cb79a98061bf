import { createHash } from 'node:crypto'
import type { Document, DocumentKind, Identity, Passage } from '../corpus/schema.ts'
import { documentVector } from './bm25.ts'
import type { Point } from './engine.ts'
import type { Audience } from './library.ts'
import { pointId } from './point-id.ts'
import type { Tokenizer } from './tokens.ts'

/** Grows when what is extracted or indexed changes its shape or meaning, so that every document is read anew. */
const schemaVersion = 4

const kindWords: Readonly<Record<DocumentKind, string>> = {
  report: '报告',
  plan: '方案 规划 任务',
  statute: '法律 法规',
  rule: '制度 办法 规定',
  table: '表',
  other: '',
}

/** Revision of a document: hash of its bytes, of its audience and of the schema version. */
export function revisionOf(hash: string, audience: Audience): string {
  return createHash('sha256')
    .update(JSON.stringify([hash, [...audience].sort(), schemaVersion]))
    .digest('hex')
    .slice(0, 32)
}

/** Every name the body or place of a document goes by, each once. */
export function orgsOf({ region, body, aliases }: Identity): readonly string[] {
  return [...new Set([region, body, ...aliases].filter((name) => name !== undefined))]
}

/** The years a document covers; none for a statute, which holds until it is repealed. */
export function yearsOf({ kind, year, yearTo }: Identity): readonly number[] {
  if (kind === 'statute' || year === undefined) return []
  const last = Math.max(year, yearTo ?? year)
  return Array.from({ length: last - year + 1 }, (_, i) => year + i)
}

/**
 * What is put in front of a passage before it is indexed by words: place, year, kind, title and headings. Only the first
 * passage of a report names them itself; the header is by far the largest single gain of the sparse index.
 */
export function headerOf(identity: Identity, passage: Passage): string {
  const years = yearsOf(identity)
  const year = years.length > 0 ? `${years[0]}年 ${years.length > 1 ? `${years.at(-1)}年` : ''}` : ''
  const head = [...orgsOf(identity), year, kindWords[identity.kind], identity.title]
  return [...head, ...passage.path].join('\n')
}

/** The points of a document for the engine, without dense vectors. */
export function pointsOf(
  document: Document,
  stored: { rev: string; audience: Audience },
  tokenizer: Tokenizer,
): Point[] {
  const { identity, path } = document
  const shared = {
    doc: path,
    rev: stored.rev,
    orgs: orgsOf(identity),
    years: yearsOf(identity),
    kind: identity.kind,
    audience: stored.audience,
  }
  return document.passages.map((passage) => ({
    id: pointId(path, passage.seq, stored.rev),
    sparse: documentVector(tokenizer.document(`${headerOf(identity, passage)}\n${passage.text}`)),
    payload: { ...shared, seq: passage.seq, text: passage.text },
  }))
}
