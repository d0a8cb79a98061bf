import type { Document, Passage } from '../corpus/schema.ts'
import type { Conversation, Conversations } from './conversation.ts'
import { answerDocuments } from './documents.ts'
import type { Drafts } from './draft/drafts.ts'
import { type HelpContext, helpText } from './help.ts'
import { readDeskCommand } from './office/desk-command.ts'
import { citedIn } from './quoted.ts'
import type { Citation, Reply } from './schema.ts'

/** A message that is an instruction and not a question. */
export type Command =
  | { readonly kind: 'help' | 'documents' | 'sources' | 'repeat' | 'forget' | 'stop' | 'before' | 'after' }
  | { readonly kind: 'original'; readonly n: number }
  | { readonly kind: 'greeting' | 'thanks' | 'desk' | 'correction' | 'proofread' | 'draft' }

/** Words that only open a question. */
const OPENING =
  /^(?:请问|(?:我?想)?(?:请?问|咨询|了解)一?下|我?想问|问一?个(?:问题|事)|(?:我?想)?请教(?:一?下|个问题)?|打扰(?:一?下)?了?)[,，.。:：!！~…\s]*$/

/** Whether a text only opens a question that is to follow: 请问, 想问一下. */
export function opensQuestion(text: string): boolean {
  return OPENING.test(text.trim())
}

const WORDS: readonly (readonly [RegExp, Command['kind']])[] = [
  [/^(?:帮助|help|怎么用|使用说明|你能做什么|你会什么|能干啥|功能|菜单|\?)$/i, 'help'],
  [/^(?:资料|资料列表|有哪些资料|有什么资料|有哪些文件|现有资料|文件列表|都有哪些(?:报告|资料|文件))$/, 'documents'],
  [
    /^(?:来源|出处|出处呢|来源呢|依据呢|哪里写的|哪儿写的|哪来的|从哪来的|在哪写的|依据是什么|什么依据|出自哪里|哪个文件(?:写的)?)$/,
    'sources',
  ],
  [/^(?:再说一遍|再说一次|再发一遍|重复一遍|没看清)$/, 'repeat'],
  [/^(?:清空|忘掉|重新开始|新对话|换一?个(?:问题|话题))$/, 'forget'],
  [/^(?:停止|取消|别找了|停)$/, 'stop'],
  [/^(?:上文|上一段|前一段)$/, 'before'],
  [/^(?:下文|下一段|后一段)$/, 'after'],
  [OPENING, 'greeting'],
  [/^(?:你好|您好|在吗|在不在|hi|hello|早|早上好|下午好)$/i, 'greeting'],
  [
    /^(?:数字?)?(?:有误|错了|不对|写错了|纠错|更正)[,:; ]*(?:(?:原文|数字?|这里)?应(?:该|当)?(?:为|是)|$)/,
    'correction',
  ],
  [/^(?:补数|补数表|定稿)$/, 'draft'],
  [/^校核(?:$|[:,;. ]|(?:一下|下面|这段|这份))/, 'proofread'],
  [/^(?:谢谢|多谢|感谢|辛苦了|好的|收到|知道了|ok|嗯|好)$/i, 'thanks'],
]

/** Reads a normalised message as a command; undefined when it is a question. One of kind draft is a move of the open draft, if there is one. */
export function readCommand(text: string): Command | undefined {
  const bare = text.replace(/[?,.!~呢吧啊呀 ]+$/g, '') || text
  const original = /^(?:看|查看|打开)?\s*(?:原文|来源)\s*[〔[(]?(\d{1,2})[〕\])]?$/.exec(bare)
  if (original) return { kind: 'original', n: Number(original[1]) }
  const opened = /^第([一二三四五六七八九])条(?:展开|原文|全文|详细)$/.exec(bare)
  if (opened) return { kind: 'original', n: '一二三四五六七八九'.indexOf(opened[1] ?? '') + 1 }
  if (bare === '原文') return { kind: 'original', n: 1 }
  const word = WORDS.find(([pattern]) => pattern.test(text) || pattern.test(bare))
  if (word) return { kind: word[1] } as Command
  return readDeskCommand(bare) ? { kind: 'desk' } : undefined
}

export interface CommandContext extends HelpContext {
  readonly conversations: Conversations
  readonly drafts: Drafts
  readonly conversation: string
  /** The answer of the bot that the message quotes. */
  readonly quoted?: string | undefined
}

/** What is said to words that do something only elsewhere, or not yet; never answered as if they were a question. */
const ELSEWHERE = {
  desk: '这是管理员在微信里用的命令,这里不用。在本机上:看收录了什么说「资料」,入库运行 npm run ingest -- 文件夹,看运行状况运行 npm run wechat -- --health。',
  correction:
    '没有记录:请在微信里引用有误的那条答复,再说「有误,应为…」,才会记下并请管理员核实。答复仍按文件原文,可先看「原文1」核对。',
  draft: '现在没有打开的草稿。请先说「起草…」,例如「帮我起草今年行政复议部分」。',
  proofread: '校核还不能用:材料没有检查,也没有保存。可以逐项问文件里的数字来核对,例如「去年复议收了多少件」。',
} as const

