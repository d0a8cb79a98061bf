import { parseOrdinal } from '../ordinals.ts'
import type { Span } from '../schema.ts'

/** A numbered paragraph of a text with everything under it. */
export interface Item extends Span {
  readonly no: number
  /** The form of its number: two items of one form are of one level. */
  readonly form: string
  /** Where its words start, after the number. */
  readonly words: number
  /** Index of the item above, or -1. */
  readonly parent: number
  /** Index of the item before it under the same parent, or -1. */
  readonly before: number
}

const CHINESE = '一二三四五六七八九十百零〇'
const FORMS: readonly (readonly [string, string])[] = [
  ['paren', '[(（]\\s*(\\d{1,3})\\s*[)）]'],
  ['dot', '(\\d{1,3})\\s*(?:[.．](?!\\d)|、)'],
  ['half', '(\\d{1,3})[)）]'],
  ['circled', '([①-⑳])'],
  ['ordinal', `(?:任务|第)([${CHINESE}]{1,5}|\\d{1,3})(?:项|条|[:：])[:：、.]?`],
  ['comma', `([${CHINESE}]{1,4})[、.．]`],
  ['chineseParen', `[(（]([${CHINESE}]{1,4})[)）]`],
]
const LABEL = new RegExp(
  `(?<=^[^\\S\\n]*(?:[-*•·][^\\S\\n]+)?|[)）。;；][^\\S\\n]*(?=[(（①-⑳]))(?:${FORMS.map(([form, label]) => `(?<${form}>${label})`).join('|')})[^\\S\\n]*`,
  'gm',
)

/** The numbered paragraphs of a text in printed order, as a tree by the forms of their numbers. Linear in its length. */
export function findItems(text: string): readonly Item[] {
  const items: Item[] = []
  const ends: number[] = []
  const lastUnder = new Map<number, number>()
  const open: { readonly form: string; readonly index: number }[] = []
  for (const match of text.matchAll(LABEL)) {
    const { form, no } = labelOf(match)
    const level = open.findIndex((entry) => entry.form === form)
    if (level >= 0) for (const closed of open.splice(level)) ends[closed.index] = beforeBullet(text, match.index)
    const [index, parent] = [items.length, open.at(-1)?.index ?? -1]
    const span = { start: match.index, words: match.index + match[0].length, end: text.length }
    items.push({ no, form, parent, before: lastUnder.get(parent) ?? -1, ...span })
    lastUnder.set(parent, index)
    open.push({ form, index })
  }
  return items.map((item, index) => ({ ...item, end: ends[index] ?? text.length }))
}

/** Where the line begins whose bullet stands before the number, else the number itself. */
function beforeBullet(text: string, start: number): number {
  const line = text.lastIndexOf('\n', start - 1) + 1
  return /^[^\S\n]*[-*•·][^\S\n]+$/.test(text.slice(line, start)) ? line : start
}

function labelOf(match: RegExpMatchArray): { readonly form: string; readonly no: number } {
  const form = FORMS.map(([name]) => name).find((name) => match.groups?.[name] !== undefined)!
  const label = match.groups![form]!
  return { form, no: ordinal(label.match(/\d+|[①-⑳]|[一二三四五六七八九十百零〇]+/)?.[0] ?? '0') }
}

function ordinal(label: string): number {
  const circled = label.charCodeAt(0) - '①'.charCodeAt(0)
  return circled >= 0 && circled < 20 ? circled + 1 : (parseOrdinal(label) ?? 0)
}
