import { enumeratedItems } from '../../corpus/enumerate.ts'
import type { Document, Heading } from '../../corpus/schema.ts'
import { sectionLabel } from '../../corpus/section.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import type { Source } from '../cite.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch } from '../understand/concepts.ts'

/** A section told item by item, in the words of the document. */
export interface Gist {
  readonly heading: Heading
  readonly sources: readonly Source[]
}

const ASKS_HOW = /怎么|咋|如何|怎样|哪些(?:措施|做法|举措|工作|动作)|做了(?:啥|什么|哪些)|采取/
/** Passages whose heading may be the one asked about. */
const LOOKED_AT = 5
/** Items shown: one phone screen. */
const ITEMS_SHOWN = 6

/**
 * For a question how something was done: the section whose heading carries all that is asked, told by its items
 * (一是…;二是…). Undefined when no heading does, or when it has no items.
 */
export function gistOf(
  question: string,
  concepts: readonly Concept[],
  hits: readonly RankedPassage[],
  read: (path: string) => Document | undefined,
): Gist | undefined {
  if (!ASKS_HOW.test(question) || concepts.length === 0) return undefined
  for (const { entry, passage } of hits.slice(0, LOOKED_AT)) {
    const document = read(entry.path)
    const heading = document?.outline[passage.heading]
    if (!document || !heading || !carriesAll(heading.title, concepts)) continue
    const items = enumeratedItems(document.text, heading.body)
    if (items.length < 2) continue
    const sources = items.slice(0, ITEMS_SHOWN).map(({ start, end }) => ({
      entry,
      section: sectionLabel(document, start),
      quote: document.text.slice(start, end).trim(),
    }))
    return { heading, sources }
  }
  return undefined
}

function carriesAll(title: string, concepts: readonly Concept[]): boolean {
  const folded = normalizeForMatching(title)
  return concepts.every((concept) => conceptMatch(concept, folded) > 0)
}
