import { foldWidth } from '../../corpus/normalize.ts'
import type { NumberMention } from '../../corpus/quantities/mention.ts'
import { canonicalUnit } from '../../corpus/quantities/units.ts'
import { findNumbers, isQuantity } from '../../corpus/quantities.ts'
import type { Document } from '../../corpus/schema.ts'
import { findYears } from '../understand/years.ts'
import { printedUnit } from './roll/slots.ts'

/** A figure that a person gives for the new year. */
export interface Given {
  /** What it counts, in the person's words; empty for a bare 128件. */
  readonly subject: string
  /** As it will stand in the text, with its unit where one was given. */
  readonly printed: string
  /** Base unit. */
  readonly value: number
  /** Canonical unit without 万 and 亿; empty when none was given. */
  readonly unit: string
}

/** The unit that two figures must share to be the same: without 万 and 亿, 名 as 人. */
export function baseUnit(unit: string): string {
  const bare = unit.replace(/^[万亿]+/, '')
  return canonicalUnit(bare)?.unit ?? bare
}

const FILLERS =
  /^(?:今年|本年度?|当年|全年|年内|其中|一共|总共|共计?|累计|分别|大概|另外|还有|以及|另|又|和|把|将|数据?[是为]?|现在|更正)+|(?:改成|改为|换成|换为|应该?[是为]|应|更正为|填|是|为|有|共计?|达到?|了|已|的|数|=)+$/g

/** Figures in a message: 收到18件,办结17件, or a list or table with one on a line. Figures said of another year are left out. */
export function readGiven(message: string, year: number, now: Date): readonly Given[] {
  return foldWidth(message)
    .split('\n')
    .flatMap((line) => (/\t|\|/.test(line) ? rowGiven(line) : lineGiven(line, year, now)))
}

function lineGiven(line: string, year: number, now: Date): readonly Given[] {
  const found = findNumbers(line).filter((mention) => isQuantity(mention) || mention.kind === 'label')
  // 最多跑一次12项: a number in words right before one in digits belongs to the name.
  const mentions = found.filter(
    ({ end, chinese }, at) => !chinese || line.slice(end, found[at + 1]?.start).trim() !== '' || !found[at + 1],
  )
  let from = 0
  return mentions.flatMap((mention): readonly Given[] => {
    const between = line.slice(from, mention.start)
    from = mention.end
    if (mention.kind === 'label') return []
    const clause = (between.split(/[,;。]/).at(-1) ?? '').replace(/^[\s、(]+/, '')
    const [named] = findYears(clause, now).filter(({ start }) => start === 0)
    if (named && !named.years.includes(year)) return []
    return [givenOf(named ? clause.slice(named.end) : clause, mention)]
  })
}

function givenOf(words: string, mention: NumberMention): Given {
  return {
    subject: subjectOf(words),
    printed: mention.printed.trim(),
    value: mention.value ?? 0,
    unit: baseUnit(printedUnit(mention.printed)),
  }
}

function subjectOf(words: string): string {
  let subject = words.replace(/[\s“”"'‘’【】:：_]/g, '').replace(/^\d+[.、)]/, '')
  for (let before = ''; before !== subject; ) {
    before = subject
    subject = subject.replace(FILLERS, '')
  }
  return subject
}

/** A row of a pasted table: name, unit, and the last number of the row. */
function rowGiven(line: string): readonly Given[] {
  const cells = line
    .split(/\t|\|/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
  const name = cells.find((cell) => /\p{Script=Han}{2,}/u.test(cell) && !/\d/.test(cell))
  const numeric = cells.filter((cell) => /^[\d,.]+(?:\p{Script=Han}{0,4}|%)$/u.test(cell))
  const last = numeric.at(-1)
  if (!name || !last || numeric.length === 0) return []
  const mention = findNumbers(last).find(isQuantity)
  if (!mention) return []
  const unit = cells.find((cell) => cell !== name && cell.length <= 4 && canonicalUnit(cell) !== undefined) ?? ''
  const printed = printedUnit(mention.printed) === '' ? `${mention.printed}${unit}` : mention.printed
  const scale = canonicalUnit(unit)?.factor ?? 1
  return [
    {
      subject: subjectOf(name),
      printed,
      value: mention.value * (printed === mention.printed ? 1 : scale),
      unit: baseUnit(printedUnit(printed)),
    },
  ]
}

/** Figures of a table or a text that a person sent as a file, as far as they are of the new year. */
export function givenFromDocument({ figures }: Document, year: number): readonly Given[] {
  return figures
    .filter((figure) => figure.year === year)
    .map(({ subject, indicator, printed, value, unit }) => ({
      subject: subjectOf(subject || indicator),
      printed: /\p{Script=Han}|%/u.test(printed) ? printed : `${printed}${unit}`,
      value,
      unit: baseUnit(unit),
    }))
}
