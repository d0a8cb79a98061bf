import type { Library } from '../retrieval/library.ts'
import type { Tokenizer } from '../retrieval/tokens.ts'
import type { Conversations } from './conversation.ts'
import type { Disputes } from './disputes.ts'
import type { Drafts } from './draft/drafts.ts'
import type { ModelHelp, ModelTurn } from './model/help.ts'
import type { Speller } from './understand/typos.ts'
import type { Offence } from './verify.ts'

/** What the core works with; made once by the composition root. */
export interface Assistance {
  readonly library: Library
  readonly tokenizer: Tokenizer
  readonly speller: Speller
  readonly conversations: Conversations
  /** Open drafts of each conversation, and where their files go. */
  readonly drafts: Drafts
  /** The office's own body, assumed where a question names none. */
  readonly homeOrg: string | undefined
  /** Understands what the rules cannot and says answers better; absent without CHAT_MODEL. */
  readonly model?: ModelHelp
  /** The model's help with the message at hand. */
  readonly help?: ModelTurn
  /** What administrators accepted as doubtful in a document; nothing without it. */
  readonly disputes?: Disputes
  /** Told what the number guard held back, for the log. */
  readonly heldBack?: (offences: readonly Offence[]) => void
}
