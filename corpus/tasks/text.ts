import type { Span } from '../schema.ts'
import { type Clause, findClauses } from './clauses.ts'
import { deadlineIn } from './deadline.ts'
import { findItems, type Item } from './items.ts'
import { clausesByTask, sharedClauses } from './parts.ts'
import { parseResponsibility, type Responsibility } from './responsibility.ts'

/** A task as the text prints it, before it is placed in a section. */
export interface PrintedTask extends Span, Responsibility {
  readonly no: number
  readonly text: string
  /** Number and title of the paragraph, where it holds several tasks and begins with a title. */
  readonly heading?: string
}

/** What the running text of a document says of its tasks. */
export interface TextTasks {
  readonly tasks: readonly PrintedTask[]
  /** How many tasks have a clause with labels: the mark of a plan. */
  readonly labelled: number
}

const MOST = 0.6

/**
 * Numbered tasks of running text. A task is a numbered paragraph that a responsibility clause belongs to; its fellows
 * in a series where most have a clause are tasks too, with nobody named. A paragraph whose sentences have clauses of
 * their own holds as many tasks, all of its number.
 */
export function textTasks(text: string, cuts: readonly number[]): TextTasks {
  const items = findItems(text)
  const owned = assignClauses(items, findClauses(text))
  const indexes = [...owned.keys(), ...fellows(items, owned)].sort((a, b) => a - b)
  const last = indexes.at(-1)
  const tasks = indexes.flatMap((index) => {
    const clauses = owned.get(index) ?? []
    return printedTasks(text, items[index]!, { clauses, stop: stopOf(items[index]!, cuts), final: index === last })
  })
  return { tasks, labelled: [...owned.values()].filter((clauses) => clauses.some((clause) => clause.labelled)).length }
}

/** Clauses by the index of the item each belongs to; both lists are in printed order. */
function assignClauses(items: readonly Item[], clauses: readonly Clause[]): ReadonlyMap<number, readonly Clause[]> {
  const owned = new Map<number, Clause[]>()
  const ownerForms = new Set<string>()
  let nearest = -1
  for (const clause of clauses) {
    while (nearest + 1 < items.length && items[nearest + 1]!.words <= clause.start) nearest++
    if (nearest < 0) continue
    const owner = clause.alone ? ownerOfParagraph(items, nearest, { owned, ownerForms }) : nearest
    ownerForms.add(items[owner]!.form)
    const own = owned.get(owner)
    if (own) own.push(clause)
    else owned.set(owner, [clause])
  }
  return owned
}

interface Owners {
  readonly owned: ReadonlyMap<number, unknown>
  /** Forms of the items that have a clause. */
  readonly ownerForms: ReadonlySet<string>
}

/** A clause on a line of its own after a list speaks for the item above the list, when the list's other items have none; between two of them for the one before it. */
function ownerOfParagraph(items: readonly Item[], nearest: number, { owned, ownerForms }: Owners): number {
  const item = items[nearest]!
  if (item.parent < 0 || owned.has(nearest) || items.some((other) => other.before === nearest)) return nearest
  if (owned.has(item.parent)) return item.parent
  if (item.before >= 0) return owned.has(item.before) ? nearest : item.parent
  return ownerForms.has(items[item.parent]!.form) && !ownerForms.has(item.form) ? item.parent : nearest
}

function fellows(items: readonly Item[], owned: ReadonlyMap<number, unknown>): readonly number[] {
  const parents = new Set(items.map((item) => item.parent))
  const isLeaf = (index: number) => !parents.has(index)
  const counts = new Map<string, { all: number; owned: number }>()
  for (const [index, item] of items.entries()) {
    if (!isLeaf(index)) continue
    const count = counts.get(item.form) ?? { all: 0, owned: 0 }
    counts.set(item.form, { all: count.all + 1, owned: count.owned + (owned.has(index) ? 1 : 0) })
  }
  return items.flatMap((item, index) => {
    const count = counts.get(item.form)
    if (owned.has(index) || !isLeaf(index) || !count || count.owned / count.all < MOST) return []
    const beside = [index - 1, index + 1].some(
      (other) => owned.has(other) && items[other]?.form === item.form && Math.abs(items[other].no - item.no) === 1,
    )
    return beside ? [index] : []
  })
}

