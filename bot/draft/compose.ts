import { citationLines } from '../cite.ts'
import type { Citation, Reply, ReplyComputed } from '../schema.ts'
import type { Draft } from './schema.ts'
import { checksOf, draftText, placeholdersOf, slotsOf } from './segments.ts'

/** Longest draft text that is shown in the chat; the file holds all of it. */
const LONGEST_SHOWN = 1_500

/** What a reply about a draft says besides the draft itself. */
export interface DraftMessage {
  /** Lines before the text. */
  readonly lead: readonly string[]
  /** Lines behind it. */
  readonly tail: readonly string[]
  /** Whether the text of the draft is shown. */
  readonly shown: boolean
  readonly computed?: readonly ReplyComputed[]
  /** Path of the file, and a sentence when it could not be kept. */
  readonly file?: string | undefined
  readonly trouble?: string | undefined
}

/** The reply of kind draft: lead, text, what is still open, source, file. */
export function draftReply(draft: Draft, message: DraftMessage): Reply {
  const citations = draft.sources.map(
    ({ doc, title, section, quote }, at): Citation => ({ n: at + 1, doc, title, section, quote }),
  )
  const placeholders = placeholdersOf(draft)
  const whole = draftText(draft.blocks)
  const computed = uniqueComputed([...(message.computed ?? []), ...computedOf(draft)])
  const lines = [
    ...message.lead,
    ...(message.shown ? [excerpt(whole, message.file !== undefined)] : []),
    ...message.tail,
    citationLines(citations),
    ...(message.trouble ? [message.trouble] : []),
    ...(message.file ? [`[文件] ${message.file.split(/[\\/]/).at(-1)}`] : []),
  ]
  return {
    kind: 'draft',
    text: lines.filter((line) => line !== '').join('\n'),
    ...(computed.length > 0 ? { computed } : {}),
    citations,
    draft: { title: draft.title, text: whole, placeholders, ...(message.file ? { file: message.file } : {}) },
  }
}

/** Every value of the draft that was worked out, with its arithmetic: the proof that the guard asks for. */
function computedOf({ blocks }: Draft): readonly ReplyComputed[] {
  return slotsOf(blocks).flatMap(({ subject, unit, filled }) =>
    filled?.arithmetic ? [{ label: subject, value: filled.value, unit, formula: filled.arithmetic }] : [],
  )
}

function uniqueComputed(computed: readonly ReplyComputed[]): ReplyComputed[] {
  return computed.filter(
    ({ label, formula }, at) =>
      !computed.slice(0, at).some((other) => other.label === label && other.formula === formula),
  )
}

/** Whole paragraphs up to what a chat can carry; all of it when there is no file to look it up in. */
function excerpt(text: string, hasFile: boolean): string {
  if (!hasFile || text.length <= LONGEST_SHOWN) return text
  const kept = text.slice(0, LONGEST_SHOWN)
  const end = Math.max(kept.lastIndexOf('\n'), kept.lastIndexOf('。') + 1)
  return `${kept.slice(0, end > 0 ? end : LONGEST_SHOWN).trimEnd()}\n…(下略,全文见文件)`
}

/** 待填4处、待核1处: what a person still has to do. */
export function countsLine({ blocks }: Draft, placeholders: number): string {
  const checks = checksOf(blocks).length
  if (placeholders === 0 && checks === 0) return '数字已填齐,没有待核之处。'
  return `${[placeholders > 0 ? `待填${placeholders}处` : '', checks > 0 ? `待核${checks}处` : ''].filter(Boolean).join('、')}。`
}
