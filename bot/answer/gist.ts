import type { Document, Heading } from '../../corpus/schema.ts'
import { lineage } from '../../corpus/section.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import { sectionParts, type Told } from '../section-parts.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch } from '../understand/concepts.ts'
import { isLaw } from '../understand/pick.ts'
import { expectedOf } from './expected.ts'

const ASKS_HOW = /怎么|咋|如何|怎样|哪些(?:措施|做法|举措|工作|动作)|做了(?:啥|什么|哪些)|采取/
/** Passages whose headings may be the one asked about. */
const LOOKED_AT = 5

/**
 * For a question how something was done: the section whose heading carries all that is asked, when it is told in points
 * (sub-headings, 一是…;二是…). Undefined when no heading does, or when it has no points.
 */
export function gistOf(
  question: string,
  concepts: readonly Concept[],
  hits: readonly RankedPassage[],
  read: (path: string) => Document | undefined,
): Told | undefined {
  if (!ASKS_HOW.test(question) || concepts.length === 0) return undefined
  if (expectedOf(question).some(({ kind }) => kind === 'consequence')) return undefined
  for (const { entry, passage } of hits.filter((hit) => !isLaw(hit.entry)).slice(0, LOOKED_AT)) {
    const document = read(entry.path)
    const heading = document && headingFor(concepts, document, passage.heading)
    if (!document || !heading) continue
    const told = { entry, document, heading, body: heading.body }
    if (sectionParts(told).length > 1) return told
  }
  return undefined
}

/** The innermost heading above a passage that carries all concepts. */
function headingFor(concepts: readonly Concept[], { outline }: Document, index: number): Heading | undefined {
  return lineage(outline, index)
    .map((at) => outline[at] as Heading)
    .findLast(({ title }) => {
      const folded = normalizeForMatching(title)
      return concepts.every((concept) => conceptMatch(concept, folded) > 0)
    })
}
