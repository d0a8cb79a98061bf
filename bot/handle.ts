import type { Audience } from '../retrieval/library.ts'
import { isOfKindAsked } from './answer/fits.ts'
import {
  answerFromPassages,
  asksTheSameOfRule,
  asksWhatMustBe,
  mayStandInRule,
  sayingWhatMustBe,
} from './answer/passages.ts'
import type { Assistance } from './assistance.ts'
import { readCommand, runCommand } from './commands.ts'
import type { Turn } from './conversation.ts'
import { markDisputed } from './disputes.ts'
import { answerDraft, takesLongText } from './draft/draft.ts'
import { answerAim } from './figures/aim.ts'
import { answerComparison } from './figures/compare.ts'
import { answerFigures, type FigureAnswer } from './figures/figures.ts'
import { answerMost } from './figures/most.ts'
import { forAsker } from './for-asker.ts'
import { guard } from './guard.ts'
import { answerOutlineQuestion } from './outline-question.ts'
import { isOpen, joinReplies, questionsIn } from './pieces.ts'
import { backTo } from './quoted.ts'
import type { Reply } from './schema.ts'
import { screen, withoutPersonalData } from './screen.ts'
import { answerTaskQuestion } from './task-question.ts'
import { withPrevious } from './understand/follow-up.ts'
import { leansOnPrevious } from './understand/leans.ts'
import { normalizeQuestion, questionProblem } from './understand/question.ts'
import { type Question, understand } from './understand/understand.ts'

/** One message of one person, whatever channel it came through. */
export interface Message {
  /** Room and person: whose turns a follow-up may lean on. */
  readonly conversation: string
  readonly text: string
  readonly now: Date
  /** Rooms and roles of the asker; absent means everything (the command line). */
  readonly audience?: Audience
  /** The answer of the bot that the message quotes, as the chat shows it. */
  readonly quoted?: string | undefined
}

/**
 * The way of a message: may it be worked on, can it be read → is it a command → understand → look up (draft | tasks | outline |
 * figures | passages) → verify → say better (with a model) → mark what is disputed → remember. The reply states nothing without a source; what is not
 * held is a reply of kind notfound, not an error.
 */
export async function handle(message: Message, shared: Assistance, signal?: AbortSignal): Promise<Reply> {
  if (screen(message.text).includes('secrecyMark')) return MARKED
  const problem = questionProblem(wordsOf(message, shared))
  if (problem && !(problem === 'tooLong' && takesLongText(message, shared.drafts))) return PROBLEMS[problem]
  const assistance = backTo(forAsker(shared, message.audience), message.quoted)
  const { conversations } = assistance
  const command = readCommand(normalizeQuestion(message.text))
  if (command && !(command.kind === 'draft' && assistance.drafts.open(message.conversation))) {
    const { conversation, audience, quoted } = message
    return runCommand(command, { ...assistance, conversation, audience, quoted })
  }
  const help = assistance.model?.begin(message.conversation, assistance, signal)
  try {
    const turn = await answer(message, help ? { ...assistance, library: help.library, help } : assistance, signal)
    const { reply: sound, offences } = guard(turn.reply, turn.question, assistance)
    if (offences.length > 0) assistance.heldBack?.(offences)
    const reply = markDisputed((await help?.improve(turn.question, sound)) ?? sound, assistance.disputes)
    conversations.remember(message.conversation, { ...turn, reply })
    return reply
  } finally {
    help?.end()
  }
}

/** Understands and looks up; what the rules cannot follow the model may put in the documents' words, to be looked up again. */
async function answer(message: Message, assistance: Assistance, signal: AbortSignal | undefined): Promise<Turn> {
  const question = read(message, assistance)
  const whole = await lookUp(question, assistance, signal)
  const found = isOpen(whole.reply) ? await answerEach(message, whole, { assistance, signal }) : whole
  const text = await assistance.help?.clarify(question, found.reply)
  if (text === undefined) return { question, ...found }
  const clearer = read({ ...message, text }, assistance)
  const again = await lookUp(clearer, assistance, signal)
  if (/^(?:notfound|clarify|error)$/.test(again.reply.kind)) return { question, ...found }
  return { question: clearer, ...again, reply: { ...again.reply, text: `${again.reply.text}\n(按「${text}」理解)` } }
}

/** A message that asks several things, taken one by one where the whole leaves something open; each is read with the one before. */
async function answerEach(
  message: Message,
  whole: Found,
  { assistance, signal }: { readonly assistance: Assistance; readonly signal: AbortSignal | undefined },
): Promise<Found> {
  const turns = [...assistance.conversations.of(message.conversation).turns]
  const asked = turns.length
  for (const text of questionsIn(normalizeQuestion(wordsOf(message, assistance)))) {
    const question = readWith(turns, { ...message, text }, assistance)
    turns.push({ question, ...(await lookUpHeld(question, assistance, signal)) })
  }
  const replies = turns.slice(asked).map(({ reply }) => reply)
  const reply = joinReplies(replies, whole.reply)
  return reply ? { reply } : whole
}

