import type { Audience, Library } from '../retrieval/library.ts'
import type { Assistance } from './assistance.ts'
import type { Conversations, Turn } from './conversation.ts'
import type { Drafts } from './draft/drafts.ts'

/** Whether the asker may still be shown what was said in the turn. */
type MayRecall = (turn: Turn) => boolean

function mayRecall(library: Library, audience: Audience | undefined): MayRecall {
  if (!audience) return () => true
  const readers = new Set(['*', ...audience])
  let held: ReadonlySet<string> | undefined
  let visible: ReadonlySet<string> | undefined
  return ({ question }) => {
    if (!question.audience?.every((reader) => readers.has(reader))) return false
    held ??= new Set(library.documents().map(({ path }) => path))
    visible ??= new Set(library.documents(audience).map(({ path }) => path))
    return question.documents.every(({ path }) => visible?.has(path) || !held?.has(path))
  }
}

function recallable(conversations: Conversations, may: MayRecall): Conversations {
  return {
    ...conversations,
    of: (id) => {
      const conversation = conversations.of(id)
      return { ...conversation, turns: conversation.turns.filter(may) }
    },
  }
}

function openable(drafts: Drafts, library: Library, audience: Audience | undefined): Drafts {
  if (!audience) return drafts
  return {
    ...drafts,
    open: (conversation) => {
      const draft = drafts.open(conversation)
      const isShut = draft?.sources.some(({ doc }) => library.document(doc) && !library.document(doc, audience))
      return isShut ? undefined : draft
    },
  }
}

/** The library as if it held nothing but what the audience may see, whatever a caller asks or forgets to ask for. */
function visibleLibrary(library: Library, audience: Audience | undefined): Library {
  if (!audience) return library
  return {
    ...library,
    documents: () => library.documents(audience),
    document: (path) => library.document(path, audience),
    search: (query, signal) => library.search({ ...query, audience }, signal),
  }
}

/**
 * The assistance as this asker may use it: the library holds only what they may see; turns in which more could be seen than the asker may see now, and drafts written from such
 * documents, are as if they had not been. Every recollection (follow-ups, 原文N, 来源, 再说一遍, open drafts) goes through here.
 */
export function forAsker(assistance: Assistance, audience: Audience | undefined): Assistance {
  const { library, conversations, drafts } = assistance
  return {
    ...assistance,
    library: visibleLibrary(library, audience),
    conversations: recallable(conversations, mayRecall(library, audience)),
    drafts: openable(drafts, library, audience),
  }
}
