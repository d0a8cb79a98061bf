import { parseOrdinal } from '../../corpus/ordinals.ts'
import type { Span } from '../../corpus/schema.ts'
import type { Plan } from './plan.ts'

const N = '(?:\\d{1,3}|[一二三四五六七八九十百]{1,5})'
const NUMBERED = new RegExp(`第\\s*(?<a>${N}(?:\\s*[、,和及到至\\-—~]\\s*第?\\s*${N})*)\\s*(?:项|条|号|个任务)`)
/** 任务四谁干; 任务一共多少 is none. */
const TASK_NUMBERED = /任务\s*(?<a>\d{1,3}|[一二三四五六七八九十]{1,3})(?=$|[\s,?的是由谁啥几要归到])/
const BARE_NUMBERED =
  /(?<![\d几多共有哪前近.年月]|[那这](?=\d(?!\d)))(?<a>\d{1,3}(?:\s*[、,和到至\-—~]\s*\d{1,3})*)\s*(?:项|条|号任务)(?!任务|以上)/
/** 140项里哪几项: the whole plan, not its item 140. */
export const WHOLE = /\d{1,3}\s*(?:项|条|个)(?:任务)?(?:里面?|中|当中|之中)(?=.*[哪几多])/
const LAST = /最后(?:那)?(?:一|1)?(?:项|条)/
const SIZED = new RegExp(
  `(?:[那哪这](?<n>${N}|两)?|(?<![第\\d])(?<m>[两二三四五六七八九十]))\\s*(?:项|条|件事?|个(?:任务|事|活))`,
)

/** 裁量基准是第几项: of one task its number is asked. */
const WHICH = /(?:是|排|在)?第几(?:项|个任务|号任务)|几号任务/

/** The numbers of tasks in a question, 最后一项 counted over the plans, with their place; undefined when there is none. */
export function findNumbers(
  text: string,
  plans: readonly Plan[],
): (Span & { readonly numbers: readonly number[] }) | undefined {
  const match = NUMBERED.exec(text) ?? TASK_NUMBERED.exec(text) ?? BARE_NUMBERED.exec(text) ?? LAST.exec(text)
  return match ? { ...spanOf(match), numbers: expand(match.groups?.a ?? String(lastNumber(plans))) } : undefined
}

/** How many tasks a question expects, with the place of the words; 哪几项 expects no number of them. */
export function findSize(text: string): (Span & { readonly size?: number }) | undefined {
  const match = SIZED.exec(text)
  if (match) {
    const size = sizeOf(match)
    return { ...spanOf(match), ...(size ? { size } : {}) }
  }
  const which = WHICH.exec(text)
  return which ? { ...spanOf(which), size: 1 } : undefined
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length }
}

function lastNumber(plans: readonly Plan[]): number {
  return Math.max(...plans.flatMap(({ document }) => document.tasks.map(({ no }) => no)))
}

function sizeOf(match: RegExpExecArray): number | undefined {
  const printed = match.groups?.n ?? match.groups?.m
  if (printed) return printed === '两' ? 2 : parseOrdinal(printed)
  return match[0].startsWith('哪') ? undefined : 1
}

function expand(list: string): readonly number[] {
  const numbers: number[] = []
  for (const part of list.split(/[、,和及]/)) {
    const [from, to] = part.split(/[到至\-—~]/).map((word) => parseOrdinal(word.replace(/[第\s]/g, '')))
    if (from === undefined) continue
    for (let no = from; no <= Math.min(to ?? from, from + 200); no++) numbers.push(no)
  }
  return [...new Set(numbers)]
}
