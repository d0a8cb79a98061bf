import type { Document, Format, Identity, Passage } from '../corpus/schema.ts'

/** What the office holds and how it is searched: the one thing the bot gets from this room. */

/** '*' marks everybody; otherwise room ids and roles. */
export type Audience = readonly string[]

/** One held document without its text. */
export interface DocumentEntry {
  readonly path: string
  readonly rev: string
  readonly format: Format
  readonly identity: Identity
  readonly audience: Audience
  readonly passages: number
  readonly figures: number
  readonly tasks: number
  readonly notes: readonly string[]
  /** ISO time of ingestion. */
  readonly ingestedAt: string
}

export interface SearchQuery {
  /** The question as typed, or the part of it that carries the topic. */
  readonly text: string
  /** Only these documents, regions or bodies, years, kinds; empty or absent means all. */
  readonly docs?: readonly string[]
  readonly orgs?: readonly string[]
  readonly years?: readonly number[]
  readonly kinds?: readonly string[]
  /** The reader's rooms and roles. Absent means an administrator's command line: everything. */
  readonly audience?: Audience
  /** By which rankings; both by default, as far as there are vectors. */
  readonly legs?: 'words' | 'meaning'
  readonly limit: number
}

/** Why a passage stands where it stands. */
export interface Explanation {
  readonly sparseRank?: number
  readonly denseRank?: number
  /** Cosine of passage and question; absent when the passage was not among the nearest by meaning. */
  readonly cosine?: number
  readonly fused: number
  /** Query words found in the passage. */
  readonly matched: readonly string[]
}

export interface RankedPassage {
  readonly entry: DocumentEntry
  readonly passage: Passage
  readonly score: number
  readonly explanation: Explanation
}

export interface SkippedFile {
  readonly path: string
  /** A Chinese sentence that says what to do. */
  readonly reason: string
}

export interface IngestReport {
  readonly added: readonly DocumentEntry[]
  readonly updated: readonly DocumentEntry[]
  /** Unchanged since the last time, by content hash. */
  readonly unchanged: number
  readonly removed: readonly string[]
  readonly skipped: readonly SkippedFile[]
}

export interface IngestOptions {
  /** Who may see the documents; when absent a held one keeps its readers and a new one is for everybody. */
  readonly audience?: Audience
  /** Called after each file with how many of how many are done. */
  readonly progress?: (done: number, total: number, path: string) => void
  readonly signal?: AbortSignal
  /** Also take documents out of the index that are no longer in the folders. Default true for folders. */
  readonly removeMissing?: boolean
}

export interface LibraryStatus {
  readonly store: string
  readonly documents: number
  readonly passages: number
  readonly withDense: number
  /** Embedding model, or absent when words alone are used. */
  readonly embeddings?: string
  /** Sentences for the administrator, for example why embeddings are off. */
  readonly notes: readonly string[]
}

export interface Library {
  /** Everything the audience may see, ordered by path. */
  documents(audience?: Audience): readonly DocumentEntry[]
  /** The whole document, or undefined when it is not held or not for this audience. */
  document(path: string, audience?: Audience): Document | undefined
  search(query: SearchQuery, signal?: AbortSignal): Promise<readonly RankedPassage[]>
  /**
   * How near texts are in meaning to a question: cosines in their order. Undefined while there is no model in this
   * process: texts are not sent to an endpoint for this.
   */
  closeness(question: string, texts: readonly string[], signal?: AbortSignal): Promise<readonly number[] | undefined>
  /** Reads files and folders into the index; a bad file is skipped with its reason and never stops the rest. */
  ingest(paths: readonly string[], options?: IngestOptions): Promise<IngestReport>
  remove(path: string): Promise<boolean>
  status(): Promise<LibraryStatus>
  close(): Promise<void>
}
