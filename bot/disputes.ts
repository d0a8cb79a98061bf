import type { Reply } from './schema.ts'

/** A place of a document that was found to be doubtful, and what is said beside it. */
export interface Dispute {
  /** Exact substring of the document. */
  readonly quote: string
  /** The figure as printed, where one was meant. */
  readonly printed: string | undefined
  /** A Chinese sentence without its full stop. */
  readonly note: string
}

/** The disputes about a document. */
export type Disputes = (doc: string) => readonly Dispute[]

const touches = (one: string, other: string): boolean => one.includes(other) || other.includes(one)

function concerns({ quote, printed }: Dispute, doc: string, { figures = [], citations = [], text }: Reply): boolean {
  if (printed !== undefined) {
    if (figures.some((figure) => figure.doc === doc && figure.printed === printed && touches(figure.quote, quote)))
      return true
    if (!text.includes(printed)) return false
  }
  return citations.some((citation) => citation.doc === doc && citation.quote !== '' && touches(citation.quote, quote))
}

/** Says beside a figure or passage that it is disputed, right behind the line that shows it; the figure itself stays as it is printed. */
export function markDisputed(reply: Reply, disputes: Disputes | undefined): Reply {
  if (!disputes) return reply
  const docs = new Set([...(reply.figures ?? []), ...(reply.citations ?? [])].map(({ doc }) => doc))
  const notes = [...docs].flatMap((doc) => disputes(doc).filter((dispute) => concerns(dispute, doc, reply)))
  if (notes.length === 0) return reply
  const lines = reply.text.split('\n')
  for (const { printed, note } of notes) {
    const at = lines.findIndex((line) => printed !== undefined && line.includes(printed) && !/^[〔「]/.test(line))
    lines.splice(at < 0 ? lines.length : at + 1, 0, `注:${note}。`)
  }
  return { ...reply, text: lines.join('\n') }
}
