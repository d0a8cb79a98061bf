import type { Reply } from '../schema.ts'
import { type FoundNumber, numbersIn } from './numbers.ts'
import { listLines } from './structure.ts'

/** What a reply may draw its numbers from. */
export interface Support {
  /** Texts of the evidence: passages, quotes, titles, printed figures, tasks. */
  readonly evidence: readonly string[]
  /** What the person wrote in this conversation. */
  readonly said: readonly string[]
  /** Values the question stands for without printing them (the years of 近三年), lengths of lists not shown in full, the version of a draft. */
  readonly given?: readonly number[]
  /** The text of a held document; with it, every quote of a reply must be an exact substring and then counts as evidence. */
  readonly textOf?: (doc: string) => string | undefined
}

/** What supports the numbers of one reply. */
export interface Grounds {
  /** Units by value; '' for a number without one. */
  readonly numbers: ReadonlyMap<number, ReadonlySet<string>>
  /** How many sources the reply has; undefined when it has no list of them. */
  readonly sources: number | undefined
  /** Formulas of computed values that have been checked: their numbers may be shown. */
  readonly formulas: readonly string[]
  /** Lengths of the lists that are shown. */
  readonly lengths: ReadonlySet<number>
}

/** Gathers everything that may support a number of this reply; a quote counts only where it stands in its document. */
export function groundsOf(reply: Reply, support: Support): Grounds {
  const trusted = (text: string, doc: string) => support.textOf?.(doc)?.includes(text) === true
  const cited = (reply.citations ?? []).flatMap(({ quote, doc, title, section }) => [
    title,
    section,
    doc,
    ...(trusted(quote, doc) ? [quote] : []),
  ])
  const figures = (reply.figures ?? []).flatMap(({ quote, doc, section }) => [
    section,
    ...(trusted(quote, doc) ? [quote] : []),
  ])
  const given = (support.given ?? []).map((value) => ({ value }))
  const years = trustedYears(reply, trusted)
  const texts = [...support.evidence, ...support.said, ...cited, ...figures]
  return {
    numbers: index([...texts.flatMap(numbersIn), ...given, ...years]),
    sources: reply.citations?.length,
    formulas: [],
    lengths: new Set([
      ...[reply.tasks, reply.figures, reply.citations, reply.findings, reply.draft?.placeholders].map(
        (list) => list?.length ?? 0,
      ),
      listLines(reply.text),
    ]),
  }
}

/** A figure's year may be inferred from a file name, and a task's number stands before its words: both come from the data. */
function trustedYears(reply: Reply, trusted: (text: string, doc: string) => boolean): readonly { value: number }[] {
  const figures = (reply.figures ?? [])
    .filter(({ quote, doc }) => trusted(quote, doc))
    .map(({ year }) => ({ value: year }))
  const tasks = (reply.tasks ?? []).map(({ no }) => ({ value: no }))
  return [...figures, ...tasks]
}

function index(numbers: readonly { readonly value: number; readonly unit?: string }[]): Map<number, Set<string>> {
  const byValue = new Map<number, Set<string>>()
  for (const { value, unit } of numbers) {
    const units = byValue.get(key(value)) ?? new Set()
    byValue.set(key(value), units.add(unit ?? ''))
  }
  return byValue
}

/** A value as a map key, without the noise of binary fractions. */
export const key = (value: number): number => Number(value.toPrecision(12))

/** Whether a number is supported as it stands; units compare where both sides have one. */
export function isSupported({ value, unit }: FoundNumber, numbers: Grounds['numbers']): boolean {
  const units = numbers.get(key(value))
  return units !== undefined && (unit === undefined || units.has('') || units.has(unit))
}

/** Whether a printed number is what a calculation comes to: equal at the precision that is printed; a share may be printed as a percentage. */
export function agrees(
  number: { readonly value: number; readonly unit?: string; readonly printed?: string },
  worked: number,
): boolean {
  const scale = number.unit === '%' || number.unit === '个百分点' ? [1, 100] : number.unit === '‰' ? [1, 1000] : [1]
  const decimals = /\.(\d+)/.exec(number.printed ?? String(number.value))?.[1]?.length ?? 0
  const step = 10 ** -decimals * (/万/.test(number.printed ?? '') ? 1e4 : /亿/.test(number.printed ?? '') ? 1e8 : 1)
  return scale.some(
    (factor) =>
      Math.abs(Math.abs(worked * factor) - Math.abs(number.value)) <= step / 2 + 1e-9 * Math.abs(number.value),
  )
}
