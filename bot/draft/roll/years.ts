import { formatOrdinal } from '../../../corpus/ordinals.ts'
import { yearsIn } from '../../../corpus/quantities/calendar.ts'
import type { NumberMention } from '../../../corpus/quantities/mention.ts'
import { checkEdit, type Edit, type RollContext } from './context.ts'

const YEAR = '(?:(?:19|20)\\d\\d|[一二][〇零○九八][〇零○一二三四五六七八九]{2})'
/** A year, or a part of every year, without a day that may be another this time. */
const RECURRING = new RegExp(
  `^(${YEAR})[ ]?(?:年(?:度|底|初|末)?)?(?:第?[一二三四1-4](?:个)?季度|上半年|下半年|全年|1(?:月?[-—–至]|月至)12月)?$`,
)
const WITHOUT_YEAR = /^(?:第?[一二三四1-4]个?季度|上半年|下半年|全年|1(?:月?[-—–至~]|月至)12月)$/
const PERIOD = new RegExp(`^${YEAR}年?[ ]?(?:[-—–~至到]|——)+[ ]?${YEAR}年?(?:度)?$`)
/** Years that move on with the report: the one reported on and its neighbours; others are dates of their own. */
const NEIGHBOURS = 1

/** The same year written the same way, in Arabic or in Chinese digits. */
function writtenLike(printed: string, year: number): string {
  if (/^\d/.test(printed)) return String(year)
  return [...String(year)].map((digit) => (digit === '0' ? '〇' : formatOrdinal(Number(digit)))).join('')
}

/** The words of a date with its year moved on, or undefined when the date does not come again each year. */
export function rolledDate(printed: string, { year, sourceYear }: Pick<RollContext, 'year' | 'sourceYear'>) {
  const match = RECURRING.exec(printed)
  const [at] = yearsIn(printed)
  if (!match?.[1] || at === undefined || Math.abs(at - sourceYear) > NEIGHBOURS) return undefined
  return printed.replace(match[1], writtenLike(match[1], at + year - sourceYear))
}

/** Whether a printed period or part of a year needs no change: it holds the new year, or comes each year. */
export function holdsOn(printed: string, year: number): boolean {
  if (WITHOUT_YEAR.test(printed)) return true
  const [from, to] = yearsIn(printed)
  return PERIOD.test(printed) && from !== undefined && to !== undefined && from <= year && year <= to
}

/** Years move on; other dates are marked. 2019年以来 counts from a day of its own and is marked as well. */
export function dateEdits(mentions: readonly NumberMention[], context: RollContext): readonly Edit[] {
  return mentions
    .filter(({ kind, zone }) => kind === 'date' && zone !== 'title')
    .flatMap((mention) => {
      const printed = context.text.slice(mention.start, mention.end)
      if (holdsOn(printed, context.year)) return []
      const since = /^[ ]?(?:以来|以后|之后|起)/.test(context.text.slice(mention.end, mention.end + 3))
      const own = yearsIn(printed)[0] === context.sourceYear
      const rolled = since && !own ? undefined : rolledDate(printed, context)
      if (rolled === undefined) return [checkEdit(mention, '日期', context)]
      return [{ start: mention.start, end: mention.end, segment: { kind: 'text' as const, text: rolled } }]
    })
}
