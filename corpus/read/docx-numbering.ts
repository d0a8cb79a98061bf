import { integer, type ParagraphStyle } from './docx-styles.ts'
import { type ListLevel, type ListNumbers, listNumbers, type NumberedList } from './list-numbers.ts'
import { child, isOn, value, type XmlElement } from './xml.ts'

/** Reads numbering.xml (ECMA-376 Part 1, 17.9). */
export function readNumbering(root: XmlElement | undefined, styles: ReadonlyMap<string, ParagraphStyle>): ListNumbers {
  return listNumbers(readLists(root, styles))
}

function readLists(
  root: XmlElement | undefined,
  styles: ReadonlyMap<string, ParagraphStyle>,
): Map<string, NumberedList> {
  const abstracts = new Map<string, XmlElement>()
  const lists = new Map<string, NumberedList>()
  const numbers: XmlElement[] = []
  for (const element of root?.children ?? []) {
    if (element.name === 'abstractNum') abstracts.set(element.attributes.get('abstractNumId') ?? '', element)
    if (element.name === 'num') numbers.push(element)
  }
  const abstractOf = new Map(numbers.map((num) => [num.attributes.get('numId'), value(num, 'abstractNumId') ?? '']))
  for (const num of numbers) {
    const numberId = num.attributes.get('numId') ?? ''
    const own = abstracts.get(value(num, 'abstractNumId') ?? '')
    const linked = styles.get(value(own, 'numStyleLink') ?? '')?.numberId
    const abstractId = linked === undefined ? value(num, 'abstractNumId') : abstractOf.get(linked)
    lists.set(numberId, readList(num, abstractId ?? '', abstracts.get(abstractId ?? '')))
  }
  return lists
}

function readList(num: XmlElement, abstractId: string, abstract: XmlElement | undefined): NumberedList {
  const levels = new Map<number, ListLevel>()
  for (const element of abstract?.children ?? []) {
    if (element.name === 'lvl') levels.set(integer(element.attributes.get('ilvl')) ?? 0, readLevel(element))
  }
  const startOverrides = new Map<number, number>()
  for (const override of num.children) {
    if (override.name !== 'lvlOverride') continue
    const index = integer(override.attributes.get('ilvl')) ?? 0
    const start = integer(value(override, 'startOverride'))
    const level = child(override, 'lvl')
    if (start !== undefined) startOverrides.set(index, start)
    if (level !== undefined) levels.set(index, readLevel(level))
  }
  return { abstractId, levels, startOverrides }
}

function readLevel(element: XmlElement): ListLevel {
  const restart = integer(value(element, 'lvlRestart'))
  const style = value(element, 'pStyle')
  return {
    start: integer(value(element, 'start')) ?? 0,
    format: value(element, 'numFmt') ?? alternateFormat(element) ?? 'decimal',
    text: value(element, 'lvlText') ?? '',
    suffix: value(element, 'suff') ?? 'tab',
    legal: isOn(child(element, 'isLgl')),
    ...(restart === undefined ? {} : { restart }),
    ...(style === undefined ? {} : { style }),
  }
}

/** Newer Word wraps unusual formats in mc:AlternateContent. */
function alternateFormat(element: XmlElement): string | undefined {
  const alternate = child(element, 'AlternateContent')
  return value(child(alternate, 'Fallback'), 'numFmt') ?? value(child(alternate, 'Choice'), 'numFmt')
}
