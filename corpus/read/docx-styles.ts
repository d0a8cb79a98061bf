import { child, value, type XmlElement } from './xml.ts'

/** What a paragraph style passes on to its paragraphs. */
export interface ParagraphStyle {
  readonly name: string
  /** Heading level from 1, when the style is a heading's. */
  readonly headingLevel?: number
  readonly isTitle: boolean
  /** A line of the table of contents, which repeats the headings. */
  readonly isContents: boolean
  readonly numberId?: string
  readonly numberLevel?: number
}

/** Deepest chain of basedOn that is followed; Word's own is below 12. */
const MAX_CHAIN = 20

/** Paragraph styles by id, with what they take over from the styles they are based on. The default one is ''. */
export function readStyles(root: XmlElement | undefined): ReadonlyMap<string, ParagraphStyle> {
  const elements = new Map<string, XmlElement>()
  for (const element of root?.children ?? []) {
    if (element.name !== 'style' || element.attributes.get('type') !== 'paragraph') continue
    const id = element.attributes.get('styleId') ?? ''
    elements.set(id, element)
    if (element.attributes.get('default') === '1') elements.set('', element)
  }
  return new Map([...elements].map(([id, element]) => [id, resolveStyle(element, elements)]))
}

function resolveStyle(element: XmlElement, all: ReadonlyMap<string, XmlElement>): ParagraphStyle {
  const chain: XmlElement[] = []
  for (let next: XmlElement | undefined = element; next !== undefined && chain.length < MAX_CHAIN; ) {
    chain.push(next)
    const base: string | undefined = value(next, 'basedOn')
    next = base === undefined ? undefined : all.get(base)
  }
  const names = chain.map((style) => value(style, 'name')?.toLowerCase() ?? '')
  const properties = chain.map((style) => child(style, 'pPr'))
  const outline = properties.map((found) => value(found, 'outlineLvl')).find((found) => found !== undefined)
  const numbered = properties.map((found) => child(found, 'numPr')).filter((found) => found !== undefined)
  return {
    name: names[0] ?? '',
    ...optional('headingLevel', outlineLevel(outline) ?? (outline === undefined ? namedLevel(names) : undefined)),
    isTitle: names.some((name) => name === 'title' || name === '标题'),
    isContents: names.some((name) => /^(toc|目录) ?(\d|heading|标题)$/.test(name)),
    ...optional(
      'numberId',
      numbered.map((found) => value(found, 'numId')).find((found) => found !== undefined),
    ),
    ...optional(
      'numberLevel',
      numbered.map((found) => integer(value(found, 'ilvl'))).find((found) => found !== undefined),
    ),
  }
}

/** Heading level from 1 of an outlineLvl value; 9 is body text. */
export function outlineLevel(printed: string | undefined): number | undefined {
  const level = integer(printed)
  return level === undefined || level < 0 || level > 8 ? undefined : level + 1
}

/** A whole number, or undefined when there is none. */
export function integer(printed: string | undefined): number | undefined {
  const number = Number.parseInt(printed ?? '', 10)
  return Number.isSafeInteger(number) ? number : undefined
}

function namedLevel(names: readonly string[]): number | undefined {
  const found = names.map((name) => /^(?:heading|标题) ?([1-9])$/.exec(name)?.[1]).find((level) => level !== undefined)
  return integer(found)
}

function optional<Key extends string, Value>(key: Key, found: Value | undefined): { readonly [K in Key]?: Value } {
  return (found === undefined ? {} : { [key]: found }) as { readonly [K in Key]?: Value }
}
