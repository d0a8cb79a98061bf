import type { Reply } from './schema.ts'
import type { TaskQuery } from './tasks/query.ts'
import type { Question } from './understand/understand.ts'

/** One question of a person with its answer. */
export interface Turn {
  readonly question: Question
  readonly reply: Reply
  /** What was asked of the tasks, when the reply is about tasks. */
  readonly tasks?: TaskQuery
}

/** What one person in one room said lately. */
export interface Conversation {
  /** The newest turns, oldest first. */
  readonly turns: readonly Turn[]
  /** The passage shown last behind a source of the newest answers: 上文 and 下文 go on from it. */
  readonly shown?: Shown
}

/** A passage of a document, by its position. */
interface Shown {
  readonly doc: string
  readonly seq: number
}

export interface Conversations {
  of(id: string): Conversation
  /** A new turn; nothing is shown behind it yet. */
  remember(id: string, turn: Turn): void
  show(id: string, shown: Shown): void
  forget(id: string): void
}

/** Turns kept of each conversation, and conversations kept at all: a follow-up looks back at most this far. */
const TURNS_KEPT = 6
const CONVERSATIONS_KEPT = 2_000

/** Conversations in memory; the one unused for longest is dropped when there are too many. */
export function memoryConversations(): Conversations {
  const kept = new Map<string, Conversation>()
  const put = (id: string, conversation: Conversation) => {
    kept.delete(id)
    kept.set(id, conversation)
    const oldest = kept.keys().next().value
    if (kept.size > CONVERSATIONS_KEPT && oldest !== undefined) kept.delete(oldest)
  }
  return {
    of: (id) => kept.get(id) ?? { turns: [] },
    remember: (id, turn) => {
      const turns = [...(kept.get(id)?.turns ?? []), { ...turn, question: { ...turn.question, previous: undefined } }]
      put(id, { turns: turns.slice(-TURNS_KEPT) })
    },
    show: (id, shown) => put(id, { turns: kept.get(id)?.turns ?? [], shown }),
    forget: (id) => {
      kept.delete(id)
    },
  }
}
