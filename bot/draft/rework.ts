import type { Assistance } from '../assistance.ts'
import { bodyName } from '../understand/pick.ts'
import { type Question, understand } from '../understand/understand.ts'
import { locate } from './locate.ts'
import { type Made, makeDraft } from './make.ts'
import { readDraftRequest, topicOf } from './request.ts'
import { roll, rollContext } from './roll/roll.ts'
import type { Block, Draft, DraftSource, Slot } from './schema.ts'
import { ownLabel } from './section.ts'
import { mapSlots, slotsOf } from './segments.ts'

/** The draft written anew from a year of the body's own reports (the newest when none is named), with the figures that were given. */
export async function rebased(
  draft: Draft,
  year: number | undefined,
  question: Question,
  assistance: Assistance,
): Promise<Made> {
  const first = understand({ ...question, text: draft.said[0] ?? draft.topic }, assistance)
  const entries = question.documents.filter((entry) => bodyName(entry) === draft.body)
  const request = {
    ...readDraftRequest(first),
    bodies: [{ name: draft.body, entries }],
    style: undefined,
    year: draft.year,
    sourceYear: year,
  }
  const made = await makeDraft(request, { ...question, raw: draft.said[0] ?? question.raw }, assistance)
  if ('refusal' in made) return made
  const filled = slotsOf(draft.blocks).filter((slot) => slot.filled)
  const blocks = mapSlots(made.draft.blocks, (slot) => {
    const value = filled.find((other) => sameFigure(other, slot))?.filled
    return value ? { ...slot, filled: value } : slot
  })
  return { ...made, draft: { ...made.draft, blocks } }
}

function sameFigure(one: Slot, other: Slot): boolean {
  if (one.unit !== other.unit) return false
  return one.subject === other.subject || (one.indicatorId !== undefined && one.indicatorId === other.indicatorId)
}

export interface Added {
  readonly blocks: Block[]
  readonly sources: readonly DraftSource[]
  /** What was done, for the reply: 加一段信访. */
  readonly what: string
}

/** Longest words that are taken for a topic and not for the paragraph itself. */
const LONGEST_TOPIC = 16

/** A paragraph of the person's own words, or the part of the draft's source on the topic they name; 'none' when there is none. */
export function addedSection(
  words: string,
  {
    draft,
    question,
    assistance,
  }: { readonly draft: Draft; readonly question: Question; readonly assistance: Assistance },
): Added | 'none' {
  const bare = words.replace(/^(?:关于|讲|写|说|谈)/, '').replace(/的$/, '')
  const literal = /[,，。;；:：\d]/.test(words) || bare.length > LONGEST_TOPIC
  if (literal) {
    return {
      blocks: [{ role: 'body', segments: [{ kind: 'text', text: words }] }],
      sources: [],
      what: '加一段你给的文字',
    }
  }
  const source = draft.sources[0]
  const document = source && assistance.library.document(source.doc, question.audience)
  const topic = { words: topicOf(bare, []) || bare, prefers: undefined }
  const located = document && locate(document, topic, assistance.tokenizer)
  if (!document || !located) return 'none'
  const { unit } = located
  const context = rollContext(document, {
    year: draft.year,
    sourceYear: draft.sourceYear,
    tokenizer: assistance.tokenizer,
    prefix: `v${draft.version + 1}-`,
  })
  const quote = document.text.slice(unit.start, unit.end).trim()
  return {
    blocks: roll({ start: unit.start + ownLabel(unit, document), end: unit.end }, context),
    sources: [{ doc: document.path, title: document.identity.title, section: unit.section, quote }],
    what: `加一段${bare}`,
  }
}
