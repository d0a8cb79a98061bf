import { foldWidth } from '../../corpus/normalize.ts'
import type { Document, Passage } from '../../corpus/schema.ts'
import { sectionLabel } from '../../corpus/section.ts'
import type { NumberedPassage } from '../../prompts/answer.ts'
import type { DocumentEntry, Library, RankedPassage } from '../../retrieval/library.ts'
import type { Reply } from '../schema.ts'
import { screen } from '../screen.ts'
import type { EvidencePassage } from '../verify/sentence/evidence.ts'
import { withoutOrders } from './instructions.ts'

/** A passage under the number it is cited by, as the model gets it and as its words are checked. */
export interface Evidence extends EvidencePassage, NumberedPassage {
  readonly entry: DocumentEntry
  readonly document: Document
  /** Where the passage stands in the document; its text there is what quotes are cut from. */
  readonly start: number
  readonly original: string
}

export interface EvidenceOptions {
  readonly library: Library
  /** Every document the asker may see. */
  readonly documents: readonly DocumentEntry[]
  /** What the look-up of this message found, best first. */
  readonly hits: readonly RankedPassage[]
  /** Room in the prompt, in characters. */
  readonly room: number
}

/** Passages shown to a model: what the rules cite and the best of what else they found; more distract small models. */
const PASSAGES = 6

/**
 * The passages a model may answer from: those that the reply of the rules cites, then the other finds in order, as many as
 * there is room for. Passages with personal data or secrecy marks stay out; orders to models inside them are taken out.
 */
export function evidenceFor(reply: Reply, { library, documents, hits, room }: EvidenceOptions): readonly Evidence[] {
  const entries = new Map(documents.map((entry) => [entry.path, entry]))
  const cited = (reply.citations ?? []).flatMap(({ doc, quote }) => {
    const [entry, document] = [entries.get(doc), library.document(doc)]
    const passage = document && passageWith(document, quote)
    return entry && document && passage ? [{ entry, document, passage }] : []
  })
  const found = hits.flatMap(({ entry, passage }) => {
    const document = library.document(entry.path)
    return document ? [{ entry, document, passage }] : []
  })
  const chosen = distinct([...cited, ...found]).filter(({ passage }) => screen(passage.text).length === 0)
  let left = room
  return chosen.slice(0, PASSAGES).flatMap((one, at) => {
    left -= one.passage.text.length
    return left >= 0 || at === 0 ? [numbered(one, at + 1)] : []
  })
}

interface Chosen {
  readonly entry: DocumentEntry
  readonly document: Document
  readonly passage: Pick<Passage, 'start' | 'end' | 'text' | 'path'>
}

/** The quotes of a reply themselves as numbered passages. */
export function quotesAsEvidence(
  reply: Reply,
  { library, documents }: Pick<EvidenceOptions, 'library' | 'documents'>,
): readonly Evidence[] {
  const entries = new Map(documents.map((entry) => [entry.path, entry]))
  return (reply.citations ?? []).flatMap(({ doc, quote, n }) => {
    const [entry, document] = [entries.get(doc), library.document(doc)]
    const start = document?.text.indexOf(quote) ?? -1
    const path = document && passageWith(document, quote)?.path
    if (!entry || !document || start < 0 || screen(quote).length > 0) return []
    return [
      numbered({ entry, document, passage: { start, end: start + quote.length, text: quote, path: path ?? [] } }, n),
    ]
  })
}

function passageWith({ text, passages }: Document, quote: string): Passage | undefined {
  const at = text.indexOf(quote)
  return passages.find(({ start, end }) => at >= start && at < end)
}

function distinct(chosen: readonly Chosen[]): readonly Chosen[] {
  return chosen.filter(
    ({ entry, passage }, at) =>
      chosen.findIndex((other) => other.entry.path === entry.path && other.passage.start === passage.start) === at,
  )
}

function numbered({ entry, document, passage }: Chosen, n: number): Evidence {
  const { title, region, body, aliases } = entry.identity
  const text = withoutOrders(passage.text)
  const place = [title, ...passage.path].map(withoutOrders).join(' ')
  return {
    ...{
      n,
      title: withoutOrders(title),
      section: withoutOrders(sectionLabel(document, passage.start)),
      text,
      entry,
      document,
    },
    ...{ start: passage.start, original: passage.text, place, years: yearsOf(entry) },
    names: [region, body, ...aliases].filter((name) => name !== undefined),
    figures: document.figures
      .filter(({ start, end }) => start >= passage.start && end <= passage.end)
      .map((figure) => ({ ...figure, quote: foldWidth(figure.quote) })),
  }
}

/** The years a document reports or plans; a rule is of no year. */
function yearsOf({ identity: { kind, year, yearTo } }: DocumentEntry): readonly number[] {
  if (kind === 'rule' || kind === 'statute' || year === undefined) return []
  return Array.from({ length: Math.min(30, (yearTo ?? year) - year + 1) }, (_, i) => year + i)
}
