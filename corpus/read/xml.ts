import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom'
import { UnreadableError } from '../errors.ts'

/** Largest XML part that is made into a tree, in bytes: the tree takes about 10 times as much. */
const MAX_XML_BYTES = 64 * 1024 * 1024

/**
 * Parses one XML part of an office container and returns its root. Throws UnreadableError when it is too large or
 * carries a document type (office files never do; entity bombs do), and the parser's error when it is malformed.
 */
export function parseXml(bytes: Uint8Array): Element {
  if (bytes.length > MAX_XML_BYTES)
    throw new UnreadableError('tooLarge', '文件内容过多,没有读取;请拆成几个文件后再试。')
  const text = decodeXml(bytes)
  if (text.includes('<!DOCTYPE'))
    throw new UnreadableError('damaged', '文件结构不正常,没有读取;请用 Office 或 WPS 打开后另存为新的文件再试。')
  const document: Document = new DOMParser({
    locator: false,
    onError: (level, message) => {
      if (level === 'fatalError') throw new Error(message)
    },
  }).parseFromString(text, 'text/xml')
  if (document.documentElement === null) throw new Error('no root element')
  return document.documentElement
}

function decodeXml(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** Child elements in order. */
export function* children(parent: Element): Generator<Element> {
  for (let node: Node | null = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) yield node
  }
}

/** First child element of that local name, whatever its prefix. */
export function child(parent: Element | undefined, name: string): Element | undefined {
  if (parent === undefined) return undefined
  for (const element of children(parent)) if (element.localName === name) return element
  return undefined
}

/** Attribute by local name, whatever its prefix (w:val, val). */
export function attribute(element: Element | undefined, name: string): string | undefined {
  if (element === undefined) return undefined
  for (let index = 0; index < element.attributes.length; index += 1) {
    const item = element.attributes.item(index)
    if (item !== null && (item.localName ?? item.name) === name) return item.value
  }
  return undefined
}

/** The `val` attribute of a child element. */
export function value(parent: Element | undefined, name: string): string | undefined {
  return attribute(child(parent, name), 'val')
}

/** True for an on/off property that is present and not switched off. */
export function isOn(property: Element | undefined): boolean {
  return property !== undefined && !['0', 'false', 'off', 'none'].includes(attribute(property, 'val') ?? '')
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}
