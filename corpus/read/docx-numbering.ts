import type { Element } from '@xmldom/xmldom'
import { integer, type ParagraphStyle } from './docx-styles.ts'
import { formatNumber } from './numbering-format.ts'
import { attribute, child, children, value } from './xml.ts'

/** Gives list paragraphs their printed number; it counts, so paragraphs must come in the order of the document. */
export interface ListNumbers {
  /** The number as printed before the paragraph's text (「一、」, 「1.1 」), '' for bullets and unknown lists. */
  readonly next: (numberId: string, level: number) => string
  /** The level that a style is linked to in its list; 0 when it is linked to none. */
  readonly linkedLevel: (numberId: string, styleId: string) => number
}

interface Level {
  readonly start: number
  readonly format: string
  readonly text: string
  readonly suffix: string
  /** The level (from 1) whose use restarts this one; 0 never restarts, undefined any level above. */
  readonly restart?: number
  readonly legal: boolean
  readonly style?: string
}

interface List {
  readonly abstractId: string
  readonly levels: ReadonlyMap<number, Level>
  /** Levels whose count this list begins anew. */
  readonly startOverrides: ReadonlyMap<number, number>
}

const LEVELS = 9

/** Reads numbering.xml (ECMA-376 Part 1, 17.9). Lists of the same abstract definition count on, as Word counts. */
export function readNumbering(root: Element | undefined, styles: ReadonlyMap<string, ParagraphStyle>): ListNumbers {
  const lists = readLists(root, styles)
  const counters = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return {
    linkedLevel: (numberId, styleId) => {
      for (const [index, level] of lists.get(numberId)?.levels ?? []) if (level.style === styleId) return index
      return 0
    },
    next: (numberId, index) => {
      const list = lists.get(numberId)
      const level = list?.levels.get(index)
      if (list === undefined || level === undefined) return ''
      const counts = counters.get(list.abstractId) ?? []
      counters.set(list.abstractId, counts)
      const override = begun.has(`${numberId}/${index}`) ? undefined : list.startOverrides.get(index)
      begun.add(`${numberId}/${index}`)
      counts[index] = override ?? (counts[index] === undefined ? level.start : (counts[index] ?? 0) + 1)
      restartBelow(list, counts, index)
      return render(list, counts, level)
    },
  }
}

function restartBelow(list: List, counts: (number | undefined)[], index: number): void {
  for (let below = index + 1; below < LEVELS; below += 1) {
    const restart = list.levels.get(below)?.restart
    if (restart === undefined || (restart !== 0 && index < restart)) counts[below] = undefined
  }
}

function render(list: List, counts: readonly (number | undefined)[], level: Level): string {
  if (level.format === 'bullet') return ''
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1
    const other = list.levels.get(index)
    return formatNumber(counts[index] ?? other?.start ?? 1, level.legal ? 'decimal' : (other?.format ?? 'decimal'))
  })
  const joined = level.suffix === 'nothing' || text === '' || /[、.．,,))\]】〕::。\s]$/.test(text)
  return joined ? text : `${text} `
}

function readLists(root: Element | undefined, styles: ReadonlyMap<string, ParagraphStyle>): Map<string, List> {
  const abstracts = new Map<string, Element>()
  const lists = new Map<string, List>()
  const numbers: Element[] = []
  for (const element of root === undefined ? [] : children(root)) {
    if (element.localName === 'abstractNum') abstracts.set(attribute(element, 'abstractNumId') ?? '', element)
    if (element.localName === 'num') numbers.push(element)
  }
  const abstractOf = new Map(numbers.map((num) => [attribute(num, 'numId'), value(num, 'abstractNumId') ?? '']))
  for (const num of numbers) {
    const numberId = attribute(num, 'numId') ?? ''
    const own = abstracts.get(value(num, 'abstractNumId') ?? '')
    const linked = styles.get(value(own, 'numStyleLink') ?? '')?.numberId
    const abstractId = linked === undefined ? value(num, 'abstractNumId') : abstractOf.get(linked)
    lists.set(numberId, readList(num, abstractId ?? '', abstracts.get(abstractId ?? '')))
  }
  return lists
}

function readList(num: Element, abstractId: string, abstract: Element | undefined): List {
  const levels = new Map<number, Level>()
  for (const element of abstract === undefined ? [] : children(abstract)) {
    if (element.localName === 'lvl') levels.set(integer(attribute(element, 'ilvl')) ?? 0, readLevel(element))
  }
  const startOverrides = new Map<number, number>()
  for (const override of children(num)) {
    if (override.localName !== 'lvlOverride') continue
    const index = integer(attribute(override, 'ilvl')) ?? 0
    const start = integer(value(override, 'startOverride'))
    const level = child(override, 'lvl')
    if (start !== undefined) startOverrides.set(index, start)
    if (level !== undefined) levels.set(index, readLevel(level))
  }
  return { abstractId, levels, startOverrides }
}

function readLevel(element: Element): Level {
  const restart = integer(value(element, 'lvlRestart'))
  const style = value(element, 'pStyle')
  const legal = child(element, 'isLgl')
  return {
    start: integer(value(element, 'start')) ?? 0,
    format: value(element, 'numFmt') ?? alternateFormat(element) ?? 'decimal',
    text: value(element, 'lvlText') ?? '',
    suffix: value(element, 'suff') ?? 'tab',
    legal: legal !== undefined && !['0', 'false'].includes(attribute(legal, 'val') ?? ''),
    ...(restart === undefined ? {} : { restart }),
    ...(style === undefined ? {} : { style }),
  }
}

/** Newer Word wraps unusual formats in mc:AlternateContent. */
function alternateFormat(element: Element): string | undefined {
  const alternate = child(element, 'AlternateContent')
  return value(child(alternate, 'Fallback'), 'numFmt') ?? value(child(alternate, 'Choice'), 'numFmt')
}