/** Carries out a command. */
export function runCommand(command: Command, context: CommandContext): Reply {
  const conversation = context.conversations.of(context.conversation)
  const last = conversation.turns.at(-1)
  switch (command.kind) {
    case 'help':
    case 'greeting':
      return { kind: 'command', text: helpText(context) }
    case 'desk':
    case 'correction':
    case 'proofread':
    case 'draft':
      return { kind: 'clarify', text: ELSEWHERE[command.kind] }
    case 'thanks':
      return { kind: 'command', text: '不客气,有事直接问。' }
    case 'documents':
      return answerDocuments(context.library.documents(context.audience))
    case 'forget':
      context.conversations.forget(context.conversation)
      context.drafts.close(context.conversation)
      return { kind: 'command', text: '已清空本次对话,前面的问题不再参考。' }
    case 'stop':
      return { kind: 'command', text: '没有正在进行的查询。' }
    case 'repeat':
      return last?.reply ?? nothingBefore()
    case 'sources':
      return sourcesReply(last?.reply.citations ?? [], context)
    case 'original':
      return originalReply(command.n, { conversation, context, shift: 0 })
    case 'before':
      return originalReply(undefined, { conversation, context, shift: -1 })
    case 'after':
      return originalReply(undefined, { conversation, context, shift: 1 })
    default:
      return command satisfies never
  }
}

function nothingBefore(): Reply {
  return { kind: 'clarify', text: '前面还没有回答过问题。请先提问,例如「去年复议收了多少件」。' }
}

/** The sources of the answer that is meant; of one to somebody else those it prints. */
function meant(own: readonly Citation[], { quoted, library }: CommandContext): readonly Citation[] {
  return own.length > 0 || quoted === undefined ? own : citedIn(quoted, library)
}

function sourcesReply(own: readonly Citation[], context: CommandContext): Reply {
  const citations = [...meant(own, context)]
  if (citations.length === 0) return nothingBefore()
  const lines = citations.map(
    ({ n, title, section, quote, doc }) => `〔${n}〕${title}${section ? `·${section}` : ''}\n文件:${doc}\n「${quote}」`,
  )
  return { kind: 'command', text: [...lines, '回复「原文1」看上下文'].join('\n'), citations }
}

interface OriginalRequest {
  readonly conversation: Conversation
  readonly context: CommandContext
  /** Passages before or after the one shown last. */
  readonly shift: number
}

/** The whole passage behind a source of the last cited reply, with document and section; 上文 and 下文 move on from it. */
function originalReply(n: number | undefined, { conversation, context, shift }: OriginalRequest): Reply {
  const cited = conversation.turns.findLast(({ reply }) => (reply.citations?.length ?? 0) > 0)
  const citations = meant(cited?.reply.citations ?? [], context)
  const isMeant =
    n === undefined ? ({ doc }: Citation) => doc === conversation.shown?.doc : (one: Citation) => one.n === n
  const citation = citations.find(isMeant) ?? (n === undefined ? citations[0] : undefined)
  if (!citation) {
    if (citations.length === 0) return nothingBefore()
    return {
      kind: 'clarify',
      text: `上一条回答只有${citations.length}个来源,请回复「原文1」${citations.length > 1 ? `到「原文${citations.length}」` : ''}。`,
    }
  }
  const document = context.library.document(citation.doc, context.audience)
  const passage = document ? passageOf(document, citation, { shown: conversation.shown, shift }) : undefined
  if (!document || !passage)
    return { kind: 'notfound', text: shift === 0 ? `「${citation.title}」已不在资料中。` : '前后没有更多内容了。' }
  context.conversations.show(context.conversation, { doc: citation.doc, seq: passage.seq })
  const shown: Citation = { ...citation, n: 1, section: passage.path.join('/'), quote: passage.text.trim() }
  const where = [document.identity.title, ...passage.path].join('·')
  return {
    kind: 'command',
    text: `${where}\n${passage.text.trim()}\n〔上一段〕回复「上文」 〔下一段〕回复「下文」`,
    citations: [shown],
  }
}

interface Step {
  readonly shown: Conversation['shown']
  readonly shift: number
}

/** The passage that the quote stands in; for a step to another one, counted from the passage shown last. */
function passageOf(
  { text, passages }: Document,
  { doc, quote }: Citation,
  { shown, shift }: Step,
): Passage | undefined {
  const at = text.indexOf(quote)
  const isOn = shift !== 0 && shown?.doc === doc
  const index = isOn ? shown.seq : passages.findIndex(({ start, end }) => at >= start && at < end)
  return index < 0 ? undefined : passages[index + shift]
}
