import type { Block, Filled, Segment, Slot } from './schema.ts'
import { mapSlots, slotsOf } from './segments.ts'

/** What follows by arithmetic from the figures that are filled in. */
export interface Derived {
  readonly blocks: Block[]
  /** Slots that were worked out now. */
  readonly computed: readonly Slot[]
  /** What would follow, but only the person can say whether it holds: whole − parts. */
  readonly offered: readonly { readonly slot: Slot; readonly filled: Filled }[]
}

const DECIMALS = 2

/** At most two decimals, or as many as last year's figure had when it had more; no trailing zeros. */
function rounded(value: number, printed: string | undefined): number {
  const decimals = Math.max(DECIMALS, /\.(\d+)/.exec(printed ?? '')?.[1]?.length ?? 0)
  return Number(value.toFixed(decimals))
}

/** A number as it is written in a formula: without the noise of binary fractions. */
const plain = (value: number): string => String(Number(value.toPrecision(12)))

/**
 * Fills rates, growth and changes whose operands are known, afresh each time; a value the person gave is never replaced.
 * Differences are offered only: what is missing from a whole is not always what is left.
 */
export function derive(blocks: readonly Block[]): Derived {
  const cleared = mapSlots(blocks, (slot) =>
    slot.filled?.by === 'computed' && !isRest(slot) ? withoutValue(slot) : slot,
  )
  const slots = slotsOf(cleared)
  const before = new Map(slotsOf(blocks).map((slot) => [slot.id, slot.filled?.printed]))
  const worked = mapSlots(cleared, (slot) => {
    const filled = slot.filled || isRest(slot) ? undefined : workOut(slot, slots)
    return filled ? { ...slot, filled } : slot
  })
  const signed = worked.map(withDirections)
  const now = slotsOf(signed)
  return {
    blocks: signed,
    computed: now.filter(
      ({ id, filled, formula }) =>
        filled?.by === 'computed' && formula?.kind !== 'rest' && before.get(id) !== filled.printed,
    ),
    offered: now
      .filter((slot) => isRest(slot) && !slot.filled)
      .flatMap((slot) => {
        const filled = workOut(slot, now)
        return filled ? [{ slot, filled }] : []
      }),
  }
}

const isRest = ({ formula }: Slot): boolean => formula?.kind === 'rest'

function withoutValue({ filled: _, ...slot }: Slot): Slot {
  return slot
}

function workOut({ formula, unit, last }: Slot, slots: readonly Slot[]): Filled | undefined {
  const find = (id: string) => slots.find((slot) => slot.id === id)
  const value = (id: string) => find(id)?.filled?.value
  switch (formula?.kind) {
    case undefined:
      return undefined
    case 'share': {
      const [part, whole] = [value(formula.part), value(formula.whole)]
      if (part === undefined || !whole) return undefined
      return result(rounded((part / whole) * 100, last?.printed), {
        unit,
        arithmetic: `${plain(part)}÷${plain(whole)}`,
      })
    }
    case 'growth':
    case 'change': {
      const [current, base] = [value(formula.of), find(formula.of)?.last?.value]
      if (current === undefined || !base) return undefined
      const difference = `${plain(current)}−${plain(base)}`
      return formula.kind === 'change'
        ? result(rounded(current - base, last?.printed), { unit, arithmetic: difference })
        : result(rounded(((current - base) / base) * 100, last?.printed), {
            unit,
            arithmetic: `(${difference})÷${plain(base)}`,
          })
    }
    case 'before': {
      const last = find(formula.of)?.last
      return last && { printed: last.printed, value: last.value, by: 'computed' }
    }
    case 'rest': {
      const operands = [formula.whole, ...formula.parts].map(value)
      if (operands.some((operand) => operand === undefined)) return undefined
      const [whole = 0, ...parts] = operands as number[]
      const rest = whole - parts.reduce((sum, part) => sum + part, 0)
      return rest < 0 ? undefined : result(rest, { unit, arithmetic: [whole, ...parts].map(plain).join('−') })
    }
    default:
      return formula satisfies never
  }
}

/** The sign is in the words of the text (增长, 下降), not in the number. */
function result(value: number, { unit, arithmetic }: { readonly unit: string; readonly arithmetic: string }): Filled {
  const bare = unit.replace(/^[万亿]+/, '')
  return { printed: `${plain(Math.abs(value))}${bare}`, value, by: 'computed', arithmetic }
}

const RISING = /增长|上升|提高|增加|提升|年多/
const FALLING = /下降|减少|降低|回落|压缩|年少/
const DIRECTION = '方向与上年不同'

/** Marks a growth whose sign does not agree with the words before it; a mark that no longer holds goes. */
function withDirections(block: Block): Block {
  const segments: Segment[] = []
  let words = ''
  for (const segment of block.segments) {
    if (segment.kind === 'check' && segment.topic.startsWith(DIRECTION)) continue
    segments.push(segment)
    if (segment.kind === 'text') words = `${words}${segment.text}`.slice(-40)
    const mark = segment.kind === 'slot' ? directionMark(segment, words) : undefined
    if (mark) segments.push({ kind: 'check', topic: mark })
  }
  return { ...block, segments }
}

function directionMark({ filled, formula }: Slot, words: string): string | undefined {
  if (filled?.by !== 'computed' || (formula?.kind !== 'growth' && formula?.kind !== 'change')) return undefined
  const [rising, falling] = [lastIndex(words, RISING), lastIndex(words, FALLING)]
  if (rising === falling || Math.sign(filled.value) === (rising > falling ? 1 : -1)) return undefined
  const now = filled.value === 0 ? '持平' : filled.value > 0 ? '增长' : '下降'
  return `${DIRECTION},今年为${now},请改措辞`
}

function lastIndex(words: string, pattern: RegExp): number {
  return Math.max(-1, ...[...words.matchAll(new RegExp(pattern, 'g'))].map(({ index }) => index))
}