/** Where an item ends: its own end, or the next heading of the outline after its first words. */
function stopOf(item: Item, cuts: readonly number[]): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (cuts[middle]! <= item.words) low = middle + 1
    else high = middle
  }
  return Math.min(item.end, cuts[low] ?? item.end)
}

interface Extent {
  readonly clauses: readonly Clause[]
  readonly stop: number
  readonly final: boolean
}

function printedTasks(text: string, item: Item, extent: Extent): readonly PrintedTask[] {
  const parts = clausesByTask(text, extent.clauses)
  if (parts.length < 2) return [printedTask(text, item, extent)]
  const shared = sharedClauses(text, parts)
  const heading = titleOf(text, item, parts[0]![0]!)
  let from = item.start
  return parts.map((clauses, index) => {
    const [stop, first] = [clauses.at(-1)!.end, index === 0]
    const span = first ? item : { ...item, start: from, words: from }
    const own = index === parts.length - 1 ? { ...extent, clauses } : { clauses, stop, final: false }
    from = stop + /^[\s。;；,，、.]*/.exec(text.slice(stop))![0].length
    const task = printedTask(text, span, own)
    const late = task.deadline ? undefined : responsibilityOf(text, shared).deadline
    return { ...task, ...(late ? { deadline: late } : {}), ...(heading ? { heading } : {}) }
  })
}

/** 3.优化审批服务 of 「3.优化审批服务。推行综合窗口。(…)…」: a short first sentence with more before the first clause. */
function titleOf(text: string, item: Item, first: Clause): string | undefined {
  const [sentence] =
    /^[^。;；,，:：()（）\n]{2,24}[。\n](?=\s*[\p{L}\p{N}“]{2})/u.exec(text.slice(item.words, first.start)) ?? []
  return sentence && text.slice(item.start, item.words + sentence.length - 1).trim()
}

function printedTask(text: string, item: Item, { clauses, stop, final }: Extent): PrintedTask {
  const afterClauses = Math.max(item.words, ...clauses.map((clause) => clause.end))
  const limit = Math.max(afterClauses, final || stop < afterClauses ? lineEnd(text, afterClauses) : stop)
  const end = item.start + text.slice(item.start, limit).trimEnd().length
  const words = wordsBetween(text, { start: item.words, end }, clauses)
  const responsibility = responsibilityOf(text, clauses)
  const deadline = responsibility.deadline ?? deadlineIn(words)
  return { no: item.no, text: words, start: item.start, end, ...responsibility, ...(deadline ? { deadline } : {}) }
}

function responsibilityOf(text: string, clauses: readonly Clause[]): Responsibility {
  return parseResponsibility(clauses.map((clause) => text.slice(clause.start, clause.end)))
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function wordsBetween(text: string, span: Span, clauses: readonly Clause[]): string {
  let words = ''
  let from = span.start
  for (const clause of clauses) {
    words += text.slice(from, Math.max(from, clause.start))
    from = Math.max(from, clause.end)
  }
  words += text.slice(from, Math.max(from, span.end)).replace(/^[。;；.,，]+(?=\s*$)/, '')
  return tidy(words)
}

/** One line: line feeds between Chinese characters vanish, other runs of blanks become one space. */
export function tidy(words: string): string {
  return words
    .replace(/[^\S\n]*\r?\n[^\S\n]*/g, '\n')
    .replace(/(?<=[\x20-\x7e])\n(?=[A-Za-z0-9])/g, ' ')
    .replace(/\n/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}
