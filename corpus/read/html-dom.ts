import type { DefaultTreeAdapterMap } from 'parse5'

/** A node of a parsed page. */
export type HtmlNode = DefaultTreeAdapterMap['node']
/** An element of a parsed page. */
export type HtmlElement = DefaultTreeAdapterMap['element']
/** A node that has children. */
export type HtmlParent = DefaultTreeAdapterMap['parentNode']

/** One step of a walk. */
export type HtmlEvent =
  | { readonly kind: 'enter' | 'leave'; readonly element: HtmlElement }
  | { readonly kind: 'text'; readonly text: string }

/** Elements that are never read. */
const SILENT = new Set(
  'head script style noscript template iframe object svg select option button textarea input rt rp nav footer aside'.split(
    ' ',
  ),
)

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  `address article blockquote body center dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html
  li main ol p pre section summary details table tbody td tfoot th thead tr ul caption`.split(/\s+/),
)

/** True for an element that begins and ends a line. */
export function isBlock(element: HtmlElement): boolean {
  return BLOCKS.has(element.tagName)
}

/** True for an element node. */
export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node
}

/** Value of an attribute, '' when absent. */
export function attributeOf(element: HtmlElement, name: string): string {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? ''
}

/**
 * Walks a tree in document order without recursion, so that no depth overflows the stack. Elements that are not
 * displayed, and those that `skip` names, are left out with all they hold.
 */
export function* walk(root: HtmlParent, skip: (element: HtmlElement) => boolean = () => false): Generator<HtmlEvent> {
  const stack: { readonly parent: HtmlParent; next: number }[] = [{ parent: root, next: 0 }]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node = top.parent.childNodes[top.next]
    top.next += 1
    if (node === undefined) {
      stack.pop()
      if (stack.length > 0 && isElement(top.parent)) yield { kind: 'leave', element: top.parent }
    } else if (isElement(node)) {
      if (isSilent(node) || skip(node)) continue
      yield { kind: 'enter', element: node }
      stack.push({ parent: node, next: 0 })
    } else if (node.nodeName === '#text' && 'value' in node) yield { kind: 'text', text: node.value }
  }
}

/** All displayed text of a subtree, blanks collapsed. */
export function textOf(root: HtmlParent): string {
  const parts: string[] = []
  for (const event of walk(root)) {
    if (event.kind === 'text') parts.push(event.text)
    else if (event.element.tagName === 'br' || isBlock(event.element)) parts.push('\n')
  }
  return collapse(parts.join('')).trim()
}

/** Blanks made one; a line break of the source between two Chinese characters is no blank at all. */
export function collapse(text: string): string {
  return text
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
    .replace(/[ \t\r\n\f]+/g, ' ')
}

function isSilent(element: HtmlElement): boolean {
  if (SILENT.has(element.tagName)) return true
  if (element.attrs.some((attribute) => attribute.name === 'hidden')) return true
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributeOf(element, 'style'))
}
