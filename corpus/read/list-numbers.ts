import { formatNumber } from './numbering-format.ts'

/** Gives list paragraphs their printed number; it counts, so paragraphs must come in the order of the document. */
export interface ListNumbers {
  /** The number as printed before the paragraph's text (「一、」, 「1.1 」), '' for bullets and unknown lists. */
  readonly next: (listId: string, level: number) => string
  /** The level that a style is linked to in its list; 0 when it is linked to none. */
  readonly linkedLevel: (listId: string, styleId: string) => number
}

/** How one level of a list is numbered. */
export interface ListLevel {
  readonly start: number
  /** A name of ST_NumberFormat. */
  readonly format: string
  /** The printed form with %1 … %9 for the numbers of the levels. */
  readonly text: string
  /** What follows the number: tab, space or nothing. */
  readonly suffix: string
  /** The level (from 1) whose use restarts this one; 0 never restarts, undefined any level above. */
  readonly restart?: number
  /** All numbers in Arabic digits. */
  readonly legal: boolean
  readonly style?: string
}

/** A list of a document; lists of one abstract definition count on. */
export interface NumberedList {
  readonly abstractId: string
  readonly levels: ReadonlyMap<number, ListLevel>
  /** Levels whose count this list begins anew. */
  readonly startOverrides: ReadonlyMap<number, number>
}

const LEVELS = 9

/** Counts the paragraphs of lists as Word counts them. */
export function listNumbers(lists: ReadonlyMap<string, NumberedList>): ListNumbers {
  const counters = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return {
    linkedLevel: (listId, styleId) => {
      for (const [index, level] of lists.get(listId)?.levels ?? []) if (level.style === styleId) return index
      return 0
    },
    next: (listId, index) => {
      const list = lists.get(listId)
      const level = list?.levels.get(index)
      if (list === undefined || level === undefined) return ''
      const counts = counters.get(list.abstractId) ?? []
      counters.set(list.abstractId, counts)
      const override = begun.has(`${listId}/${index}`) ? undefined : list.startOverrides.get(index)
      begun.add(`${listId}/${index}`)
      counts[index] = override ?? (counts[index] === undefined ? level.start : (counts[index] ?? 0) + 1)
      restartBelow(list, counts, index)
      return render(list, counts, level)
    },
  }
}

function restartBelow(list: NumberedList, counts: (number | undefined)[], index: number): void {
  for (let below = index + 1; below < LEVELS; below += 1) {
    const restart = list.levels.get(below)?.restart
    if (restart === undefined || (restart !== 0 && index < restart)) counts[below] = undefined
  }
}

function render(list: NumberedList, counts: readonly (number | undefined)[], level: ListLevel): string {
  if (level.format === 'bullet') return ''
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1
    const other = list.levels.get(index)
    return formatNumber(counts[index] ?? other?.start ?? 1, level.legal ? 'decimal' : (other?.format ?? 'decimal'))
  })
  const joined = level.suffix === 'nothing' || text === '' || /[、.．,,))\]】〕::。\s]$/.test(text)
  return joined ? text : `${text} `
}
