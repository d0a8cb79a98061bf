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
  /** Start of the next item of any level, or the end of the text: its own words without its sub-items. */
  readonly ownEnd: number
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
  `(?<=^[^\\S\\n]*|[)）。;；][^\\S\\n]*(?=[(（①-⑳]))(?:${FORMS.map(([form, label]) => `(?<${form}>${label})`).join('|')})[^\\S\\n]*`,
  'gm',
)

/** The numbered paragraphs of a text in printed order, as a tree by the forms of their numbers. */
export function findItems(text: string): readonly Item[] {
  const labels = [...text.matchAll(LABEL)].map((match) => ({ match, ...labelOf(match) }))
  const items: Item[] = []
  const open: { readonly form: string; readonly index: number }[] = []
  for (const [index, { match, form, no }] of labels.entries()) {
    const level = open.findIndex((entry) => entry.form === form)
    if (level >= 0) open.length = level
    items.push({
      no,
      form,
      start: match.index,
      words: match.index + match[0].length,
      parent: open.at(-1)?.index ?? -1,
      end: text.length,
      ownEnd: labels[index + 1]?.match.index ?? text.length,
    })
    open.push({ form, index })
  }
  return items.map((item, index) => ({ ...item, end: endOf(items, index) ?? text.length }))
}

function endOf(items: readonly Item[], index: number): number | undefined {
  const ancestors = new Set<number>()
  for (let above = items[index]!.parent; above >= 0; above = items[above]!.parent) ancestors.add(above)
  return items
    .slice(index + 1)
    .find((later) => later.parent === items[index]!.parent || ancestors.has(later.parent) || later.parent === -1)?.start
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
