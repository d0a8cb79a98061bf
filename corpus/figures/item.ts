import type { Quantity } from '../quantities.ts'
import type { Span } from '../schema.ts'
import { asCycle, asFigure, perPeriod } from './countable.ts'
import { clauseEnd, clauseStart, type Sentence } from './sentence.ts'
import { leadingVerb, trimHead, trimTail } from './words.ts'

/** A figure of a sentence with the words that are its own. */
export interface Item {
  readonly quantity: Quantity
  readonly clause: Span
  /** From the start of its own words to the number, untrimmed. */
  readonly head: string
  /** Trimmed words before and behind the number. */
  readonly before: string
  readonly behind: string
  /** Shares its clause with the item before (A 3件、B 5件). */
  readonly continues: boolean
  /** A number said again to speak of its parts (在所审结的66件案件中): no figure of its own. */
  readonly echo: boolean
}

interface Cut {
  readonly clause: Span
  readonly head: string
  readonly tail: string
  readonly continues: boolean
}

const JOINT = /[、和及与]/

/** Splits the words between two numbers of one clause: up to the joint they are the first one's, a verb begins the second's. */
function between(words: string): { readonly first: string; readonly second: string } {
  const joint = words.search(JOINT)
  if (joint >= 0) return { first: words.slice(0, joint), second: words.slice(joint + 1) }
  return leadingVerb(words) ? { first: '', second: words } : { first: words, second: '' }
}

function cutAround(text: string, sentence: Sentence, quantities: readonly Quantity[], index: number): Cut {
  const quantity = quantities[index]!
  const clause = {
    start: clauseStart(text, quantity.start, sentence.start),
    end: clauseEnd(text, quantity.end, sentence.end),
  }
  const previous = quantities[index - 1]
  const next = quantities[index + 1]
  const continues = previous !== undefined && previous.end > clause.start
  const head = continues
    ? between(text.slice(previous.end, quantity.start)).second
    : text.slice(clause.start, quantity.start)
  const tail =
    next && next.start < clause.end
      ? between(text.slice(quantity.end, next.start)).first
      : text.slice(quantity.end, clause.end)
  return { clause, head, tail, continues }
}

const ECHO_BEFORE = /^(?:在|对|上述|以上|这|该|所)/
const ECHO_BEHIND = /^[^,;:()]{0,12}(?:中|内|里)$/

function isEcho(cut: Cut, quantity: Quantity, said: ReadonlySet<string>): boolean {
  return (
    ECHO_BEFORE.test(cut.head.trim()) && ECHO_BEHIND.test(cut.tail) && said.has(`${quantity.value}${quantity.unit}`)
  )
}

/** The figures of a sentence in order with their own words. `said` holds value and unit of figures before it in its paragraph. */
export function itemsOf(text: string, sentence: Sentence, said: Set<string>): Item[] {
  const candidates: Quantity[] = []
  let cycleUntil = -1
  for (const mention of sentence.mentions) {
    if (mention.start < cycleUntil) continue
    const start = clauseStart(text, mention.start, sentence.start)
    const end = clauseEnd(text, mention.end, sentence.end)
    const around = { head: text.slice(start, mention.start), tail: text.slice(mention.end, end) }
    const cycle = asCycle(mention, around)
    if (cycle) cycleUntil = end
    const figure = cycle ?? asFigure(mention, around)
    if (figure) candidates.push(cycle ?? perPeriod(figure, around.head))
  }
  return candidates.map((quantity, index) => {
    const cut = cutAround(text, sentence, candidates, index)
    const echo = isEcho(cut, quantity, said)
    said.add(`${quantity.value}${quantity.unit}`)
    return {
      quantity,
      clause: cut.clause,
      head: cut.head,
      before: trimHead(cut.head),
      behind: trimTail(cut.tail),
      continues: cut.continues,
      echo,
    }
  })
}
