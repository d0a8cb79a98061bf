import type { Figure } from '../../../corpus/schema.ts'

/** A passage that sentences of a model may rest on. */
export interface EvidencePassage {
  /** The number it is cited by. */
  readonly n: number
  /** As it was given to the model. */
  readonly text: string
  /** Title of the document and headings above the passage. */
  readonly place: string
  /** Names of the document's own body and region. */
  readonly names: readonly string[]
  /** Years the document is about; empty for rules. */
  readonly years: readonly number[]
  /** Figures of the document whose words stand in the passage. */
  readonly figures: readonly Pick<Figure, 'value' | 'unit' | 'year' | 'quote'>[]
}

/** A sentence of a model with the numbers of the passages it claims to rest on. */
export interface CitedSentence {
  readonly text: string
  readonly sources: readonly number[]
}

/** What a sentence says that its sources do not. */
export interface SentenceOffence {
  readonly kind: 'citation' | 'number' | 'year' | 'name' | 'words' | 'term'
  /** A Chinese sentence for the repair and the log. */
  readonly message: string
}
