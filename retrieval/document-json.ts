import type { Document, Passage } from '../corpus/schema.ts'

/** Documents as they are stored: JSON in which a passage that is a slice of the text does not repeat it. */

interface StoredPassage extends Omit<Passage, 'text'> {
  readonly text?: string
}

/** A document as JSON. */
export function encodeDocument(document: Document): string {
  const passages = document.passages.map((passage): StoredPassage => {
    const { text, ...rest } = passage
    return text === document.text.slice(passage.start, passage.end) ? rest : passage
  })
  return JSON.stringify({ ...document, passages })
}

/** The document that `encodeDocument` was given. */
export function decodeDocument(json: string): Document {
  const stored = JSON.parse(json) as Omit<Document, 'passages'> & { passages: readonly StoredPassage[] }
  const passages = stored.passages.map((passage) => ({
    ...passage,
    text: passage.text ?? stored.text.slice(passage.start, passage.end),
  }))
  return { ...stored, passages }
}
