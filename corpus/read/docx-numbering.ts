import type { Element } from '@xmldom/xmldom'
import { integer, type ParagraphStyle } from './docx-styles.ts'
import { type ListLevel, type ListNumbers, listNumbers, type NumberedList } from './list-numbers.ts'
import { attribute, child, children, value } from './xml.ts'

/** Reads numbering.xml (ECMA-376 Part 1, 17.9). */
export function readNumbering(root: Element | undefined, styles: ReadonlyMap<string, ParagraphStyle>): ListNumbers {
  return listNumbers(readLists(root, styles))
}

function readLists(root: Element | undefined, styles: ReadonlyMap<string, ParagraphStyle>): Map<string, NumberedList> {
  const abstracts = new Map<string, Element>()
  const lists = new Map<string, NumberedList>()
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

function readList(num: Element, abstractId: string, abstract: Element | undefined): NumberedList {
  const levels = new Map<number, ListLevel>()
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

function readLevel(element: Element): ListLevel {
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
