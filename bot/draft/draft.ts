import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { normalizeQuestion } from '../understand/question.ts'
import type { Question } from '../understand/understand.ts'
import { fillDraft } from './change.ts'
import { countsLine, draftReply } from './compose.ts'
import type { Drafts } from './drafts.ts'
import { followDraft } from './follow.ts'
import { readGiven } from './given.ts'
import { keep } from './keep.ts'
import { makeDraft } from './make.ts'
import { type FilledLines, filledLines } from './progress.ts'
import { asksDraft, readDraftRequest } from './request.ts'
import type { Draft } from './schema.ts'
import { draftText, openSlots, shortSubject } from './segments.ts'

/** Answers a request for a draft, and messages about the draft that is open in the conversation; undefined for anything else. */
export async function answerDraft(
  question: Question,
  assistance: Assistance,
  signal?: AbortSignal,
): Promise<Reply | undefined> {
  const request = requested(question)
  if (!request) return followDraft(question, assistance)
  const made = await makeDraft(readDraftRequest(request), request, assistance, signal)
  if ('refusal' in made) return made.refusal
  const { others, assumed } = made
  const { draft, filled } = withGiven(made.draft, request)
  const kept = await keep(draft, assistance)
  const shown = !draft.whole || !kept.file
  return draftReply(draft, {
    lead: [
      `${opening(draft)}(草稿${draft.version}${kept.file ? ',全文见文件' : ''}):`,
      ...(shown ? [] : partsOf(draft)),
    ],
    shown,
    ...(filled ? { computed: filled.computed } : {}),
    tail: [
      ...(filled?.lines ?? []),
      hint(draft),
      ...(assumed.length > 0 ? [`${assumed.join(',')}。`] : []),
      ...(others.length > 0 ? [`相近的还有:${others.join('、')}。`] : []),
      ...draft.notes.map((note) => `注:${note}。`),
    ],
    ...kept,
  })
}

/** Longest message that is read as a list of figures or a paragraph for the draft: a table of one page. */
const LONGEST_PASTE = 10_000

/** Whether a message longer than a question may be for a draft: one is open, or one is asked for in its first words. */
export function takesLongText({ conversation, text }: { conversation: string; text: string }, drafts: Drafts): boolean {
  if (text.length > LONGEST_PASTE) return false
  return drafts.open(conversation) !== undefined || asksDraft(normalizeQuestion(text.slice(0, 100)))
}

/** The draft with the figures that came with the request, and what the reply says of them. */
function withGiven(draft: Draft, question: Question): { readonly draft: Draft; readonly filled?: FilledLines } {
  const given = readGiven(question.raw, draft.year, question.now)
  const result = given.length > 0 ? fillDraft(draft, given, question) : undefined
  if (!result?.draft) return { draft }
  const { blocks, touched, offered } = result.draft
  return { draft: { ...draft, blocks, touched, offered }, filled: filledLines(result) }
}

/** The headings of the highest level, where the text itself is only in the file. */
function partsOf({ blocks }: Draft): readonly string[] {
  const top = Math.min(...blocks.flatMap(({ level }) => level ?? []))
  return blocks
    .filter(({ level }) => level === top)
    .map(({ segments, heading = 0 }) => draftText([{ role: 'body', segments: segments.slice(0, heading) }]))
}

/** The request in the message, or the one before it that was answered by asking for which body. */
function requested(question: Question): Question | undefined {
  if (asksDraft(question.text)) return question
  const before = question.previous
  const answered =
    before?.reply.kind === 'clarify' && asksDraft(before.question.text) && question.scope.mentions.length > 0
  if (!answered || question.text.length > LONGEST_ANSWER) return undefined
  const { text, raw, scope } = before.question
  return { ...question, text, raw: `${raw} ${question.raw}`, scope: { ...scope, mentions: question.scope.mentions } }
}

/** A body's name as the answer to 替哪个单位起草. */
const LONGEST_ANSWER = 12

function opening({ sources, sourceYear, title, name, whole }: Draft): string {
  const section = sources[0]?.section ?? ''
  const by = `已按${sourceYear}年报告的写法起草`
  return whole ? `${by}《${title}》${name.replace('报告', '')}` : `${by}「${section || name}」`
}

/** The hint shows how two figures may be sent, in few words. */
const EXAMPLES = 2
const LONGEST_EXAMPLE = 8

function hint(draft: Draft): string {
  const open = openSlots(draft.blocks)
  const counts = countsLine(draft, open.length)
  if (open.length === 0) return counts
  const asked = open
    .filter(({ unit, formula }) => unit !== '' && !formula)
    .map(({ subject, unit }) => ({ name: shortSubject(subject), unit }))
  const short = asked.filter(({ name }) => name.length <= LONGEST_EXAMPLE)
  const named = [...new Set((short.length > 0 ? short : asked).map(({ name, unit }) => `${name}X${unit}`))]
  const example = named.slice(0, EXAMPLES).join(',')
  return example ? `${counts}直接发数即可,如「${example}」;回复「补数」列出缺哪些。` : counts
}
