import type { Block, Check, Draft, Segment, Slot } from './schema.ts'

/** Every slot of the blocks in the order of the text, filled or not. */
export function slotsOf(blocks: readonly Block[]): readonly Slot[] {
  return blocks.flatMap(({ segments }) => segments.filter((segment) => segment.kind === 'slot'))
}

/** Slots that still wait for a figure. */
export function openSlots(blocks: readonly Block[]): readonly Slot[] {
  return slotsOf(blocks).filter(({ filled }) => !filled)
}

/** Everything that a person has to confirm, in the order of the text. */
export function checksOf(blocks: readonly Block[]): readonly Check[] {
  return blocks.flatMap(({ segments }) => segments.filter((segment) => segment.kind === 'check'))
}

/** 2025年收到行政复议申请__件: the name of a figure that is missing. */
export function slotLabel({ year, subject, unit }: Slot): string {
  return `${year}年${subject}__${unit}`
}

/** The tail of a subject that tells it from its neighbours: 来信来访其中网上信访 → 网上信访. */
export function shortSubject(subject: string): string {
  // 赴县(市、区)督察 is one name.
  return (
    subject
      .replace(/[((][^()()]*[))]/g, '')
      .split(/其中|、/)
      .at(-1) || subject
  )
}

/** 调解成功÷调解纠纷, (本年数−16件)÷16件: how a missing value follows from others, in words and with last year's number where it counts. */
export function formulaInWords(slot: Slot, slots: readonly Slot[]): string | undefined {
  const { formula } = slot
  if (!formula) return undefined
  const named = (id: string) => slots.find((other) => other.id === id)
  const subject = (id: string) => shortSubject(named(id)?.subject ?? '')
  switch (formula.kind) {
    case 'share':
      return `${subject(formula.part)}÷${subject(formula.whole)}`
    case 'growth':
    case 'change': {
      const last = named(formula.of)?.last?.printed ?? '上年数'
      return formula.kind === 'change' ? `本年数−${last}` : `(本年数−${last})÷${last}`
    }
    case 'before':
      return '上年报告数'
    case 'rest':
      return [formula.whole, ...formula.parts].map(subject).join('−')
    default:
      return formula satisfies never
  }
}

/** One segment as people read it: a placeholder 【…__件｜2024年:16件】, a mark 【待核:…】, or the words. */
export function segmentText(segment: Segment, slots: readonly Slot[]): string {
  switch (segment.kind) {
    case 'text':
      return segment.text
    case 'slot': {
      if (segment.filled) return segment.filled.printed
      const formula = formulaInWords(segment, slots)
      const last = segment.last ? `｜${segment.last.year}年:${segment.last.printed}` : ''
      return `【${slotLabel(segment)}${formula ? `=${formula}` : ''}${last}】`
    }
    case 'check':
      return `【待核:${segment.topic}${segment.last ? `｜${segment.last.year}年:${segment.last.printed}` : ''}】`
    default:
      return segment satisfies never
  }
}

/** The text of the draft, one line a paragraph. */
export function draftText(blocks: readonly Block[]): string {
  const slots = slotsOf(blocks)
  return blocks.map(({ segments }) => segments.map((segment) => segmentText(segment, slots)).join('')).join('\n')
}

/** The blocks with every slot passed through `change`. */
export function mapSlots(blocks: readonly Block[], change: (slot: Slot) => Slot): Block[] {
  return blocks.map((block) => ({
    ...block,
    segments: block.segments.map((segment) => (segment.kind === 'slot' ? change(segment) : segment)),
  }))
}

/** What is missing and how it was last year, in the shape of product.md §4. */
export function placeholdersOf({ blocks }: Draft): { label: string; lastYear?: string }[] {
  return openSlots(blocks).map((slot) => ({
    label: slotLabel(slot),
    ...(slot.last ? { lastYear: `${slot.last.year}年:${slot.last.printed}` } : {}),
  }))
}