/** The words for an open draft are the person's own; of a question nothing personal is looked up, so no reply repeats it. */
function wordsOf({ conversation, text }: Message, { drafts }: Assistance): string {
  return drafts.open(conversation) ? text : withoutPersonalData(text)
}

function read(message: Message, assistance: Assistance): Question {
  return readWith(assistance.conversations.of(message.conversation).turns, message, assistance)
}

function readWith(turns: readonly Turn[], message: Message, assistance: Assistance): Question {
  const asked = {
    ...understand({ ...message, text: wordsOf(message, assistance), turns }, assistance),
    raw: message.text,
  }
  return leansOnPrevious(asked) ? withPrevious(asked, turns, assistance.tokenizer) : asked
}

type Found = Omit<Turn, 'question'> & Partial<Pick<Turn, 'question'>>

async function lookUp(question: Question, assistance: Assistance, signal: AbortSignal | undefined): Promise<Found> {
  const draft = await answerDraft(question, assistance, signal)
  if (draft) return { reply: draft }
  if (questionProblem(question.raw) === 'tooLong') return { reply: PROBLEMS.tooLong }
  return lookUpHeld(question, assistance, signal)
}

/** What the documents held say: nothing is drafted. */
async function lookUpHeld(question: Question, assistance: Assistance, signal: AbortSignal | undefined): Promise<Found> {
  const tasks = answerTaskQuestion(question, assistance)
  if (tasks) return { reply: tasks.reply, tasks: tasks.query }
  const outline = answerOutlineQuestion(question, assistance)
  if (outline) return { reply: outline }
  if (asksTheSameOfRule(question))
    return { reply: await answerFromPassages(question, assistance, { strict: false, signal }) }
  const aim = answerAim(question, assistance)
  if (aim) return { reply: aim }
  const most = answerMost(question, assistance)
  if (most) return completed(question, most)
  const comparison = answerComparison(question, assistance)
  const compared = comparison && !leavesOpen(comparison, question) ? { reply: comparison } : undefined
  const mustBe = asksWhatMustBe(question)
  if (compared && !mustBe) return compared
  const counted = answerFigures(question, assistance)
  const figures = counted && isOfKindAsked(counted.reply, question.asking) ? counted : undefined
  for (const kinds of sayingWhatMustBe(question, counted !== undefined || compared !== undefined)) {
    const reply = await answerFromPassages(question, assistance, { strict: true, kinds, signal })
    if (reply.kind === 'answer') return { reply }
  }
  if (compared) return compared
  const isOpen = figures?.reply.kind === 'clarify'
  if (figures?.final && !(isOpen && mayStandInRule(question))) return completed(question, figures)
  const options = { strict: counted !== undefined, ...(isOpen ? { kinds: RULES } : {}), signal }
  const passages = await answerFromPassages(question, assistance, options)
  if (isOpen && passages.kind !== 'answer') return { reply: figures.reply }
  return { reply: figures && passages.kind === 'notfound' ? figures.reply : passages }
}

/** The answer with the question as the documents completed it: a follow-up goes on from that. */
function completed(question: Question, { reply, asking }: FigureAnswer): Found {
  return { reply, ...(asking === undefined ? {} : { question: { ...question, asking } }) }
}

/** Which is the greatest is not said by a comparison that has only one to show. */
function leavesOpen({ figures = [], text }: Reply, { text: asked, asking, scope }: Question): boolean {
  if (scope.mentions.length > 0 || scope.years.length > 1 || figures.length > 1) return false
  return !isOfKindAsked({ kind: 'figure', text }, asked === asking ? asked : asking)
}

/** Before asking back whose count is meant: a rule may say how many there have to be. */
const RULES = ['rule', 'statute'] as const

/** Never repeats the text, and nothing of it is remembered. */
const MARKED: Reply = {
  kind: 'refused',
  text: '你发的内容带有密级标志,未处理、未保存。请按保密规定使用涉密设备办理。',
}

const PROBLEMS = {
  empty: { kind: 'clarify', text: '没有收到问题。请直接输入要问的内容,例如「去年复议收了多少件」。' },
  noWords: { kind: 'clarify', text: '没有看到文字。请把要问的内容打出来,例如「去年复议收了多少件」。' },
  notChinese: { kind: 'clarify', text: '请用中文提问(Please ask in Chinese),例如「去年复议收了多少件」。' },
  tooLong: { kind: 'clarify', text: '这段文字太长,不能当作一个问题。请把问题缩短到500字以内;整篇材料请发文件。' },
} as const satisfies Record<string, Reply>
