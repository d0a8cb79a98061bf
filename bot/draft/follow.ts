import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import type { Question } from '../understand/understand.ts'
import { acceptOffers, fillDraft, insertBlocks, nextVersion, removeParagraph, replaceWords } from './change.ts'
import { countsLine, draftReply } from './compose.ts'
import { readGiven } from './given.ts'
import { keep } from './keep.ts'
import { type Move, readMove } from './moves.ts'
import { filledReply, missingReply } from './progress.ts'
import { restyled } from './restyle.ts'
import { addedSection, rebased } from './rework.ts'
import type { Block, Draft } from './schema.ts'
import { draftText, openSlots } from './segments.ts'

interface Followed {
  readonly question: Question
  readonly assistance: Assistance
  readonly draft: Draft
}

/** Answers a message about the draft that is open in the conversation; undefined when it is about something else. */
export async function followDraft(question: Question, assistance: Assistance): Promise<Reply | undefined> {
  const draft = assistance.drafts.open(question.conversation)
  const move = draft && readMove(question.text, question.raw, draft)
  if (!draft || !move) return undefined
  if (draft.sources.some(({ doc }) => !question.documents.some(({ path }) => path === doc))) {
    assistance.drafts.close(question.conversation)
    return move.kind === 'given'
      ? undefined
      : { kind: 'notfound', text: '这份草稿依据的文件已不在资料中,草稿已关闭。请重新起草。' }
  }
  return carryOut(move, { question, assistance, draft })
}

async function carryOut(move: Move, followed: Followed): Promise<Reply | undefined> {
  const { draft, assistance } = followed
  switch (move.kind) {
    case 'given':
      return given(followed)
    case 'accept':
      return accept(followed)
    case 'missing':
      return missingReply(draft, assistance)
    case 'show':
      return sent(followed, `${draft.final ? '定稿' : '草稿'}${draft.version}:`)
    case 'changes':
      return draftReply(draft, {
        lead: draft.changes.length > 0 ? draft.changes : ['还没有改动。'],
        shown: false,
        tail: [],
      })
    case 'final':
      return finished(followed)
    case 'undo':
      return undo(followed)
    case 'style':
      return style(followed)
    case 'rebase':
      return rebase(move.year, followed)
    case 'add':
      return add(move, followed)
    case 'remove':
      return remove(move, followed)
    case 'replace':
      return replace(move, followed)
    default:
      return move satisfies never
  }
}

async function accept(followed: Followed): Promise<Reply> {
  const accepted = acceptOffers(followed.draft, followed.question)
  if (accepted.slots.length === 0)
    return clarify('现在没有按数可填的空。请直接发数,如「受理X件」;回复「补数」列出缺哪些。')
  const said = accepted.slots.map(({ subject, filled }) => `${subject}${filled?.printed}=${filled?.arithmetic}`)
  return changed(followed, accepted.draft, `已填入${said.join('、')}`)
}

async function undo(followed: Followed): Promise<Reply> {
  const { draft, question } = followed
  if (!draft.previous) return clarify('没有更早的稿可退。')
  const before = nextVersion(draft, question, { blocks: draft.previous, what: '退回上一稿' })
  return changed(followed, before, '已退回上一稿')
}

async function remove({ target }: Extract<Move, { kind: 'remove' }>, followed: Followed): Promise<Reply> {
  const { draft, question } = followed
  const removed = removeParagraph(draft.blocks, target)
  if (removed === 'only') return clarify('草稿只剩这段,没有删。要重写请再说「起草…」。')
  if (removed === 'none') return clarify(`没有找到要删的段落「${target}」。请说第几段,或引用段里的几个字。`)
  const { blocks, words } = removed
  const what = words === '' || target.includes(words) ? target : `${target}“${words}…”`
  return changed(followed, nextVersion(draft, question, { blocks, what: `删去${what}` }), `已删去${what}`)
}

async function replace({ from, to }: Extract<Move, { kind: 'replace' }>, followed: Followed): Promise<Reply> {
  const { draft, question } = followed
  const { blocks, count } = replaceWords(draft.blocks, from, to)
  if (count === 0) return clarify(`草稿里没有「${from}」这几个字,没有改。`)
  const what = `“${from}”改为“${to}”`
  return changed(followed, nextVersion(draft, question, { blocks, what }), `已把${what}`)
}

