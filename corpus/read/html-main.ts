import {
  attributeOf,
  collapse,
  type HtmlElement,
  type HtmlParent,
  isBlock,
  isElement,
  textOf,
  walk,
} from './html-dom.ts'
import { isIndexBlock, isNamedFurniture } from './html-furniture.ts'

/** Where the document of a page stands, and what inside it is left out. */
export interface MainContent {
  readonly root: HtmlParent
  readonly isLeftOut: (element: HtmlElement) => boolean
}

/** Share of the page's sentences that an element must hold to be the document. */
const MAIN_SHARE = 0.95

/** A part named as furniture that holds more of the sentences than this is not furniture. */
const FURNITURE_SHARE = 0.1

/** Elements that are searched for the document inside them; a paragraph or table is never the whole of it. */
const CONTAINERS = new Set('html body div section article main center form table tbody tr td span font'.split(' '))

/** Elements that may hold an index block. */
const INDEX_HOLDERS = new Set(['table', 'div', 'ul', 'dl', 'section', 'p'])

/**
 * Finds the document of a page by where its sentences are: the innermost element that holds nearly all of them. Parts
 * around it are left behind only when they carry links, as navigation does; a plain page is kept whole.
 */
export function mainContent(document: HtmlParent): MainContent {
  const sentences = countSentences(document)
  const total = sentences.get(document) ?? 0
  const isLeftOut = (element: HtmlElement) =>
    (isNamedFurniture(element) && (sentences.get(element) ?? 0) <= total * FURNITURE_SHARE) ||
    (INDEX_HOLDERS.has(element.tagName) && isIndexBlock(element))
  let root = document
  for (let next = holder(root, sentences, total); next !== undefined; next = holder(root, sentences, total)) root = next
  let wide = root
  for (let up = root; 'parentNode' in up && up.parentNode !== null; up = up.parentNode) {
    if (!hasLinksBeside(up.parentNode, up, isLeftOut)) wide = up.parentNode
    else break
  }
  return { root: wide, isLeftOut }
}

function holder(
  parent: HtmlParent,
  sentences: ReadonlyMap<HtmlParent, number>,
  total: number,
): HtmlElement | undefined {
  if (total === 0) return undefined
  for (const node of parent.childNodes) {
    if (isElement(node) && CONTAINERS.has(node.tagName) && (sentences.get(node) ?? 0) >= total * MAIN_SHARE) return node
  }
  return undefined
}

/** True when what stands beside `inner` carries links or parts named as furniture. */
function hasLinksBeside(outer: HtmlParent, inner: HtmlParent, isLeftOut: (element: HtmlElement) => boolean): boolean {
  for (const node of outer.childNodes) {
    if (!isElement(node) || node === inner) continue
    if (isLeftOut(node) || node.tagName === 'a') return true
    for (const event of walk(node)) if (event.kind === 'enter' && event.element.tagName === 'a') return true
  }
  return false
}

/** Characters of sentences (lines with 。 or two pauses, outside links) in every element. */
function countSentences(document: HtmlParent): Map<HtmlParent, number> {
  const counts = new Map<HtmlParent, number>()
  const open: HtmlParent[] = [document]
  let line = ''
  let linkDepth = 0
  const add = (element: HtmlParent | undefined, amount: number) => {
    if (element !== undefined) counts.set(element, (counts.get(element) ?? 0) + amount)
  }
  const flush = () => {
    if (isSentence(collapse(line))) add(open.at(-1), line.length)
    line = ''
  }
  for (const event of walk(document)) {
    if (event.kind === 'text') line += linkDepth > 0 ? '' : event.text
    else {
      if (isBlock(event.element)) flush()
      if (event.element.tagName === 'a') linkDepth += event.kind === 'enter' ? 1 : -1
      if (event.kind === 'enter') open.push(event.element)
      else add(open.at(-2), counts.get(open.pop() ?? document) ?? 0)
    }
  }
  flush()
  return counts
}

function isSentence(line: string): boolean {
  return line.length >= 20 && (/。/.test(line) || (line.match(/[,;,;、]/g) ?? []).length >= 2)
}

/**
 * Title of the document on a page: what the site declares for the article; the h1 that <title> repeats; the first part
 * of <title> where the page shows it; an only h1. The name of the site is none of these.
 */
export function pageTitle(document: HtmlParent, text: string): string | undefined {
  const declared: string[] = []
  const headings: string[] = []
  let page = ''
  for (const element of allElements(document)) {
    if (element.tagName === 'h1') headings.push(textOf(element))
    if (element.tagName === 'title' && page === '') page = textOf(element)
    if (element.tagName === 'meta' && /^articletitle$/i.test(attributeOf(element, 'name'))) {
      declared.push(attributeOf(element, 'content').trim())
    }
  }
  const first = firstPart(page).trim()
  const repeated = headings.filter((heading) => bare(page).includes(bare(heading)))
  const shown = bare(text).includes(bare(first)) ? [first] : []
  return [...declared, ...repeated, ...shown, ...(headings.length === 1 ? headings : [])].find((title) => title !== '')
}

/** Without blanks. */
export function bare(words: string): string {
  return words.replace(/\s/g, '')
}

function* allElements(root: HtmlParent): Generator<HtmlElement> {
  const stack: HtmlParent[] = [root]
  for (let parent = stack.pop(); parent !== undefined; parent = stack.pop()) {
    for (const node of [...parent.childNodes].reverse()) if (isElement(node)) stack.push(node)
    if (isElement(parent)) yield parent
  }
}

/** 〈报告〉_政府信息公开_某区人民政府 names the site after the document. */
function firstPart(title: string): string {
  return title.split(/[_|]| [-—–] /)[0] ?? ''
}
