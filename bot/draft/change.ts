import type { Question } from '../understand/understand.ts'
import { derive } from './derive.ts'
import { type Filling, fill } from './fill.ts'
import type { Given } from './given.ts'
import { positionOf } from './moves.ts'
import type { Block, Draft, Segment, Slot } from './schema.ts'
import { mapSlots } from './segments.ts'

/** Messages kept as the source of what the person gave. */
const SAID_KEPT = 200

/** What a change rests on: the words that were said, and when. */
type Said = Pick<Question, 'raw' | 'now'>

/** The draft with other blocks: one version more, what changed written down, the version before kept for 撤销. */
export function nextVersion(
  draft: Draft,
  question: Said,
  change: { readonly blocks: Block[]; readonly what: string } & Partial<Draft>,
): Draft {
  const { what, ...rest } = change
  const version = draft.version + 1
  return {
    ...draft,
    final: false,
    ...rest,
    version,
    previous: draft.blocks,
    changes: [...draft.changes, `草稿${version}:${what}`],
    said: [...draft.said, question.raw].slice(-SAID_KEPT),
    at: question.now.toISOString(),
  }
}

export interface FilledDraft {
  readonly draft: Draft | undefined
  readonly filling: Filling
  readonly computed: readonly Slot[]
  readonly offered: readonly { readonly slot: Slot; readonly printed: string; readonly arithmetic: string }[]
}

/** Puts given figures in, and works out what follows; `draft` is undefined when none of them had a place. */
export function fillDraft(draft: Draft, given: readonly Given[], question: Said): FilledDraft {
  const filling = fill(draft.blocks, given, draft)
  if (filling.filled.length === 0) return { draft: undefined, filling, computed: [], offered: [] }
  const { blocks, computed, offered } = derive(filling.blocks)
  const slots = filling.filled.flatMap((item) => item.slots)
  const what = filling.filled.map(
    ({ given: { subject, printed }, slots: [slot] }) => `${subject || slot?.subject}${printed}`,
  )
  return {
    draft: nextVersion(draft, question, {
      blocks,
      what: `填入${what.join('、')}`,
      touched: slots.map(({ id }) => id),
      offered: offered.map(({ slot }) => slot.id),
    }),
    filling,
    computed,
    offered: offered.map(({ slot, filled }) => ({
      slot,
      printed: filled.printed,
      arithmetic: filled.arithmetic ?? '',
    })),
  }
}

/** Fills in what was offered. */
export function acceptOffers(
  draft: Draft,
  question: Question,
): { readonly draft: Draft; readonly slots: readonly Slot[] } {
  const { offered } = derive(draft.blocks)
  const wanted = offered.filter(({ slot }) => draft.offered.includes(slot.id))
  const slots = wanted.map(({ slot, filled }) => ({ ...slot, filled }))
  const blocks = mapSlots(draft.blocks, (slot) => slots.find(({ id }) => id === slot.id) ?? slot)
  const what = `按数填入${slots.map(({ subject, filled }) => `${subject}${filled.printed}`).join('、')}`
  return { draft: nextVersion(draft, question, { blocks: derive(blocks).blocks, what, offered: [] }), slots }
}

/** Indexes of the paragraphs as people count them from 1: lines that are headings alone count only where there is nothing else. */
export function paragraphs(blocks: readonly Block[]): readonly number[] {
  const body = blocks.flatMap(({ role }, at) => (role === 'body' ? [at] : []))
  const running = body.filter((at) => !isHeading(blocks[at]))
  return running.length > 0 ? running : body
}

/** The blocks with others put in behind the n-th paragraph, or at the end of the body. */
export function insertBlocks(blocks: readonly Block[], added: readonly Block[], after: number | undefined): Block[] {
  const body = paragraphs(blocks)
  const at = (after === undefined ? body.at(-1) : body[after - 1]) ?? blocks.length - 1
  return [...blocks.slice(0, at + 1), ...added, ...blocks.slice(at + 1)]
}

/** A draft without one of its paragraphs, and the first words of that one; or why nothing was taken out. */
export type Removed = { readonly blocks: Block[]; readonly words: string } | 'none' | 'only'

/**
 * The blocks without the paragraph that 第二段, 最后一段 or quoted words mean, and without its heading when nothing else
 * stands under it. The only paragraph stays.
 */
export function removeParagraph(blocks: readonly Block[], target: string): Removed {
  const body = paragraphs(blocks)
  const number = /第([一二三四五六七八九十\d]{1,3})[段条]/.exec(target)?.[1]
  const quoted =
    /[“"「『](.+?)[”"」』]/.exec(target)?.[1] ?? target.replace(/^(?:关于)?|(?:的)?[那这]一?[段句条]$/g, '')
  const at = number
    ? body[positionOf(number) - 1]
    : /最后/.test(target)
      ? body.at(-1)
      : quoted === ''
        ? undefined
        : (body.find((index) => wordsOf(blocks[index]).includes(quoted)) ?? belowHeading(blocks, quoted, body))
  if (body.length < 2) return 'only'
  if (at === undefined) return 'none'
  const from = isHeading(blocks[at - 1]) && (isHeading(blocks[at + 1]) || !body.includes(at + 1)) ? at - 1 : at
  return { blocks: [...blocks.slice(0, from), ...blocks.slice(at + 1)], words: firstWords(blocks[at]) }
}

/** The first paragraph below the heading that has the words. */
function belowHeading(blocks: readonly Block[], words: string, body: readonly number[]): number | undefined {
  const heading = blocks.findIndex((block) => isHeading(block) && wordsOf(block).includes(words))
  return heading < 0 ? undefined : body.find((index) => index > heading)
}

/** A line that is a heading alone. */
function isHeading(block: Block | undefined): boolean {
  return block?.heading !== undefined && block.heading === block.segments.length
}

/** Longest beginning of a paragraph that a reply shows. */
const LONGEST_WORDS = 14

function firstWords(block: Block | undefined): string {
  const [first] = block?.segments ?? []
  return first?.kind === 'text' ? (/^[^\d,，。;；:：]*/.exec(first.text)?.[0] ?? '').slice(0, LONGEST_WORDS) : ''
}

function wordsOf(block: Block | undefined): string {
  return (block?.segments ?? []).map((segment) => (segment.kind === 'text' ? segment.text : '')).join('')
}

/** Replaces words of the text, and marks whose words of last year hold them; how often they stood there. */
export function replaceWords(
  blocks: readonly Block[],
  from: string,
  to: string,
): { readonly blocks: Block[]; readonly count: number } {
  let count = 0
  const replaced = (segment: Segment): Segment => {
    if (segment.kind === 'text' && segment.text.includes(from)) {
      count += segment.text.split(from).length - 1
      return { kind: 'text', text: segment.text.split(from).join(to) }
    }
    if (segment.kind === 'check' && segment.last?.printed === from) {
      count++
      return { kind: 'text', text: to }
    }
    return segment
  }
  const changed = blocks.map((block) => ({ ...block, segments: block.segments.map(replaced) }))
  return { blocks: changed, count }
}