const clarify = (text: string): Reply => ({ kind: 'clarify', text })

async function style(followed: Followed): Promise<Reply> {
  const { draft, question, assistance } = followed
  const result = await restyled(draft, question, assistance)
  if ('line' in result) return clarify(result.line)
  return changed(followed, nextVersion(draft, question, result), `已${result.what}`)
}

async function given({ question, assistance, draft }: Followed): Promise<Reply | undefined> {
  const figures = readGiven(question.raw, draft.year, question.now)
  const result = fillDraft(draft, figures, question)
  if (!result.draft) {
    // A number that names nothing in the draft is only taken for one when the talk is of the draft.
    const inTalk = question.previous?.reply.kind === 'draft'
    const near = result.filling.ambiguous.length > 0 || inTalk
    return near && figures.length > 0 ? filledReply(result, draft, {}) : undefined
  }
  return filledReply(result, result.draft, await keep(result.draft, assistance))
}

/** A changed text longer than this is not said again; the file has it. */
const LONGEST_REPEATED = 600

/** Keeps a changed draft and says what changed, with the paragraph counts. */
async function changed({ assistance }: Followed, draft: Draft, what: string): Promise<Reply> {
  const kept = await keep(draft, assistance)
  return draftReply(draft, {
    lead: [`${what}(草稿${draft.version})。`],
    shown: !kept.file || (!draft.whole && draftText(draft.blocks).length <= LONGEST_REPEATED),
    tail: [countsLine(draft, openSlots(draft.blocks).length)],
    ...kept,
  })
}

async function sent({ assistance, draft }: Followed, lead: string): Promise<Reply> {
  const kept = await keep(draft, assistance)
  return draftReply(draft, {
    lead: [lead],
    shown: !draft.whole || !kept.file,
    tail: [countsLine(draft, openSlots(draft.blocks).length)],
    ...kept,
  })
}

async function finished({ question, assistance, draft }: Followed): Promise<Reply> {
  const final = { ...nextVersion(draft, question, { blocks: draft.blocks, what: '定稿' }), final: true }
  const kept = await keep(final, assistance)
  const open = openSlots(final.blocks).length
  const counts = countsLine(final, open)
  const warning = /待填/.test(counts) ? [`${counts}文件里已标黄,报送前请补齐。`] : [counts]
  return draftReply(final, {
    lead: [`已定稿(第${final.version}稿)。${draft.changes.length > 0 ? '各稿改动:' : ''}`, ...draft.changes],
    shown: false,
    tail: [...warning, '来源和待核清单在文件最后一页,报送前撤下。'],
    ...kept,
  })
}

/** Changes of a draft that writing it anew does not repeat. */
const OWN_WORDING = /^草稿\d+:(?:加一|删去|按「|“)/

async function rebase(year: number | undefined, followed: Followed): Promise<Reply> {
  const result = await rebased(followed.draft, year, followed.question, followed.assistance)
  if ('refusal' in result) return result.refusal
  const { sourceYear } = result.draft
  if (year !== undefined && sourceYear !== year)
    return clarify(`${year}年的报告没有收录,或没有这部分,没有换。能用的最近是${sourceYear}年的。`)
  const blocks: Block[] = result.draft.blocks
  const what = `换成${sourceYear}年的写法`
  const next = nextVersion(followed.draft, followed.question, {
    ...result.draft,
    blocks,
    what,
    changes: followed.draft.changes,
    said: followed.draft.said,
  })
  return changed(
    followed,
    { ...next, changes: [...followed.draft.changes, `草稿${next.version}:${what}`] },
    `已${what}${followed.draft.changes.some((change) => OWN_WORDING.test(change)) ? ',之前加、删、改的文字不在其中,回复「撤销」可退回' : ''}`,
  )
}

async function add(move: Extract<Move, { kind: 'add' }>, followed: Followed): Promise<Reply> {
  const { draft, question, assistance } = followed
  const section = addedSection(move.words, { draft, question, assistance })
  if (section === 'none') return clarify(`底稿里没有「${move.words}」这部分。请把文字直接发来:「加段:…」。`)
  const blocks = insertBlocks(draft.blocks, section.blocks, move.after)
  const next = nextVersion(draft, question, {
    blocks,
    what: section.what,
    sources: [...draft.sources, ...section.sources],
  })
  return changed(followed, next, `已${section.what}`)
}
