import { indicatorById } from '../../corpus/indicators.ts'
import type { Assistance } from '../assistance.ts'
import type { Reply, ReplyComputed } from '../schema.ts'
import type { FilledDraft } from './change.ts'
import { countsLine, draftReply } from './compose.ts'
import type { Kept } from './keep.ts'
import type { Draft, Slot } from './schema.ts'
import { openSlots, shortSubject } from './segments.ts'

/** Figures told one by one: what a phone screen holds; the file has all. */
const FILLED_SHOWN = 8
/** Names of missing figures in the reply after figures were given, and rows of the list of missing figures. */
const NAMES_SHOWN = 6
const ROWS_SHOWN = 40

/** What a reply says of the figures that were given, and the proof of what it works out. */
export interface FilledLines {
  readonly lines: readonly string[]
  readonly computed: readonly ReplyComputed[]
}

/** What was filled in with last year beside it, what follows, what fits several places or none. */
export function filledLines({ filling, computed }: FilledDraft, version?: number): FilledLines {
  const growths: ReplyComputed[] = []
  const count = filling.filled.length
  const done = filling.filled.slice(0, FILLED_SHOWN).map(({ given, slots: [slot] }) => {
    const shown = computed.some(({ formula }) => formula?.kind === 'growth' && formula.of === slot?.id)
    const growth = slot && !shown ? growthOf(slot, given.value) : undefined
    if (growth) growths.push(growth)
    const last = slot?.last ? `(上年${slot.last.printed}${growth ? growthWords(growth) : ''})` : ''
    return `${given.subject || shortSubject(slot?.subject ?? '')}${given.printed}${last}`
  })
  const proved = computed.filter(({ filled }) => filled?.arithmetic)
  const worked = proved
    .slice(0, FILLED_SHOWN)
    .map(({ subject, filled }) => `${shortSubject(subject)}${filled?.printed}=${filled?.arithmetic}`)
  const places = (slots: readonly Slot[]): string => slots.map(({ subject, unit }) => `${subject}__${unit}`).join('、')
  return {
    lines: [
      ...(done.length > 0
        ? [`已填${count}处${version ? `(草稿${version})` : ''}:${done.join(',')}${count > done.length ? '等' : ''}。`]
        : ['没有填入。']),
      ...(worked.length > 0 ? [`按公式算出:${worked.join(',')}${proved.length > worked.length ? '等' : ''}。`] : []),
      ...filling.ambiguous
        .slice(0, FILLED_SHOWN)
        .map(({ given, slots }) => `「${given.subject}${given.printed}」对得上几处(${places(slots)}),请说全。`),
      ...filling.unmatched
        .slice(0, FILLED_SHOWN)
        .map(({ subject, printed }) => `「${subject}${printed}」在草稿里没有对应的空,未填。`),
    ],
    computed: growths,
  }
}

/** The reply after figures were given, with what is still missing and what would follow by arithmetic. */
export function filledReply(result: FilledDraft, draft: Draft, kept: Kept): Reply {
  const { offered } = result
  const { lines, computed } = filledLines(result, draft.version)
  const offers = offered.map(({ slot, printed, arithmetic }) => `${arithmetic}=${printed}${shortSubject(slot.subject)}`)
  return draftReply(draft, {
    lead: lines,
    shown: false,
    tail: [stillMissing(draft) + (offers.length > 0 ? `按数应为${offers.join('、')},是否填入?` : '')],
    computed: [
      ...computed,
      ...offered.map(({ slot, arithmetic, printed }) => ({
        label: slot.subject,
        value: Number.parseFloat(printed),
        unit: slot.unit,
        formula: arithmetic,
      })),
    ],
    ...kept,
  })
}

/** Growth over last year of a count; rates are not compared by growth. */
function growthOf({ last, unit, subject, formula }: Slot, value: number): ReplyComputed | undefined {
  if (!last || last.value === 0 || unit === '' || /%|‰|百分点/.test(unit) || formula?.kind === 'growth')
    return undefined
  if (value === last.value) return undefined
  const exact = ((value - last.value) / last.value) * 100
  const label = `${subject}${exact > 0 ? '增长' : '下降'}`
  return {
    label,
    value: Number(Math.abs(exact).toFixed(2)),
    unit: '%',
    formula: `(${plain(Math.max(value, last.value))}−${plain(Math.min(value, last.value))})÷${plain(last.value)}`,
  }
}

const plain = (value: number): string => String(Number(value.toPrecision(12)))

function growthWords({ label, value, formula }: ReplyComputed): string {
  return `,${label.endsWith('增长') ? '增长' : '下降'}${value}%=${formula}`
}

function stillMissing(draft: Draft): string {
  const open = openSlots(draft.blocks)
  if (open.length === 0) return countsLine(draft, 0)
  const names = [...new Set(open.map(({ subject }) => shortSubject(subject)))]
  const more = names.length > NAMES_SHOWN ? '等' : ''
  return `还缺${open.length}处:${names.slice(0, NAMES_SHOWN).join('、')}${more}。`
}

/** Missing figures by the unit that supplies them; those that follow from others are not asked for. */
export function missingByUnit({ blocks }: Draft): ReadonlyMap<string, readonly Slot[]> {
  const groups = new Map<string, Slot[]>()
  for (const slot of openSlots(blocks)) {
    if (slot.formula && slot.formula.kind !== 'rest') continue
    const unit = (slot.indicatorId && indicatorById(slot.indicatorId)?.reportingUnit) || UNKNOWN_UNIT
    const group = groups.get(unit)
    if (group) group.push(slot)
    else groups.set(unit, [slot])
  }
  return new Map([...groups].sort(([a], [b]) => Number(a === UNKNOWN_UNIT) - Number(b === UNKNOWN_UNIT)))
}

/** Where the dictionary names no unit that reports a figure. */
export const UNKNOWN_UNIT = '报送单位待定'

/** 补数: what is missing, by the unit that supplies it, as text and as a table to be filled in. */
export async function missingReply(draft: Draft, assistance: Assistance): Promise<Reply> {
  const groups = missingByUnit(draft)
  const rows = [...groups].flatMap(([unit, slots]) => [
    `【${unit}】`,
    ...slots.map(
      ({ subject, unit: measure, last }) => `· ${subject}(${measure})${last ? ` ${last.year}年${last.printed}` : ''}`,
    ),
  ])
  const open = openSlots(draft.blocks)
  if (rows.length === 0) return draftReply(draft, { lead: [countsLine(draft, open.length)], shown: false, tail: [] })
  const { writeRequestTable } = await import('./request-table.ts')
  const kept = await writeRequestTable(draft, groups, assistance)
  return draftReply(draft, {
    lead: [`《${draft.title}》还缺${open.length}处数字,按报送单位:`, ...rows.slice(0, ROWS_SHOWN)],
    shown: false,
    tail: [...(rows.length > ROWS_SHOWN ? ['其余见表。'] : []), '填好后把数发回来即可,例如一行一个「名称 数」。'],
    ...kept,
  })
}
