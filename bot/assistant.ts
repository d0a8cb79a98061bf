import { INDICATORS } from '../corpus/indicators.ts'
import { lexiconVocabulary } from '../retrieval/lexicon.ts'
import type { Audience, Library } from '../retrieval/library.ts'
import { loadTokenizer } from '../retrieval/tokens.ts'
import type { Assistance } from './assistance.ts'
import { memoryConversations } from './conversation.ts'
import type { Disputes } from './disputes.ts'
import { type Drafts, memoryDrafts } from './draft/drafts.ts'
import { type FiguresFile, type FillOptions, fillFromFile } from './draft/from-file.ts'
import { forAsker } from './for-asker.ts'
import { handle } from './handle.ts'
import type { ModelHelp } from './model/help.ts'
import type { Reply } from './schema.ts'
import { speller } from './understand/typos.ts'
import type { Offence } from './verify.ts'

export interface AssistantOptions {
  readonly library: Library
  /** The office's own body: 云溪区. */
  readonly homeOrg?: string
  /** Where open drafts and their files are kept; in memory and without files by default. */
  readonly drafts?: Drafts
  /** A chat model's help; by rules alone without it. */
  readonly model?: ModelHelp | undefined
  /** What administrators accepted as doubtful in a document; nothing without it. */
  readonly disputes?: Disputes | undefined
  /** Told what the number guard held back, for the log. */
  readonly heldBack?: (offences: readonly Offence[]) => void
}

export interface AskOptions {
  /** Earlier messages of the same conversation, sent first. */
  readonly history?: readonly string[]
  /** The clock for 去年 and 前年. */
  readonly now: Date
  /** A conversation that goes on over several calls; without it each call is one of its own. */
  readonly conversation?: string
  readonly audience?: Audience
  /** The answer of the bot that the message quotes: the conversation goes back to it. */
  readonly quoted?: string | undefined
  readonly signal?: AbortSignal
}

export interface Assistant {
  ask(text: string, options: AskOptions): Promise<Reply>
  /**
   * Fills the draft that is open in the conversation from a file of figures; undefined when none is open. Throws
   * UnreadableError.
   */
  fill(file: FiguresFile, options: FillOptions): Promise<Reply | undefined>
}

/** The assistant over a library: every front door asks through this. */
export async function openAssistant({
  library,
  homeOrg,
  drafts = memoryDrafts(),
  model,
  disputes,
  heldBack,
}: AssistantOptions): Promise<Assistant> {
  const tokenizer = await loadTokenizer()
  const assistance: Assistance = {
    library,
    tokenizer,
    speller: speller(
      [...INDICATORS.flatMap(({ name, aliases }) => [name, ...aliases]), ...lexiconVocabulary()],
      tokenizer,
    ),
    conversations: memoryConversations(),
    drafts,
    homeOrg,
    ...(model ? { model } : {}),
    ...(disputes ? { disputes } : {}),
    ...(heldBack ? { heldBack } : {}),
  }
  let asked = 0
  return {
    ask: async (text, { history = [], now, conversation, audience, quoted, signal }) => {
      const id = conversation ?? `ask-${++asked}`
      const send = (message: string, more: { quoted?: string | undefined } = {}): Promise<Reply> =>
        handle({ conversation: id, text: message, now, ...more, ...(audience ? { audience } : {}) }, assistance, signal)
      for (const message of history) await send(message)
      const reply = await send(text, { quoted })
      if (conversation === undefined) {
        assistance.conversations.forget(id)
        drafts.close(id)
      }
      return reply
    },
    fill: (file, options) => fillFromFile(file, options, forAsker(assistance, options.audience)),
  }
}
