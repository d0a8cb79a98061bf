import type { Quantity } from '../quantities/mention.ts'
import type { Span } from '../schema.ts'
import { asCycle, asFigure, perPeriod } from './countable.ts'
import { clauseEnd, clauseStart, type Sentence } from './sentence.ts'
import { leadingVerb, predicateBehind, predicateOf, trimHead, trimTail } from './words.ts'

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
  /** A number said again to speak of its parts (在审结的28件案件中): no figure of its own. */
  readonly echo: boolean
}

interface Cut {
  readonly clause: Span
  readonly head: string
  readonly tail: string
  readonly continues: boolean
}

const JOINT = /[、和及与]/
/** 选派30名律师为区内12家企业…: the preposition belongs to the second number. */
const AIMED = /(?:为|对|向|给)[^,、]{0,4}$/

/** Splits the words between two numbers of one clause: up to the joint they are the first one's, a verb begins the second's. */
function between(words: string): { readonly first: string; readonly second: string } {
  const joint = words.search(JOINT)
  if (joint >= 0) return { first: words.slice(0, joint), second: words.slice(joint + 1) }
  const told = predicateBehind(words)
  if (told > 0) return { first: words.slice(0, told), second: words.slice(told) }
  const aimed = AIMED.exec(words)
  if (aimed) return { first: words.slice(0, aimed.index), second: aimed[0] }
  return leadingVerb(words) ? { first: '', second: words } : { first: words, second: '' }
}

function cutAround(text: string, sentence: Sentence, quantities: readonly Quantity[], index: number): Cut {
  const quantity = quantities[index]!
  const clause = {
    start: clauseStart(text, quantity.start, sentence.start),
    end: clauseEnd(text, quantity.end, sentence.end),
  }
  const previous = quantities[index - 1]
  // An age (412名70岁以上老人) describes who is counted; it does not end their description.
  const next = quantities.slice(index + 1).find(({ kind }) => kind !== 'age')
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

/** Trimmed words around the number; a number inside a quoted name (三十二证合一) stays in it. */
function ownWords({ head, tail }: Cut, { zone, printed, unit }: Quantity): Pick<Item, 'before' | 'behind'> {
  if (unit.endsWith('/次')) return { before: trimHead(head) + printed, behind: trimTail(tail) }
  if (zone === 'quoted') return { before: head.trim() + printed + tail.trim(), behind: '' }
  return { before: trimHead(head), behind: trimTail(tail) }
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
  const items = candidates.map((quantity, index) => {
    const cut = cutAround(text, sentence, candidates, index)
    const echo = isEcho(cut, quantity, said)
    said.add(`${quantity.value}${quantity.unit}`)
    return {
      quantity,
      clause: cut.clause,
      head: cut.head,
      ...ownWords(cut, quantity),
      continues: cut.continues,
      echo,
    }
  })
  return items.map((item, index) => ({ ...item, behind: item.behind + sharedPredicate(item, items[index + 1]) }))
}

/** 84个行政村、37个社区都聘请了…: the first shares the predicate of the second. */
function sharedPredicate(item: Item, next: Item | undefined): string {
  if (!next?.continues || item.before.length > 6 || item.behind === '' || item.behind.length > 6) return ''
  return predicateOf(next.behind)
}
